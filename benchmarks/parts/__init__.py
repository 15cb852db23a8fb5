"""What runs inside the prepared place; importing it makes Django ready."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township_office.settings")
django.setup()
