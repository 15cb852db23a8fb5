from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    CIRCULATED = "circulation.circulated", "送传阅"
    SENT_ROUND = "circulation.sent_round", "批示后送传阅"
    READ = "circulation.read", "圈阅"
    READ_TOGETHER = "circulation.read_together", "一次圈阅"
    ENTERED = "circulation.entered", "代录圈阅"
    WIDENED = "circulation.widened", "增加传阅"
    URGED = "circulation.urged", "催阅"
    RECALLED = "circulation.recalled", "撤回传阅"
