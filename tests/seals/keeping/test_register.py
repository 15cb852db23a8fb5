"""The register of seals: founded, entered, their imprints and upkeep, and what comes round."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from seals.keeping import actions, tasks
from seals.keeping.lists import left_behind
from seals.keeping.models import Life, Seal, Upkeep
from seals.keeping.rules import keeper_seats
from tests.files.samples import PDF
from tests.seals.keeping.desk import CLERK, DIRECTOR, KEEPER, OTHER_KEEPER, picture
from township_office import clock
from township_office.approvals.core import Seat
from township_office.files.models import File
from township_office.notices.models import Notice
from township_office.people.models import Post
from township_office.setup.actions import Administrator, found_township, set_switch
from township_office.web.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_township_is_founded_with_its_three_seals_in_use():
    township = found_township(
        name="席麻湾镇", administrator=Administrator("高远", "gaoyuan", "jia-xiang-2026")
    )
    found = Seal.objects.filter(township=township).values_list("organ", "name", "status", "side")
    assert set(found) == {
        ("party", "中共席麻湾镇委员会", "in_use", "party"),
        ("government", "席麻湾镇人民政府", "in_use", "government"),
        ("office", "席麻湾镇党政办公室", "in_use", "both"),
    }


def test_the_keepers_posts_are_known_where_there_are_any(seals):
    assert seals.government.keeper_post == seals.house.posts[KEEPER]
    assert keeper_seats(seals.government) == [Seat(post=seals.house.posts[KEEPER].pk)]


def test_the_director_enters_a_seal_that_was_in_use_before(seals):
    seal = actions.enter_seal(seals.seal(), by=seals.who(DIRECTOR))
    assert seal.status == Life.IN_USE
    with pytest.raises(Refused, match="办公室主任"):
        actions.enter_seal(seals.seal(name="宁条梁镇水利站"), by=seals.who(CLERK))
    with pytest.raises(Refused, match="SEAL-04"):
        actions.enter_seal(seals.seal(), by=seals.who(DIRECTOR))
    second = seals.seal(name="宁条梁镇人民政府（2）", organ="government", sort="unit")
    with pytest.raises(Refused, match="已有在用的印章"):
        actions.enter_seal(second, by=seals.who(DIRECTOR))


def test_a_name_seal_says_whose_it_is(seals):
    wanted = seals.seal(name="王建国印", sort="name")
    with pytest.raises(Refused, match="名章本人"):
        actions.enter_seal(wanted, by=seals.who(DIRECTOR))
    wanted.leader = Post.objects.get(name="镇长")
    assert actions.enter_seal(wanted, by=seals.who(DIRECTOR)).pk


def test_what_is_shown_of_an_imprint_bears_its_mark(seals):
    """SEAL-16: the mark is in the picture itself, and there is red of it where there was white."""
    actions.keep_imprint(seals.government, picture(), by=seals.who(CLERK))
    clean, shown = (Image.open(BytesIO(content_of(role))) for role in ("imprint", "marked"))
    assert shown.height > clean.height  # the line below it
    foot = shown.convert("RGB").crop((0, clean.height, shown.width, shown.height))
    assert any(red > 150 > green for _, (red, green, _) in foot.getcolors(100_000))
    pair = (clean.convert("RGB"), shown.convert("RGB").crop((0, 0, *clean.size)))
    differing = sum(a != b for a, b in zip(*(each.tobytes() for each in pair), strict=True))
    assert differing > clean.width * clean.height / 20


def content_of(role: str) -> bytes:
    with default_storage.open(File.objects.get(role=role).stored) as stored:
        return stored.read()


def test_what_is_no_picture_is_no_imprint(seals):
    upload = SimpleUploadedFile("印模.pdf", PDF)
    with pytest.raises(Refused, match="打不开"):
        actions.keep_imprint(seals.government, upload, by=seals.who(CLERK))
    assert not seals.government.imprints.exists()


# What comes round


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("officer__name", flat=True))


def test_a_seal_lent_for_a_day_is_asked_back_and_the_day_after_the_director_hears(seals):
    seals.kept()
    seals.handover(CLERK, by=KEEPER, until=clock.today()).receive().witness()
    tasks.look_after_custody(township_id=seals.house.township.pk)
    assert told("seals.due_back") == {"刘芳", "吴梅"}
    with clock.moved_to(clock.now() + timedelta(days=1)):
        tasks.look_after_custody(township_id=seals.house.township.pk)
    assert told("seals.due_back") == {"刘芳", "吴梅", "李秀英"}


def test_what_is_on_its_way_back_is_not_asked_for(seals):
    seal = seals.kept()
    seals.handover(CLERK, by=KEEPER, until=clock.today()).receive().witness()
    actions.hand_back(seal, by=seals.who(CLERK))
    tasks.look_after_custody(township_id=seals.house.township.pk)
    assert told("seals.due_back") == set()


def test_the_director_hears_and_sees_who_left_with_a_seal(seals, client):
    seals.kept()
    assert left_behind(seals.house[DIRECTOR]) == ""
    held = seals.house.posts[KEEPER].appointments.get()
    held.valid_until = clock.today() - timedelta(days=1)
    held.save()
    line = f"吴梅已离岗，印章未移交：{seals.government}"
    assert left_behind(seals.house[DIRECTOR]) == line
    assert left_behind(seals.house[CLERK]) == ""
    for who, shown in ((DIRECTOR, True), (CLERK, False)):
        client.force_login(seals.house[who])
        assert (line in client.get("/seals/keeping/").content.decode()) is shown
    tasks.look_after_custody(township_id=seals.house.township.pk)
    assert told("seals.left_behind") == {"李秀英"}


def upkeep_told(seals, days: int) -> set[str]:
    """Who hears of it that many days from now."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with clock.moved_to(clock.now() + timedelta(days=days)):
        tasks.remind_of_upkeep(township_id=seals.house.township.pk)
    new = Notice.objects.filter(kind="seals.upkeep").exclude(pk__in=before)
    return set(new.values_list("officer__name", flat=True))


def test_after_ninety_days_the_keeper_is_reminded_of_the_upkeep(seals):
    seal = seals.kept()
    assert (upkeep_told(seals, 89), upkeep_told(seals, 90)) == (set(), {"吴梅"})
    with clock.moved_to(clock.now() + timedelta(days=50)):
        actions.note_upkeep(Upkeep(seal=seal, kind="ink", on=clock.today()), by=seals.who(KEEPER))
    assert (upkeep_told(seals, 100), upkeep_told(seals, 140)) == (set(), {"吴梅"})
    set_switch(seals.house.township, "seals.upkeep_days", 0, by=seals.who(DIRECTOR))
    assert upkeep_told(seals, 400) == set()


def test_only_the_keeper_notes_the_upkeep_and_only_what_was_done(seals):
    seal = seals.kept()
    with pytest.raises(Refused, match="吴梅保管"):
        actions.note_upkeep(Upkeep(seal=seal), by=seals.who(OTHER_KEEPER))
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="还没有到"):
        actions.note_upkeep(Upkeep(seal=seal, on=tomorrow), by=seals.who(KEEPER))
