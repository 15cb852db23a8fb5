"""A small township to test in: everybody whom the flows ask for, and nobody else."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import Group

from township_office.people.models import Appointment, Charge, Department, Line, Officer, Post
from township_office.townships.models import Profile, Township

LONG_AGO = date(2020, 1, 1)
PASSWORD = "jia-xiang-2026"

# role, post, holder, rank, is a leader, department he heads, department
POSTS = [
    ("party_secretary", "党委书记", "陈志远", 1, True, None, None),
    ("mayor", "镇长", "王建国", 2, True, None, None),
    ("", "副镇长（农业）", "张志强", 5, True, None, None),
    ("", "副书记（分管办公室）", "刘洋", 3, True, None, None),
    ("office_director", "办公室主任", "李秀英", 20, False, "党政办公室", "党政办公室"),
    ("clerk", "文书", "刘芳", 30, False, None, "党政办公室"),
    ("confidential_officer", "机要员", "孙丽", 31, False, None, "党政办公室"),
    ("", "应急办主任", "赵磊", 40, False, "应急管理办公室", "应急管理办公室"),
    ("", "民政办主任", "何燕", 41, False, "民政办公室", "民政办公室"),
    ("", "应急办干事", "马军", 60, False, None, "应急管理办公室"),
]
DEPARTMENTS = [
    ("党政办公室", "党政办", Line.BOTH, True, "副书记（分管办公室）"),
    ("应急管理办公室", "应急办", Line.GOVERNMENT, False, "副镇长（农业）"),
    ("民政办公室", "民政办", Line.GOVERNMENT, False, "副镇长（农业）"),
]


@dataclass
class House:
    """The township with its people by name of post, e.g. ``house.officers["镇长"]``."""

    township: Township
    posts: dict[str, Post] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)

    def __getitem__(self, post: str) -> Officer:
        return self.officers[post]


def build_house(name: str = "宁条梁镇", profile: str = Profile.GENERAL, prefix: str = "") -> House:
    house = House(Township.objects.create(name=name, profile=profile))
    for rank, (title, short, line, is_office, _) in enumerate(DEPARTMENTS):
        house.departments[title] = Department.objects.create(
            township=house.township,
            name=title,
            short_name=short,
            line=line,
            is_office=is_office,
            rank=rank,
            group=Group.objects.create(name=f"{name} {title}"),
        )
    for role, title, holder, rank, leader, heads, department in POSTS:
        _fill(house, prefix, role, title, holder, rank, leader, heads, department)
    for title, _, _, _, in_charge in DEPARTMENTS:
        Charge.objects.create(
            post=house.posts[in_charge], department=house.departments[title], valid_from=LONG_AGO
        )
    return house


def _fill(house, prefix, role, title, holder, rank, leader, heads, department) -> None:
    post = house.posts[title] = Post.objects.create(
        township=house.township,
        name=title,
        role=role,
        rank=rank,
        leader=leader,
        heads=heads is not None,
        department=house.departments.get(department),
        group=Group.objects.create(name=f"{house.township.name} {title}"),
    )
    officer = house.officers[title] = Officer(
        township=house.township,
        username=Officer.normalize_username(f"{prefix}{title}"),
        name=holder,
    )
    officer.set_unusable_password()
    officer.save()
    Appointment.objects.create(officer=officer, post=post, valid_from=LONG_AGO)
