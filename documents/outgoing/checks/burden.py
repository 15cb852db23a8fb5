"""What a document loads on the villages (基层减负)."""

from collections.abc import Iterator
from re import Pattern, compile

from documents.outgoing.checks.findings import Force, Spot, check, spots
from documents.outgoing.checks.manuscript import Direction, Manuscript

REPORTING = compile(
    r"(?:每日|每天|逐日)(?:上午|下午|\d{1,2}时)?[^，。；]{0,8}(?:报送|上报|报告)|日报告?制"
)
TRACES = compile(
    r"工作留痕|(?:图片|照片|截图|视频)(?:资料)?[^，。；]{0,6}(?:上传|报送|上报)|(?:点赞|转发)朋友圈|扫码关注"
)
PLEDGES = compile(r"签订[^，。；]{0,10}责任(?:状|书)|一票否决")


@check("DOC-70", Force.PRAC, "要求基层每日报送的，请考虑是否确有必要（为基层减负）。")
def daily_reports_are_thought_over(manuscript: Manuscript) -> Iterator[Spot]:
    """Villages are asked for daily reports only where it cannot be helped."""
    return _loads(manuscript, REPORTING)


@check("DOC-70", Force.PRAC, "不以留痕、截图、点赞作为工作依据（为基层减负）。")
def traces_are_not_work(manuscript: Manuscript) -> Iterator[Spot]:
    """Nobody is judged by photographs, screenshots and clicks."""
    return _loads(manuscript, TRACES)


@check("DOC-70", Force.PRAC, "签订责任状、设置“一票否决”须有上级依据（为基层减负）。")
def pledges_have_a_ground(manuscript: Manuscript) -> Iterator[Spot]:
    """Pledges to sign and a veto in appraisals need a ground in what comes from above."""
    return _loads(manuscript, PLEDGES)


def _loads(manuscript: Manuscript, pattern: Pattern[str]) -> Iterator[Spot]:
    if manuscript.direction == Direction.DOWN:
        yield from spots(pattern, manuscript.paragraphs())
