"""The second wall, on PostgreSQL: the database itself excludes that what is exclusive is taken twice.

A number in a GiST index usually asks for the extension btree_gist, which not every role may create.
A range of one number asks for nothing.
"""

from django.db import migrations

WALL = """
ALTER TABLE bookings_booking ADD CONSTRAINT what_is_exclusive_is_taken_once
EXCLUDE USING gist (int8range(resource_id, resource_id, '[]') WITH &&, tstzrange(since, until) WITH &&)
WHERE (exclusive)
"""


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(WALL)


def pull_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE bookings_booking DROP CONSTRAINT what_is_exclusive_is_taken_once"
        )


class Migration(migrations.Migration):

    dependencies = [("bookings", "0001_initial")]

    operations = [migrations.RunPython(build, pull_down)]
