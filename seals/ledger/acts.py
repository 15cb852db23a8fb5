from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    CORRECTED = "seals.ledger.corrected", "更正用印登记"
    SCANNED = "seals.ledger.scanned", "补扫描件"
    YEAR_OPENED = "seals.ledger.year_opened", "设定用印登记起始号"
    PAPER_READ = "seals.ledger.paper_read", "读入纸质登记簿"
    PAPER_ENTERED = "seals.ledger.paper_entered", "补录纸质登记簿"
    PAPER_DROPPED = "seals.ledger.paper_dropped", "放弃补录"
    FORM_ASKED = "seals.ledger.form_asked", "生成用印审批单"
    FORM_MADE = "seals.ledger.form_made", "用印审批单已生成"
