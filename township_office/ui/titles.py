"""A title put into a sentence: 《关于印发〈办法〉的通知》."""

_INNER = str.maketrans("《》〈〉", "〈〉《》")  # marks alternate inwards (GB/T 15834)


def in_marks(title: object) -> str:
    """The title in its marks; those that stand in it already are turned into the other kind."""
    return f"《{str(title).translate(_INNER)}》"
