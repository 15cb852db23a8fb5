"""A seal changes hands before a witness; for a day, and back in one tap; and it is never nobody's."""

import pytest
from django.contrib.auth.hashers import make_password

from seals.keeping.models import Seal
from seals.keeping.rules import custody_of
from tests.house import PASSWORD
from tests.journeys.conftest import open_office
from tests.journeys.people import PHONE, WIDE, sign_in
from tests.seals.keeping.desk import (
    DEPUTY,
    DIRECTOR,
    KEEPER,
    OTHER_KEEPER,
    Seals,
    assert_without_gap_or_overlap,
    picture,
)
from township_office import clock
from township_office.audit.trail import trail_of
from township_office.people.models import Officer


@pytest.fixture(params=["A", "B"])
def seals(request, transactional_db) -> Seals:
    seals = Seals(open_office(request.param))
    Officer.objects.update(password=make_password(PASSWORD), must_change_password=False)
    return seals


@pytest.fixture
def arrive(browser, live_server, seals):
    """Signs somebody in, by the name of his post."""
    contexts = []

    def come(post: str, device: dict[str, int] = WIDE):
        contexts.append(browser.new_context(viewport=device, locale="zh-CN"))
        page = contexts[-1].new_page()
        page.set_default_timeout(15000)
        return sign_in(page, live_server.url, seals.house[post].username)

    yield come
    for context in contexts:
        context.close()


def page_of(seal: Seal) -> str:
    return seal.get_absolute_url()


def chosen(person, seals: Seals, post: str) -> None:
    label = f"{seals.house[post].name}　{post}"
    person.page.get_by_label("接收人").select_option(label=label)


def test_a_seal_is_received_handed_on_for_a_day_and_comes_back(seals, arrive):
    seal = seals.government
    # 首次接管
    director = arrive(DIRECTOR).opens(page_of(seal)).sees("待首次接管")
    director.follows("首次接管").sees("还没有人接管")
    chosen(director, seals, KEEPER)
    director.fills("移交原因", "启用印章管理系统。").presses("提出移交").sees("已送吴梅接收")
    keeper = arrive(KEEPER, PHONE).opens_from_desk("移交吴梅").sees_no_sideways_scroll()
    keeper.follows("接收").ticks("印章实物已经在手").ticks("试盖的印迹与登记的印模一致")
    keeper.presses("接收并送刘洋").sees("已送刘洋监交")
    deputy = arrive(DEPUTY).opens_from_desk("移交吴梅").ticks("双方当面清点交接，我在场监交")
    deputy.presses("监交").sees("办结")
    keeper.opens(page_of(seal)).sees("在保管人处").sees("吴梅").sees_no_sideways_scroll()

    # 印模
    keeper.follows("留存印模")
    keeper.page.locator("input[type=file]").set_input_files(
        {"name": "印模.png", "mimeType": "image/png", "buffer": picture().read()}
    )
    keeper.presses("留存").sees("印模，仅供比对，不具电子签章效力")
    shown = keeper.page.locator("img.imprint")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300

    # 临时移交一天
    keeper.follows("移交").sees("一天也要办移交")
    chosen(keeper, seals, OTHER_KEEPER)
    keeper.fills("到期交还", f"{clock.today():%Y-%m-%d}").fills("移交原因", "下村一天。")
    keeper.presses("提出移交").sees("已送常丽娟接收")
    other = arrive(OTHER_KEEPER).opens_from_desk("移交常丽娟").sees("到期交还")
    other.ticks("印章实物已经在手").ticks("试盖的印迹与登记的印模一致")
    other.presses("接收并送李秀英").sees("已送李秀英监交")
    assert custody_of(seal).officer.name == "吴梅"  # until the witness has agreed
    director.opens_from_desk("移交常丽娟").ticks("双方当面清点交接，我在场监交")
    director.presses("监交").sees("办结")
    assert custody_of(seal).officer.name == "常丽娟"

    # 交还，一下就好
    other.opens(page_of(seal)).sees("临时保管").presses("交还吴梅").sees("已送吴梅接收")
    keeper.opens_from_desk("移交吴梅").follows("接收").ticks("印章实物已经在手")
    keeper.ticks("试盖的印迹与登记的印模一致").presses("接收并送李秀英").sees("已送李秀英")
    director.opens_from_desk("移交吴梅").ticks("双方当面清点交接，我在场监交")
    director.presses("监交").sees("办结")

    seal.refresh_from_db()
    names = [each.officer.name for each in seal.custodies.order_by("since")]
    assert names == ["吴梅", "常丽娟", "吴梅"]
    assert_without_gap_or_overlap(seal)
    assert [entry.act for entry in trail_of(seal)].count("印章移交完成") == 3
    arrive("应急办干事").opens("/seals/keeping/").sees("吴梅").sees("在保管人处")


def test_a_lost_seal_is_void_at_once(seals, arrive):
    seal = seals.kept()
    keeper = arrive(KEEPER).opens(page_of(seal)).follows("报告遗失")
    keeper.fills("发现时间", f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}").fills("地点", "镇政府")
    keeper.fills("经过", "下班清点时不见。").presses("报告遗失，印章作废").sees("遗失作废")
    clerk = arrive("文书").opens(page_of(seal)).sees("向公安机关挂失")
    clerk.page.get_by_label("事项").select_option(label="向公安机关挂失")
    clerk.fills("凭据", "挂失回执 12 号").presses("记已办").sees("已记：向公安机关挂失")
    arrive("镇长", PHONE).opens("/notices/").sees("遗失，已作废")
    assert (Seal.objects.get(pk=seal.pk).status, custody_of(seal)) == ("lost", None)


def test_a_new_seal_is_cut_approved_and_taken_into_use(seals, arrive):
    clerk = arrive("文书").opens("/seals/keeping/").follows("申请刻制")
    clerk.fills("印文", "宁条梁镇财政所").fills("刻制理由", "新设机构。").presses("送审")
    clerk.sees("已送李秀英审核")
    arrive(DIRECTOR).opens_from_desk("刻制宁条梁镇财政所").presses("审核并送王建国")
    mayor = arrive("镇长", PHONE).opens_from_desk("刻制宁条梁镇财政所").sees_no_sideways_scroll()
    mayor.follows("同意").presses("确认，批准并送刘芳").sees("已送刘芳报县")
    clerk.opens_from_desk("刻制宁条梁镇财政所").fills("刻制单位", "县公安局指定刻章单位")
    clerk.presses("报县").sees("办结")
    seal = Seal.objects.get(name="宁条梁镇财政所")
    clerk.opens(page_of(seal)).sees("已刻制待启用").sees("还没有留存印模").sees("办理首次接管")
