"""What may be made public, and what may not stand in this system at all."""

from collections.abc import Callable, Iterator
from re import Pattern, compile

from documents.outgoing.checks.findings import Force, Spot, check, spots, unquoted, when
from documents.outgoing.checks.manuscript import Disclosure, Manuscript

STATE_SECRETS = ("秘密", "机密", "绝密")
MARK = compile(r"(?:绝密|机密|秘密)\s?★")
LONE_MARK = compile(r"^\s*(?:绝密|机密|秘密)\s*$")
WORD = compile(r"绝密|机密(?!性)")
IDENTITY = compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
MOBILE = compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
CARD = compile(r"(?<!\d)\d{4}(?: ?\d{4}){3}(?: ?\d{1,3})?(?!\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@check("A5.7", Force.MUST, "国家秘密不得进入本系统，请删去全部内容，改按涉密公文线下办理。")
def state_secrets_stay_outside(manuscript: Manuscript) -> Iterator[Spot]:
    """Nothing that is 秘密 or above is written here, nor anything that bears its mark; a table or a
    quotation may name the levels."""
    secret = manuscript.secrecy in STATE_SECRETS
    yield from when(secret, "secrecy", manuscript.secrecy)
    yield from spots(MARK, unquoted(manuscript.everything()))
    yield from spots(LONE_MARK, manuscript.prose())


@check("A5.7", Force.GEN, "文中出现密级字样，请确认不含国家秘密。")
def words_of_secrecy_are_looked_at(manuscript: Manuscript) -> Iterator[Spot]:
    """绝密 or 机密 may stand in a text about secrecy; somebody makes sure."""
    return spots(WORD, manuscript.everything())


@check("SEC-12", Force.MUST, "请选择公开属性：主动公开、依申请公开或者不予公开。")
def disclosure_is_said(manuscript: Manuscript) -> Iterator[Spot]:
    """The drafter says whether the document is to be public."""
    return when(manuscript.disclosure is None, "disclosure")


@check("SEC-12", Force.MUST, "不予公开的，请写明理由。")
def withholding_has_a_reason(manuscript: Manuscript) -> Iterator[Spot]:
    """What is withheld is withheld for a reason."""
    withheld = manuscript.disclosure == Disclosure.WITHHELD
    return when(withheld and not manuscript.disclosure_reason.strip(), "disclosure")


@check("A5.8", Force.MUST, "标注“内部”的工作秘密不得主动公开。")
def work_secrets_are_not_public(manuscript: Manuscript) -> Iterator[Spot]:
    """What is marked 内部 is never made public."""
    internal = manuscript.secrecy == "内部"
    return when(internal and _public(manuscript), "disclosure")


@check("SEC-13", Force.GEN, "主动公开的公文中有身份证号，请删去或者隐去部分数字。")
def no_identity_number_is_public(manuscript: Manuscript) -> Iterator[Spot]:
    """No number of an identity card, known by its check digit, stands in what is made public."""
    return _private(manuscript, IDENTITY, _is_identity)


@check("SEC-13", Force.GEN, "主动公开的公文中有手机号码，请改用办公电话或者删去。")
def no_mobile_number_is_public(manuscript: Manuscript) -> Iterator[Spot]:
    """No mobile telephone stands in what is made public."""
    return _private(manuscript, MOBILE, bool)


@check("SEC-13", Force.GEN, "主动公开的公文中有银行卡号，请删去。")
def no_bank_card_is_public(manuscript: Manuscript) -> Iterator[Spot]:
    """No bank card, known by its check digit, stands in what is made public."""
    return _private(manuscript, CARD, _is_card)


def _public(manuscript: Manuscript) -> bool:
    return manuscript.disclosure == Disclosure.PUBLIC


def _private(
    manuscript: Manuscript, pattern: Pattern[str], sure: Callable[[str], bool]
) -> Iterator[Spot]:
    if _public(manuscript):
        found = spots(pattern, manuscript.everything())
        yield from (spot for spot in found if sure(spot.quote))


def _is_identity(number: str) -> bool:
    """GB 11643: the last character follows from the other seventeen."""
    rest = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest] == number[-1].upper()


def _is_card(number: str) -> bool:
    """Cards carry Luhn's check digit; an identity number is none."""
    digits = [int(digit) for digit in number if digit.isdecimal()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and not IDENTITY.fullmatch(number)
