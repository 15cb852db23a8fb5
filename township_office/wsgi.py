import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township_office.settings")

application = get_wsgi_application()

# A request leaves few cycles behind; to look for them after every 700 new objects, among all that
# was loaded at start-up, took a third of the time of a decision (benchmarks/approvals.py).
gc.freeze()
gc.set_threshold(50_000, 20, 50)
