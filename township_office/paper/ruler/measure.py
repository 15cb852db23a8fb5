"""The ruler itself: every rule of the general format that ink can show."""

from township_office.paper.ruler.findings import Expected, Finding
from township_office.paper.ruler.foot import annex_rules, colophon_rules, folio_rules
from township_office.paper.ruler.grid import page_rules
from township_office.paper.ruler.head import head_rules
from township_office.paper.ruler.main import main_rules
from township_office.paper.ruler.pages import look
from township_office.paper.ruler.signing import find_block, signing_rules
from township_office.paper.ruler.text import text_rules


def measure(pdf: bytes, expected: Expected | None = None) -> list[Finding]:
    """What a ruler says of the document, in the order of the rules.

    It reads rendered pixels at 254 dpi and never asks the PDF for its words.
    """
    told = expected or Expected()
    pages = look(pdf)
    found = [*page_rules(pages, told)]
    if told.formal:
        found += head_rules(pages[0], told)
    found += main_rules(pages[0], told)
    block = find_block(pages, told)
    found += text_rules(pages, told, block)
    found += signing_rules(block, told)
    if told.bound:
        found += annex_rules(pages, told)
    if told.colophon:
        found += colophon_rules(pages[-1], told)
    found += folio_rules(pages, told)
    return sorted(found, key=lambda finding: finding.rule)
