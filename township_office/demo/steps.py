"""A task done by whoever it lies with, the form filled as its page offers it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, BooleanField, FileField
from django.utils.datastructures import MultiValueDict

from township_office.approvals import actions as engine
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import matter_of
from township_office.demo.cast import Cast
from township_office.demo.filled import valid
from township_office.people.capacity import capacity_of


def agree(cast: Cast, task: Task, **said: str) -> None:
    subject: Any = task.case.subject
    officer = _holder(cast, task)
    kind = matter_of(subject).kind(task.kind)
    blank = kind.form(subject=subject, officer=officer)
    answers = {name: _offered(blank, name) for name in blank.fields} | said
    answers["opinion"] = getattr(blank, "phrases", ("同意。",))[0]
    scans = [name for name, field in blank.fields.items() if isinstance(field, FileField)]
    files = MultiValueDict({name: [text_file("盖章页", str(subject))] for name in scans})
    data = MultiValueDict({name: [str(value)] for name, value in answers.items() if value != ""})
    form = valid(kind.form(data, files, subject=subject, officer=officer))
    engine.agree(task, by=capacity_of(officer, task.post), form=form)


def _offered(form: BaseForm, name: str) -> Any:
    if isinstance(form.fields[name], BooleanField):
        return "" if name == "give_up" else "on"
    standing = form.get_initial_for_field(form.fields[name], name)
    return "" if standing is None else standing


def next_task(case: Case) -> Task | None:
    return case.tasks.open().select_related("post", "officer", "case").order_by("number").first()


def _holder(cast: Cast, task: Task) -> Any:
    return task.officer or cast.holder(str(task.post))


def text_file(name: str, words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.txt", f"{name}\n{words}".encode(), "text/plain")
