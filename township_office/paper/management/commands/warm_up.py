from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from township_office.paper.fonts import missing_fonts
from township_office.paper.render import PaperFailed, PaperMissing, render_html_to_pdf

PAGE = (
    '<link rel="stylesheet" href="paper:static/form.css">'
    '<h1 class="title">文件阅办单</h1><p>仿宋</p><p class="written">楷体</p>'
)


class Command(BaseCommand):
    help = "试排一页，让字体缓存就绪，并报告用时和缺少的公文字体"

    def handle(self, *args: Any, **options: Any) -> None:
        begun = perf_counter()
        try:
            render_html_to_pdf(PAGE)
        except (PaperMissing, PaperFailed) as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"试排一页，用时 {perf_counter() - begun:.1f} 秒。")
        for title, stand_in in missing_fonts().items():
            self.stdout.write(f"缺少公文字体{title}，暂用 {stand_in or '系统默认字体'} 代替。")
