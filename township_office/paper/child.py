"""The short-lived process that renders: ``python -m township_office.paper.child``.

A parcel on stdin, a PDF on stdout. It imports no Django and knows no secrets.
"""

import gc
import resource
import sys
from typing import Any

from township_office.paper.parcel import NO_PANGO, Parcel

MB = 1024 * 1024
CPU_LIMIT = 90  # seconds, should the parent die and leave the child alone
NETWORK = ("socket.", "urllib.", "http.", "ftplib.")
PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")


def main() -> None:
    parcel = Parcel.unpacked(sys.stdin.buffer.read())
    try:
        from township_office.paper.press import print_parcel  # noqa: PLC0415 - raises without Pango
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(NO_PANGO)
    limit(parcel.memory_limit)  # after the import, or too little memory would look like no Pango
    sys.addaudithook(stay_inside)
    gc.disable()  # whatever is left behind goes with the process; collecting takes a fifth of its time
    sys.stdout.buffer.write(print_parcel(parcel))


def limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory * MB, memory * MB))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def stay_inside(event: str, args: Any) -> None:
    """No network and no other program, whatever a library tries; a hook cannot be taken out again."""
    if event.startswith(NETWORK + PROGRAMS):
        raise PermissionError(f"{event} is not allowed while printing")


if __name__ == "__main__":
    main()
