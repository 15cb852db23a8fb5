from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    ENTERED = "seals.keeping.entered", "登记印章"
    AMENDED = "seals.keeping.amended", "修改印章登记"
    IMPRINT_KEPT = "seals.keeping.imprint_kept", "留存印模"
    MOVED = "seals.keeping.moved", "印章状态变化"
    HANDOVER_ASKED = "seals.keeping.handover_asked", "提出印章移交"
    HANDOVER_AMENDED = "seals.keeping.handover_amended", "修改印章移交"
    GIVEN = "seals.keeping.given", "移交印章"
    RECEIVED = "seals.keeping.received", "接收印章"
    HANDED_OVER = "seals.keeping.handed_over", "印章移交完成"
    HANDOVER_ENDED = "seals.keeping.handover_ended", "印章移交办结"
    MAKING_ASKED = "seals.keeping.making_asked", "申请刻制启用停用缴销"
    MAKING_AMENDED = "seals.keeping.making_amended", "修改刻制启用停用缴销申请"
    MAKING_REPORTED = "seals.keeping.making_reported", "印章报县"
    MAKING_DONE = "seals.keeping.making_done", "刻制启用停用缴销办成"
    MAKING_ENDED = "seals.keeping.making_ended", "刻制启用停用缴销办结"
    LOST = "seals.keeping.lost", "报告印章遗失"
    LOSS_STEP = "seals.keeping.loss_step", "遗失处置"
    KEPT_UP = "seals.keeping.kept_up", "保养印章"
