from typing import Any

from django.core.management.base import BaseCommand

from seals.keeping.prints import life_page


class Command(BaseCommand):
    help = (
        "画出印章从刻制到缴销的状态图，列出每种状态下一步要办什么（即 docs/seals.md 的前半部分）。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(life_page(), ending="")
