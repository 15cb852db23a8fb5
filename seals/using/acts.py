from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    ASKED = "seals.request.asked", "申请用印"
    AMENDED = "seals.request.amended", "修改用印申请"
    SENT = "seals.request.sent", "再送用印申请"
    VOIDED = "seals.request.voided", "作废用印申请"
    ENDED = "seals.request.ended", "用印申请了结"
    OPENED = "seals.request.opened", "随文用印"
    ASKED_MORE = "seals.request.asked_more", "加印用印"
    STAMPED = "seals.stamping.stamped", "用印"
    STAMPED_DOCUMENT = "seals.stamping.stamped_document", "随文盖章"
    MATTER_MADE = "seals.matter.made", "设用印事项"
    MATTER_AMENDED = "seals.matter.amended", "改用印事项"
