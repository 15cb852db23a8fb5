from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    ASKED = "seals.outing.asked", "申请外带印章"
    AMENDED = "seals.outing.amended", "修改外带申请"
    SENT = "seals.outing.sent", "再送审批"
    APPROVED = "seals.outing.approved", "同意外带"
    HANDED_OUT = "seals.outing.handed_out", "交出印章"
    TAKEN_BACK = "seals.outing.taken_back", "收回印章"
    EXTENSION_ASKED = "seals.outing.extension_asked", "申请延期"
    EXTENDED = "seals.outing.extended", "同意延期"
    EXTENSION_DROPPED = "seals.outing.extension_dropped", "延期了结，没有定"
    EXTENSION_REFUSED = "seals.outing.extension_refused", "不同意延期"
