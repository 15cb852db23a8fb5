"""Each verb through the page of a case: by the right person, by others, twice, too late, with nonsense."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.incoming.approval import INCOMING
from tests.documents.walk import Walk, published, register
from tests.files.samples import PDF
from tests.house import PASSWORD, House
from township_office import clock
from township_office.approvals.core import Mode
from township_office.approvals.models import Case, Confirmation, Event, PaperDecision
from township_office.approvals.story import Story
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.fresh import FIELD
from township_office.people.models import Appointment, Phrase, StandIn
from township_office.people.stand_ins.actions import appoint_stand_in

INSTRUCT = "批示"


@dataclass
class Desk:
    """One officer at the page of one paper."""

    walk: Walk
    post: str

    def __post_init__(self) -> None:
        self.browser = Client()
        self.browser.force_login(self.walk.house[self.post])

    @property
    def page(self) -> str:
        return f"/documents/incoming/{self.walk.paper.pk}/"

    def opens(self) -> str:
        return self.browser.get(self.page).content.decode()

    @property
    def decision(self) -> Any:
        return self.browser.get(self.page).context["decision"]

    def offered(self) -> list[str]:
        return [offer.act for offer in self.decision.offers if offer.form]

    def reasons(self) -> dict[str, str]:
        return {offer.act: offer.why for offer in self.decision.offers if offer.why}

    def posts(self, act: str, *, version: str | None = None, **said: Any) -> Any:
        """Fill in the verb's form and send it; names of its own fields carry the verb before them."""
        version = version or self.decision.version
        data = {"act": act, "version": version, "once-key": str(uuid4()), **said}
        return self.browser.post(self.page, data)


@pytest.fixture
def office(house: House) -> House:
    return published(house)


@pytest.fixture
def walk(office: House) -> Walk:
    """A paper that lies with the mayor."""
    return register(office, urgency="加急").check().propose()


def seat(walk: Walk, post: str) -> str:
    return f"p{walk.house.posts[post].pk}"


def who(walk: Walk, post: str) -> str:
    return str(walk.house[post].pk)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def last(walk: Walk) -> Event:
    event = walk.case.events.order_by("-id").first()
    assert event is not None
    return event


def test_what_is_offered_is_what_is_lawful_for_him(walk):
    assert Desk(walk, "镇长").offered() == ["return", "transfer", "add", "copy"]
    assert Desk(walk, "文书").offered() == ["urge"]
    assert Desk(walk, "办公室主任").offered() == ["copy", "urge", "phone", "paper"]
    assert Desk(walk, "机要员").offered() == ["phone", "paper"]


def test_whoever_sent_it_reads_why_he_does_not_enter_his_leaders_word(walk):
    reasons = Desk(walk, "文书").reasons()
    assert "您是经办人" in reasons["phone"]
    assert "您是经办人" in reasons["paper"]
    assert Desk(walk, "文书").opens().count("您是经办人") == 1


def test_where_the_stage_does_not_allow_a_call_the_office_reads_so(office):
    walk = register(office).check()
    assert "不能电话请示" in Desk(walk, "机要员").reasons()["phone"]


def test_what_is_merely_done_is_not_entered_for_who_does_it(walk):
    walk.instruct("应急办主任")
    assert set(Desk(walk, "机要员").offered()) & {"phone", "paper"} == set()


