"""What a case keeps of its subject, and what stands for the content that is decided upon."""

from hashlib import sha256
from typing import Any

from township_office.approvals.models import Case
from township_office.approvals.registry import Matter, Subject, matter
from township_office.townships.settings import settings_of


def digest_of(case: Case) -> str:
    """What a decision stands for: the content of the subject and the facts that lead its way."""
    facts = sorted((key, str(value)) for key, value in case.facts.items())
    content = matter(case.matter).digest_of(case.subject)
    return sha256(f"{content}{facts}".encode()).hexdigest()


def frozen(matter: Matter, subject: Subject, township_id: int) -> dict[str, Any]:
    """What a case keeps of its subject from one submission to the next."""
    settings = settings_of(township_id)
    return {
        "title": str(subject)[:300],
        "label": matter.label_of(subject),
        "urgency": matter.urgency_of(subject),
        "facts": facts_now(matter, subject, settings),
    }


def facts_now(matter: Matter, subject: Subject, settings: dict[str, Any]) -> dict[str, Any]:
    """The subject's facts, and the township's switches as facts."""
    return matter.facts_of(subject) | {f"setting.{key}": each for key, each in settings.items()}
