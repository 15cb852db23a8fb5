"""What a person may do to a case. ``by`` is who does it; ``digest`` stands for all it is done to."""

from dataclasses import dataclass

from township_office.approvals.core.state import Seat


@dataclass(frozen=True, slots=True)
class Agree:
    """``digest`` stands for all that is agreed to, and for every fact that leads its way."""

    task: int
    by: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    task: int
    by: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Back to an earlier stage; ``straight`` skips the stages between on the way here again."""

    task: int
    by: int
    to: int
    straight: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """转办: the task lies with somebody else from now on."""

    task: int
    by: int
    to: Seat


@dataclass(frozen=True, slots=True)
class Add:
    """加签: somebody else decides as well, before me or after me."""

    task: int
    by: int
    seat: Seat
    before: bool = True


@dataclass(frozen=True, slots=True)
class Phone:
    """``by`` writes down what ``owner`` agreed to on the telephone; he still has to confirm it."""

    task: int
    by: int
    owner: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """``by`` vouches for what ``owner`` wrote on paper (代录)."""

    task: int
    by: int
    owner: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """补签: it was I who agreed on the telephone."""

    task: int
    by: int


@dataclass(frozen=True, slots=True)
class Disown:
    """I did not agree on the telephone; nothing is undone."""

    task: int
    by: int


@dataclass(frozen=True, slots=True)
class Settle:
    """He has left and can no more confirm what he said; ``by`` says what became of it."""

    task: int
    by: int


@dataclass(frozen=True, slots=True)
class Intervene:
    """A task that lies where nobody can do it goes where its rule leads today."""

    task: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    by: int


@dataclass(frozen=True, slots=True)
class Annul:
    """The record itself was a mistake (误登作废); whoever may say so, the case ends with it."""

    by: int


Verb = (
    Agree
    | Refuse
    | Return
    | Transfer
    | Add
    | Phone
    | Paper
    | Confirm
    | Disown
    | Settle
    | Intervene
    | Withdraw
    | Annul
)
