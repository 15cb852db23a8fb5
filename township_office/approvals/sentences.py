"""Why a verb is not lawful, in sentences that say what to do."""

from township_office.approvals.core import Unlawful, Why
from township_office.approvals.models import OUTCOMES, Case, Task
from township_office.web.refusals import Refused, Stale

_TOO_LATE = "下一位已经办理，不能撤回了。如需更改，请与现在办理的人联系退回。"
_SENTENCES = {
    Why.NOT_YOURS: "这一步不由您办理，没有送出。请看右侧办理过程，现在由谁办理。",
    Why.OWN_REQUEST: "自己提出的事项，不能由自己决定；系统会按规定送另一位领导。",
    Why.WAITS: "还要等前一位先办，轮到您时会出现在待办里。",
    Why.NOT_EARLIER: "只能退回到前面的环节，请重新选择。",
    Why.NOBODY: "下一环节没有人能办理：没有指定承办人，或职务空缺。请先指定，或请管理员补上任职。",
}


def refusal(unlawful: Unlawful, case: Case, task: Task | None = None) -> Refused:
    """The sentence for this person; what somebody else was faster with is Stale."""
    if unlawful.why is Why.ENDED:
        return Stale(f"这件已经{_ending(case)}，不再办理。")
    if unlawful.why is Why.NOT_OPEN:
        return Stale(_somebody_was_faster(task))
    if unlawful.why is Why.TOO_LATE:
        return Refused(_TOO_LATE)
    return Refused(_SENTENCES[unlawful.why])


def _ending(case: Case) -> str:
    return next((word for key, word in OUTCOMES.items() if key.value == case.outcome), "办结")


def _somebody_was_faster(task: Task | None) -> str:
    if task is None or task.done_by is None:
        return "这一步已经不在您这里了，没有再办。请刷新页面看现在到了哪里。"
    return f"这一步已由{task.done_by.name}办理，没有再办。请刷新页面看现在到了哪里。"
