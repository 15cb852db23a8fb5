import re
import unicodedata

from township_office.web.refusals import Refused

LONGEST = 150  # characters; what Windows still saves under a folder of usual depth
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
# Other, control, surrogate and private characters, among them those that turn the reading direction.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

_LEVEL = "(?:绝密|机密|秘密)"
# SEC-08: a star after the level, the level alone in brackets, or the level as a mark at the front.
# 保密教育 and 秘密投票办法 are ordinary words and pass.
MARK = re.compile(
    rf"{_LEVEL}\s*[★☆*]"
    rf"|[\[【〔(「『《<]\s*{_LEVEL}\s*(?:件|级)?\s*[\]】〕)」』》>]"
    rf"|^{_LEVEL}(?:件|级)?(?:$|[\s_.,:、，。·—-]|\d+\s*(?:年|个月)|长期)"
)


def clean_name(name: str) -> str:
    """The name as people read it: no path, no unseen characters, the extension kept when cut.

    Raises Refused when nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in UNSEEN)
    stem, extension = split_extension(" ".join(seen.split()).strip(". "))
    if not stem:
        raise Refused("文件没有名称，请先改名再传。")
    return stem[: LONGEST - len(extension)] + extension


def split_extension(name: str) -> tuple[str, str]:
    """``通知.PDF`` → ``通知`` and ``.PDF``; the second is empty where there is none."""
    found = EXTENSION.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


def check_is_unclassified(name: str) -> None:
    """SEC-04, SEC-08: a state secret never enters, and its name is where it shows first."""
    stem, _ = split_extension(unicodedata.normalize("NFKC", name))
    if mark := MARK.search(stem):
        raise Refused(
            f"文件名带有密级标志“{mark.group().strip()}”。本系统为非涉密系统，"
            "涉密文件只登记卡片，不得上传；请立即从这台电脑上移走，并报告机要员。"
        )
