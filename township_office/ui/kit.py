"""What the page 部件 shows: invented names and matters, every component in every state."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from township_office.ui.forms import FilesField, OfficeForm, Ticks

DEPARTMENTS = "党政办 应急办 民政办 农业办 村建办 综治中心 便民服务中心 综合执法队 财政所 司法所"


class KitForm(OfficeForm):
    """One field of each shape."""

    title = forms.CharField(
        label="标题",
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "照来文抄录"}),
    )
    keeper = forms.ChoiceField(
        label="原件在", choices=[("clerk", "刘芳（文书）"), ("director", "李秀英（办公室主任）")]
    )
    due = forms.DateField(label="办理期限")
    number = forms.CharField(
        label="收文编号",
        required=False,
        help_text="登记时自动取，作废也留号。",
        widget=forms.TextInput(attrs={"readonly": True}),
    )
    line = forms.ChoiceField(
        label="归口",
        choices=[("government", "政务"), ("party", "党务"), ("both", "党政")],
        widget=forms.RadioSelect,
    )
    checks = forms.MultipleChoiceField(
        label="核对（B1.9）",
        choices=[("words", "文字、标点无误"), ("signs", "文号、标题、落款、日期无误")],
        widget=Ticks,
        required=False,
    )
    departments = forms.MultipleChoiceField(
        label="承办部门",
        choices=[(name, name) for name in DEPARTMENTS.split()],
        widget=Ticks,
        required=False,
    )
    scans = FilesField(
        label="扫描件", required=False, help_text="PDF、OFD、Word、图片，每个 50 MB 以内。"
    )
    answer = forms.BooleanField(label="须向来文单位报告落实情况", required=False)
    opinion = forms.CharField(label="批示意见", required=False, widget=forms.Textarea)

    def clean_due(self) -> date:
        raise forms.ValidationError("11月22日已过，请填今天以后的日期。")


def kit_context() -> dict[str, Any]:
    typed = {
        "title": "关于做好强降温天气防范应对工作的紧急通知",
        "keeper": "clerk",
        "due": "2026-11-22",
        "number": "〔2026〕319号",
        "line": "government",
        "checks": ["words"],
        "departments": ["应急办", "民政办"],
        "answer": "on",
    }
    return {
        "form": KitForm(typed),
        "phrases": ["同意。", "请抓好落实。", "请志强同志阅处。"],
        "messages_shown": [Message(constants.SUCCESS, "已送张志强承办。")],
    }
