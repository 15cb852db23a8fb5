"""The process that draws the letters: ``python -m township_office.demo.press``, JSON in and out.

One process for all of them: starting WeasyPrint takes as long as ten letters.
"""

import json
import sys
from base64 import b64encode
from pathlib import Path

from township_office.paper.parcel import Attachment, Parcel

LOOK = Path(__file__).parent / "letter.css"


def main() -> None:
    from township_office.paper.press import print_parcel  # noqa: PLC0415 - raises without Pango

    asked = json.load(sys.stdin.buffer)
    look = (
        Attachment("faces.css", "text/css", asked["faces"].encode()),
        Attachment("letter.css", "text/css", LOOK.read_bytes()),
    )
    letters = {
        number: b64encode(print_parcel(Parcel(html, look))).decode()
        for number, html in asked["pages"].items()
    }
    json.dump(letters, sys.stdout)


if __name__ == "__main__":
    main()
