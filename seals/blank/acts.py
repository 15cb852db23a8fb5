from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    ASKED = "seals.blank.asked", "申请空白用印"
    AMENDED = "seals.blank.amended", "修改空白用印申请"
    SENT = "seals.blank.sent", "再送空白用印申请"
    STAMPED = "seals.blank.stamped", "逐张编号用印"
    ACCOUNTED = "seals.blank.accounted", "交代空白用印"
    CONFIRMED = "seals.blank.confirmed", "核对空白用印"
