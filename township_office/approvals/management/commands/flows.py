from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from township_office.approvals.registry import matters
from township_office.approvals.shipped import STANDING, Source, Waiting, shipped, waits_for
from township_office.people.models import Post
from township_office.townships.models import Profile
from township_office.townships.settings import declared

NO_TABLES = "数据库里还没有表。请先执行 ./office up 开办，或者 ./office migrate 建表，再看流程。"


class Command(BaseCommand):
    help = "列出随系统提供的流程：代号、制度、环节，还在等什么。"

    def handle(self, *args: Any, **options: Any) -> None:
        if Post._meta.db_table not in connection.introspection.table_names():
            raise CommandError(NO_TABLES)
        posts = STANDING | set(Post.objects.values_list("role", flat=True))
        for key, profiles, source in _every():
            matter = matters().get(key)
            waiting = waits_for(source, matter, settings=declared(), posts=posts)
            stages = " → ".join(stage["name"] for stage in source["stage"])
            self.stdout.write(f"{key}  {profiles}  {source['name']}：{stages}")
            self.stdout.write(f"    {told(waiting)}")


def _every() -> Iterator[tuple[str, str, Source]]:
    """Each flow once, where both regulations say the same."""
    first, second = (shipped(profile) for profile in Profile.values)
    for key, source in first.items():
        if source == second[key]:
            yield key, "、".join(Profile.values), source
        else:
            yield from zip((key, key), Profile.values, (source, second[key]), strict=True)


def told(waiting: Waiting) -> str:
    """等待：事项 leave.request；环节 leave.apply、leave.approve"""
    words = {
        "事项": [waiting.matter] if waiting.matter else [],
        "环节": waiting.kinds,
        "事实": waiting.facts,
        "岗位": waiting.roles,
        "设置": waiting.settings,
    }
    parts = [f"{word} {'、'.join(names)}" for word, names in words.items() if names]
    return f"等待：{'；'.join(parts)}" if parts else "已启用"
