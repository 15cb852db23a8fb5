"""What a file is to its record, in the office's words, where its own name does not say so."""

_named: dict[str, str] = {}


def name_role(role: str, title: str) -> str:
    """Say what files of this role are called on a page (代录扫描件); gives the role back."""
    if _named.setdefault(role, title) != title:
        raise ValueError(f"file role {role} is named twice, differently")
    return role


def title_of(role: str) -> str:
    """What a list says beside the file's own name; nothing where nobody named the role."""
    return _named.get(role, "")
