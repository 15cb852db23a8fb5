from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from township_office.demo import accounts, story


class Command(BaseCommand):
    help = (
        "Put a believable township into an empty demonstration database; a full one stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if story.told_already():
            self.stdout.write(f"演示乡镇已经在了。账号见 {accounts.path()}")
            return
        self.stdout.write("正在布置演示乡镇，约需二十秒……")
        try:
            cast = story.tell()
        except story.NoDemonstration as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{cast.township}已布置好：{settings.OFFICE_URL.geturl()}")
        self.stdout.write(accounts.table(cast))
        self.stdout.write(f"全部账号：{accounts.path()}")