class TestReturning:
    def test_every_earlier_stage_is_named_with_who_did_it(self, walk):
        choices = dict(Desk(walk, "镇长").decision.offer("return").form.fields["to"].choices)
        assert list(choices.values()) == ["登记　刘芳", "初审　刘芳", "拟办　李秀英"]

    @pytest.mark.parametrize(
        ("manner", "afterwards"), [("again", "按流程再走"), ("straight", "直接送回")]
    )
    def test_both_manners_stand_on_the_rail(self, walk, manner, afterwards):
        fields = {"return-to": 2, "return-manner": manner, "return-reason": "缺附件。"}
        assert Desk(walk, "镇长").posts("return", **fields).status_code == 302
        assert walk.stage == "初审"
        assert afterwards in Desk(walk, "镇长").opens()
        assert "王建国退回：" in Desk(walk, "文书").opens()
        walk.check()
        assert walk.stage == ("批示" if manner == "straight" else "拟办")

    def test_without_a_reason_nothing_is_sent_and_nothing_typed_is_lost(self, walk):
        fields = {"return-to": 2, "return-manner": "straight", "return-reason": ""}
        answer = Desk(walk, "镇长").posts("return", **fields)
        assert (answer.status_code, walk.stage) == (200, INSTRUCT)
        form = answer.context["decision"].offer("return").form
        assert (form["to"].value(), form["manner"].value()) == ("2", "straight")
        assert "请写明退回的理由" in said(answer)

    @pytest.mark.parametrize("to", ["4", "7", "-1", "x", ""])
    def test_a_stage_that_is_not_earlier_is_no_choice(self, walk, to):
        fields = {"return-to": to, "return-manner": "again", "return-reason": "缺附件。"}
        assert Desk(walk, "镇长").posts("return", **fields).status_code == 200
        assert walk.stage == INSTRUCT


class TestPassingOn:
    def test_it_lies_with_the_other_who_reads_the_note(self, walk):
        fields = {"transfer-seat": seat(walk, "党委书记"), "transfer-note": "涉及干部，请您定。"}
        answer = Desk(walk, "镇长").posts("transfer", **fields)
        assert answer.url == "/"
        secretary = Desk(walk, "党委书记")
        assert "王建国转您办理" in secretary.opens()
        assert "涉及干部，请您定。" in secretary.opens()
        assert "转给 党委书记 陈志远" in secretary.opens()
        assert secretary.posts("quick", **walk.assignment("应急办主任")).status_code == 302
        assert walk.stage == "承办"

    def test_neither_the_sender_nor_who_is_asked_is_to_be_chosen(self, walk):
        choices = dict(Desk(walk, "镇长").decision.offer("transfer").form.fields["seat"].choices)
        assert seat(walk, "党委书记") in choices
        assert seat(walk, "文书") not in choices
        assert seat(walk, "镇长") not in choices

    @pytest.mark.parametrize("other", ["文书", "镇长"])
    def test_sent_all_the_same_it_is_refused(self, walk, other):
        fields = {"transfer-seat": seat(walk, other), "transfer-note": "请办。"}
        assert Desk(walk, "镇长").posts("transfer", **fields).status_code == 200
        assert walk.task("镇长")

    def test_who_has_nothing_to_do_here_passes_nothing_on(self, walk):
        fields = {"transfer-seat": seat(walk, "党委书记"), "transfer-note": "请办。"}
        assert Desk(walk, "办公室主任").posts("transfer", **fields).status_code == 409

    def test_twice_has_one_effect(self, walk):
        mayor = Desk(walk, "镇长")
        version = mayor.decision.version
        fields = {"transfer-seat": seat(walk, "党委书记"), "transfer-note": "请您定。"}
        assert mayor.posts("transfer", version=version, **fields).status_code == 302
        assert mayor.posts("transfer", version=version, **fields).status_code in (404, 409)
        assert walk.case.events.filter(verb="transfer").count() == 1


class TestAddingASigner:
    def add(self, walk: Walk, order: str) -> Any:
        fields = {"add-seat": seat(walk, "副镇长（农业）"), "add-order": order}
        return Desk(walk, "镇长").posts("add", **fields, **{"add-note": "请先看看经费。"})

    def test_before_me_he_signs_first(self, walk):
        assert self.add(walk, "before").status_code == 302
        assert Desk(walk, "镇长").decision.form is None
        deputy = Desk(walk, "副镇长（农业）")
        assert "王建国请您加签" in deputy.opens()
        deputy.posts("quick", **walk.assignment("应急办主任"))
        assert Desk(walk, "镇长").decision.form is not None

    def test_after_me_he_signs_when_i_have(self, walk):
        answer = self.add(walk, "after")
        assert answer.url == f"{Desk(walk, '镇长').page}#top"  # not where the sheet lay open
        Desk(walk, "镇长").posts("quick", **walk.assignment("应急办主任"))
        assert (walk.stage, walk.task("副镇长（农业）").stage_name) == (INSTRUCT, INSTRUCT)
        Desk(walk, "副镇长（农业）").posts("quick", **walk.assignment("应急办主任"))
        assert walk.stage == "承办"


