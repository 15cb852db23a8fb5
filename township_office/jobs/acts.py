from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    RETRIED = "jobs.retried", "重试后台作业"
