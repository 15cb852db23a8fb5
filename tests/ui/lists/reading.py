"""Read a register's page as a person does: heads, rows, the last line, what can be clicked."""

from xml.etree.ElementTree import Element

import tinyhtml5


class Reading:
    """A page taken in; cells and links are told by their words."""

    def __init__(self, page: str) -> None:
        self.tree: Element = tinyhtml5.parse(page, namespace_html_elements=False)

    @property
    def heads(self) -> list[str]:
        return [_words(head) for head in self.tree.iterfind(".//thead//th")]

    @property
    def sorted(self) -> dict[str, str]:
        heads = self.tree.iterfind(".//thead//th[@aria-sort]")
        return {_words(head): head.get("aria-sort", "") for head in heads}

    @property
    def lines(self) -> list[Element]:
        return self.tree.findall(".//tbody/tr")

    @property
    def rows(self) -> list[list[str]]:
        return [[_words(cell) for cell in line.iterfind("td")] for line in self.lines]

    def column(self, number: int) -> list[str]:
        return [row[number] for row in self.rows]

    @property
    def foot(self) -> list[tuple[str, int]]:
        """The words of the last line, and how many columns each stands under."""
        cells = self.tree.iterfind(".//tfoot//td")
        return [(_words(cell), int(cell.get("colspan", "1"))) for cell in cells]

    @property
    def tabs(self) -> list[str]:
        return [_words(tab) for tab in self.tree.iterfind(".//nav[@class='tabs']/a")]

    @property
    def tab(self) -> str:
        """The tab one is on."""
        (here,) = self.tree.iterfind(".//nav[@class='tabs']/a[@aria-current='page']")
        return _words(here)

    @property
    def pager(self) -> str:
        return _words(self.tree.find(".//div[@class='pager']/span"))

    def link(self, words: str) -> str | None:
        """Where the link with these words leads; None where it leads nowhere."""
        (link,) = (link for link in self.tree.iter("a") if _words(link) == words)
        return link.get("href")


def _words(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""
