from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    MAIL_WISHED = "notices.mail.wished", "设置邮件提醒"
