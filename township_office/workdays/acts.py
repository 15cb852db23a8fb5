from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    NOTICE_IMPORTED = "workdays.notice_imported", "导入放假通知"
