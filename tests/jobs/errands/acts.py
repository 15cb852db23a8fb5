from township_office.audit.registry import Acts


class Act(Acts):
    DONE = "errands.done", "跑了一趟"
