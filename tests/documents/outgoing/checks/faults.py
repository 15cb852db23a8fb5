"""For every check what it finds, and what looks much the same and is right.

Each entry is changes to a plain notice (or, where it says so, another plain document).
"""

from dataclasses import replace
from datetime import date
from typing import Any

from documents.outgoing.checks import (
    Addressee,
    Direction,
    Disclosure,
    Issuer,
    IssuingOrgan,
    Level,
    Manuscript,
)
from tests.documents.outgoing.checks.corpus import GOVERNMENT, OFFICE, PARTY, blocks
from township_office.paper.official import Annex
from township_office.writing.blocks import Cell, Paragraph, Table

Changes = dict[str, Any]

VILLAGES = Addressee("各村（社区）", Level.BELOW)
ONE_OF_THEM = Addressee("前梁村村民委员会", Level.BELOW, counted_in=VILLAGES.name)
COUNTY = Addressee("县人民政府", Level.ABOVE)
CITY = Addressee("市人民政府", Level.ABOVE, direct_superior=False)
COMMITTEE = Addressee("中共梁安县委员会", Level.ABOVE)
BUREAU = Addressee("县水利局", Level.SAME)
CONGRESS = Addressee("宁条梁镇人民代表大会", Level.SAME)
NUMBER_OF_A_CARD = "6222600260001072444"


def plain(**changes: Any) -> Manuscript:
    """A notice to the villages with which nothing is amiss, changed in so many ways."""
    notice: Changes = {
        "issuer": Issuer.GOVERNMENT,
        "organs": (GOVERNMENT,),
        "kind": "通知",
        "direction": Direction.DOWN,
        "title": "宁条梁镇人民政府关于做好春灌工作的通知",
        "main": (VILLAGES,),
        "body": blocks("为做好春灌工作，请各村（社区）于3月15日前完成渠道清淤。"),
        "dated": date(2026, 3, 5),
        "disclosure": Disclosure.PUBLIC,
    }
    return Manuscript(**notice | changes)


def says(text: str, **changes: Any) -> Changes:
    return {"body": blocks(text), **changes}


def titled(title: str, **changes: Any) -> Changes:
    return {"title": title, **changes}


def asks(text: str = "", **changes: Any) -> Changes:
    """A request to the county."""
    return {
        "kind": "请示",
        "direction": Direction.UP,
        "main": (COUNTY,),
        "title": "宁条梁镇人民政府关于解决春灌资金的请示",
        "body": blocks(text or "恳请县政府拨付资金20万元。\n妥否，请批示。"),
        **changes,
    }


def reports(text: str = "", **changes: Any) -> Changes:
    """A report to the county."""
    title = "宁条梁镇人民政府关于春灌工作情况的报告"
    body = text or "春灌工作已经结束。\n特此报告。"
    return {**asks(body), "kind": "报告", "title": title, **changes}


def writes(text: str = "", **changes: Any) -> Changes:
    """A letter to a bureau of the county."""
    return {
        "kind": "函",
        "direction": Direction.LEVEL,
        "main": (BUREAU,),
        "title": "宁条梁镇人民政府关于商请支援水泵的函",
        "body": blocks(text or "请贵局支援水泵3台。\n请予函复。"),
        **changes,
    }


def replies(text: str = "", **changes: Any) -> Changes:
    """A reply to a village."""
    title = "宁条梁镇人民政府关于同意修渠的批复"
    body = text or "你村《关于修渠的请示》收悉，同意修渠。\n此复。"
    return {"kind": "批复", "title": title, "body": blocks(body), **changes}


def annexed(*titles: str, text: str = "名单见附件。", **changes: Any) -> Changes:
    annexes = tuple(Annex(title, blocks("内容。")) for title in titles)
    return {"annexes": annexes, "body": blocks(text), **changes}


def jointly(*organs: IssuingOrgan, **changes: Any) -> Changes:
    return {"issuer": Issuer.JOINT, "organs": organs, **changes}


