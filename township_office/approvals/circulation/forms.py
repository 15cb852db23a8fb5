from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import F, OuterRef, Subquery

from township_office import clock
from township_office.approvals.circulation.models import Circulation, How
from township_office.people.models import Appointment, Officer, Post
from township_office.people.today import today_of
from township_office.ui.forms import OfficeForm, Ticks


class WordForm(OfficeForm):
    """圈阅: one tap; a word where the reader has one."""

    word = forms.CharField(label="意见（可不写）", max_length=200, required=False)


class PostsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Posts to choose among, by name and by who holds them today."""

    widget = Ticks

    def label_from_instance(self, post: Any) -> str:
        return f"{post.name}　{post.holder}"


class WidenForm(OfficeForm):
    """增加传阅: who else is to read it, by rank; posts that nobody holds are not offered."""

    posts = PostsField(label="增加传阅", queryset=Post.objects.none())

    def __init__(self, *args: Any, circulation: Circulation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = circulation.readers.filter(post__isnull=False).values("post")
        posts = Post.objects.filter(township_id=circulation.township_id).exclude(pk__in=asked)
        field = cast(Any, self.fields["posts"])
        field.queryset = _with_holder(posts).filter(holder__isnull=False).order_by("rank", "id")


class SendForm(OfficeForm):
    """送传阅: who is to read it, by rank, at once or one after the other, and what they are told."""

    posts = PostsField(label="传阅人", queryset=Post.objects.none())
    note = forms.CharField(
        label="说明（可不写）",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="传阅人打开时看到，例如请注意哪一条。",
    )
    in_order = forms.BooleanField(
        label="依次传阅",
        required=False,
        help_text="按位次一位阅毕再传下一位；不勾，同时送达。",
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(township_id=officer.township_id)
        others = posts.exclude(pk__in=today_of(officer).post_ids)
        field = cast(Any, self.fields["posts"])
        field.queryset = _with_holder(others).filter(holder__isnull=False).order_by("rank", "id")


def _with_holder(posts: Any) -> Any:
    held = Appointment.objects.on().filter(post=OuterRef("pk"), officer__is_active=True)
    first = held.order_by("id")
    names = {"holder": "name", "pinyin": "pinyin", "initials": "initials"}
    return posts.annotate(
        **{
            name: Subquery(first.annotate(said=F(f"officer__{field}")).values("said")[:1])
            for name, field in names.items()
        }
    )


class EnterForm(OfficeForm):
    """代录: how the reader let it be known, and on which day."""

    how = forms.ChoiceField(
        label="方式",
        choices=[(How.PAPER.value, How.PAPER.label), (How.PHONE.value, How.PHONE.label)],
        widget=forms.RadioSelect,
        initial=How.PAPER.value,
    )
    on = forms.DateField(label="圈阅日期")
    word = forms.CharField(label="意见（可不写）", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())