class TestLettingKnow:
    def test_a_copy_opens_the_paper_to_the_others(self, walk):
        civil = Desk(walk, "民政办主任")
        assert civil.browser.get(civil.page).status_code == 404
        fields = {"copy-seats": [seat(walk, "民政办主任")], "copy-note": "请知悉。"}
        assert Desk(walk, "镇长").posts("copy", **fields).status_code == 302
        assert "抄送 何燕" in civil.opens()
        assert Notice.objects.filter(officer=walk.house["民政办主任"]).exists()

    def test_who_has_no_part_in_it_copies_to_nobody(self, walk):
        fields = {"copy-seats": [seat(walk, "民政办主任")]}
        assert Desk(walk, "机要员").posts("copy", **fields).status_code == 403

    def test_whom_it_lies_with_is_urged_once_an_hour(self, walk):
        clerk = Desk(walk, "文书")
        assert clerk.posts("urge").status_code == 302
        assert "提醒 王建国" in clerk.opens()
        assert "一小时内已经催办过" in clerk.reasons()["urge"]
        assert clerk.posts("urge").status_code == 403
        with clock.moved_to(clock.now() + timedelta(hours=2)):
            assert "urge" in Desk(walk, "文书").offered()

    def test_nobody_urges_himself(self, office):
        assert "urge" not in Desk(register(office), "文书").offered()


def calling(walk: Walk) -> dict[str, Any]:
    return {
        "phone-leader": who(walk, "镇长"),
        "phone-called_at": f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}",
        "opinion": "同意，抓紧办。",
        **walk.assignment("应急办主任"),
    }


def call(walk: Walk, by: str = "机要员", **changed: Any) -> Any:
    """The office enters what the mayor said on the telephone."""
    return Desk(walk, by).posts("phone", **calling(walk) | changed)


