"""What the name of a recipient says of him: a person or an organ, and where it stands."""

from re import compile

from documents.outgoing.checks.manuscript import Direction, Level

TOWARDS = {Direction.UP: Level.ABOVE, Direction.LEVEL: Level.SAME, Direction.DOWN: Level.BELOW}
PERSON = compile(r"(?:书记|[省市县区旗镇乡部局处厅]长|秘书长|主任|主席|领导|同志|先生|女士)$")
# A city is no market (市场) and no municipal works (市政), and 城市管理 is no city's name.
CITY = r"(?<!城)市(?![场政容民])"
COUNTY = compile(r"[县旗]|(?<!自治)区")
HIGHER = compile(
    rf"^(?:中共|中国共产党)?(?:国务院|中央|[\u4e00-\u9fa5]{{0,6}}?(?:省|自治区|自治州|{CITY}))"
)
OF_A_CITY = compile(rf"^(?:中共|中国共产党)?[\u4e00-\u9fa5]{{0,4}}?{CITY}")
# Those who inspect come from wherever they are sent, and are answered where they are.
SENT_TO_INSPECT = compile(r"组$")
# 社区, 镇区 and 园区 lie within a township, and 红旗 is a flag.
DISTRICT = r"(?<![社小镇园片街厂校])区"
BANNER = r"(?<!红)旗"
OUTSIDE = rf"^(?:中共|中国共产党)?[\u4e00-\u9fa5]{{0,10}}?(?:[县省]|{BANNER}|{DISTRICT}|{CITY})"
OF_THE_COUNTY = compile(OUTSIDE)
# 镇区供电所 is here; the counties whose names begin so are not.
HERE = compile(r"^镇(?![安巴坪原康雄平赉]县|[宁沅][\u4e00-\u9fa5]{0,10}自治县|海区|江市)")
# What a county alone has: 自治区 and 开发区 have governments and committees of another kind.
COUNTYS_OWN = compile(
    rf"(?:县|{BANNER}|(?<!自治)(?<!开发){DISTRICT})"
    r"(?:委|委员会|人民政府|政府|人大|人民代表大会|政协|纪委|监委)"
    r"(?:常务委员会|常委会|监委|[\u4e00-\u9fa5]{0,8}(?:办|办公室|部))?$"
    rf"|(?:县(?![域级城乡道])|{BANNER})[\u4e00-\u9fa5]{{1,12}}(?:局|指挥部)$"
)
LEADS = compile(
    OUTSIDE
    + r"(?:委(?!托)|人民政府|政府|人大|人民代表大会|政协|纪委|监委|.*(?:指挥部|领导小组)(?:办公室)?$)"
)
VILLAGES = compile(
    r"^(?:各村|各社区|镇直|各站|各党支部)"
    r"|(?:村|社区|村民委员会|居民委员会|村委会|居委会|[村区](?:党总)?(?:党)?支部(?:委员会)?)$"
)
NEIGHBOURS = compile(r"[镇乡](?:人民政府|党委|委员会)$|街道(?:办事处|党工委)$")


def is_person(name: str) -> bool:
    """王县长, 张书记 and 某某同志 are persons, whom no organ writes to (DOC-26)."""
    return bool(PERSON.search(name.strip()))


def is_higher(name: str, *, under_a_county: bool) -> bool:
    """Whether an organ stands above the county, which is a township's direct superior (DOC-28).

    A township of a city without counties (县级市) is directly under that city.
    """
    if COUNTY.search(name) or SENT_TO_INSPECT.search(name):
        return False
    return bool(HIGHER.search(name)) and (under_a_county or not OF_A_CITY.search(name))


def is_of_a_county(name: str) -> bool:
    """Whether there is a county where such an organ is: its Party, its government, a bureau of it."""
    return bool(COUNTYS_OWN.search(name))


def level_of(name: str, direction: str, *, own: str) -> Level:
    """Where an organ stands that is written down by name: by its name, else by the direction.

    ``own`` is the township's name: what begins with it is not the county's.
    """
    towards = TOWARDS[Direction(direction)]
    here = bool(HERE.search(name)) or name.startswith(own)
    if VILLAGES.search(name):
        return Level.BELOW
    if not here and LEADS.search(name):
        return Level.ABOVE
    if NEIGHBOURS.search(name):
        return Level.SAME
    outside = not here and OF_THE_COUNTY.search(name) and towards == Level.BELOW
    return Level.SAME if outside else towards
