"""What is asked of whom: one matter a request, no request inside a report."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, unquoted, when
from documents.outgoing.checks.headings import numbered
from documents.outgoing.checks.kinds import bare
from documents.outgoing.checks.manuscript import Manuscript, Passage, Place

ASKING = compile(r"恳请|请求|申请|要求解决|请予解决|请予拨付")
FURTHER = compile(r"(?:此外|另外|同时)[，,]?[^。；]{0,12}(?:恳请|请求|申请)[^。；]{0,30}")
ANSWER = r"(?:批示|审批|批准|核准|支持|解决|批复)"
WISH = compile(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*(?:敬|恳)?请"
    r"|(?:(?<=[，。；！恳敬特现望])|^)请[^，。；！]{0,8}(?:予以|给予|予)"
    + ANSWER
    + r"(?=[。；！]|为盼|$)"
    r"|(?:(?<=[，。；！恳敬特现望])|^)请(?:批示|审批|批复)(?=[。；！]|$)"
)
# What the public asked for, and what was asked before, is reported.
REPORTED = compile(r"群众|村民|居民|来访|信访|代表|反映|提出|诉求|要求|[已曾]")
SENTENCE = compile(r"[^。；！]+[。；！]?")
RELAYED = compile(
    r"(?:请示|申请)[^。；]{0,20}(?:转报|转请|转呈|转上|报上|呈上)"
    r"|(?:转报|转请|转呈)[^。；]{0,30}(?:请示|申请|事项)"
)
OWN_VIEW = compile(
    r"认为|意见|同意|建议|倾向|属实|我[镇委][^。；]{0,6}拟"
    r"|经[^。；]{0,20}(?:研究|审核|审查|核实|调查)"
)
CONGRESS = compile(r"人民代表大会|人大")


@check("DOC-23", Force.GEN, "请示应当一文一事；不同事项请分别行文。")
def a_request_asks_one_thing(manuscript: Manuscript) -> Iterator[Spot]:
    """A request asks for one thing: its title, its headings and its end do not ask for another."""
    if manuscript.kind == "请示":
        title = ASKING.findall(manuscript.title)
        yield from when(len(title) > 1, "title", "、".join(title))
        yield from _asking_headings(manuscript)
        yield from spots(FURTHER, unquoted(manuscript.paragraphs()))


def _asking_headings(manuscript: Manuscript) -> Iterator[Spot]:
    top = [passage for passage in manuscript.paragraphs() if numbered(passage.text)[0] == 1]
    asking = [passage for passage in top if ASKING.search(passage.text[:20])]
    yield from (Spot(place, text[:20]) for place, text in asking[1:])


@check("DOC-24", Force.MUST, "报告不得夹带请示事项；需要批示、批准的另行请示。")
def a_report_asks_nothing(manuscript: Manuscript) -> Iterator[Spot]:
    """A report does not ask for approval, support or instruction; a congress is asked to approve
    what is reported to it, and a 工作报告 may ask the town to lend a hand."""
    told = bare(manuscript.title).endswith("工作报告") or _to_the_congress(manuscript)
    if manuscript.kind == "报告" and not told:
        for place, text in unquoted(manuscript.paragraphs()):
            yield from (Spot(place, wish) for wish in SENTENCE.findall(text) if _wishes(wish))


def _to_the_congress(manuscript: Manuscript) -> bool:
    return any(CONGRESS.search(to.name) for to in manuscript.main)


def _wishes(sentence: str) -> bool:
    return bool(WISH.search(sentence)) and not REPORTED.search(sentence)


@check("DOC-25", Force.MUST, "下级请示的事项不得原文转报，请写明本级的倾向性意见。")
def what_is_relayed_carries_a_view(manuscript: Manuscript) -> Iterator[Spot]:
    """What a subordinate asked for is passed on with the office's own opinion."""
    said = f"{manuscript.title}。{manuscript.text()}"
    relays = manuscript.kind == "请示" and RELAYED.search(said) is not None
    return when(relays and not OWN_VIEW.search(said), "body")


@check("FMT-072", Force.PRAC, "请示在附注处写明联系人和电话。")
def a_request_says_whom_to_call(manuscript: Manuscript) -> Iterator[Spot]:
    """The note of a request names a person and a telephone."""
    said = "联系" in manuscript.note and any(mark.isdigit() for mark in manuscript.note)
    return when(manuscript.kind == "请示" and not said, "note", manuscript.note)


@check("FMT-072", Force.GEN, "附注的括号由系统排，请删去。")
def a_note_comes_without_brackets(manuscript: Manuscript) -> Iterator[Spot]:
    """The layout sets the brackets of the note."""
    note = Passage(Place("note"), manuscript.note.strip())
    enclosed = note.text[:1] in ("（", "(") and note.text[-1:] in ("）", ")")
    return when(enclosed, "note", note.text)
