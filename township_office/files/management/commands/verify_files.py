from typing import Any

from django.core.management.base import BaseCommand, CommandError

from township_office.files.models import File
from township_office.files.upkeep import damaged


class Command(BaseCommand):
    help = "核对所有文件的摘要，报告丢失和被改动的文件"

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for file, fault in damaged():
            faults += 1
            self.stdout.write(f"{file.township}　文件 {file.pk}“{file}”（{file.stored}）：{fault}")
        if faults:
            raise CommandError(f"{faults} 个文件有问题，请从备份中恢复。")
        self.stdout.write(f"{File.objects.count()} 个文件全部完好。")
