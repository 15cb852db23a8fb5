from datetime import date, datetime
from typing import Any

import pytest

from township_office import clock


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.local(clock.now()).tzinfo)


@pytest.fixture
def sheet() -> dict[str, Any]:
    """A 文件阅办单 on which everybody has written."""
    return {
        "office_name": "宁条梁镇党政办公室",
        "title": "文件阅办单",
        "number": "〔2026〕318号",
        "received_on": date(2026, 11, 23),
        "urgency": "特急",
        "source": "市应急管理局",
        "source_number": "榆应急〔2026〕87号",
        "doc_title": "关于做好强降温天气防范应对工作的紧急通知",
        "category": "政务　办件",
        "deadline": at(24, 18),
        "boxes": [
            box("拟办意见", "tall", "拟请志强同志牵头。", "李秀英", "办公室主任", at(23, 8, 42)),
            box("领导批示", "taller", "同意拟办意见。", "王建国", "镇长", at(23, 10, 18)),
            box("承办结果", "tall", "已通知各村。", "赵磊", "应急办主任", at(24, 16, 5)),
        ],
        "readers": [
            {"name": "陈志远", "read_at": None},
            {"name": "刘洋", "read_at": at(23, 11)},
        ],
        "printed_at": at(24, 17),
    }


def box(label: str, css: str, words: str, name: str, post: str, moment: datetime) -> dict[str, Any]:
    said = {"words": words, "name": name, "post": post, "at": moment, "note": ""}
    return {"label": label, "css": css, "entries": [said]}
