from township_office.audit.registry import Acts, listed


@listed
class Act(Acts):
    FLOW_PUBLISHED = "approvals.flow_published", "发布流程"
    CASE_OPENED = "approvals.case_opened", "送出"
    RESUBMITTED = "approvals.resubmitted", "改后再送"
    AGREED = "approvals.agreed", "办毕送出"
    REFUSED = "approvals.refused", "不同意"
    RETURNED = "approvals.returned", "退回"
    WITHDRAWN = "approvals.withdrawn", "撤回"
    ANNULLED = "approvals.annulled", "作废"
