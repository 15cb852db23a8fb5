"""What a case page offers an officer; each part is made when the page, or the verb, asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from township_office import clock
from township_office.approvals.clauses import worded
from township_office.approvals.core import FIRST, Mode, Reason
from township_office.approvals.deciding.offers import MAKERS, Heard, Offer
from township_office.approvals.deciding.owed import Owed, Vouch, owed_by, to_vouch, unsettled
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Confirmation, Event, Task
from township_office.approvals.rail import whom
from township_office.approvals.registry import Kind, matter, verb_of
from township_office.approvals.run import Run
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.people.fresh import password_form
from township_office.people.models import Officer
from township_office.people.phrases.query import phrases_of
from township_office.people.requests import OfficerRequest
from township_office.ui.forms import OfficeForm

NAMES_ON_A_BUTTON = 2
AT_A_GLANCE = 200
AGREEING = ("agree", "quick", "refuse")
BESIDE_THE_MAIN = ("return", "transfer")
NOT_THE_FORMS = {"csrfmiddlewaretoken", "act", "version", "once-key"}


@dataclass(frozen=True)
class Neighbours:
    """Where one stands in one's own 待办: 第 1 件，共 7 件."""

    place: int
    total: int
    before: str
    after: str

    @classmethod
    def of(cls, case: Case, cases: list[Case]) -> Neighbours:
        urls = [matter(each.matter).url_of(each) for each in cases]
        at = cases.index(case) if case in cases else -1
        before = urls[at - 1] if at > 0 else ""
        return cls(at + 1, len(urls), before, urls[at + 1] if at + 1 < len(urls) else "")


