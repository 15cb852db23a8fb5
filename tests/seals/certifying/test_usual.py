"""The certificates and letters of introduction with which a township begins."""

import pytest

from seals.certifying import actions, rules
from seals.certifying.models import CertificateTemplate
from seals.keeping.models import Seal
from seals.using.actions import amend_matter
from seals.using.models import MatterClass
from tests.seals.certifying.deeds import by, kind
from tests.seals.using.desk import matter_of, seal_of
from township_office.setup.actions import Administrator, found_township
from township_office.setup.founding import foundings
from township_office.web.refusals import Refused

FOR_OTHERS_TO_PROVE = ("居住", "亲属", "婚姻", "犯罪", "收入", "健在", "同一人", "曾用名")
NAMES = [each.name for each in actions.USUAL_TEMPLATES]


def laid_in(office):
    return actions.make_usual_templates(office.township, by(office))


def answered(template):
    """Every blank filled in, the four digits as they must be."""
    names = rules.blanks_of(template.body)
    return {name: "123X" if name == rules.LAST_FOUR else "某某" for name in names}


def test_a_new_township_has_them_with_the_seals_they_bear(db):
    chief = Administrator("高远", "gaoyuan", "jia-xiang-2026")
    township = found_township(name="席麻湾乡", administrator=chief)
    found = CertificateTemplate.objects.filter(township=township).select_related("seal", "matter")
    assert [each.name for each in found] == NAMES
    assert {each.matter.name for each in found} == {"证明"}
    seals = {each.name: each.seal.organ for each in found}
    assert (seals["介绍信"], seals["工作证明"]) == ("office", "government")
    assert seals["村（社区）干部任职证明"] == "party"


def test_they_come_after_the_seals_and_matters_that_they_name():
    order = [founding.__name__ for founding in foundings()]
    last = order.index("make_usual_templates")
    assert order.index("make_usual_seals") < last
    assert order.index("make_usual_matters") < last


@pytest.mark.parametrize("name", NAMES)
def test_each_is_issued_as_it_stands(office, name):
    template = next(each for each in laid_in(office) if each.name == name)
    certificate = actions.issue_certificate(template, answered(template), by=by(office))
    assert (certificate.whom, certificate.what) == ("某某", "某某")
    assert "{" not in certificate.wording


@pytest.mark.parametrize("name", NAMES)
def test_none_proves_what_is_for_others_to_prove(name):
    usual = next(each for each in actions.USUAL_TEMPLATES if each.name == name)
    assert not [word for word in FOR_OTHERS_TO_PROVE if word in usual.name + usual.body]


def test_what_is_there_stays_and_what_was_renamed_does_not_come_back(office):
    own = kind(office, name="工作证明", body="兹证明{姓名}系我单位职工。")
    first = laid_in(office)
    assert [each.name for each in first] == [name for name in NAMES if name != "工作证明"]
    actions.amend_template(first[0], name="行政介绍信", by=by(office))
    assert laid_in(office) == []
    own.refresh_from_db()
    assert own.body == "兹证明{姓名}系我单位职工。"


def test_without_its_seal_or_the_matter_none_is_laid_in(office):
    Seal.objects.filter(pk=seal_of(office, "party").pk).update(status="suspended")
    assert "村（社区）干部任职证明" not in [each.name for each in laid_in(office)]
    CertificateTemplate.objects.all().delete()
    CertificateTemplate.history.all().delete()
    MatterClass.objects.filter(for_outsider=True).update(in_use=False)
    assert laid_in(office) == []


def test_a_matter_that_was_renamed_serves_under_its_new_name(office):
    amend_matter(matter_of(office, "证明"), name="证明、介绍信", by=by(office))
    assert {each.matter.name for each in laid_in(office)} == {"证明、介绍信"}


def test_an_empty_blank_is_asked_for_by_its_name(office):
    letter = laid_in(office)[0]
    with pytest.raises(Refused, match="请填有效天数"):
        actions.issue_certificate(letter, answered(letter) | {"有效天数": ""}, by=by(office))
