"""The margin-true profile of the type area, in the units that Word counts in (GRID-01 to 03, GRID-08)."""

MM = 1440 / 25.4  # twips in a millimetre
PT = 20  # twips in a point
PAGE = (11906, 16838)  # A4, in twips (FMT-004)
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1588, 1474  # 37, 35, 28, 26 mm (FMT-005 to 007)
ACROSS = PAGE[0] - LEFT - RIGHT  # 156 mm
DOWN = PAGE[1] - TOP - BOTTOM  # 225 mm, the width of a paper that lies across
PITCH = 579  # 28.95 pt; 29 pt would put 21 lines on a page (FMT-009)
SQUEEZE = -5  # twips a character; −4 would put 27 on a line (FMT-010)
EM = 16 * PT + SQUEEZE  # a 3号 character as it stands in a line
RED, GREY = "FF0000", "999999"


def width(text: str) -> float:
    """Width in twips of a line of 3号 characters; Latin letters and digits take half of one."""
    return sum(8 * PT + SQUEEZE if each.isascii() else EM for each in text)


def chars(count: float) -> int:
    """So many 3号 characters, in twips."""
    return round(count * EM)


def eighths(mm: float) -> int:
    """The thickness of a line, in the eighths of a point that borders are counted in."""
    return round(mm * 72 / 25.4 * 8)
