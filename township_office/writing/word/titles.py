"""Where the title of a document stands, and what stands above it."""

import re
from functools import partial
from itertools import takewhile

from township_office.writing.levels import mark_of
from township_office.writing.word.lines import Line, Part, words

KINDS = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
    "|方案|办法|规定|要点|总结|细则"
)
HEAD = {
    "红头": re.compile(r"(.{2,40})?文件$"),
    "发文字号": re.compile(r"(?:.{1,15})?[〔\[【（(]20\d\d[〕\]】）)]\s*第?[\d×xX_ ]*号(\s.*)?$"),
    "签发人": re.compile(r"签\s?发\s?人\s?[：:]"),
    "紧急程度": re.compile(r"(特\s?急|加\s?急)$"),
    "稿别": re.compile(r"[（(]?(送审|讨论|征求意见|代拟|修改|校对)稿[）)]?$"),
    "份号": re.compile(r"\d{6}$"),
    "横线": re.compile(r"[—\-_＿─━=\s]{5,}$"),
}
BIG = 18  # points; a title is 22, a body 16
FARTHEST = 15  # lines above a title
LONGEST_TITLE, LONGEST_ORGAN = 80, 30  # characters
MOST_LINES = 4
OF_A_KIND = re.compile(rf"(?:{KINDS})$")
ABOUT = re.compile(rf"关于.+(?:{KINDS})$")


def title_of(parts: list[Part]) -> tuple[int, int]:
    """From where to where the title goes; (0, 0) where none is sure."""
    for at, part in enumerate(parts[:FARTHEST]):
        if isinstance(part, Line) and _titles(part):
            start = at - _begun_before(parts[:at], part)
            if not (part.look.centred or part.look.titled):
                return start, at + 1
            lines = list(takewhile(partial(_goes_on, part), parts[start:]))
            return start, start + _end_of_title([words(line) for line in lines])
        if isinstance(part, Line) and _is_text(part):
            break
    return 0, 0


def _is_text(line: Line) -> bool:
    return mark_of(line.text)[0] > 0 or line.text.endswith("。")


def _titles(line: Line) -> bool:
    if not _may_title(line):
        return False
    look = line.look
    big = look.size >= BIG
    if look.titled or ABOUT.search(line.text) or (look.outline == 1 and big):
        return True
    return look.centred and (big or look.size == 0 or OF_A_KIND.search(line.text) is not None)


def _may_title(line: Line) -> bool:
    if line.look.red or len(line.text) > LONGEST_TITLE or line.text[-1] in "。：:；":
        return False
    return not (mark_of(line.text)[0] or any(each.match(line.text) for each in HEAD.values()))


def _begun_before(above: list[Part], part: Line) -> int:
    """How many lines of the title stand before the one that shows it: the organ, as a rule."""
    if not part.text.startswith("关于"):
        return 0
    last = above[-1] if above else None
    begins = isinstance(last, Line) and _may_title(last) and _goes_on(part, last)
    return int(begins and len(words(above[-1])) <= LONGEST_ORGAN)


def _goes_on(first: Line, part: Part) -> bool:
    """Whether a line is of the title still: it looks like the first one."""
    if not isinstance(part, Line) or mark_of(part.text)[0]:
        return False
    same = part.look.centred == first.look.centred and part.look.size == first.look.size
    return same and len(part.text) <= LONGEST_TITLE and not re.match(r"[（(].*[）)]$", part.text)


def _end_of_title(lines: list[str]) -> int:
    """Several lines end with the kind (关于印发工作方案 | 的通知), or are a title of no kind."""
    ends = [at for at, line in enumerate(lines[:MOST_LINES], start=1) if OF_A_KIND.search(line)]
    if ends:
        return ends[-1]
    return 1 if len(lines) > MOST_LINES else len(lines)
