from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    REGISTERED = "documents.incoming.registered", "登记收文"
    CARD_REGISTERED = "documents.incoming.card_registered", "登记涉密件"
    CARD_STEP = "documents.incoming.card_step", "记涉密件流转"
    AMENDED = "documents.incoming.amended", "修改登记"
    SENT = "documents.incoming.sent", "再送办理"
    PROPOSED = "documents.incoming.proposed", "拟办"
    INSTRUCTED = "documents.incoming.instructed", "批示"
    HANDLED = "documents.incoming.handled", "承办"
    CLOSED = "documents.incoming.closed", "办结"
    FILED = "documents.incoming.filed", "归档"
    VOIDED = "documents.incoming.voided", "误登作废"
    SHEET_ASKED = "documents.incoming.sheet_asked", "生成阅办单"
    SHEET_MADE = "documents.incoming.sheet_made", "阅办单已生成"
