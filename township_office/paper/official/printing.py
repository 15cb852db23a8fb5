"""An official document on its two papers: the PDF that is printed, the DOCX that can be opened."""

import pypdfium2

from township_office.paper.official import titles
from township_office.paper.official.docx import official_docx
from township_office.paper.official.ending import ending_of
from township_office.paper.official.layout import official_pdf
from township_office.paper.official.values import Official


def laid_out(official: Official) -> tuple[bytes, bytes, int]:
    """PDF, DOCX and how many pages the PDF has. Raises PaperMissing and PaperFailed."""
    pdf = official_pdf(official)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    made = official_docx(official, broken=titles.lines, ending=ending_of(pdf, official))
    return pdf, made, pages
