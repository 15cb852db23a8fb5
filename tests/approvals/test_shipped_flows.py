"""Every flow that ships is sound, names known clauses, and asks whom the design says."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from township_office.approvals import loader
from township_office.approvals.combinations import (
    conditions_of,
    idle_rules,
    uncovered,
    values_named,
)
from township_office.approvals.definition import from_source
from township_office.approvals.models import Case, FlowVersion, Task
from township_office.approvals.publishing import faults_of, roles_of
from township_office.approvals.registry import matters, verb_of
from township_office.approvals.shipped import STANDING, shipped, slips_of, waits_for
from township_office.setup.actions import Administrator, found_township

FLOWS = sorted((Path(loader.__file__).parent / "flows").glob("*.toml"))
EVERY = [(profile, key) for profile in "AB" for key in shipped(profile)]

KEYS = """
documents.incoming documents.outgoing documents.forward documents.lend documents.dispose
documents.widen documents.disclosure documents.bulletin documents.copy
seals.use seals.blank seals.outing seals.extension seals.custody seals.make
leave.request leave.trip leave.return leave.cancel leave.extend leave.lengthen leave.backfill
duty.roster duty.swap duty.report
meetings.topic meetings.minutes meetings.postpone meetings.record
vehicles.trip vehicles.repair
supplies.issue supplies.purchase supplies.damage supplies.count supplies.scrap
reception.hosting reception.visit matters.assignment desk.handover desk.announcement
"""
# Whom nobody stands behind, and why.
ALONE = {
    "handlers": "named at 批示, of posts that are held",
    "consulted": "departments whose heads are held",
    "legal_reviewer": "nobody else can give a legal opinion",
    "keeper": "a seal is handed over, never kept for another (B2.1)",
    "keepers": "the same",
    "giver": "who hands over signs himself",
    "receiver": "who receives signs himself; bought goods are received by a third person",
    "counterpart": "who takes the shift accepts himself",
    "buyer": "buyer, receiver and bookkeeper are three people (A12.1)",
    "bookkeeper": "the same",
}


def spec_of(key, profile="A"):
    return from_source(shipped(profile)[key])


def asked(key, profile="A", **facts):
    """Who is asked at each stage the facts lead to: (kind, roles) in order, the first stage aside."""
    settings = {f"setting.{name}": value for name, value in facts.pop("settings", {}).items()}
    rules = [
        (stage, stage.rule_for(facts | settings)) for stage in spec_of(key, profile).stages[1:]
    ]
    return [
        (stage.kind.partition(".")[2], "+".join(signer.role for signer in rule.signers))
        for stage, rule in rules
        if rule is not None
    ]


def whom(key, kind, profile="A", **facts):
    """Who is asked at the stages of a kind."""
    return [roles for each, roles in asked(key, profile, **facts) if each == kind]


def rules_of(key, profile):
    return [(stage, rule) for stage in spec_of(key, profile).stages for rule in stage.rules]


LEVELS = ["staff", "head", "deputy_lead", "mayor", "party_secretary"]
CHOICES = {
    "matter": ["contract", "personnel", "finance", "weighty", "routine", "other"],
    "seal": ["party", "government", "office", "other"],
    "side": ["party", "government", "both"],
    "applicant": LEVELS,
    "issuer": ["party", "government", "joint", "office", "station"],
    "direction": ["up", "level", "down"],
}


def values_of(stages):
    """The values to try of every fact that these stages ask for."""
    asked_of = {}
    for each in (each for stage in stages for each in conditions_of(stage.rules)):
        asked_of.setdefault(each.fact, []).append(each)
    return {fact: CHOICES.get(fact) or values_named(each) for fact, each in asked_of.items()}


# Every one of them


@pytest.mark.parametrize("profile", ["A", "B"])
def test_both_profiles_ship_every_flow(profile):
    assert set(shipped(profile)) == set(KEYS.split())


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.name)
def test_a_file_is_named_by_its_key_and_begins_with_what_it_is(path):
    text = path.read_text()
    assert text.startswith("# ")
    assert f'key = "{path.stem.removesuffix(".A").removesuffix(".B")}"' in text


def test_what_one_profile_says_for_itself_the_other_does_too():
    own = {path.stem.rpartition(".")[0] for path in FLOWS if path.stem[-2:] in (".A", ".B")}
    assert all(
        (FLOWS[0].parent / f"{key}.{profile}.toml").exists() for key in own for profile in "AB"
    )


@pytest.mark.parametrize(("profile", "key"), EVERY)
def test_a_shipped_flow_is_sound(profile, key):
    assert slips_of(shipped(profile)[key]) == []
    assert from_source(shipped(profile)[key]).stages[0].rules == ()


@pytest.mark.parametrize(("profile", "key"), EVERY)
def test_no_rule_stands_where_nothing_leads_to_it(profile, key):
    for stage in spec_of(key, profile).stages[1:]:
        values = values_of([stage])
        assert idle_rules(stage, values) == [], stage.name


@pytest.mark.parametrize("profile", ["A", "B"])
@pytest.mark.parametrize(
    ("key", "kind", "spared"),
    [
        ("documents.outgoing", "sign", {}),
        ("documents.outgoing", "recheck", {}),
        ("seals.use", "approve", {"signature_suffices": [True], "for_citizen": [True]}),
        ("seals.blank", "approve_blank", {}),
        ("leave.request", "approve", {"applicant": ["mayor", "party_secretary"]}),
        ("meetings.topic", "approve_topic", {}),
        ("seals.extension", "approve_extension", {}),
        ("duty.swap", "approve_swap", {}),
    ],
)
def test_nothing_is_decided_without_somebody_asked(profile, key, kind, spared):
    stages = [each for each in spec_of(key, profile).stages if each.kind.endswith(f".{kind}")]
    values = values_of(stages)
    assert uncovered(stages, values, spared) is None
    if spared:
        assert uncovered(stages, values, {}) is not None


@pytest.mark.parametrize(("profile", "key"), EVERY)
def test_somebody_stands_behind_everybody_asked(profile, key):
    if key in ("documents.outgoing", "meetings.record"):
        return
    alone = [
        (stage.name, signer.role)
        for stage, rule in rules_of(key, profile)
        for signer in rule.signers
        if not signer.fallbacks and signer.role not in ALONE and not _both(rule)
    ]
    assert alone == []


def _both(rule):
    return {signer.role for signer in rule.signers} == {"party_secretary", "mayor"}


@pytest.mark.parametrize("profile", ["A", "B"])
def test_only_what_the_design_says_may_be_asked_by_telephone(profile):
    by_phone = {key for key in shipped(profile) if any(s.phone_ok for s in spec_of(key).stages)}
    assert by_phone == {
        "documents.incoming",
        "seals.use",
        "leave.request",
        "leave.extend",
        "leave.backfill",
        "duty.report",
        "vehicles.trip",
    }


# A definition that is not sound


def slips(**stage):
    whole = {"name": "审批", "kind": "x.approve", "clause": "A2.7", "rule": [{"who": ["mayor"]}]}
    first = {"name": "申请", "kind": "x.ask", "clause": "A2.7"}
    return slips_of({"key": "x", "name": "试", "stage": [first, whole | stage]})


def test_a_sound_definition_has_no_slip():
    assert slips() == []


@pytest.mark.parametrize(
    ("stage", "slip"),
    [
        ({"clause": "X9.9"}, "「审批」依据 X9.9 不在制度里"),
        ({"clause": ""}, "「审批」没有写依据"),
        ({"phone": True}, "「审批」写了没有的项目 phone"),
        ({"rule": []}, "「审批」没有写由谁办理"),
        ({"rule": [{"who": []}]}, "「审批」没有写由谁办理"),
        ({"rule": [{"who": ["a"], "mode": "some"}]}, "「审批」没有“some”这种办理方式"),
        ({"rule": [{"who": ["a"], "if": []}]}, "「审批」写了没有的项目 if"),
        (
            {"rule": [{"who": ["a"], "when": [{"fact": "d", "below": 1}]}]},
            "「审批」没有“below”这种比较",
        ),
        (
            {"rule": [{"who": ["a"], "fallback": {"b": ["c"]}}]},
            "「审批」顶替的是没有列入办理人的 b",
        ),
        ({"rule": [{"who": ["a"], "fallback": {"a": ["a"]}}]}, "「审批」a 不能顶替自己"),
    ],
)
def test_a_slip_is_named(stage, slip):
    assert slip in slips(**stage)


def test_the_first_stage_asks_nobody():
    source = {"key": "x", "name": "试", "stage": [{"name": "申请", "rule": [{"who": ["a"]}]}]}
    assert "第一个环节由送出的人自己办，不写办理人" in slips_of(source)


# What is built, and what waits


@pytest.mark.parametrize("profile", ["A", "B"])
def test_what_is_built_is_publishable_in_a_new_township(db, profile):
    administrator = Administrator("郭晓东", "gxd", "Xiang-zhen-2026")
    township = found_township(name="宁条梁镇", administrator=administrator, profile=profile)
    built = {key for key in shipped(profile) if key in matters()}
    published = FlowVersion.objects.filter(published_at__isnull=False)
    assert set(published.values_list("flow__key", flat=True)) == built != set()
    roles = roles_of(township)
    assert set(roles) == STANDING
    faults = [
        faults_of(spec_of(key, profile), matters()[key], roles, township.profile) for key in built
    ]
    assert faults == [[]] * len(built)


SAFEGUARDS = {
    "documents.consult": "会签",
    "documents.settle": "会签意见协调",
    "documents.review_legality": "合法性审核",
    "documents.confirm_wording": "文字改动确认",
}
REVIEW = {"documents.review": "核稿"}


@pytest.mark.parametrize(("profile", "asked"), [("A", SAFEGUARDS | REVIEW), ("B", SAFEGUARDS)])
def test_what_guards_an_outgoing_document_is_not_taken_out_of_its_way(profile, asked):
    """DOC-31, MTG-09, DOC-40; the review by a deputy lead where the regulation asks for it (A3.2.3)."""
    spec, matter = spec_of("documents.outgoing", profile), matters()["documents.outgoing"]
    for key, verb in asked.items():
        left = tuple(stage for stage in spec.stages if stage.kind != key)
        faults = faults_of(replace(spec, stages=left), matter, profile=profile)
        assert faults == [f"缺必经环节「{verb}」，请加上"]


def test_nothing_is_signed_before_who_is_consulted_has_spoken():
    spec, matter = spec_of("documents.outgoing", "B"), matters()["documents.outgoing"]
    consult = next(stage for stage in spec.stages if stage.kind == "documents.consult")
    others = [stage for stage in spec.stages if stage is not consult]
    late = replace(spec, stages=(*others, replace(consult, order=99)))
    assert "「签发」排得太早，请移到「会签」之后" in faults_of(late, matter, profile="B")


def test_a_flow_whose_matter_is_built_waits_for_nothing(house):
    known = {"settings": (), "posts": set(roles_of(house.township))}
    waiting = waits_for(
        shipped("A")["documents.incoming"], matters()["documents.incoming"], **known
    )
    assert not any(vars(waiting).values())


def test_what_a_flow_waits_for_is_told():
    waiting = waits_for(
        shipped("A")["leave.request"],
        None,
        settings={"leave.opinions_first"},
        posts={"party_secretary", "mayor", "office_director"},
    )
    assert waiting.matter == "leave.request"
    assert waiting.kinds == (
        "leave.apply",
        "leave.approve",
        "leave.file",
        "leave.note",
        "leave.report",
    )
    assert waiting.facts == ("applicant", "days", "of_office", "side")
    assert waiting.roles == (
        "clerk",
        "deputy_lead",
        "head",
        "office_deputy_lead",
        "principal_leader",
    )
    assert waiting.settings == ("leave.director_approves_one_day",)


def test_the_command_tells_what_each_flow_waits_for(db, capsys):
    call_command("flows")
    told = capsys.readouterr().out.splitlines()
    waiting = told.index("desk.announcement  A、B  公告：拟稿 → 审批")
    assert told[waiting + 1] == (
        "    等待：事项 desk.announcement；环节 desk.approve_announcement、desk.draft_announcement；"
        "岗位 office_deputy_lead"
    )
    assert any(line.startswith("seals.use  B  用印：申请 → 主要领导审批") for line in told)


def test_the_command_says_what_is_built(db, capsys):
    call_command("flows")
    told = capsys.readouterr().out.splitlines()
    built = next(n for n, line in enumerate(told) if line.startswith("documents.incoming  A"))
    assert told[built + 1] == "    已启用"


def test_before_there_are_tables_the_command_says_what_to_do_first(db, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with pytest.raises(CommandError, match="请先执行 ./office up 开办，或者 ./office migrate 建表"):
        call_command("flows")


# What is asked of a person there

REWORDED = {
    "两位主要领导审批": "审批",
    "主要领导审批": "审批",
    "分管领导审批": "审批",
    "分管领导签注": "签注",
    "部门签注": "签注",
    "部门核稿": "核稿",
    "办公室登记": "登记",
    "会签意见协调": "协调会签意见",
    "合法性审核": "审核合法性",
    "文字改动确认": "确认文字改动",
}


@pytest.mark.parametrize(("profile", "key"), [each for each in EVERY if each[1] in matters()])
def test_a_long_name_of_a_stage_is_never_what_a_person_is_asked_to_do(profile, key):
    for stage in spec_of(key, profile).stages:
        task = Task(case=Case(matter=key), kind=stage.kind, stage_name=stage.name)
        assert verb_of(task) == REWORDED.get(stage.name, stage.name)


def test_two_kinds_of_one_matter_stand_in_lists_under_different_names():
    for each in matters().values():
        names = [kind.called for kind in each.kinds]
        assert len(names) == len(set(names)), each.key


# Whom the design asks: outgoing


DOCUMENT = {
    "issuer": "government",
    "side": "government",
    "applicant": "staff",
    "direction": "down",
    "important": False,
    "consults": False,
    "normative": False,
    "changed": "none",
    "disagreed": False,
}
SWITCHED_OFF = {"outgoing.head_reviews_first": False, "outgoing.director_signs_for_office": False}


def outgoing(profile="A", kind="sign", **facts):
    usual = DOCUMENT | {"settings": SWITCHED_OFF}
    return whom("documents.outgoing", kind, profile, **usual | facts)


@pytest.mark.parametrize("profile", ["A", "B"])
@pytest.mark.parametrize(
    ("facts", "signer"),
    [
        ({"issuer": "party"}, "party_secretary"),
        ({"issuer": "party", "direction": "up"}, "party_secretary"),
        ({"issuer": "government"}, "mayor"),
        ({"issuer": "joint"}, "mayor+party_secretary"),
        ({"issuer": "office", "side": "government"}, "mayor"),
        ({"issuer": "office", "side": "both"}, "party_secretary"),
        ({"issuer": "station", "side": "government"}, "mayor"),
        ({"issuer": "station", "side": "party"}, "party_secretary"),
        ({"issuer": "government", "applicant": "mayor"}, "party_secretary"),
        ({"issuer": "party", "applicant": "party_secretary"}, "mayor"),
        ({"issuer": "joint", "applicant": "mayor"}, "party_secretary"),
        ({"issuer": "joint", "applicant": "party_secretary"}, "mayor"),
    ],
)
def test_a_document_is_signed_by_whom_its_name_belongs_to(profile, facts, signer):
    assert outgoing(profile, **facts) == [signer]


def test_the_director_signs_for_the_office_only_where_authorised_and_never_upward():
    on = {"outgoing.head_reviews_first": False, "outgoing.director_signs_for_office": True}
    assert outgoing(issuer="office", settings=on) == ["office_director"]
    assert outgoing(issuer="office", direction="up", settings=on) == ["mayor"]
    assert outgoing(issuer="office", important=True, settings=on) == ["mayor"]
    assert outgoing(issuer="government", settings=on) == ["mayor"]


def who_stands_behind(profile, **facts):
    """The signers of a document, each with who signs while the post is empty."""
    stages = spec_of("documents.outgoing", profile).stages
    (sign,) = (stage for stage in stages if stage.kind == "documents.sign")
    settings = {f"setting.{name}": value for name, value in SWITCHED_OFF.items()}
    rule = sign.rule_for(DOCUMENT | settings | facts)
    return {signer.role: signer.fallbacks for signer in rule.signers}


@pytest.mark.parametrize("profile", ["A", "B"])
@pytest.mark.parametrize(
    ("facts", "signers"),
    [
        ({"issuer": "government"}, {"mayor": ("mandated_deputy",)}),
        ({"issuer": "government", "important": True}, {"mayor": ()}),
        ({"issuer": "government", "direction": "level"}, {"mayor": ()}),
        ({"issuer": "government", "direction": "up"}, {"mayor": ()}),
        ({"issuer": "station"}, {"mayor": ("mandated_deputy",)}),
        ({"issuer": "station", "direction": "up"}, {"mayor": ()}),
        ({"issuer": "party"}, {"party_secretary": ("presiding_deputy",)}),
        ({"issuer": "party", "important": True}, {"party_secretary": ("presiding_deputy",)}),
        ({"issuer": "party", "direction": "level"}, {"party_secretary": ("presiding_deputy",)}),
        ({"issuer": "party", "direction": "up"}, {"party_secretary": ()}),
        ({"issuer": "office", "side": "party"}, {"party_secretary": ("presiding_deputy",)}),
        ({"issuer": "office", "side": "party", "direction": "up"}, {"party_secretary": ()}),
        ({"issuer": "joint"}, {"mayor": (), "party_secretary": ()}),
    ],
)
def test_who_signs_while_the_post_is_empty_is_named_and_what_goes_up_waits(profile, facts, signers):
    """By the matter: mayor and secretary never sign for each other."""
    assert who_stands_behind(profile, **facts) == signers


@pytest.mark.parametrize("profile", ["A", "B"])
def test_nobody_stands_behind_the_legal_reviewer_whose_post_every_township_has(profile):
    asked = [
        signer
        for stage, rule in rules_of("documents.outgoing", profile)
        if stage.kind == "documents.review_legality"
        for signer in rule.signers
    ]
    assert [(signer.role, signer.fallbacks) for signer in asked] == [("legal_reviewer", ())]
    assert "legal_reviewer" in STANDING


@pytest.mark.parametrize(
    ("facts", "reviewer"),
    [
        ({"issuer": "party"}, "deputy_lead"),
        ({"issuer": "station"}, "deputy_lead"),
        ({"issuer": "office"}, "office_deputy_lead"),
        ({"applicant": "deputy_lead"}, "other_deputy_lead"),
    ],
)
def test_the_general_regulation_has_a_deputy_lead_review(facts, reviewer):
    assert outgoing(kind="review", **facts) == [reviewer]
    assert outgoing("B", kind="review", **facts) == []


@pytest.mark.parametrize(
    ("issuer", "clerk"),
    [
        ("party", "organisation_clerk"),
        ("government", "clerk"),
        ("joint", "lead_organ_clerk"),
        ("office", "clerk"),
        ("station", "clerk"),
    ],
)
@pytest.mark.parametrize("kind", ["number", "print", "distribute"])
def test_party_documents_are_processed_by_the_organisation_office(kind, issuer, clerk):
    assert outgoing(kind=kind, issuer=issuer) == [clerk]
    assert outgoing("B", kind=kind, issuer=issuer) == ["clerk"]


def test_the_two_regulations_number_on_either_side_of_the_recheck():
    order = {p: [s.kind for s in spec_of("documents.outgoing", p).stages] for p in "AB"}
    number, recheck = "documents.number", "documents.recheck"
    assert order["A"].index(recheck) < order["A"].index(number)
    assert order["B"].index(number) < order["B"].index(recheck)
    assert order["B"].index("documents.seal") < order["B"].index("documents.enter")


def test_what_only_some_documents_need_is_asked_of_those():
    assert outgoing(kind="consult") == outgoing(kind="review_legality") == []
    assert outgoing(kind="consult", consults=True) == ["consulted"]
    assert outgoing(kind="review_legality", normative=True) == ["legal_reviewer"]
    assert outgoing("B", kind="settle", consults=True, disagreed=True) == ["deputy_lead"]
    assert outgoing(kind="confirm_wording", changed="wording") == ["office_director"]
    first = {"outgoing.head_reviews_first": True, "outgoing.director_signs_for_office": False}
    assert outgoing(kind="review_in_department", issuer="station", settings=first) == ["head"]
    assert outgoing(kind="review_in_department", issuer="party", settings=first) == []


# Seals

SWITCHES = {
    "seals.second_leader": True,
    "seals.both_leaders": True,
    "seals.director_decides_office_seal": False,
}


def stamped(profile="A", switched=None, **facts):
    usual = {
        "signature_suffices": False,
        "matter": "other",
        "seal": "government",
        "side": "government",
        "applicant": "staff",
        "for_outsider": False,
        "for_citizen": False,
        "settings": SWITCHES | (switched or {}),
    }
    return whom("seals.use", "approve", profile, **usual | facts)


@pytest.mark.parametrize(
    ("facts", "by_a", "by_b"),
    [
        ({"matter": "contract"}, "party_secretary+mayor", "party_secretary+mayor"),
        (
            {"matter": "personnel", "seal": "party"},
            "party_secretary+mayor",
            "party_secretary+mayor",
        ),
        ({"matter": "contract", "applicant": "mayor"}, "party_secretary", "party_secretary"),
        ({"matter": "finance", "applicant": "party_secretary"}, "mayor", "mayor"),
        ({"seal": "party", "side": "party"}, "party_secretary", "party_secretary"),
        ({"seal": "government"}, "mayor", "mayor"),
        ({"matter": "weighty"}, "mayor", "mayor"),
        (
            {"matter": "weighty", "seal": "office", "side": "both"},
            "party_secretary",
            "party_secretary",
        ),
        ({"matter": "weighty", "seal": "other"}, "seal_owner", "mayor"),
        ({"matter": "routine"}, "mayor", "clerk"),
        ({"for_outsider": True}, "mayor", "office_director"),
        ({"seal": "office"}, "mayor", "office_director"),
        ({"seal": "office", "side": "party"}, "party_secretary", "office_director"),
        ({"seal": "office", "matter": "routine"}, "mayor", "clerk"),
        ({"seal": "other"}, "seal_owner", "seal_owner"),
    ],
)
def test_who_lets_a_seal_be_used(facts, by_a, by_b):
    assert stamped("A", **facts) == [by_a]
    assert stamped("B", **facts) == [by_b]


@pytest.mark.parametrize("profile", ["A", "B"])
def test_a_signed_document_needs_no_second_approval_for_its_seal(profile):
    for matter in ("contract", "weighty", "routine", "other"):
        assert stamped(profile, matter=matter, signature_suffices=True) == []


def test_what_the_clerk_enters_for_a_citizen_is_his_in_the_town_alone():
    facts = {"signature_suffices": False, "matter": "routine", "for_citizen": True}
    assert whom("seals.use", "approve_for_citizen", "B", **facts) == ["clerk"]
    assert stamped("B", matter="routine", for_citizen=True) == []
    assert stamped("A", matter="routine", for_citizen=True) == ["mayor"]


def test_the_switches_of_seals():
    assert stamped("B", {"seals.both_leaders": False}, matter="contract") == ["mayor"]
    assert stamped("A", {"seals.both_leaders": False}, matter="contract") == [
        "party_secretary+mayor"
    ]
    office = {"seals.director_decides_office_seal": True}
    assert stamped("A", office, seal="office") == ["office_director"]


@pytest.mark.parametrize("profile", ["A", "B"])
def test_a_contract_needs_two_people_and_no_telephone(profile):
    usual = {"signature_suffices": False, "matter": "contract", "applicant": "staff"}
    settings = {f"setting.{key}": value for key, value in SWITCHES.items()}
    stage = spec_of("seals.use", profile).stages[1]
    rule = stage.rule_for(usual | settings)
    assert rule.distinct
    assert not stage.phone_ok


@pytest.mark.parametrize("key", ["seals.outing", "seals.make"])
def test_the_party_seal_is_the_secretarys_and_the_governments_the_mayors(key):
    approve = {"seals.outing": "approve_outing", "seals.make": "approve_making"}[key]
    assert whom(key, approve, seal="party", side="party") == ["party_secretary"]
    assert whom(key, approve, seal="government", side="government") == ["mayor"]


def test_who_witnesses_that_a_seal_changes_hands():
    assert whom("seals.custody", "witness", "A", seal="party") == ["organisation_head"]
    assert whom("seals.custody", "witness", "A", seal="office") == ["office_director"]
    assert whom("seals.custody", "witness", "B", seal="party") == ["office_director"]


# Leave

LADDER = {"leave.opinions_first": True, "leave.director_approves_one_day": False}


def leave(days, switched=None, **facts):
    usual = {"applicant": "staff", "of_office": False, "side": "government"}
    settings = LADDER | (switched or {})
    return asked("leave.request", days=days, settings=settings, **usual | facts)


@pytest.mark.parametrize(
    ("days", "way"),
    [
        (0.5, [("approve", "head")]),
        (1, [("approve", "head")]),
        (1.5, [("note", "head"), ("approve", "deputy_lead")]),
        (2, [("note", "head"), ("approve", "deputy_lead")]),
        (2.5, [("note", "head"), ("note", "deputy_lead"), ("approve", "mayor")]),
        (3, [("note", "head"), ("note", "deputy_lead"), ("approve", "mayor")]),
    ],
)
def test_the_ladder_of_leave(days, way):
    assert leave(days) == [*way, ("file", "clerk")]


@pytest.mark.parametrize(
    ("days", "facts", "approver"),
    [
        (1, {"of_office": True, "side": "both"}, "office_director"),
        (3, {"of_office": True, "side": "both"}, "party_secretary"),
        (3, {"side": "party"}, "party_secretary"),
        (1, {"applicant": "head"}, "party_secretary"),
        (3, {"applicant": "deputy_lead"}, "party_secretary"),
        (1, {"switched": {"leave.director_approves_one_day": True}}, "office_director"),
        (2, {"switched": {"leave.director_approves_one_day": True}}, "deputy_lead"),
    ],
)
def test_who_approves_leave(days, facts, approver):
    assert dict(leave(days, **facts))["approve"] == approver


def test_without_the_switch_nobody_gives_an_opinion_first():
    way = leave(3, {"leave.opinions_first": False})
    assert way == [("approve", "mayor"), ("file", "clerk")]


def test_a_principal_leaders_own_leave_is_reported_to_the_county():
    assert leave(3, applicant="mayor") == [("report", "office_director"), ("file", "clerk")]


def test_an_extension_goes_the_way_of_the_leave():
    assert spec_of("leave.extend") == spec_of("leave.backfill") == spec_of("leave.request")


@pytest.mark.parametrize(
    ("facts", "approvers"),
    [
        ({"outside_county": False}, ["deputy_lead"]),
        ({"outside_county": True}, ["deputy_lead", "mayor"]),
        ({"outside_county": True, "side": "both"}, ["deputy_lead", "party_secretary"]),
        ({"outside_county": True, "applicant": "head"}, ["deputy_lead", "party_secretary"]),
        ({"outside_county": False, "applicant": "deputy_lead"}, ["party_secretary"]),
        ({"outside_county": True, "applicant": "deputy_lead"}, ["party_secretary"]),
        ({"outside_county": True, "applicant": "mayor"}, []),
    ],
)
def test_who_lets_somebody_travel(facts, approvers):
    usual = {"applicant": "staff", "side": "government"}
    assert whom("leave.trip", "approve_trip", **usual | facts) == approvers


# The rest


def trip(**facts):
    usual = {"of_leader": False, "purpose": "usual", "reach": "county", "day_off": False}
    return asked("vehicles.trip", **usual | facts)[:-1]


@pytest.mark.parametrize(
    ("facts", "approvers"),
    [
        ({}, ["office_director"]),
        ({"reach": "city"}, ["office_director", "deputy_lead"]),
        ({"reach": "province"}, ["office_director", "deputy_lead", "mayor"]),
        ({"reach": "country"}, ["office_director", "deputy_lead", "mayor"]),
        ({"day_off": True}, ["office_director", "mayor"]),
        ({"purpose": "emergency", "day_off": True, "reach": "city"}, ["duty_leader"]),
        ({"of_leader": True, "reach": "province"}, []),
    ],
)
def test_who_lets_a_car_go(facts, approvers):
    assert [role for _, role in trip(**facts)] == approvers


def test_the_joint_meetings_topics_are_decided_by_the_secretary_after_the_mayor():
    facts = {"applicant": "staff", "side": "government"}
    decide = "approve_topic"
    assert whom("meetings.topic", decide, joint=True, **facts) == ["mayor+party_secretary"]
    assert whom("meetings.topic", decide, joint=False, **facts) == ["mayor"]


def test_the_first_telephone_report_of_an_emergency_waits_for_nobody():
    assert asked("duty.report", form="phone", side="government") == []
    written = asked("duty.report", form="written", side="government")
    assert written == [("vet_report", "duty_leader"), ("approve_report", "mayor")]


@pytest.mark.parametrize(
    ("key", "facts", "way"),
    [
        ("duty.roster", {"period": "usual"}, ["office_director", "office_deputy_lead"]),
        (
            "duty.roster",
            {"period": "holiday", "side": "both"},
            ["office_director", "office_deputy_lead", "party_secretary", "clerk"],
        ),
        ("duty.swap", {"of_duty_leader": False}, ["counterpart", "duty_leader"]),
        ("duty.swap", {"of_duty_leader": True, "side": "government"}, ["counterpart", "mayor"]),
        ("documents.lend", {"controlled": False}, ["clerk"]),
        ("documents.lend", {"controlled": True}, ["office_director", "clerk"]),
        ("documents.widen", {"range": "within"}, ["range_setter"]),
        ("documents.widen", {"range": "beyond"}, ["office_director"]),
        (
            "documents.disclosure",
            {"of_office": True},
            ["confidential_officer", "office_director", "disclosure_deputy_lead"],
        ),
        (
            "documents.disclosure",
            {"of_office": False},
            ["head", "office_director", "disclosure_deputy_lead"],
        ),
        (
            "documents.bulletin",
            {"important": True, "side": "party"},
            ["head", "office_director", "deputy_lead", "party_secretary"],
        ),
        ("documents.copy", {"side": "government"}, ["office_director", "mayor", "clerk"]),
        (
            "documents.dispose",
            {"side": "party"},
            ["office_director", "party_secretary", "clerk+confidential_officer"],
        ),
        ("supplies.issue", {"above_limit": False}, ["storekeeper"]),
        ("supplies.issue", {"above_limit": True}, ["office_director", "storekeeper"]),
        (
            "supplies.purchase",
            {"above_limit": True},
            ["office_director", "office_deputy_lead", "mayor", "buyer", "receiver", "bookkeeper"],
        ),
        ("supplies.scrap", {}, ["storekeeper", "office_director", "office_deputy_lead"]),
        ("vehicles.repair", {"above_limit": True}, ["dispatcher", "office_director", "mayor"]),
        (
            "reception.hosting",
            {"applicant": "staff", "eating_out": True},
            ["deputy_lead", "mayor", "office_director", "clerk"],
        ),
        (
            "reception.hosting",
            {"applicant": "deputy_lead", "eating_out": False},
            ["party_secretary", "office_director"],
        ),
        ("desk.handover", {"of_director": False}, ["receiver", "office_director"]),
        ("desk.handover", {"of_director": True}, ["receiver", "office_deputy_lead"]),
        ("matters.assignment", {}, ["owner", "assigner"]),
        ("meetings.minutes", {}, ["office_director", "chair"]),
    ],
)
def test_the_way_of_the_other_matters(key, facts, way):
    assert [roles for _, roles in asked(key, **facts)] == way
