from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from township_office.paper.official.gallery import write_gallery
from township_office.paper.ruler import Expected, Finding, measure

COUNTS = {
    "organs": ("--joint", 1, "联合行文的机关数"),
    "signers": ("--up", 0, "上行文，签发人数"),
    "annexes": ("--annexes", 0, "附件说明中的附件数"),
    "bound": ("--bound", 0, "与正文一并装订的附件数（竖排）"),
}
THERE = {
    "urgency": ("--urgency", "标有紧急程度"),
    "main_moved": ("--main-moved", "主送机关移至版记"),
    "note": ("--note", "有附注"),
    "shifted": ("--shifted", "署名很长，日期随之移动"),
}
MISSING = {
    "main": ("--no-main", "没有主送机关"),
    "signature": ("--no-signature", "不署名"),
    "sealed": ("--unsealed", "不加盖印章"),
    "colophon": ("--no-colophon", "没有版记"),
    "formal": ("--draft", "送审稿，没有红头"),
}


class Command(BaseCommand):
    help = (
        "用尺子量一份公文 PDF：逐条列出 GB/T 9704 的要求、实测毫米数和是否合格；不合格时退出码为 1"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="PDF 文件")
        parser.add_argument(
            "--samples", action="store_true", help="重排各份样张，写入 docs/layout.md"
        )
        for name, (option, count, words) in COUNTS.items():
            parser.add_argument(option, dest=name, type=int, default=count, help=words)
        for name, (option, words) in THERE.items():
            parser.add_argument(option, dest=name, action="store_true", help=words)
        for name, (option, words) in MISSING.items():
            parser.add_argument(option, dest=name, action="store_false", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["samples"]:
            write_gallery(settings.BASE_DIR / "docs")
            return
        if not options["file"]:
            raise CommandError("请给出 PDF 文件，或用 --samples 重排样张。")
        told = {name: options[name] for name in (*COUNTS, *THERE, *MISSING)}
        findings = measure(options["file"].read_bytes(), Expected(**told))
        for finding in findings:
            self.stdout.write(_line(finding))
        failed = sorted({finding.rule for finding in findings if finding.fails})
        if failed:
            raise CommandError(f"不合格：{'、'.join(failed)}", returncode=1)
        self.stdout.write("全部合格。")


def _line(finding: Finding) -> str:
    verdict = "合格" if finding.passed else "不合格"
    said = (finding.rule, finding.force, finding.what, finding.wanted, finding.measured, verdict)
    return "\t".join(said)
