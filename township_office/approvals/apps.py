from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from township_office.ui.cards import Card, lay
from township_office.ui.nav import Place, enter


class ApprovalsConfig(AppConfig):
    name = "township_office.approvals"
    verbose_name = "审批"

    def ready(self) -> None:
        from township_office.approvals import consents, waiting  # noqa: PLC0415

        autodiscover_modules("approval")
        lay(Card("approvals/_waiting.html", waiting.waiting_for, order=10))
        enter(
            Place(
                "办文",
                "补签",
                "approvals:owed",
                "phone-call",
                order=80,
                may_see=consents.owes_or_chases,
                count=consents.how_many_owed,
            )
        )
        enter(
            Place(
                "办文",
                "代录",
                "approvals:paper",
                "file-pen-line",
                order=90,
                may_see=consents.enters_or_vouches,
                count=consents.how_many_to_vouch,
            )
        )
