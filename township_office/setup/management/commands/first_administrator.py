import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from township_office.people.models import Officer
from township_office.setup.actions import found_township
from township_office.setup.forms import FoundingForm
from township_office.setup.models import Invitation
from township_office.townships.models import Profile

HIDDEN = ("password", "password_again")
ASIDES = {"profile": "（" + "，".join(f"{key} {title}" for key, title in Profile.choices) + "）"}


class Command(BaseCommand):
    help = "设立乡镇和第一位管理员；已有管理员时什么也不做"

    def handle(self, *args: Any, **options: Any) -> None:
        if Officer.objects.filter(is_active=True, is_superuser=True).exists():
            return
        if sys.stdin.isatty():
            self.ask()
        else:
            self.print_link()

    def ask(self) -> None:
        """Ask until every answer is right; an empty answer takes what is proposed."""
        self.stdout.write("还没有管理员。请回答几个问题，设立乡镇和第一位管理员。")
        form = FoundingForm({})
        answers: dict[str, str] = {}
        wrong = list(form.fields)
        while wrong:
            answers |= {name: self.answer(form, name) for name in wrong}
            form = FoundingForm(answers)
            wrong = self.say_what_is_wrong(form)
        township = found_township(**form.founding())
        self.stdout.write(f"{township}已设好，管理员 {answers['username']} 可以登录了。")

    def answer(self, form: FoundingForm, name: str) -> str:
        field = form.fields[name]
        proposed = field.initial or ""
        aside = ASIDES.get(name, "") + (f"［{proposed}］" if proposed else "")
        question = f"{field.label}{aside}："
        try:
            return getpass(question) if name in HIDDEN else input(question).strip() or proposed
        except EOFError:
            raise CommandError("没有答完，什么也没有设立。") from None

    def say_what_is_wrong(self, form: FoundingForm) -> list[str]:
        """What must be asked again; a password is asked twice or not at all."""
        for name, faults in form.errors.items():
            for fault in faults:
                self.stderr.write(f"{form.fields[name].label}：{fault}")
        wrong = set(form.errors)
        if wrong & set(HIDDEN):
            wrong |= set(HIDDEN)
        return [name for name in form.fields if name in wrong]

    def print_link(self) -> None:
        path = reverse("setup:found", args=[Invitation.objects.issue()])
        office = settings.OFFICE_URL.geturl().rstrip("/")
        self.stdout.write("还没有管理员。请在 24 小时内打开这个链接设立，只能用一次：")
        self.stdout.write(f"{office}{path}")
