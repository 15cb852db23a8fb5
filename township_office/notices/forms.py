from django import forms

from township_office.notices.models import MailWish
from township_office.ui.forms import OfficeForm


class MailWishForm(OfficeForm):
    """Where to, and whether at all."""

    on = forms.BooleanField(label="有新消息时，也发邮件提醒我", required=False)
    address = forms.EmailField(
        label="邮箱",
        required=False,
        help_text="邮件里只写有几条什么消息和网址，不写事项内容。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    @classmethod
    def showing(cls, wish: MailWish | None, said: object) -> "MailWishForm":
        """As it stands now, or as it was sent."""
        initial = {"on": wish.on, "address": wish.address} if wish else {}
        return cls(said or None, initial=initial)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", "请填邮箱，才能发邮件提醒。")
        return cleaned
