"""The number, who signed what goes up, and the red line below them (FMT-028 to 035)."""

from township_office.paper.official.docx.markup import in_style, paragraph, run, tabs
from township_office.paper.official.docx.measures import ACROSS, GREY, RED, chars, eighths, width
from township_office.paper.official.docx.styles import NUMBER
from township_office.paper.official.values import Official

RULE, BELOW = 0.5, 7  # mm of the red line (FMT-035); points that make 4 mm from ink to line


def numbered(official: Official) -> str:
    """The number, with the signers on the right of what goes up; the line stands 4 mm below."""
    colour = RED if official.formal else GREY
    border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths(RULE)}" w:space="{BELOW}" '
        f'w:color="{colour}"/></w:pBdr>'
    )
    if not official.signers:
        return paragraph(NUMBER, run(official.number), border)
    rows = signer_rows(official.signers)
    start = ACROSS - chars(1) - max(map(width, rows)) - chars(4)
    stops = tabs(("left", chars(1)), ("left", start), ("left", start + chars(4)))
    said = []
    for at, names in enumerate(rows):
        last = at == len(rows) - 1
        content = run(f"\t{official.number}\t" if last else "\t\t") + run(
            "签发人：" if at == 0 else "\t"
        )
        content += run(names, in_style("InKai"))
        said.append(
            paragraph(NUMBER, content, (border if last else "") + stops + '<w:jc w:val="left"/>')
        )
    return "".join(said)


def signer_rows(signers: tuple[str, ...]) -> tuple[str, ...]:
    """Two names a line; a name of two characters takes the room of three (FMT-033)."""
    spaced = [f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name for name in signers]
    pairs = (spaced[at : at + 2] for at in range(0, len(spaced), 2))
    return tuple("\u3000".join(pair) for pair in pairs)
