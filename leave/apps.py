from django.apps import AppConfig

from township_office.people.away import tells_who_is_away
from township_office.people.modules import entrust
from township_office.setup.founding import when_founded
from township_office.ui.cards import Card, lay
from township_office.ui.nav import Place, enter


class LeaveConfig(AppConfig):
    name = "leave"
    verbose_name = "请假"

    def ready(self) -> None:
        from leave.actions import make_usual_kinds  # noqa: PLC0415
        from leave.lists import away_today  # noqa: PLC0415
        from leave.models import keeps_leaves, sees_unexcused  # noqa: PLC0415
        from leave.rules.beside import away_now  # noqa: PLC0415

        when_founded(make_usual_kinds)
        entrust("leave", "请假")
        tells_who_is_away(away_now)
        lay(Card("leave/_today.html", away_today))
        enter(Place("办事", "请假", "leave:mine", "calendar-off", order=10))
        enter(Place("办事", "外出", "leave:trips", "map-pin", order=12))
        enter(
            Place(
                "办事",
                "请假登记簿",
                "leave:register",
                "book-open",
                order=14,
                may_see=keeps_leaves,
            )
        )
        enter(Place("查看", "干部去向", "leave:board", "users", order=10))
        enter(
            Place(
                "查看",
                "未请假缺岗",
                "leave:unexcused",
                "user-x",
                order=60,
                may_see=sees_unexcused,
            )
        )
