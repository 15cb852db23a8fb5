"""What a township may set about leaves (admin: 制度设置)."""

from datetime import date
from typing import Any

from township_office import clock
from township_office.townships.settings import Switch, declare, settings_of

OPINIONS_FIRST = declare(
    "leave.opinions_first", "请假逐级签注意见后再审批", default=True, clause="A2.7"
)
DIRECTOR_ONE_DAY = declare(
    "leave.director_approves_one_day",
    "一天以内的假都由办公室主任批",
    default=False,
    clause="A2.2",
)
BACKFILL = declare("leave.backfill", "允许补假", default=False, clause="A2.5")
BACKFILL_DAYS = declare("leave.backfill_within", "补假须在假期结束后几天内提出", default=7)
PROOF_YEARS = declare("leave.proof_years", "请假证明保存几年", default=3)

CARRY_OVER = declare(
    "leave.carry_over",
    "年休假未休完的结转一年（登记过结转的按登记）",
    default=False,
    clause="LV-03",
)
CARRY_OVER_MOST = declare("leave.carry_over_most", "年休假最多结转几天", default=5, clause="LV-03")
PRO_RATA = declare(
    "leave.pro_rata", "新调入的当年年休假按剩余日历天数折算", default=False, clause="LV-05"
)


def setting(switch: Switch, township_id: int) -> Any:
    """What the township has it set to today."""
    return settings_of(township_id)[switch.key]


def set_in(switch: Switch, township_id: int, year: int) -> Any:
    """What it is set to in that year: at its end, where it is over."""
    on = min(clock.today(), date(year, 12, 31))
    return settings_of(township_id, on=on)[switch.key]
