"""Document numbers (发文字号): the document's own, and those that it quotes."""

from collections.abc import Callable, Iterator
from re import Match, compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, when
from documents.outgoing.checks.manuscript import Manuscript

OWN = compile(r"[\u4e00-\u9fa5]{2,12}〔(?:19|20)\d{2}〕[1-9]\d*号")
SERIAL = compile(r"第[1-9]\d*[号期]")  # 令, 公告 and 纪要 may be numbered throughout
# What ends otherwise is as a rule a licence or a case, and these have forms of their own:
# 卫消证字（2020）第0012号.
CODE = r"[\u4e00-\u9fa5]{1,11}(?:发|函|办|复|报|请|呈|通|电)"
QUOTED = compile(CODE + r"[〔［\[(（【](\d{1,4})[〕］\])）】](第?)(\d+)号")
WRONG = compile(CODE + r"(?:[［\[(（【]\d{2,4}[〕］\])）】]|〔\d{2,4}[］\])）】])第?\d+号")


@check("FMT-028", Force.MUST, "发文字号写作“代字〔年份〕序号号”，如“宁政发〔2026〕12号”。")
def own_number_has_its_form(manuscript: Manuscript) -> Iterator[Spot]:
    """The document's own number: code, full year in 〔〕, number without 第 and leading zero."""
    number, serial = manuscript.number, manuscript.kind in ("命令", "公告", "通告", "公报", "纪要")
    lawful = OWN.fullmatch(number) or (serial and SERIAL.fullmatch(number))
    return when(bool(number) and not lawful, "number", number)


@check("FMT-029", Force.MUST, "发文字号的年份用六角括号〔 〕。")
def years_stand_in_hexagonal_brackets(manuscript: Manuscript) -> Iterator[Spot]:
    """A quoted document number has its year in 〔〕, not in [ ], ( ) or 【 】."""
    return spots(WRONG, manuscript.everything())


@check("FMT-030", Force.GEN, "引用的发文字号年份写全四位。")
def years_are_full(manuscript: Manuscript) -> Iterator[Spot]:
    """A quoted number has a year of four digits."""
    return _quoted(manuscript, lambda found: len(found[1]) < 4)


@check(
    "FMT-030",
    Force.GEN,
    "引用的发文字号序号前不加“第”，序号不编虚位（1 不写作 01），请与原文核对。",
)
def numbers_are_plain(manuscript: Manuscript) -> Iterator[Spot]:
    """A quoted number has neither 第 nor a leading zero."""
    return _quoted(manuscript, lambda found: bool(found[2]) or found[3].startswith("0"))


@check("A3.1.1", Force.PRAC, "收发文登记簿中没有这个字号，请与原文核对。")
def quoted_numbers_are_known(manuscript: Manuscript) -> Iterator[Spot]:
    """A number that is quoted stands in the register of incoming or outgoing documents."""
    known = manuscript.known_numbers
    if known is not None:
        for place, text in manuscript.everything():
            for found in OWN.finditer(text):
                if not any(found[0].endswith(number) for number in known if number):
                    yield Spot(place, found[0])


def _quoted(manuscript: Manuscript, amiss: Callable[[Match[str]], bool]) -> Iterator[Spot]:
    for place, text in manuscript.everything():
        yield from (Spot(place, found[0]) for found in QUOTED.finditer(text) if amiss(found))
