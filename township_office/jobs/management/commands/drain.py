from typing import Any

from django.core.management.base import BaseCommand

from township_office.jobs import claim


class Command(BaseCommand):
    help = "现在就办完所有到时间的后台作业，不经过消息队列。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"办了 {claim.drain()} 项后台作业。")
