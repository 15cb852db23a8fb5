"""Which fonts the official forms ask for, and what stands in for them where they are missing."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Face:
    """A typeface by its names in font files, the official ones first, then those that stand in.

    ``variable`` is what the stylesheets call it. A text face that stands in for a display face is
    set bold, or the title would look like the text.
    """

    title: str
    variable: str
    official: tuple[str, ...]
    stand_ins: tuple[str, ...]
    display: bool = False


FACES = (
    Face(
        "方正小标宋",
        "song",
        ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"),
        ("Noto Serif CJK SC",),
        display=True,
    ),
    Face(
        "仿宋_GB2312",
        "fang",
        ("FangSong_GB2312", "仿宋_GB2312"),
        ("FangSong", "Noto Serif CJK SC"),
    ),
    Face(
        "楷体_GB2312",
        "kai",
        ("KaiTi_GB2312", "楷体_GB2312"),
        ("KaiTi", "AR PL KaitiM GB", "Noto Serif CJK SC"),
    ),
    Face("黑体", "hei", ("SimHei", "黑体"), ("Noto Sans CJK SC",)),
    Face("宋体", "number", ("SimSun", "宋体"), ("NSimSun", "Noto Serif CJK SC")),
)


def stylesheet() -> str:
    """The faces as variables for the forms' stylesheets: --song, --song-weight, --fang …"""
    missing = missing_fonts()
    return "".join(_rule(face, stood_in=face.title in missing) for face in FACES)


def _rule(face: Face, *, stood_in: bool) -> str:
    names = ", ".join(f'"{name}"' for name in (*face.official, *face.stand_ins))
    weight = 700 if face.display and stood_in else 400
    return f":root {{ --{face.variable}: {names}, serif; --{face.variable}-weight: {weight}; }}\n"


def missing_fonts() -> dict[str, str]:
    """The official faces this machine lacks, each with the face that stands in ("" for none)."""
    here = installed()
    return {
        face.title: next((name for name in face.stand_ins if name in here), "")
        for face in FACES
        if here.isdisjoint(face.official)
    }


@cache
def installed() -> frozenset[str]:
    """Every family name that fontconfig knows, the office's own in ``var/fonts`` included."""
    try:
        listed = subprocess.run(
            ["fc-list", "--format", "%{family},"],  # noqa: S607 - wherever the system keeps it
            env={**os.environ, "XDG_DATA_HOME": str(settings.VAR)},
            capture_output=True,
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(listed.stdout.decode(errors="replace").split(","))
