from datetime import date

from django.utils.formats import date_format

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Charge, Department, Officer, Organ, Post
from township_office.web.refusals import Refused, Stale

Owned = Officer | Department | Post | Organ


def check_own(by: Capacity, *owned: Owned | None) -> None:
    """People and departments of another township are nobody's business here."""
    if any(each is not None and each.township_id != by.township_id for each in owned):
        raise Refused("只能办理本乡镇的人员、机构和职务。")


def check_can_appoint(
    officer: Officer, post: Post, *, since: date, until: date | None, by: Capacity
) -> None:
    """Nobody holds a post twice, and a leader's or head's post has one holder at a time."""
    check_own(by, officer, post)
    if not officer.is_active:
        raise Refused(f"{officer}的账号已停用，请先恢复账号再任职。")
    if until is not None and until < since:
        raise Refused("免职日期不能早于任职日期。")
    standing = Appointment.objects.during(since, until).filter(post=post).select_related("officer")
    for other in standing:
        if other.officer_id == officer.pk:
            raise Refused(f"{officer}这段时间已任{post}，不必再任。")
        if post.leader or post.heads:
            raise Refused(f"{post}现由{other.officer}担任，请先免职再任新人。")


def check_can_release(appointment: Appointment, *, last_day: date, by: Capacity) -> None:
    check_own(by, appointment.post)
    if last_day < appointment.valid_from:
        raise Refused("免职日期不能早于任职日期。")
    if appointment.valid_until is not None and appointment.valid_until <= last_day:
        on = date_format(appointment.valid_until)
        raise Stale(f"{appointment.officer}的{appointment.post}职务已于{on}免去。")


def check_can_put_in_charge(
    post: Post, department: Department, *, since: date, standing: Charge | None, by: Capacity
) -> None:
    check_own(by, post, department)
    if not post.leader:
        raise Refused(f"{post}不是班子成员职务，不能分管机构。")
    if standing is None:
        return
    if standing.post_id == post.pk:
        raise Refused(f"{department}已由{post}分管。")
    if standing.valid_from >= since:
        begun = date_format(standing.valid_from)
        raise Refused(f"{department}自{begun}起由{standing.post}分管，起始日期要晚于这一天。")


def check_can_relieve(charge: Charge, *, last_day: date, by: Capacity) -> None:
    check_own(by, charge.post)
    if last_day < charge.valid_from:
        raise Refused("分管的结束日期不能早于开始日期。")
    if charge.valid_until is not None and charge.valid_until <= last_day:
        raise Stale(f"{charge.department}的分管已于{date_format(charge.valid_until)}结束。")


def check_department(name: str, *, is_office: bool, by: Capacity, besides: int = 0) -> None:
    """A name stands for one department, and one department is the office."""
    others = Department.objects.filter(township_id=by.township_id).exclude(pk=besides)
    if others.filter(name=name).exists():
        raise Refused(f"已有名为“{name}”的机构。")
    if is_office and others.filter(is_office=True).exists():
        raise Refused("一个乡镇只有一个党政办。")


def check_post(
    name: str,
    *,
    department: Department | None,
    heads: bool,
    by: Capacity,
    besides: int = 0,
) -> None:
    """A name stands for one post; a department has one head, and a head has a department."""
    check_own(by, department)
    others = Post.objects.filter(township_id=by.township_id).exclude(pk=besides)
    if others.filter(name=name).exists():
        raise Refused(f"已有名为“{name}”的职务。")
    if heads and department is None:
        raise Refused("机构负责人的职务要写明是哪个机构。")
    if heads and (other := others.filter(department=department, heads=True).first()):
        raise Refused(f"{department}的负责人职务已是“{other}”。")


def check_organ(name: str, *, by: Capacity, besides: int = 0) -> None:
    others = Organ.objects.filter(township_id=by.township_id).exclude(pk=besides)
    if others.filter(name=name).exists():
        raise Refused(f"已有名为“{name}”的通讯单位。")


def check_login_name(username: str, *, besides: int = 0) -> None:
    """A name belongs to one account, and is typed as it is written: signing in makes （ into (."""
    if username != Officer.normalize_username(username):
        raise Refused(f"登录名“{username}”含有全角字符，登录时无法输入，请改用字母、数字或汉字。")
    if Officer.objects.filter(username=username).exclude(pk=besides).exists():
        raise Refused(f"登录名“{username}”已被占用，请换一个。")


def check_can_disable(officer: Officer, *, by: Capacity) -> None:
    """Nobody closes his own account, nor that of one who still holds a post (A3.2.10)."""
    check_own(by, officer)
    if officer.pk == by.officer_id:
        raise Refused("不能停用自己的账号，请由另一位管理员办理。")
    held = Appointment.objects.during(clock.today(), None).filter(officer=officer).first()
    if held is not None:
        raise Refused(f"{officer}还担任{held.post}，请先免职、办好移交，再停用账号。")


def department_of(officer: Officer, to: str) -> Department:
    """For which department he does ``to`` (拟稿): that of the post he holds, the first of several.

    A leader belongs to none: it is one that he is in charge of, or the office. Raises Refused for
    who holds no post today.
    """
    held = Appointment.objects.on().filter(officer=officer, post__department__isnull=False)
    first = held.select_related("post__department").order_by("post__rank", "post").first()
    if first is not None and first.post.department is not None:
        return first.post.department
    return _charge_of(officer, to)


def _charge_of(officer: Officer, to: str) -> Department:
    held = Appointment.objects.on().filter(officer=officer)
    own = Department.objects.filter(township_id=officer.township_id)
    charged = own.filter(charges__in=Charge.objects.on().filter(post__in=held.values("post")))
    found = charged.order_by("rank").first() or own.filter(is_office=True).first()
    if found is None or not held.exists():
        raise Refused(f"您现在没有任职，不能{to}。请管理员先登记您的职务。")
    return found
