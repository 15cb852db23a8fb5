import json
import time

from django.core.management.base import BaseCommand
from django.db import transaction

from township_office.jobs.outbox import enqueue


class Command(BaseCommand):
    """Commit an act with its jobs as a web process does, and say how many seconds that took."""

    def add_arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("what", type=json.loads)
        parser.add_argument("--times", type=int, default=1)

    def handle(self, *, name, what, times, **options):
        began = time.perf_counter()
        with transaction.atomic():
            for _ in range(times):
                enqueue(name, **what)
        self.stdout.write(str(time.perf_counter() - began))
