"""To whom a document goes and who gets a copy (主送、抄送)."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, when
from documents.outgoing.checks.manuscript import Addressee, Direction, Issuer, Manuscript, Place

ANSWERING = ("请示", "报告", "批复", "函", "议案")
STOPS = compile(r"[：:，,、；;。.]+$")


def _up(manuscript: Manuscript) -> bool:
    return manuscript.direction == Direction.UP


def _by_name(field: str, names: list[str]) -> Iterator[Spot]:
    yield from (Spot(Place(field), name) for name in names)


@check("DOC-21", Force.GEN, "上行文原则上主送一个上级机关，需要时抄送其他机关。")
def what_goes_up_goes_to_one(manuscript: Manuscript) -> Iterator[Spot]:
    """A document that goes up has one main recipient."""
    several = _up(manuscript) and len(manuscript.main) > 1
    return when(several, "main", "、".join(to.name for to in manuscript.main))


@check("FMT-043", Force.GEN, "请填写主送机关。")
def letters_have_a_recipient(manuscript: Manuscript) -> Iterator[Spot]:
    """What asks, reports or answers is addressed to somebody."""
    return when(manuscript.kind in ANSWERING and not manuscript.main, "main")


@check("DOC-22", Force.MUST, "上行文不抄送下级机关，请删去。")
def what_goes_up_is_not_copied_below(manuscript: Manuscript) -> Iterator[Spot]:
    """A document that goes up is not copied to subordinates."""
    below = [to.name for to in manuscript.copied if to.below]
    return _by_name("copied", below if _up(manuscript) else [])


@check(
    "DOC-26",
    Force.MUST,
    "除上级负责人直接交办的事项外，不得以机关名义向上级负责人个人行文；直接交办的，请在文中写明。",
)
def superiors_are_organs(manuscript: Manuscript) -> Iterator[Spot]:
    """No organ writes to a superior's person, unless he gave the task himself."""
    persons = [to for to in manuscript.main if to.is_person and to.above]
    return _by_name("main", [to.name for to in persons if not to.gave_the_task])


@check("DOC-26", Force.GEN, "主送对象像是个人；公文主送机关，不主送负责人。")
def recipients_are_organs(manuscript: Manuscript) -> Iterator[Spot]:
    """A recipient beside or below whose name ends like a post or a person is probably no organ."""
    persons = [to for to in manuscript.main if to.is_person and not to.above]
    return _by_name("main", [to.name for to in persons])


@check("DOC-27", Force.PRAC, "受双重领导的机关上行文主送一个上级机关，必要时抄送另一个。")
def the_other_superior_gets_a_copy(manuscript: Manuscript) -> Iterator[Spot]:
    """What Party committee and government send up jointly has a superior on either side."""
    joint = _up(manuscript) and manuscript.issuer == Issuer.JOINT and len(manuscript.main) == 1
    return when(joint and not any(to.above for to in manuscript.copied), "copied")


@check("DOC-28", Force.MUST, "一般不得越级行文；确需越级的，须同时抄送被越过的机关。")
def whoever_is_passed_over_gets_a_copy(manuscript: Manuscript) -> Iterator[Spot]:
    """What skips a level is copied to the organ that was skipped."""
    told = [*manuscript.main, *manuscript.copied]
    if _up(manuscript) and not any(to.above and to.direct_superior for to in told):
        yield from _by_name("main", [to.name for to in manuscript.main if _higher(to)])


def _higher(to: Addressee) -> bool:
    return to.above and not to.direct_superior


@check("DOC-29", Force.MUST, "重要的下行文应当同时抄送直接上级机关。")
def what_matters_is_copied_above(manuscript: Manuscript) -> Iterator[Spot]:
    """An important document that goes down is copied to the direct superior."""
    important = manuscript.important and manuscript.direction == Direction.DOWN
    return when(important and not any(to.above for to in manuscript.copied), "copied")


@check("FMT-043", Force.MUST, "机关名称后不加标点，冒号和句号由系统排。")
def names_carry_no_stop(manuscript: Manuscript) -> Iterator[Spot]:
    """The layout sets the colon and the commas; a name ends without any."""
    for field, listed in (("main", manuscript.main), ("copied", manuscript.copied)):
        yield from _by_name(field, [to.name for to in listed if STOPS.search(to.name.strip())])


@check("FMT-081", Force.GEN, "同一机关不既主送又抄送，也不重复列出。")
def nobody_gets_it_twice(manuscript: Manuscript) -> Iterator[Spot]:
    """Each recipient is named once."""
    seen: set[str] = set()
    for field, listed in (("main", manuscript.main), ("copied", manuscript.copied)):
        for to in listed:
            if to.name in seen:
                yield Spot(Place(field), to.name)
            seen.add(to.name)


@check("FMT-081", Force.PRAC, "统称已经包括这个单位，一般不再单列。")
def nobody_is_named_beside_all_his_like(manuscript: Manuscript) -> Iterator[Spot]:
    """Who is one of 各村（社区） is not named beside them."""
    for field, listed in (("main", manuscript.main), ("copied", manuscript.copied)):
        for to in listed:
            if to.counted_in:
                told = f"“{to.counted_in}”已经包括{to.name}，一般不再单列。"
                yield Spot(Place(field), to.name, told)
