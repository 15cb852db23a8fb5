"""The office's settings with the errands of these tests, for worker processes."""

import os

from township_office.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.jobs.errands"]  # noqa: F405
# A queue of its own, so that no other worker on the same Redis hears our bell.
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("OFFICE_QUEUE", "errands")