def only(cell: str) -> tuple[Table, ...]:
    return (Table(((Cell(cell),),)),)


FAULTS: dict[str, tuple[list[Changes], list[Changes]]] = {
    # names
    "only_equals_issue_jointly": (
        [jointly(GOVERNMENT, IssuingOrgan("杨家沟村村民委员会"))],
        [jointly(PARTY, GOVERNMENT), {"organs": (IssuingOrgan("杨家沟村村民委员会"),)}],
    ),
    "stations_borrow_a_name": (
        [{"issuer": Issuer.STATION, "organs": (IssuingOrgan("宁条梁镇应急管理办公室"),)}],
        [
            {"issuer": Issuer.STATION, "organs": (OFFICE,)},
            {"issuer": Issuer.OFFICE, "organs": (IssuingOrgan("宁条梁镇综合办公室"),)},
            jointly(GOVERNMENT, IssuingOrgan("宁条梁镇总工会")),
        ],
    ),
    "the_office_commands_by_mandate": (
        [replies(issuer=Issuer.OFFICE, organs=(OFFICE,))],
        [replies("经镇政府同意，批复如下。", issuer=Issuer.OFFICE), {"issuer": Issuer.OFFICE}],
    ),
    "the_lead_stands_first": (
        [titled("宁条梁镇人民政府 中共宁条梁镇委员会关于春灌的通知", **jointly(PARTY, GOVERNMENT))],
        [titled("中共宁条梁镇委员会 宁条梁镇人民政府关于春灌的通知", **jointly(PARTY, GOVERNMENT))],
    ),
    # kinds
    "kind_is_one_of_fifteen": ([{"kind": "方案"}, {"kind": ""}], [{"kind": "纪要"}]),
    "title_ends_with_a_kind": (
        [titled("宁条梁镇2026年防汛工作方案"), titled("关于拨付资金的申请")],
        [
            titled("关于春灌的通知（第二次）"),
            titled("宁条梁镇人民政府禁火令"),
            titled(""),
            titled("关于春灌的\n通知"),
            titled("政府工作报告（2026年1月15日在宁条梁镇第十九届人民代表大会第六次会议上）"),
            titled("镇长办公会议纪要〔2026〕3号"),
            titled("宁条梁镇人民政府公告 2026年第3号"),
            titled("宁条梁镇人民政府关于对县十九届人大五次会议第12号建议的答复"),
            titled("关于春灌的通知(试行)"),
        ],
    ),
    "kinds_are_not_mixed": (
        [titled("关于解决春灌资金的请示报告")],
        [titled("关于严格执行请示报告制度的通知"), titled("关于请示办理情况的报告")],
    ),
    "kind_is_said_once": (
        [titled("关于转发县政府关于春灌工作的通知的通知"), titled("关于支援水泵的函的函")],
        [titled("转发县政府《关于春灌工作的通知》的通知"), titled("关于修渠的请示的批复")],
    ),
    "title_names_the_kind": (
        [
            titled("关于做好春灌工作的通告"),
            asks(title="关于解决春灌资金的报告"),
            titled("关于第12号建议的答复"),
        ],
        [
            titled("关于春灌的补充通知"),
            titled("宁条梁镇人民政府令 第2号", kind="命令"),
            writes(title="宁条梁镇人民政府关于第12号建议的答复"),
            writes(title="宁条梁镇人民政府关于第12号建议的答复意见"),
            titled("宁条梁镇人民政府关于第12号建议的答复意见", kind="意见"),
        ],
    ),
    "orders_are_rare": ([{"kind": "命令"}], [{}]),
    "proclamations_are_rare": (
        [titled("宁条梁镇人民政府关于停水的公告", kind="公告")],
        [titled("宁条梁镇选举委员会关于公布选举结果的公告", kind="公告")],
    ),
    "resolutions_name_their_meeting": (
        [says("批准财政决算。", kind="决议")],
        [says("会议决定批准财政决算。", kind="决议")],
    ),
    "replies_name_the_request": ([replies("同意修渠。\n此复。")], [replies()]),
    "bills_go_to_the_congress": (
        [{"kind": "议案", "main": (COUNTY,)}],
        [{"kind": "议案", "main": (Addressee("宁条梁镇人民代表大会", Level.SAME),)}],
    ),
    "minutes_say_who_was_there": (
        [says("会议研究了春灌工作。", kind="纪要")],
        [says("会议研究了春灌工作。\n出席：王建国", kind="纪要")],
    ),
    # directions
    "requests_go_up": ([asks(direction=Direction.LEVEL)], [asks()]),
    "reports_go_up": ([reports(direction=Direction.DOWN)], [reports()]),
    "replies_go_down": ([replies(direction=Direction.LEVEL)], [replies()]),
    "notices_do_not_go_up": ([{"direction": Direction.UP}], [{"direction": Direction.LEVEL}]),
    "decrees_do_not_go_up": (
        [{"kind": "决定", "direction": Direction.UP}],
        [{"kind": "意见", "direction": Direction.UP}],
    ),
    "letters_go_level": ([writes(direction=Direction.UP)], [writes()]),
    "bills_go_level": (
        [{"kind": "议案"}],
        [{"kind": "议案", "direction": Direction.LEVEL}],
    ),
    "recipients_lie_in_the_direction": (
        [asks(main=(VILLAGES,)), {"main": (COUNTY,)}],
        [asks(), asks(main=(BUREAU,)), {"main": (BUREAU, VILLAGES)}],
    ),
    # titles
    "there_is_a_title": ([titled(" ")], [titled("通知")]),
    "title_says_what_about": (
        [titled("宁条梁镇春灌工作通知")],
        [titled("宁条梁镇人民政府工作报告"), titled("第7次镇长办公会议纪要")],
    ),
    "about_and_kind_are_joined": (
        [titled("关于做好春灌工作通知")],
        [titled("关于推进春灌的实施意见"), titled("关于春灌的紧急通知（二）")],
    ),
    "title_names_its_own_organ": (
        [
            titled("中共宁条梁镇委员会关于做好春灌工作的通知"),
            titled("县人民政府关于春灌的通知"),
            titled("梁安县人民政府关于春灌的通知"),
        ],
        [
            titled("梁安县宁条梁镇人民政府关于春灌的通知"),
            titled("中共梁安县宁条梁镇委员会关于春灌的通知", organs=(PARTY,)),
            titled("关于做好春灌工作的通知"),
            titled("宁条梁镇政府关于春灌的通知"),
            titled("宁条梁镇人民政府转发县政府办公室关于做好春灌工作的通知"),
            titled("宁条梁镇人民政府批转镇水利站关于春灌工作的意见的通知"),
            titled("宁条梁镇第十九届人民代表大会第六次会议关于政府工作报告的决议"),
        ],
    ),
    "title_ends_without_a_stop": (
        [titled("关于做好春灌工作的通知。"), titled("关于春灌的通知：")],
        [titled("关于春灌的意见（试行）"), titled("关于转发《春灌办法》")],
    ),
    "title_has_few_stops": (
        [titled("关于抓春灌，保丰收的通知")],
        [titled("关于春灌、防汛的通知"), titled("关于印发《抓春灌，保丰收》的通知")],
    ),
    "only_writings_are_named_like_books": (
        [titled("关于召开《全镇春灌工作会议》的通知")],
        [titled("关于印发《春灌工作要点》的通知"), titled("关于召开“春灌”会议的通知")],
    ),
    "title_is_not_too_long": ([titled("关于" + "春灌" * 30 + "的通知")], [{}]),
    # recipients
    "what_goes_up_goes_to_one": (
        [asks(main=(COUNTY, COMMITTEE))],
        [asks(), {"main": (VILLAGES,) * 2}],
    ),
    "letters_have_a_recipient": ([asks(main=()), writes(main=())], [{"main": ()}, asks()]),
    "what_goes_up_is_not_copied_below": (
        [asks(copied=(VILLAGES,))],
        [asks(copied=(BUREAU, COMMITTEE)), {"copied": (VILLAGES,)}],
    ),
    "superiors_are_organs": (
        [asks(main=(Addressee("李县长", Level.ABOVE, is_person=True),))],
        [
            asks(main=(Addressee("李县长", Level.ABOVE, is_person=True, gave_the_task=True),)),
            writes(main=(Addressee("张某", Level.SAME, is_person=True),)),
        ],
    ),
    "recipients_are_organs": (
        [writes(main=(Addressee("李文局长", Level.SAME, is_person=True),))],
        [asks(), writes(), asks(main=(Addressee("李文县长", Level.ABOVE, is_person=True),))],
    ),
    "the_other_superior_gets_a_copy": (
        [asks(**jointly(PARTY, GOVERNMENT))],
        [asks(**jointly(PARTY, GOVERNMENT, copied=(COMMITTEE,))), asks()],
    ),
    "whoever_is_passed_over_gets_a_copy": (
        [asks(main=(CITY,)), asks(main=(CITY,), copied=(BUREAU,))],
        [asks(main=(CITY,), copied=(COUNTY,)), asks()],
    ),
    "what_matters_is_copied_above": (
        [{"important": True}],
        [{"important": True, "copied": (COUNTY,)}, {}],
    ),
    "names_carry_no_stop": (
        [
            {"main": (Addressee("各村：", Level.BELOW),)},
            {"copied": (Addressee("县水利局。", Level.SAME),)},
        ],
        [{"main": (Addressee("各村、社区", Level.BELOW),)}],
    ),
    "nobody_gets_it_twice": ([{"copied": (VILLAGES,)}], [{"copied": (COUNTY,)}]),
    "nobody_is_named_beside_all_his_like": (
        [
            {"main": (VILLAGES, ONE_OF_THEM)},
            {"copied": (ONE_OF_THEM,)},
        ],
        [{"main": (replace(ONE_OF_THEM, counted_in=""), COUNTY)}],
    ),
    # requests
    "a_request_asks_one_thing": (
        [
            asks(title="关于申请春灌资金及申请增加编制的请示"),
            asks("一、恳请拨付春灌资金\n二、请求增加编制2名\n妥否，请批示。"),
            asks("恳请拨付春灌资金20万元。另外，恳请增加编制2名。\n妥否，请批示。"),
        ],
        [
            asks("一、基本情况\n二、申请事项\n恳请县政府拨付资金，恳请尽快安排。\n妥否，请批示。"),
            asks("村民提出“另外，请求免除水费”，已作解释。\n妥否，请批示。"),
            reports("另外，群众申请低保12户。"),
        ],
    ),
    "a_report_asks_nothing": (
        [
            reports("春灌已结束。妥否，请批示。"),
            reports("资金缺口20万元，请县政府予以解决。"),
            reports("恳请县财政给予支持为盼。"),
            reports("以上报告，请批示。"),
        ],
        [
            reports("《关于妥否，请批示的请示》已获批准。"),
            reports("已按程序报请批准。下一步请专家指导。"),
            reports("群众问“妥否，请批示”是什么意思。"),
            reports("请予审议。"),
            reports("恳请全镇人民予以支持。", title="政府工作报告"),
            reports("来访群众反映渠道堵塞，请政府予以解决。"),
            reports("资金缺口已报县财政局，请予解决。"),
            reports(
                "现将决算草案提请审查，请予批准。", main=(CONGRESS,), direction=Direction.LEVEL
            ),
            asks(),
        ],
    ),
    "what_is_relayed_carries_a_view": (
        [
            asks("现将杨家沟村的请示报上。\n妥否，请批示。"),
            asks("现将《杨家沟村关于修渠的请示》转报你们。\n妥否，请批示。"),
            asks(title="宁条梁镇人民政府关于转报杨家沟村修渠事项的请示"),
        ],
        [
            asks("现将请示报上，经研究，拟同意。"),
            asks("现将杨家沟村的请示转报县政府。我镇认为确有必要。\n妥否，请批示。"),
            asks("群众申请已转县民政局。\n妥否，请批示。"),
            reports("杨家沟村的请示已转报县水利局。"),
            asks(),
        ],
    ),
    "a_request_says_whom_to_call": (
        [asks(), asks(note="此件公开发布")],
        [asks(note="联系人：张志强，电话：0912-4660033"), {}],
    ),
    "a_note_comes_without_brackets": (
        [{"note": "（此件公开发布）"}],
        [{"note": "此件公开发布"}, {"note": "联系人：张志强（镇政府）"}],
    ),
    # headings
    "levels_are_not_skipped": (
        [says("一、目标\n1.清淤\n2.修渠"), says("（一）清淤\n（1）主渠")],
        [
            says("一、目标\n（一）清淤\n1.主渠\n（1）东段\n二、要求"),
            says("1.清淤\n2.修渠"),
            says("一、二季度任务\n1.清淤"),
        ],
    ),
    "numbers_follow_each_other": (
        [
            says("一、目标\n三、要求"),
            says("一、目标\n（二）清淤"),
            says("一、甲\n一、乙\n一、丙\n五、丁"),
        ],
        [
            says("一、甲\n（一）子\n（二）丑\n二、乙\n（三）寅\n三、丙\n（一）卯"),
            says("1.2026年清淤\n2.2027年修渠"),
            says("一、甲\n二、乙\n议程：\n一、丙"),
            says("3.5万亩农田受益。"),
            says(
                "一、甲" + "".join(f"\n{n}、乙" for n in "二三四五六七八九") + "\n十、丙\n十一、丁"
            ),
        ],
    ),
    "a_number_fits_its_level": (
        [{"body": (Paragraph("（一）清淤", 1),)}],
        [
            {
                "body": (
                    Paragraph("（一）清淤", 2),
                    Paragraph("（一）各村要清淤。"),
                    Paragraph("目标", 1),
                )
            }
        ],
    ),
    "digits_are_followed_by_a_point": (
        [says("1、清淤")],
        [says("1.清淤"), says("1、2号机井已修好。")],
    ),
    "nothing_follows_a_bracket": (
        [says("（一）、清淤"), says("（1）.清淤")],
        [says("（一）清淤"), says("（1）清淤")],
    ),
    "chinese_numbers_are_followed_by_a_comma": (
        [says("一.清淤")],
        [says("一、清淤"), says("一是清淤")],
    ),
    "brackets_are_wide": ([says("(一)清淤")], [says("（一）清淤"), says("清淤(一)")]),
    # numbers
    "own_number_has_its_form": (
        [
            {"number": "宁政发[2026]12号"},
            {"number": "宁政发〔2026〕012号"},
            {"number": "宁政发〔26〕2号"},
            {"number": "第1号"},
        ],
        [{"number": "宁政发〔2026〕12号"}, {"number": ""}, {"number": "第1号", "kind": "命令"}],
    ),
    "years_stand_in_hexagonal_brackets": (
        [
            says("按照梁政发[2026]3号要求"),
            says("（梁汛发（2026）3号）"),
            says("梁政函【2026】3号"),
            says("梁政发〔2026］3号"),
        ],
        [
            says("《关于春灌的通知》（梁政发〔2026〕3号）"),
            says("（2026）陕0824民初12号"),
            says("卫生许可证号：卫消证字（2020）第0012号"),
            says("陕（2024）梁安县不动产权第0001234号"),
            {"body": only("梁政发〔2026〕3号")},
        ],
    ),
    "years_are_full": ([says("梁政发〔26〕3号")], [says("梁政发〔2026〕3号")]),
    "numbers_are_plain": (
        [
            says("梁政发〔2026〕第3号"),
            says("梁政发〔2026〕03号"),
            {"body": only("梁政发〔2026〕03号")},
        ],
        [says("梁政发〔2026〕30号"), says("卫消证字（2020）第0012号")],
    ),
    "quoted_numbers_are_known": (
        [says("根据梁政发〔2026〕3号", known_numbers=frozenset({"梁政发〔2026〕4号"}))],
        [
            says("根据梁政发〔2026〕3号", known_numbers=frozenset({"梁政发〔2026〕3号"})),
            says("根据梁政发〔2026〕3号"),
            says("根据通知", known_numbers=frozenset()),
        ],
    ),
    # dates
    "days_exist": (
        [says("于2026年2月29日召开"), says("9月31日前"), {"body": only("2026年13月1日")}],
        [
            says("于2024年2月29日召开"),
            says("2月29日前"),
            says("12月31日前"),
            says("第3年12月1日"),
            says("农历2月30日"),
            says("阴历2月30日"),
            says("（农历丙午年2月30日）"),
            says("2月30日（农历）"),
        ],
    ),
    "weekdays_match": (
        [says("2026年11月26日（星期五）"), says("2026年11月26日(周三)")],
        [
            says("2026年11月26日（星期四）"),
            says("2026年11月29日星期天"),
            says("2026年11月26日（星期的安排）"),
            says("2026年11月26日周一鸣同志到任"),
            says("2026年3月9日至2026年3月13日（周六、周日除外）"),
            says("截至2026年3月13日（星期六、星期日除外）"),
            says("2026年3月1日至2026年4月1日（周一至周五8:30—12:00）"),
            says("2026年3月2日—2026年3月15日（星期一至星期五）"),
            says("2026年4月1日（周一到周五）"),
            says("2026年4月1日（周一—周五）"),
            says("2026年4月1日（星期六除外）"),
            says("2026年4月1日（周六日除外）"),
            says("截至2026年4月1日星期六星期日除外"),
            says("2026年3月12日、2026年3月13日（星期四、五）"),
        ],
    ),
    "weekdays_match_this_year": (
        [says("3月16日（星期五）")],
        [
            says("3月16日（星期一）"),
            says("1月8日（星期五）"),
            says("3月16日（星期五）", dated=None),
        ],
    ),
    "dates_are_arabic": (
        [says("二〇二六年三月五日"), says("二○二六年三月")],
        [says("二〇三五年远景目标"), says("《二〇二六年三月工作安排》"), says("十一届三中全会")],
    ),
    "years_have_four_digits": (
        [says("26年3月5日召开")],
        [says("2026年3月5日召开"), says("已满10年3个月")],
    ),
    "dates_are_written_out": (
        [says("于2026.3.5前完成"), says("于2026-03-05前完成"), says("于2026/3/5前完成")],
        [
            says("GB/T 9704-2012"),
            says("电话2026-1234"),
            {"body": only("2026.3.5")},
            says("12026.3.5元"),
        ],
    ),
    "months_have_no_leading_zero": (
        [says("2026年03月05日"), says("3月05日")],
        [says("2026年3月5日"), says("10月10日"), {"body": only("03月05日")}],
    ),
    # punctuation
    "marks_are_wide": (
        [says("做好春灌,保障丰收"), says("完成清淤.")],
        [says("上午9:30开始"), says("增长3.5%"), says("1.清淤"), {"body": only("春灌,清淤")}],
    ),
    "marks_are_not_doubled": (
        [says("做好春灌，，保丰收"), says("完成清淤。。"), titled("关于春灌、、防汛的通知")],
        [
            says("要问：“谁来修渠？”"),
            says("清淤、修渠……"),
            says("他说“好。”，就走了"),
            says("姓名：，性别："),
        ],
    ),
    "no_comma_between_quotes": (
        [says("“春灌”、“夏管”"), says("《甲法》、《乙法》")],
        [says("“春灌”“夏管”"), says("“春灌”、夏管、秋收")],
    ),
    "brackets_in_text_are_wide": ([says("各村(社区)")], [says("各村（社区）"), says("f(x)")]),
    "quotes_are_curved": ([says('开展"春灌"行动')], [says("开展“春灌”行动"), says('管径4"')]),
    "nothing_is_said_in_pictures": (
        [
            says("做好春灌工作👍"),
            says("☎联系电话：0912-4660021"),
            says("1️⃣完成渠道清淤"),
            says("➤完成渠道清淤"),
            says("\uf06c完成渠道清淤"),
            titled("宁条梁镇人民政府关于做好🌾春灌工作的通知"),
            {"body": (Table(((Cell("⚠️危险"),),)),)},
        ],
        [
            says("同意的打“✓”，☑是☐否，★为必填"),
            says("①清淤②修渠，水位≥1.2米，气温-3℃，±5%，→渠首，■■▲●○"),
            says("二〇二六年，㎡，㊀，№3，※注，Ⅳ级，①，©"),
        ],
    ),
    "digits_are_narrow": ([says("共１２台")], [says("共12台")]),
    "units_are_lawful": ([says("渠长3公尺")], [says("渠长3米"), says("3公分子")]),
    "marks_come_in_pairs": (
        [says("各村（社区"), says("《春灌办法"), says("春灌”"), says("（《春灌）》")],
        [
            says("各村（社区）"),
            says("1）清淤"),
            says("“第一段没有完"),
            says("《关于〈办法〉的通知》"),
        ],
    ),
    # wording
    "nothing_is_left_blank": (
        [says("联系人：×××"), says("____年"), titled("关于XX工作的通知")],
        [says("使用XXL号"), says("3×5米"), annexed("登记表", text="见附件。")],
    ),
    "urgency_is_one_of_two": ([{"urgency": "特提"}], [{"urgency": "特急"}, {"urgency": ""}]),
    "urgent_titles_are_marked": (
        [titled("关于防汛的紧急通知")],
        [
            titled("关于防汛的紧急通知", urgency="加急"),
            titled("转发《关于防汛的紧急通知》的通知"),
            titled("关于紧急救援队伍的通知"),
        ],
    ),
    # closings
    "a_request_ends_by_asking": (
        [asks("需要资金20万元。")],
        [asks(), asks("请予批准。"), asks(body=())],
    ),
    "a_report_ends_by_reporting": (
        [reports("春灌已结束。")],
        [reports(), reports("请审议。"), reports("让我们携手并肩！", title="政府工作报告")],
    ),
    "a_letter_ends_politely": ([writes("水泵3台。")], [writes(), writes("盼复。")]),
    "a_reply_ends_by_replying": ([replies("同意《请示》。")], [replies()]),
    "a_notice_announces_itself_once": (
        [says("现将有关事项通知如下：\n清淤。\n特此通知。")],
        [says("请清淤。\n特此通知。"), says("现将有关事项通知如下：\n清淤。")],
    ),
    "the_closing_fits_the_kind": (
        [says("清淤。\n特此报告。"), writes("水泵3台。\n特此通知。"), says("清淤。特此函告。")],
        [says("特此通知。"), writes("特此函复。"), writes("特此复函。"), reports(), asks()],
    ),
    # setting
    "there_is_a_body": ([{"body": ()}, says(" ")], [{}, {"body": only("表")}]),
    "no_page_says_it_is_empty": (
        [says("（此页无正文）")],
        [says("此页有正文"), says("不得使用“此页无正文”。")],
    ),
    "the_signature_is_not_typed": (
        [says("请清淤。\n宁条梁镇人民政府\n2026年3月5日"), says("请清淤。\n二〇二六年三月五日")],
        [says("请报宁条梁镇人民政府。\n截止2026年3月5日。")],
    ),
    "the_list_of_annexes_is_not_typed": (
        [says("请清淤。\n附件：1.任务表")],
        [says("请按附件清淤。"), says("附件所列户")],
    ),
    "the_recipients_are_not_typed": (
        [says("各村（社区）：\n请清淤。")],
        [says("各村（社区）要做到：\n清淤。"), says("各位代表：\n现在开会。")],
    ),
    "the_title_is_not_typed": (
        [says("宁条梁镇人民政府关于做好春灌工作的通知\n请清淤。")],
        [says("根据宁条梁镇人民政府关于做好春灌工作的通知，请清淤。")],
    ),
    # annexes
    "names_end_without_a_stop": (
        [annexed("任务表。"), annexed("任务表；")],
        [annexed("任务表（一）")],
    ),
    "annexes_have_names": ([annexed(" ")], [annexed("任务表")]),
    "names_carry_no_number": (
        [annexed("附件1：任务表"), annexed("1.任务表")],
        [annexed("任务表"), annexed("2026年任务表"), annexed("1.5万亩任务表")],
    ),
    "names_are_not_quoted": ([annexed("《春灌办法》")], [annexed("《春灌办法》任务表")]),
    "announced_annexes_are_there": (
        [annexed("任务表", text="见附件2。"), says("见附件1。")],
        [
            annexed("任务表", "名单", text="见附件1，名单见附件2。"),
            says("参照《春灌办法》附件3执行。"),
            says("参照梁政发〔2026〕3号文件附件2执行。"),
            says("参照《春灌办法》（梁政发〔2026〕3号）附件2执行。"),
        ],
    ),
    "an_annex_that_is_referred_to_is_there": (
        [says("名单见附件。"), says("请填写附件所列表格。")],
        [annexed("名单"), says("请将附件材料装订成册。")],
    ),
    "annexes_are_mentioned": (
        [annexed("任务表", text="请清淤。")],
        [annexed("任务表"), annexed("办法", text="请执行。", title="关于印发《办法》的通知")],
    ),
    # openness
    "state_secrets_stay_outside": (
        [{"secrecy": "秘密"}, says("秘密★1年"), says("绝密\n请清淤。"), {"body": only("机密★")}],
        [
            says("标注“秘密★1年”字样。"),
            {"body": only("机密")},
            says("保守国家秘密，严守商业秘密。"),
            {"secrecy": "内部", "disclosure": Disclosure.ON_REQUEST},
        ],
    ),
    "words_of_secrecy_are_looked_at": (
        [says("绝密级文件")],
        [says("保证数据的机密性"), says("国家秘密")],
    ),
    "disclosure_is_said": ([{"disclosure": None}], [{}]),
    "withholding_has_a_reason": (
        [{"disclosure": Disclosure.WITHHELD}],
        [{"disclosure": Disclosure.WITHHELD, "disclosure_reason": "内部事务"}, {}],
    ),
    "work_secrets_are_not_public": (
        [{"secrecy": "内部"}],
        [{"secrecy": "内部", "disclosure": Disclosure.ON_REQUEST}],
    ),
    "no_identity_number_is_public": (
        [says("身份证号11010519491231002X"), {"body": only("11010519491231002x")}],
        [
            says("合同编号110105194912310021"),
            says("11010519491231002X", disclosure=Disclosure.ON_REQUEST),
        ],
    ),
    "no_mobile_number_is_public": (
        [says("电话13991234567"), {"note": "联系人：张志强，139 9123 4567"}],
        [says("电话0912-4660021"), says("编号213991234567")],
    ),
    "no_bank_card_is_public": (
        [says(f"账号{NUMBER_OF_A_CARD}")],
        [says(f"账号{NUMBER_OF_A_CARD[:-1]}5"), says("身份证号11010519491231002X")],
    ),
    # burden
    "daily_reports_are_thought_over": (
        [says("各村每日17时前报送进度。")],
        [says("请于3月15日前报送名单。"), reports("我镇每日上报进度。")],
    ),
    "traces_are_not_work": ([says("请将照片上传工作群。")], [says("请做好照片归档。")]),
    "pledges_have_a_ground": ([says("各村与镇签订责任状。")], [says("签订劳动合同。")]),
}
