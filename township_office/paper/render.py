"""HTML to PDF in a child process of its own: whatever goes wrong in there, the web does not feel it.

WeasyPrint needs Pango, whose absence shows on import; a hostile or huge document may eat memory and
time. Neither happens in a process that serves pages.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from township_office.paper import fonts
from township_office.paper.parcel import NO_PANGO, Attachment, Parcel
from township_office.web.refusals import Refused

TIME_LIMIT = 60.0  # seconds
MEMORY_LIMIT = 1536  # MiB of address space; font files are mapped into it whole
APT_LINE = (
    "sudo apt-get install --no-install-recommends "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
)

log = logging.getLogger(__name__)


class PaperMissing(Refused):
    """This machine cannot print: Pango is not installed."""

    status = 503
    title = "暂时不能生成 PDF"


class PaperFailed(Refused):
    """The form came to no end: too long, too heavy, or asking for what it may not have."""

    status = 500
    title = "PDF 没有生成"


def render_pdf(
    template_name: str, context: Mapping[str, Any], *, attachments: Iterable[Attachment] = ()
) -> bytes:
    """The template as a PDF. Raises PaperMissing and PaperFailed, both with a sentence to show.

    Takes a second or more, so it is called by a worker, never inside a transaction.
    """
    return render_html_to_pdf(
        render_to_string(template_name, dict(context)), attachments=attachments
    )


def render_html_to_pdf(
    html: str,
    *,
    attachments: Iterable[Attachment] = (),
    time_limit: float = TIME_LIMIT,
    memory_limit: int = MEMORY_LIMIT,
) -> bytes:
    """The page as a PDF. It reaches ``paper:static/…`` and ``paper:attachment/…``, nothing else."""
    faces = Attachment("faces.css", "text/css", fonts.stylesheet().encode())
    parcel = Parcel(html, (faces, *attachments), memory_limit=memory_limit)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "township_office.paper.child"],
            input=parcel.packed(),
            capture_output=True,
            timeout=time_limit,
            cwd=settings.BASE_DIR,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PaperFailed(
            f"这份表单 {time_limit:g} 秒内没有排完，已停下。请减少内容后再试。"
        ) from error
    return _unless_failed(done)


def _environment() -> dict[str, str]:
    """Nothing of ours, no secrets; fontconfig finds the office's own fonts in ``var/fonts``."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(settings.VAR),
        "XDG_DATA_HOME": str(settings.VAR),
        "XDG_CACHE_HOME": str(settings.VAR / "cache"),
    }


def _unless_failed(done: subprocess.CompletedProcess[bytes]) -> bytes:
    if done.returncode == 0:
        return done.stdout
    log.error("no PDF, exit %s: %s", done.returncode, done.stderr.decode(errors="replace")[-2000:])
    if done.returncode == NO_PANGO:
        raise PaperMissing(f"这台服务器缺少排版用的 Pango。请管理员在服务器上运行：{APT_LINE}")
    raise PaperFailed("这份表单没有排成，原因已记入日志。请告诉系统管理员。")
