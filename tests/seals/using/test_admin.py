"""用印事项 in the admin."""

import pytest
from django.urls import reverse

from seals.using.models import MatterClass
from tests.people.conftest import administrator, quick_hashes
from township_office.audit.models import Entry

__all__ = ["administrator", "quick_hashes"]

ADD = "admin:seals_matterclass_add"
CHANGE = "admin:seals_matterclass_change"
TYPED = {"name": "担保", "nature": "finance", "scan_required": "on", "order": 5, "in_use": "on"}


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def test_a_class_of_matters_is_made_and_amended_there(desk, house):
    assert desk.post(reverse(ADD), TYPED).status_code == 302
    made = MatterClass.objects.get()
    assert (made.township, made.nature, made.scan_required) == (house.township, "finance", True)
    answer = desk.post(reverse(ADD), TYPED)
    (sentence,) = answer.context["adminform"].form.non_field_errors()
    assert "已经有了" in sentence
    desk.post(reverse(CHANGE, args=[made.pk]), TYPED | {"name": "担保、借款"})
    entry = Entry.objects.get(code="seals.matter.amended")
    assert (entry.before["事项"], entry.after["事项"]) == ("担保", "担保、借款")