class TestByTelephone:
    def test_nobody_was_called_before_the_paper_had_come(self, walk):
        answer = call(walk, **{"phone-called_at": "2020-01-01T09:00"})
        assert "通话不会早于" in answer.content.decode()
        assert not Confirmation.objects.exists()

    def test_who_was_called_in_the_night_is_entered_in_the_morning(self, office):
        yesterday = clock.today() - timedelta(days=1)
        walk = register(office, urgency="加急", received_on=yesterday).check().propose()
        answer = call(walk, **{"phone-called_at": f"{yesterday:%Y-%m-%d}T23:10"})
        assert (answer.status_code, walk.stage) == (302, "承办")
        assert clock.local(Confirmation.objects.get().called_at).hour == 23

    def test_of_what_came_back_nobody_was_called_before_it_lay_with_him_again(self, walk):
        asked = clock.now()
        with clock.moved_to(asked + timedelta(hours=1)):
            walk.return_to("镇长", 3, "请重新拟办。")
            walk.propose()
            answer = call(walk, **{"phone-called_at": f"{clock.local(asked):%Y-%m-%dT%H:%M}"})
        assert "通话不会早于" in answer.content.decode()
        assert not Confirmation.objects.exists()

    @pytest.mark.parametrize("day", ["9999-12-31", "2199-01-01"])
    def test_nobody_is_back_in_a_thousand_years(self, walk, day):
        answer = call(walk, **{"phone-back_on": day})
        assert "返回日期太远" in answer.content.decode()
        assert not Confirmation.objects.exists()

    def test_of_what_is_not_urgent_the_form_says_when_one_telephones(self, walk):
        urgent = Desk(walk, "机要员").opens()
        Case.objects.update(urgency="")  # as of every matter that knows no urgency
        usual = Desk(walk, "机要员").opens()
        assert "王建国　今天在岗" in urgent
        assert "急件而领导外出的，电话请示" not in urgent
        assert "急件而领导外出的，电话请示" in usual

    def test_it_goes_on_at_once_and_the_leader_confirms(self, walk):
        assert call(walk).status_code == 302
        assert walk.stage == "承办"
        mayor = Desk(walk, "镇长")
        assert "孙丽记录" in mayor.opens()
        assert "同意，抓紧办。" in mayor.opens()
        owed = Confirmation.objects.get()
        assert mayor.posts("confirm", of=owed.pk).status_code == 302
        owed.refresh_from_db()
        assert owed.status == "confirmed"
        assert "请补签" not in mayor.opens()

    def test_box_and_rail_tell_how_it_came_about(self, walk):
        call(walk)
        assert "王建国（电话同意，孙丽记录，待补签）" in Desk(walk, "镇长").opens()
        Desk(walk, "镇长").posts("confirm", of=Confirmation.objects.get().pk)
        day = clock.local(clock.now())
        assert f"孙丽记录，{day.month}月{day.day}日补签）" in Desk(walk, "镇长").opens()

    def test_disowned_it_is_settled_by_somebody_else(self, walk):
        call(walk)
        owed, mayor = Confirmation.objects.get(), Desk(walk, "镇长")
        fault = mayor.posts("disown", of=owed.pk)
        assert "请写明实际情况" in said(fault)
        words = {f"disown-{owed.pk}-words": "没有接到电话。"}
        assert mayor.posts("disown", of=owed.pk, **words).status_code == 302
        settled = {f"settle-{owed.pk}-words": "已当面核实，由孙丽书面说明。"}
        assert mayor.posts("settle", of=owed.pk, **settled).status_code == 409
        director = Desk(walk, "办公室主任")
        assert "没有接到电话。" in director.opens()
        assert director.posts("settle", of=owed.pk, **settled).status_code == 302
        assert "已处置" in director.opens()

    def test_the_other_leader_reads_of_it_and_may_settle_it(self, walk):
        call(walk)
        owed = Confirmation.objects.get()
        Desk(walk, "镇长").posts("disown", of=owed.pk, **{f"disown-{owed.pk}-words": "没有。"})
        settled = {f"settle-{owed.pk}-words": "已核实。"}
        assert Desk(walk, "党委书记").posts("settle", of=owed.pk, **settled).status_code == 302
        assert Confirmation.objects.get().settled_by == walk.house["党委书记"]

    @pytest.mark.parametrize("other", ["机要员", "办公室主任"])
    def test_nobody_confirms_for_another(self, walk, other):
        call(walk)
        owed = Confirmation.objects.get()
        assert Desk(walk, other).posts("confirm", of=owed.pk).status_code in (404, 409)
        assert Confirmation.objects.get().status == "open"

    def test_a_call_that_has_not_been_made_is_not_entered(self, walk):
        later = clock.local(clock.now() + timedelta(hours=2))
        answer = call(walk, **{"phone-called_at": f"{later:%Y-%m-%dT%H:%M}"})
        assert "通话时间还没有到" in said(answer)
        assert answer.context["decision"].offer("phone").stage_form["opinion"].value() == (
            "同意，抓紧办。"
        )
        assert walk.stage == INSTRUCT

    @pytest.mark.parametrize("leader", ["", "0", "999", "x"])
    def test_nobody_but_whom_it_lies_with_was_called(self, walk, leader):
        assert call(walk, **{"phone-leader": leader}).status_code == 200
        assert walk.stage == INSTRUCT

    def test_whoever_sent_it_never_enters_it(self, walk):
        assert call(walk, by="文书").status_code == 403
        assert walk.stage == INSTRUCT

    def test_what_changed_meanwhile_is_read_first(self, walk):
        version = Desk(walk, "机要员").decision.version
        walk.return_to("镇长", to=3, reason="改承办。")
        walk.propose("民政办主任")
        assert call(walk, version=version).status_code == 409


