"""WeasyPrint, behind a fetcher that knows what it may serve. Imported by the child alone."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from PIL import ImageFile
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from township_office.paper.footers import close_tables
from township_office.paper.justify import spread_characters
from township_office.paper.parcel import Parcel
from township_office.paper.shortcuts import Form, take_shortcuts

STATIC = Path(__file__).parent / "static" / "paper"

# WeasyPrint lets half a picture pass in the whole process; whoever shares it must not inherit that.
ImageFile.LOAD_TRUNCATED_IMAGES = False


def print_parcel(parcel: Parcel) -> bytes:
    spread_characters()
    take_shortcuts()
    close_tables()
    fetcher = OnlyThese(_shelf(parcel))
    pdf: bytes = Form(string=parcel.html, url_fetcher=fetcher).write_pdf()
    return pdf


def _shelf(parcel: Parcel) -> dict[str, tuple[str, bytes]]:
    """All that a page may ask for, by URL: named static files and what was prepared for it."""
    shelf = {
        f"paper:static/{path.name}": (_mime(path), path.read_bytes())
        for path in STATIC.iterdir()
        if path.is_file()
    }
    for each in parcel.attachments:
        shelf[f"paper:attachment/{each.name}"] = (each.mime, each.data)
    return shelf


def _mime(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class OnlyThese(URLFetcher):
    """Serves what lies on the shelf. Any other URL ends the rendering: no form of ours has one."""

    def __init__(self, shelf: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=["paper"], allow_redirects=False)
        self.shelf = shelf

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        name = unquote(url)
        if name not in self.shelf:
            raise FatalURLFetchingError(f"refused: {url[:200]}")
        mime, data = self.shelf[name]
        return URLFetcherResponse(url, data, {"Content-Type": mime})
