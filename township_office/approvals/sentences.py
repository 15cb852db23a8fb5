"""Why a verb is not lawful, in sentences that say what to do."""

from collections.abc import Iterable

from township_office.approvals.core import Unlawful, Why
from township_office.approvals.models import OUTCOMES, Case, Task
from township_office.approvals.way import Staff
from township_office.web.refusals import Refused, Stale

_SENTENCES = {
    Why.NOT_YOURS: "这一步不由您办理，没有送出。请看右侧办理过程，现在由谁办理。",
    Why.OWN_REQUEST: "自己提出的事项，不能由自己决定；系统会按规定送另一位领导。",
    Why.WAITS: "还要等前一位先办，轮到您时会出现在待办里。",
    Why.NOT_EARLIER: "只能退回到前面的环节，请重新选择。",
    Why.NOBODY: "下一环节没有人能办理：没有指定承办人，或职务空缺。请先指定，或请管理员补上任职。",
    Why.TOO_LATE: "下一位已经办理，不能撤回了。如需更改，请与现在办理的人联系退回。",
    Why.TO_CONFIRM: "这一步已按电话同意办理，现在只需补签，请点「补签」。",
    Why.NOT_TO_CONFIRM: "这次电话同意不由您补签，没有记录。请由接电话的领导本人补签。",
    Why.TO_APPLICANT: "不能交给经办人自己，请另选一位。",
    Why.ASKED_ALREADY: "这一环节已经请过这位同志，不用再请，请另选一位。",
    Why.NOBODY_THERE: "选的职务现在没有人担任，请另选一位。",
    Why.FOR_HIMSELF: "您自己就可以办理这一步，不用代录，请直接办理。",
    Why.TO_MEND: "退回修改的件由经办人修改后再送，不能转办、加签或代录。",
    Why.WELL_PLACED: "这一步现在有人能办，不用重新指定。如办得太慢，请催办。",
}


def refusal(unlawful: Unlawful, case: Case, staff: Staff, task: Task | None = None) -> Refused:
    """The sentence for this person; what somebody else was faster with is Stale."""
    if unlawful.why is Why.ENDED:
        return Stale(f"这件已经{_ending(case)}，不再办理。")
    if unlawful.why is Why.NOT_OPEN:
        return Stale(somebody_was_faster(task, staff))
    return Refused(_SENTENCES[unlawful.why])


def _ending(case: Case) -> str:
    return next((word for key, word in OUTCOMES.items() if key.value == case.outcome), "办结")


def somebody_was_faster(task: Task | None, staff: Staff, beside: Iterable[Task] = ()) -> str:
    """By whom it was done meanwhile; where any of them sufficed, by whoever else was asked."""
    done = [task, *beside] if task is not None else []
    names = (staff.names.get(each.done_by_id or 0) for each in done)
    name = next((name for name in names if name is not None), None)
    if name is None:
        return "这一步已经不在您这里了，没有再办。请刷新页面看现在到了哪里。"
    return f"这一步已由{name}办理，没有再办。请刷新页面看现在到了哪里。"
