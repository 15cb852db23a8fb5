from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from township_office.demo import accounts, story


class Command(BaseCommand):
    help = "在演示库里布置一个演示乡镇；已有的不动，办公用的数据库不碰"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OFFICE_DEMO:
            raise CommandError("这是办公用的数据库，不放演示数据。要看演示：./office up --demo")
        if story.is_told():
            self.stdout.write(f"演示乡镇已经在了，账号见 {accounts.path()}")
            return
        self.stdout.write("正在布置演示乡镇，约需一分钟……")
        cast = story.tell()
        self.stdout.write(f"{cast.township}已布置好：{settings.OFFICE_URL.geturl()}")
        self.stdout.write(accounts.table(cast))
        self.stdout.write(f"全部账号见 {accounts.path()}")