def enter(walk: Walk, by: str = "机要员", **changed: Any) -> Any:
    """The office enters what the mayor wrote on paper."""
    fields = {
        "paper-leader": who(walk, "镇长"),
        "paper-written_on": f"{clock.today():%Y-%m-%d}",
        "paper-scan": SimpleUploadedFile("批示.pdf", PDF),
        "opinion": "同意。请应急办牵头。",
        **walk.assignment("应急办主任"),
    }
    return Desk(walk, by).posts("paper", **fields | changed)


class TestFromPaper:
    def test_nothing_was_signed_before_the_case_was_begun(self, walk):
        before = clock.today() - timedelta(days=2)
        answer = enter(walk, **{"paper-written_on": f"{before:%Y-%m-%d}"})
        assert "签署不会早于" in answer.content.decode()
        assert not PaperDecision.objects.exists()

    def test_it_takes_effect_when_the_director_has_seen_the_scan(self, walk):
        assert enter(walk).status_code == 302
        assert walk.stage == INSTRUCT
        director = Desk(walk, "办公室主任")
        page = director.opens()
        assert "请确认代录" in page
        assert "批示.pdf" in page
        assert '<span class="small">代录扫描件　' in page
        assert director.posts("vouch", of=PaperDecision.objects.get().pk).status_code == 302
        assert walk.stage == "承办"
        assert "王建国（纸面签署，孙丽代录，李秀英确认）" in director.opens()

    def test_what_does_not_agree_with_the_paper_goes_back(self, walk):
        enter(walk)
        entry, director = PaperDecision.objects.get(), Desk(walk, "办公室主任")
        words = {f"reject-{entry.pk}-words": "少录一句。"}
        assert director.posts("reject", of=entry.pk, **words).status_code == 302
        assert PaperDecision.objects.get().status == "rejected"
        assert director.posts("vouch", of=entry.pk).status_code == 409
        assert enter(walk).status_code == 302

    def test_who_entered_it_does_not_vouch_for_it(self, walk):
        enter(walk, by="办公室主任")
        director = Desk(walk, "办公室主任")
        assert "请确认代录" not in director.opens()
        assert director.posts("vouch", of=PaperDecision.objects.get().pk).status_code == 403
        assert walk.stage == INSTRUCT

    def test_without_a_scan_nothing_is_entered(self, walk):
        answer = enter(walk, **{"paper-scan": ""})
        assert "请上传领导签字页的扫描件" in said(answer)
        assert not PaperDecision.objects.exists()

    def test_it_is_entered_once(self, walk):
        version = Desk(walk, "机要员").decision.version
        assert enter(walk).status_code == 302
        assert "正等主任确认" in Desk(walk, "机要员").reasons()["paper"]
        assert enter(walk, version=version).status_code in (403, 409)


class TestStandingIn:
    @pytest.fixture
    def deputised(self, walk: Walk) -> Walk:
        appoint_stand_in(
            principal=walk.house["镇长"],
            deputy=walk.house["副镇长（农业）"],
            since=clock.today(),
            until=clock.today(),
            reason="下村",
            by=capacity_of(walk.house["镇长"]),
        )
        return walk

    def test_for_whom_he_acts_stands_above_and_on_the_decision(self, deputised):
        deputy = Desk(deputised, "副镇长（农业）")
        assert "代王建国办理" in deputy.opens()
        deputy.posts("quick", **deputised.assignment("应急办主任"))
        assert last(deputised).signed == "王建国（张志强代）"
        assert Desk(deputised, "镇长").opens().count("王建国（张志强代）") == 2

    def test_the_way_names_who_may_do_it_meanwhile(self, deputised):
        assert "张志强可代办" in Desk(deputised, "文书").opens()

    def test_when_it_is_over_he_has_nothing_to_do_with_it(self, deputised):
        deputy = Desk(deputised, "副镇长（农业）")
        version = deputy.decision.version
        StandIn.objects.update(ended_on=clock.today())
        answer = deputy.posts("quick", version=version, **deputised.assignment("应急办主任"))
        assert answer.status_code in (404, 409)


