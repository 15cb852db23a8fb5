"""The model refuses too, before the database has to."""

import pytest

from tests.audit.acts import Act
from township_office.audit.capacity import system
from township_office.audit.models import Entry, Unalterable
from township_office.audit.trail import record
from township_office.townships.models import Township


@pytest.fixture
def entry(db) -> Entry:
    township = Township.objects.create(name="宁条梁镇")
    return record(Act.SOMETHING, township, by=system(township.pk))


def test_a_line_is_not_saved_again(entry):
    entry.words = "改过的"
    with pytest.raises(Unalterable):
        entry.save()


def test_a_line_is_not_deleted(entry):
    with pytest.raises(Unalterable):
        entry.delete()


def test_lines_are_not_updated_together(entry):
    with pytest.raises(Unalterable):
        Entry.objects.filter(pk=entry.pk).update(words="改过的")


def test_lines_are_not_updated_in_bulk(entry):
    with pytest.raises(Unalterable):
        Entry.objects.bulk_update([entry], ["words"])


def test_lines_are_not_deleted_together(entry):
    with pytest.raises(Unalterable):
        Entry.objects.all().delete()


def test_a_township_with_a_trail_is_not_deleted(entry):
    with pytest.raises(Exception, match="protected"):
        entry.township.delete()
