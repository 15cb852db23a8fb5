from django.apps import AppConfig

from township_office.people.modules import entrust
from township_office.setup.founding import when_founded
from township_office.ui.nav import Place, enter


class SealsConfig(AppConfig):
    name = "seals"
    verbose_name = "印章"

    def ready(self) -> None:
        from seals.blank.rules import may_ask  # noqa: PLC0415
        from seals.certifying.actions import make_usual_templates  # noqa: PLC0415
        from seals.keeping.actions import make_usual_seals  # noqa: PLC0415
        from seals.using.actions import make_usual_matters  # noqa: PLC0415

        entrust("seals", "印章")
        when_founded(make_usual_seals)
        when_founded(make_usual_matters)
        when_founded(make_usual_templates)  # after the seals and matters they name
        enter(Place("印章", "用印", "seals:requests", "stamp", order=10))
        enter(Place("印章", "申请用印", "seals:new", "file-pen", order=20))
        enter(Place("印章", "柜台登记", "seals:counter", "user-check", order=22))
        enter(Place("印章", "开具证明", "seals:certificates", "file-badge", order=25))
        enter(Place("印章", "用印登记簿", "seals:ledger", "book-open", order=30))
        enter(Place("印章", "印章", "seals:register_of_seals", "stamp", order=40))
        enter(Place("印章", "印章外带", "seals:outings", "briefcase", order=50))
        enter(Place("印章", "空白用印", "seals:blanks", "file-x", order=55, may_see=may_ask))
        enter(Place("印章", "用印统计", "seals:figures", "chart-column", order=60))
