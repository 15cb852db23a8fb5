"""Who may hand whose work to whom: each rule a sentence that says what to do."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.formats import date_format

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Officer, Post, StandIn
from township_office.people.models.stand_ins import StandInQuerySet, prefixes
from township_office.people.modules import module_words
from township_office.people.rules import check_own
from township_office.people.stand_ins.query import MAYOR, SECRETARY, is_kept_in_person
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused, Stale

DIRECTOR = "office_director"
DAYS = declare("people.stand_in_days", "委托代办一次最长天数", default=60)


def may_arrange(officer_id: int) -> bool:
    """Whether he enters 委托 for others: the office director, and whoever keeps the accounts."""
    director = Appointment.objects.on().filter(officer=officer_id, post__role=DIRECTOR)
    keeps = Officer.objects.filter(pk=officer_id, is_staff=True)
    return director.exists() or keeps.exists()


def check_can_appoint(given: StandIn, *, by: Capacity) -> None:
    """Everything that must be so before somebody stands in for another."""
    check_own(by, given.principal, given.deputy)
    _check_gives(given.principal, by=by)
    _check_dates(given, by=by)
    held = list(Post.objects.held_by(given.principal, given.valid_from))
    _check_may_be_given(given, held)
    _check_deputy(given, held)
    _check_written(given, held, by=by)
    _check_is_the_only_one(given)
    _check_leads_somewhere(given)


def check_can_end(given: StandIn, *, by: Capacity) -> None:
    """He who gave it ends it, or the office for him."""
    check_own(by, given.principal)
    _check_gives(given.principal, by=by)
    if given.ended_on is not None:
        raise Stale(f"这项委托已于{date_format(given.ended_on)}结束。")
    if given.valid_until < clock.today():
        raise Stale(f"这项委托到{date_format(given.valid_until)}为止，已经结束。")


def _check_gives(principal: Officer, *, by: Capacity) -> None:
    if by.officer_id != principal.pk and not may_arrange(by.person_id):
        raise Refused(f"委托由{principal}本人办理，或电话告知办公室主任代为登记。")


def _check_dates(given: StandIn, *, by: Capacity) -> None:
    longest = int(settings_of(by.township_id)[DAYS.key])
    if given.valid_until < given.valid_from:
        raise Refused("委托的结束日期不能早于开始日期。")
    if given.valid_from < clock.today():
        raise Refused("委托从今天或以后的日期开始，不能补办以前的。")
    if given.valid_until - given.valid_from >= timedelta(days=longest):
        raise Refused(f"委托一次最长 {longest} 天，到期可以再办。请改结束日期。")


def _check_may_be_given(given: StandIn, held: list[Post]) -> None:
    """B2.1: a seal is kept by its keeper and by nobody for him."""
    if not held:
        raise Refused(f"{given.principal}那天没有任职，没有可以委托的事项。")
    profile = given.principal.township.profile
    if all(is_kept_in_person(post, profile) for post in held):
        raise Refused("印章须专人保管，不得转接、代管（B2.1）。离岗请办理印章移交。")


def _check_deputy(given: StandIn, held: list[Post]) -> None:
    """A2.7: nobody acts beyond his powers; a leader is stood in for by a leader."""
    deputy, begins = given.deputy, given.valid_from
    if deputy.pk == given.principal_id:
        raise Refused("不能委托给本人，请另选一人。")
    own = list(Post.objects.held_by(deputy, begins)) if deputy.is_active else []
    if not own:
        raise Refused(f"{deputy}现在没有任职或账号已停用，请另选一人。")
    if any(post.leader for post in held) and not any(post.leader for post in own):
        raise Refused(f"{given.principal}是班子成员，只能委托给班子成员（A2.7）。")
    if _holds(held, MAYOR) and _holds(own, SECRETARY):
        raise Refused("镇长的委托不能交给书记：书记可以批示，不能代镇长签发。请委托一位副职。")


def _check_written(given: StandIn, held: list[Post], *, by: Capacity) -> None:
    """Nobody signs as mayor but by the mayor's own written word."""
    by_himself = by.officer_id == given.principal_id
    if _holds(held, MAYOR) and not by_himself and by.how != "paper":
        raise Refused("镇长的委托须由本人办理，或凭本人的书面委托登记；电话告知的不能登记。")


def _check_is_the_only_one(given: StandIn) -> None:
    standing = _meanwhile(given).filter(principal=given.principal_id).select_related("deputy")
    for other in shared(given, standing):
        until = date_format(other.valid_until)
        raise Refused(
            f"{module_words(other.matters)}已委托{other.deputy}代办到{until}，日期重叠。"
            "请先结束那一项，或改日期、事项。"
        )


def _check_leads_somewhere(given: StandIn) -> None:
    """Not chained: the stand-in of a stand-in gets nothing, so nobody is appointed who is away."""
    for other in shared(given, _meanwhile(given).filter(principal=given.deputy_id)):
        words = f"{_span(other)}已把{module_words(other.matters)}委托给别人"
        raise Refused(f"{given.deputy}{words}，委托不能再转，请另选一人。")


def left_without(given: StandIn) -> list[StandIn]:
    """Whom the principal himself stands in for in these days: they have to appoint another."""
    rows = _meanwhile(given).filter(deputy=given.principal_id).select_related("principal")
    return shared(given, rows)


def shared(given: StandIn, others: Iterable[StandIn]) -> list[StandIn]:
    """Those of the others that hand over some of the same matters."""
    return [other for other in others if _meet(given.matters, other.matters)]


def _meet(some: list[str], others: list[str]) -> bool:
    if not some or not others:
        return True
    pairs = ((one, other) for one in some for other in others)
    return any(one in prefixes(other) or other in prefixes(one) for one, other in pairs)


def _meanwhile(given: StandIn) -> StandInQuerySet:
    return StandIn.objects.during(given.valid_from, given.valid_until)


def _holds(posts: Iterable[Post], role: str) -> bool:
    return any(post.role == role for post in posts)


def _span(given: StandIn) -> str:
    first, last = (date_format(day, "n月j日") for day in (given.valid_from, given.valid_until))
    return f"{first}至{last}"