def test_where_any_suffices_the_rail_says_who_need_not_act(office):
    walk = register(office, side="both").check().propose().instruct()
    walk.case.tasks.filter(post=office.posts["党委书记"]).update(status="dropped")
    story = Story(walk.case)
    legs = tuple(replace(leg, mode=Mode.ANY) for leg in story.route.legs)
    vars(story)["route"] = replace(story.route, legs=legs)
    told = [line.note for line in story.rail if line.title == INSTRUCT]
    assert told == ["任一人办理即可，党委书记 陈志远 不用再办"]


def test_who_waits_for_another_stands_after_him(walk):
    fields = {"add-seat": seat(walk, "副镇长（农业）"), "add-order": "before"}
    Desk(walk, "镇长").posts("add", **fields, **{"add-note": "请先看。"})
    lines = [line for line in Desk(walk, "镇长").decision.story.rail if line.title == INSTRUCT]
    assert [(line.css, line.who) for line in lines] == [
        ("now", "副镇长（农业） 张志强"),
        ("next", "镇长 王建国"),
    ]


def test_nonsense_does_nothing(walk):
    mayor = Desk(walk, "镇长")
    for act in ("", "x", "__init__", "vouch", "confirm", "settle", "reject", "phone"):
        assert mayor.posts(act, of="7").status_code in (403, 409)
    assert walk.stage == INSTRUCT


def test_an_opinion_counts_though_two_taps_gave_it(walk):
    Desk(walk, "镇长").posts("quick", **walk.assignment("应急办主任"), opinion="")
    assert last(walk).opinion == "同意拟办意见。"


def test_where_the_kind_asks_for_an_opinion_an_empty_one_is_refused(walk):
    walk.instruct("应急办主任")
    handler = Desk(walk, "应急办主任")
    for empty in ("", "　 \n"):
        answer = handler.posts("agree", opinion=empty)
        assert (answer.status_code, walk.stage) == (200, "承办")
        assert "没有送出" in said(answer)
        assert answer.context["decision"].form.errors["opinion"]
    assert handler.posts("agree", opinion="已落实。").status_code == 302


def test_j_and_k_lead_to_the_items_before_and_after_on_his_own_desk(office):
    """In the order of his desk: what is due first stands first."""
    hours = {"第二件": 2, "第三件": 3, "第一件": 1}
    walks = {title: register(office, title=title).check().propose() for title in hours}
    for title, walk in walks.items():
        due = clock.now() + timedelta(hours=hours[title])
        walk.case.tasks.filter(status="open").update(due_at=due)
    register(office, title="别人的件").check()
    pages = [
        f"/documents/incoming/{walks[title].paper.pk}/" for title in sorted(hours, key=hours.get)
    ]
    found = [
        Desk(walks[title], "镇长").decision.neighbours for title in sorted(hours, key=hours.get)
    ]
    assert [(each.place, each.total) for each in found] == [(1, 3), (2, 3), (3, 3)]
    assert [(each.before, each.after) for each in found] == [
        ("", pages[1]),
        (pages[0], pages[2]),
        (pages[1], ""),
    ]
    second = Desk(walks["第二件"], "镇长").opens()
    assert f'rel="prev" href="{pages[0]}"' in second
    assert f'rel="next" href="{pages[2]}"' in second
    assert Desk(walks["第二件"], "文书").decision.neighbours.place == 0


def test_his_own_words_come_first_and_the_used_ones_first_of_all(walk):
    mayor = walk.house["镇长"]
    for words in ("请速办。", "请阅。"):
        Phrase.objects.create(officer=mayor, words=words)
    desk = Desk(walk, "镇长")
    assert set(desk.decision.phrases[:2]) == {"请速办。", "请阅。"}
    assert "同意。" in desk.decision.phrases
    desk.posts("agree", **walk.assignment("应急办主任"), opinion="请阅。")
    assert Phrase.objects.get(words="请阅。").used == 1


def test_two_who_differ_see_both_opinions(office, monkeypatch):
    united(monkeypatch)
    walk = register(office, side="both").check().propose("应急办主任")
    walk.instruct("应急办主任", post="镇长")
    walk.instruct("民政办主任", post="党委书记")
    page = Desk(walk, "镇长").opens()
    assert "待统一意见" in page
    assert "差" not in page.split("待统一意见")[0]
    assert Desk(walk, "镇长").decision.differing[0].officer_name == "王建国"