@dataclass
class Decision:
    """What an officer may do with a case now, and, after a POST, what came of it."""

    request: OfficerRequest
    run: Run
    done: str = ""
    _made: dict[str, Offer | None] = field(default_factory=dict)

    @property
    def officer(self) -> Officer:
        return self.request.user

    @property
    def act(self) -> str:
        return self.request.POST.get("act", "")

    @cached_property
    def story(self) -> Story:
        return Story.of_run(self.run)

    @cached_property
    def task(self) -> Task | None:
        return self.story.task_of(self.officer)

    @property
    def kind(self) -> Kind | None:
        asked = self.task is not None and self.task.stage > FIRST
        return self.story.kind(self.task) if asked and self.task else None

    @cached_property
    def by(self) -> Capacity:
        """In which post, and for whom, he acts here; with nothing to do here, in his own post."""
        if self.task is not None:
            return self.story.capacity(self.officer, self.task)
        return self.story.as_himself(self.officer)

    @property
    def principal(self) -> str:
        """For whom he does it: 代张志强办理."""
        return self.by.for_name if self.task is not None else ""

    @property
    def for_whom(self) -> str:
        return f"代{self.principal}办理"

    @property
    def whose(self) -> str:
        """Whom it was sent to: him, or the one he stands in for."""
        return self.principal or "您"

    @cached_property
    def form(self) -> OpinionForm | None:
        if self.kind is None:
            return None
        bound = self.posted(*AGREEING)
        if bound and self.act == "quick":
            bound = (_with_opinion(bound[0], self.kind.quick), *bound[1:])
        return self.kind.form(*bound, subject=self.run.subject, officer=self.officer)

    def stage_form(self, act: str, heard: Heard) -> OpinionForm:
        """The stage's own form as somebody enters it for the leader he names."""
        chosen = self.request.POST.get(f"{act}-leader", "") if self.act == act else ""
        task, leader = heard.get(chosen) or next(iter(heard.values()))
        bound = tuple(self.posted(act))
        return self.story.kind(task).form(
            *(_of_the_stage(bound[0], act), *bound[1:]) if bound else (),
            subject=self.run.subject,
            officer=Officer(pk=leader, township_id=self.run.case.township_id),
            auto_id=f"{act}_%s",
        )

    @cached_property
    def password(self) -> OfficeForm | None:
        """The password asked for again, where what is decided weighs so much."""
        return password_form(self.request) if self.kind and self.kind.fresh else None

    @property
    def quick(self) -> str:
        """The words of the two taps; not where the password has to be typed."""
        return self.kind.quick if self.kind and self.password is None else ""

    @cached_property
    def phrases(self) -> list[str]:
        """常用语: his own before those of the stage."""
        usual = self.form.phrases if self.form else ()
        return list(dict.fromkeys([*phrases_of(self.officer), *usual]))

    @cached_property
    def offers(self) -> list[Offer]:
        return [each for act in MAKERS if (each := self.offer(act)) is not None]

    def offer(self, act: str) -> Offer | None:
        """One of them alone, for the POST that asks for it; made once."""
        if act not in self._made:
            self._made[act] = MAKERS[act](self)
        return self._made[act]

    @property
    def at_hand(self) -> list[Offer]:
        """What stands beside the red button; the rest is under 更多."""
        return [each for each in self.offers if each.act in BESIDE_THE_MAIN]

    @property
    def more(self) -> list[Offer]:
        away = BESIDE_THE_MAIN if self.form else ()
        return [each for each in self.offers if each.form and each.act not in away]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Why something one would expect is not to be had now; one line a reason."""
        named: dict[str, list[str]] = {}
        for each in self.offers:
            if each.why:
                named.setdefault(each.why, []).append(each.name)
        return [("、".join(names), why) for why, names in named.items()]

    @cached_property
    def unsettled(self) -> list[Confirmation]:
        return unsettled(self)

    @cached_property
    def owed(self) -> list[Owed]:
        """Consents by telephone that wait for this officer."""
        return owed_by(self)

    @property
    def disowned(self) -> list[Confirmation]:
        """Consents that were never given, for whoever handles the matter and does not settle them."""
        his = {each.confirmation.pk for each in self.owed}
        disowned = Confirmation.Status.DISOWNED
        return [each for each in self.unsettled if each.status == disowned and each.pk not in his]

    @cached_property
    def vouched(self) -> list[Vouch]:
        """Entries from paper that wait, for whoever confirms them and for the office."""
        return to_vouch(self)

    @cached_property
    def waiting(self) -> list[Task]:
        """What lies open and waits for nothing else."""
        return self.story.ready_tasks

    @property
    def may_withdraw(self) -> bool:
        case, run = self.run.case, self.run
        acted = {each.done_by for each in run.state.tasks if each.round == case.round}
        his = run.route.way.may_take_back(self.officer.pk)
        return not case.outcome and his and acted <= {self.officer.pk, None}

    @property
    def sent_on(self) -> Event | None:
        """Who passed it on to him, or asked him as well, and with what words."""
        return self.story.sent_by(self.task) if self.task is not None else None

    @property
    def differing(self) -> list[Event]:
        """The opinions that do not agree, side by side, while one of them is asked again."""
        asked = any(task.reason == Reason.DIFFERS for task in self.story.open_tasks)
        return self.story.last_words_here() if asked else []

    @property
    def today(self) -> date:
        """The day under an opinion written now."""
        return clock.today()

    @cached_property
    def version(self) -> str:
        """What this page was made from: the task and the content it showed."""
        asked = self.task.number if self.task else 0
        return f"{asked}.{self.run.digest[:16]}"

    def posted(self, *acts: str) -> tuple[Any, ...]:
        """Data and files for the form that was posted, and nothing for the others on the page."""
        if self.request.method == "POST" and self.act in acts:
            return (self.request.POST, self.request.FILES)
        return ()

    @property
    def next_leg(self) -> str:
        """Where it goes when all here have agreed: 承办　副镇长 张志强."""
        if others := self._others():
            return f"{self.run.case.stage_name}　还有 {'、'.join(others)}"
        for leg in self.story.legs_ahead:
            return f"{leg.stage.name}　{whom(self.story.route, leg)}"
        return "办理完毕"

    @property
    def verb(self) -> str:
        """What he is asked to do here."""
        return verb_of(self.task) if self.task else ""

    @property
    def send_words(self) -> str:
        """The red button says what is done and to whom it goes: 批示并送张志强."""
        names = self._next_names()
        if not names:
            return self.verb
        if len(names) > NAMES_ON_A_BUTTON:
            return f"{self.verb}并送{names[0]}等 {len(names)} 人"
        return f"{self.verb}并送{'、'.join(names)}"

    def _others(self) -> list[str]:
        """Who else must have decided at this stage before it goes on."""
        leg = self.story.route.leg(self.run.case.stage)
        if leg is None or leg.mode is Mode.ANY:
            return []
        people = (self.story.names(task) for task in self.story.open_tasks if task != self.task)
        return [name for names in people if self.officer.name not in names for name in names]

    def _next_names(self) -> list[str]:
        if self._others():
            return []
        seats = [seat for leg in self.story.legs_ahead[:1] for seat in leg.seats]
        people = [holder.name for seat in seats for holder in self.story.staff.named(seat)]
        return [] if self.officer.name in people else list(dict.fromkeys(people))

    @cached_property
    def neighbours(self) -> Neighbours:
        """The item before and after this one on the officer's desk, for J and K."""
        lying = Task.objects.top_of(self.officer, AT_A_GLANCE).pressing_first()
        cases = [task.case for task in lying.select_related("case")[:AT_A_GLANCE]]
        return Neighbours.of(self.run.case, list(dict.fromkeys(cases)))

    @property
    def clauses(self) -> list[tuple[str, str]]:
        """(id, wording) of what put this stage here."""
        leg = self.story.route.leg(self.run.case.stage)
        return worded(leg.stage.clause) if leg else []

    @property
    def refusal(self) -> str:
        """The words of the button that ends the matter here, where it may end here."""
        return self.kind.refusal(self.run.subject) if self.kind else ""

    @property
    def returned_to_me(self) -> bool:
        """Whether it lies with the applicant to be mended and sent again."""
        return self.task is not None and self.task.stage == FIRST


def _with_opinion(data: QueryDict, words: str) -> QueryDict:
    """The two taps of a phone: everything as it stands, with the words that were shown."""
    data = data.copy()
    data["opinion"] = words
    return data


def _of_the_stage(data: QueryDict, act: str) -> QueryDict:
    """What was filled into the stage's own form, without what the verb asked beside it."""
    own = QueryDict(mutable=True)
    for name in data:
        if name not in NOT_THE_FORMS and not name.startswith(f"{act}-"):
            own.setlist(name, data.getlist(name))
    return own
