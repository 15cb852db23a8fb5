"""No, said in a sentence that tells what to do. The middleware makes the page; views hold no try."""


class Refused(Exception):
    """What one may not do, or not now. The sentence is shown as it is, so it ends with a full stop."""

    status = 403
    title = "没有办成"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Refused):
    """Somebody else was faster: what this decision was made upon is no longer so."""

    status = 409
    title = "已有变化"
