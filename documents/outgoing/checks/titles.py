"""Titles: organ + about + kind (FMT-042), and how they are shaped."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, when
from documents.outgoing.checks.kinds import STOPS, bare, named, stem
from documents.outgoing.checks.manuscript import Manuscript, Passage, Place

ABOUT = ("决定", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函")
ORGANLIKE = compile(r"(?:人民政府|政府|委员会|党委|办公室|主席团)$")
COUNTY = compile(r"^(中共)?.{1,6}?[县市区旗]")
SPACES = compile(r"[\s、]+")
PASSED_ON = compile(r"转发|批转|印发|转报")  # after it stands whose document it is
STOP = compile(rf"[{STOPS}]+$")
INNER = compile(r"[，；：。！？](?=.)")
HAPPENING = compile(
    r"《[^《》]{1,40}(?:会议|大会|活动|培训班|比赛|大赛|工程|项目|行动|仪式|讲座|论坛|工作)》"
)
LONGEST = 60


@check("FMT-042", Force.MUST, "请填写标题。")
def there_is_a_title(manuscript: Manuscript) -> Iterator[Spot]:
    """A document has a title."""
    return when(not manuscript.title.strip(), "title")


@check("FMT-042", Force.GEN, "标题一般写作“发文机关＋关于……的＋文种”，这里缺少“关于”。")
def title_says_what_about(manuscript: Manuscript) -> Iterator[Spot]:
    """Titles of most kinds say 关于 what; a congress's work report and minutes need not."""
    title = bare(manuscript.title)
    expected = named(title) in ABOUT and not title.endswith("工作报告")
    return when(expected and "关于" not in title, "title", title)


@check("FMT-042", Force.GEN, "“关于……”与文种之间加“的”。")
def about_and_kind_are_joined(manuscript: Manuscript) -> Iterator[Spot]:
    """Between what it is about and the kind stands 的."""
    title, kind = bare(manuscript.title), named(manuscript.title)
    if kind in ABOUT and "关于" in title:
        about = stem(title, kind).partition("关于")[2]
        yield from when("的" not in about[-7:], "title", title[-12:])


@check("FMT-042", Force.GEN, "标题开头的机关名称不是本文的发文机关，请核对。")
def title_names_its_own_organ(manuscript: Manuscript) -> Iterator[Spot]:
    """The organ before 关于 is one that issues the document."""
    head, about, _ = manuscript.title.partition("关于")
    said = SPACES.sub("", PASSED_ON.split(head)[0]) if about else ""
    spelt = (said, COUNTY.sub(r"\1", said))  # with the county before the town or without
    strange = all(ORGANLIKE.search(_without(each, _names(manuscript))) for each in spelt)
    return when(strange, "title", head.strip())


@check("FMT-042", Force.MUST, "标题末尾不加标点。")
def title_ends_without_a_stop(manuscript: Manuscript) -> Iterator[Spot]:
    """No punctuation stands at the end of a title."""
    return spots(STOP, [Passage(Place("title"), manuscript.title.strip())])


@check("FMT-042", Force.PRAC, "标题中除书名号、引号、括号和顿号外，一般不用标点。")
def title_has_few_stops(manuscript: Manuscript) -> Iterator[Spot]:
    """Within a title no commas or colons, but for names that contain them."""
    title = manuscript.title.split("《")[0]
    return spots(INNER, [Passage(Place("title"), title)])


@check(
    "FMT-042",
    Force.GEN,
    "书名号只用于文件、法规、书刊的名称；会议、活动、工程等用引号或者不加标号。",
)
def only_writings_are_named_like_books(manuscript: Manuscript) -> Iterator[Spot]:
    """《》 is for the names of writings, not of meetings and projects."""
    return spots(HAPPENING, [Passage(Place("title"), manuscript.title)])


@check("FMT-041", Force.PRAC, "标题超过 60 字，三行排不下，请压缩事由。")
def title_is_not_too_long(manuscript: Manuscript) -> Iterator[Spot]:
    """A title of more than 60 characters does not fit on three lines."""
    return when(len(manuscript.title.strip()) > LONGEST, "title")


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def _names(manuscript: Manuscript) -> list[str]:
    """The longest first, so that a short name does not break a full one."""
    names = {SPACES.sub("", name) for organ in manuscript.organs for name in organ.names}
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
