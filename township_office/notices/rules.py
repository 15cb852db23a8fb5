from datetime import timedelta

from django.conf import settings

from township_office.townships.settings import declare
from township_office.web.refusals import Refused

DIGEST = timedelta(minutes=1)  # what comes within it goes out as one letter

TITLES_BY_MAIL = declare(
    "notices.titles_by_mail", "邮件提醒里写明事项标题（邮件会离开本单位）", default=False
)


def mail_is_connected() -> bool:
    """Whether the house has a mail server at all; most have none."""
    return bool(settings.EMAIL_HOST)


def check_mail_is_connected() -> None:
    if not mail_is_connected():
        raise Refused("本系统没有接通邮件，不能设置邮件提醒。消息仍在这里看。")
