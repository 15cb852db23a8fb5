"""Who sees what of a seal (docs/visibility.md): the register all, the picture few, the clean one two."""

from uuid import uuid4

import pytest
from django.test import Client

from seals.keeping import actions
from seals.keeping.models import Handover, Making, What
from tests.documents.walk import published
from tests.house import House
from tests.seals.keeping.deeds import lose_it
from tests.seals.keeping.desk import CLERK, DEPUTY, DIRECTOR, KEEPER, OTHER_KEEPER, Seals, picture
from tests.test_walks import ALL
from township_office.files.models import File, Reading
from township_office.people.models import Officer

pytestmark = pytest.mark.django_db
OFFICE = {CLERK, DIRECTOR, "机要员"}
OF_A_SEAL = {
    "": 200,
    "amend/": 403,
    "trail/": 200,
    "imprint/": 403,
    "handover/": 403,
    "ask/suspend/": 403,
    "lost/": 403,
}
POSTED = ["upkeep/", "back/", "lost/step/"]


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def answers(house: House, address: str) -> dict[str, int]:
    return {
        post: browser(officer).get(address).status_code for post, officer in house.officers.items()
    }


def who_gets(house: House, address: str) -> set[str]:
    return {post for post, status in answers(house, address).items() if status == 200}


@pytest.fixture
def address(seals: Seals) -> str:
    seal = seals.kept()
    actions.keep_imprint(seal, picture(), by=seals.who(CLERK))
    return f"/seals/keeping/{seal.pk}/"


def test_everybody_here_sees_which_seals_there_are_and_who_keeps_them(seals, address):
    everybody = set(seals.house.officers)
    assert who_gets(seals.house, "/seals/keeping/") == everybody
    assert who_gets(seals.house, address) == who_gets(seals.house, f"{address}trail/") == everybody
    page = browser(seals.house["应急办干事"]).get("/seals/keeping/").content.decode()
    assert seals.government.name in page and "吴梅" in page and "在保管人处" in page


def test_the_marked_picture_is_for_the_office_and_the_keeper(seals, address):
    seeing = who_gets(seals.house, f"{address}imprint.png")
    assert seeing == OFFICE | {KEEPER}
    assert Reading.objects.filter(file__role="marked").count() == len(seeing)
    for post, officer in seals.house.officers.items():
        page = browser(officer).get(address).content.decode()
        assert ("imprint.png" in page) == (post in seeing), post


def test_the_clean_picture_is_for_the_keeper_and_the_director_alone(seals, address):
    clean = File.objects.get(role="imprint")
    for way in ("", "download/"):
        assert who_gets(seals.house, f"/files/{clean.pk}/{way}") == {KEEPER, DIRECTOR}
    for post, officer in seals.house.officers.items():
        shown = f"/files/{clean.pk}/" in browser(officer).get(address).content.decode()
        assert shown == (post in {KEEPER, DIRECTOR}), post


def test_who_kept_it_before_sees_the_picture_no_more(seals, address):
    seals.handover(OTHER_KEEPER, by=KEEPER).receive().witness()
    clean = File.objects.get(role="imprint")
    assert who_gets(seals.house, f"{address}imprint.png") == OFFICE | {OTHER_KEEPER}
    assert who_gets(seals.house, f"/files/{clean.pk}/") == {OTHER_KEEPER, DIRECTOR}


def test_a_handover_opens_to_its_parties_and_the_office(seals, address):
    walk = seals.handover(OTHER_KEEPER, by=KEEPER).receive()
    page = f"/seals/keeping/handovers/{walk.subject.pk}/"
    assert who_gets(seals.house, page) == OFFICE | {KEEPER, OTHER_KEEPER}
    assert set(answers(seals.house, page).values()) == {200, 404}
    assert answers(seals.house, f"{page}amend/")["镇长"] == 404


def test_a_request_opens_to_the_office_and_to_who_decides(seals, address):
    walk = seals.making(What.SUSPEND, seals.government)
    page = f"/seals/keeping/makings/{walk.subject.pk}/"
    assert who_gets(seals.house, page) == OFFICE
    walk.agree(DIRECTOR)
    assert who_gets(seals.house, page) == OFFICE | {"镇长"}
    assert answers(seals.house, f"{page}amend/")["应急办主任"] == 404


def test_what_others_may_not_do_is_refused_to_them(seals, address):
    stranger = browser(seals.house["应急办主任"])
    for way, status in OF_A_SEAL.items():
        assert (way, stranger.get(f"{address}{way}").status_code) == (way, status)
    for way in POSTED[:2]:
        assert stranger.post(f"{address}{way}", {"once-key": str(uuid4())}).status_code == 403


def test_how_it_was_lost_is_the_offices(seals):
    seal = lose_it(seals).seal
    told = {
        post: browser(officer).get(seal.get_absolute_url()).content.decode()
        for post, officer in seals.house.officers.items()
    }
    assert {post for post, page in told.items() if "清点时不见" in page} == OFFICE
    assert all("向公安机关挂失" in page and "遗失作废" in page for page in told.values())


def test_nothing_of_it_is_there_for_another_township(seals, address, other_house):
    published(other_house)
    handover = seals.handover(OTHER_KEEPER).subject
    making = seals.making(What.SUSPEND, seals.party).subject
    pages = [f"{address}{way}" for way in (*OF_A_SEAL, "imprint.png")]
    for model, pk in ((Handover, handover.pk), (Making, making.pk)):
        name = f"{model._meta.model_name}s"
        pages += [f"/seals/keeping/{name}/{pk}/", f"/seals/keeping/{name}/{pk}/amend/"]
    pages += [f"/files/{pk}/" for pk in File.objects.values_list("pk", flat=True)]
    for officer in (other_house[DIRECTOR], other_house[DEPUTY]):
        client = browser(officer)
        assert {client.get(page).status_code for page in pages} == {404}
        keyed = {"once-key": str(uuid4())}
        assert {client.post(f"{address}{way}", keyed).status_code for way in POSTED} == {404}
        assert seals.government.name not in client.get("/seals/keeping/").content.decode()


def test_every_address_of_a_seal_is_walked_here():
    routes = {each.route for each in ALL if each.route.startswith("seals/keeping/<int:seal>/")}
    ways = {way.replace("suspend", "<slug:what>") for way in (*OF_A_SEAL, *POSTED, "imprint.png")}
    assert routes == {f"seals/keeping/<int:seal>/{way}" for way in ways}
