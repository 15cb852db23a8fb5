"""How the organs of a township are called in full: in heads, signatures and seals alike (SEAL-12)."""

from township_office.townships.models import Township
from township_office.townships.settings import declare, settings_of

PARTY_NAME = declare("outgoing.party_name", "党委的全称（空着为「中共…委员会」）", default="")
GOVERNMENT_NAME = declare(
    "outgoing.government_name", "政府的全称（空着为「…人民政府」）", default=""
)
OFFICE_NAME = declare("outgoing.office_name", "党政办的全称（空着为乡镇名加办公室名）", default="")


def organ_name(township: Township, organ: str) -> str:
    """The full name; of whatever is neither the Party's nor the government's, the office's."""
    chosen = settings_of(township.pk)
    match organ:
        case "party":
            return str(chosen[PARTY_NAME.key] or f"中共{township.name}委员会")
        case "government":
            return str(chosen[GOVERNMENT_NAME.key] or f"{township.name}人民政府")
    return str(chosen[OFFICE_NAME.key] or f"{township.name}{township.office_name}")
