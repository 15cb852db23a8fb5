"""The way out by mail: first gather, then send, each step a job of its own.

What is gathered is marked and handed on in one transaction, so that a notice is in one letter and no
other, however many workers look. A worker that dies before its letter is marked as sent leaves the
job to the next one: nothing is lost; where the mail server had taken the letter in that very moment
it goes out a second time, under the same Message-ID, by which mailboxes know it again.
"""

from township_office.jobs.outbox import enqueue
from township_office.jobs.registry import job
from township_office.notices.letters import send
from township_office.notices.models import Mail, Notice


@job("notices.mail", title="收集邮件提醒")
def gather(*, township_id: int, officer: int) -> None:
    """All that waits for one person by now is one letter; what he has read meanwhile is none."""
    waiting = Notice.objects.of(officer).waiting_for_the_post()
    rows = waiting.select_for_update().values_list("pk", "read_at")
    found = dict(rows.order_by("pk"))
    unread = [pk for pk, read_at in found.items() if read_at is None]
    Notice.objects.filter(pk__in=found).update(mail=Mail.NONE)
    if unread:
        Notice.objects.filter(pk__in=unread).update(mail=Mail.TAKEN)
        enqueue("notices.letter", township_id=township_id, officer=officer, notices=unread)


@job("notices.letter", title="寄出邮件提醒", prepare=send)
def note_sent(mail: Mail, *, township_id: int, officer: int, notices: list[int]) -> None:
    Notice.objects.filter(pk__in=notices).update(mail=mail)
