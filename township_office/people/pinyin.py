"""Names in pinyin, so that people are found as they are typed: 李秀英 by lixiuying or lxy."""

from pypinyin import lazy_pinyin

# What the dictionary reads otherwise when the character is a family name.
SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "区": "ou", "朴": "piao",
    "盖": "ge", "乐": "yue", "翟": "zhai", "覃": "qin", "种": "chong", "缪": "miao", "隗": "wei",
    "召": "shao", "员": "yun", "洗": "xian", "折": "she", "黑": "he", "秘": "bi", "能": "nai",
    "祭": "zhai", "阚": "kan", "薄": "bo", "佴": "nai", "乜": "nie", "都": "du", "藏": "zang",
    "句": "gou", "卜": "bu", "郇": "xun", "繁": "po", "且": "ju", "牟": "mu",
}  # fmt: skip

Sought = tuple[str, str]


def pinyin_of(name: str) -> Sought:
    """The name in full pinyin and in initials, small letters, without tones or spaces."""
    syllables = lazy_pinyin(name, errors=_keep)  # type: ignore[arg-type]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def pinyin_of_person(name: str) -> Sought:
    """Like ``pinyin_of``; a family name with a reading of its own is found by either reading.

    单建国 gives ``("shanjianguo danjianguo", "sjg djg")``.
    """
    full, initials = pinyin_of(name)
    surname = SURNAMES.get(name[:1])
    if surname is None or len(name) < 2:
        return full, initials
    rest_full, rest_initials = pinyin_of(name[1:])
    return f"{surname}{rest_full} {full}", f"{surname[0]}{rest_initials} {initials}"


def latin_of(words: str) -> str:
    """What somebody typed, as it is looked for in pinyin: ``Li Xiu-ying`` as ``lixiuying``."""
    return "".join(sign for sign in words.lower() if sign.isascii() and sign.isalnum())


def _keep(other: str) -> list[str]:
    """Letters and digits stay as they are, one by one; signs between them are left out."""
    return [sign for sign in other.lower() if sign.isalnum()]