def united(monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, united=True)


def _with(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """The stage 批示 declared otherwise for one test."""
    kinds = [
        replace(kind, **changed) if kind.key == "documents.instruct" else kind
        for kind in INCOMING.kinds
    ]
    monkeypatch.setitem(INCOMING.__dict__, "kinds", kinds)


class TestTypingThePasswordAgain:
    @pytest.fixture
    def weighty(self, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Desk:
        """A stage that asks for the password, and the mayor, who signed in long ago."""
        _with(monkeypatch, fresh=True)
        return signed_in_long_ago(walk, "镇长")

    def agrees(self, desk: Desk, act: str = "agree", **said: str) -> Any:
        words = {"opinion": "同意，请速办。", **desk.walk.assignment("应急办主任")}
        return desk.posts(act, **words, **said)

    def test_it_stands_in_the_form_and_the_two_taps_do_not(self, weighty):
        page = weighty.opens()
        assert f'name="{FIELD}"' in page
        assert 'value="quick"' not in page

    @pytest.mark.parametrize("act", ["agree", "quick"])
    def test_without_it_nothing_is_sent_and_all_is_kept(self, weighty, act):
        answer = self.agrees(weighty, act)
        assert (answer.status_code, weighty.walk.stage) == (200, INSTRUCT)
        assert "这件事办之前要再输一次登录密码" in said(answer)

    def test_a_wrong_one_keeps_what_was_typed(self, weighty):
        answer = self.agrees(weighty, **{FIELD: "bu-dui-2026"})
        assert (answer.status_code, weighty.walk.stage) == (200, INSTRUCT)
        assert "同意，请速办。" in said(answer)
        assert "密码不对" in said(answer)
        assert "bu-dui-2026" not in said(answer)

    def test_with_the_right_one_it_goes_on_and_is_not_asked_again(self, weighty):
        assert self.agrees(weighty, **{FIELD: PASSWORD}).status_code == 302
        assert weighty.walk.stage == "承办"

    def test_confirming_what_was_said_on_the_telephone_asks_for_it_too(self, weighty):
        call(weighty.walk)
        owed = Confirmation.objects.get()
        assert weighty.posts("confirm", of=owed.pk).status_code == 200
        assert Confirmation.objects.get().status == "open"
        assert weighty.posts("confirm", of=owed.pk, **{FIELD: PASSWORD}).status_code == 302
        assert Confirmation.objects.get().status == "confirmed"

    @pytest.mark.parametrize("act", ["phone", "vouch"])
    def test_whoever_lets_another_s_word_take_effect_types_his_own(self, weighty, act):
        walk = weighty.walk
        desk = signed_in_long_ago(walk, "机要员" if act == "phone" else "办公室主任")
        if act == "vouch":
            enter(walk)

        def sends(**typed: str) -> Any:
            if act == "phone":
                return desk.posts(act, **calling(walk), **typed)
            return desk.posts(act, of=PaperDecision.objects.get().pk, **typed)

        answer = sends()
        assert (answer.status_code, walk.stage) == (200, INSTRUCT)
        assert "这件事办之前要再输一次登录密码" in said(answer)
        assert sends(**{FIELD: PASSWORD}).status_code == 302
        assert walk.stage == "承办"


def signed_in_long_ago(walk: Walk, post: str) -> Desk:
    officer = walk.house[post]
    officer.set_password(PASSWORD)
    officer.save()
    desk = Desk(walk, post)
    session = desk.browser.session
    session.pop("password-typed", None)
    session.save()
    return desk


def test_a_post_that_just_fell_vacant_is_nobodys_to_call(walk):
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(post=walk.house.posts["镇长"]).update(valid_until=yesterday)
    assert "phone" not in Desk(walk, "机要员").offered()
    assert "（暂缺）" in Desk(walk, "机要员").opens()
