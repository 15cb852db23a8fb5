"""A sheet saves itself from two windows at the same moment, for the first time."""

from functools import partial
from uuid import uuid4

import pytest

from documents.outgoing import actions
from documents.outgoing.models import Draft
from tests.approvals.together import together
from tests.documents.outgoing.deeds import Office
from tests.house import build_house


@pytest.mark.parametrize("changes", [False, True], ids=["new", "a change"])
def test_both_are_kept_in_one_row(transactional_db, changes):
    office = Office(build_house())
    paper, key = office.back() if changes else None, uuid4()
    keys = [uuid4() if changes else key for _ in range(6)]
    deeds = [
        partial(actions.save_draft, each, {"title": ["关于"]}, outgoing=paper, by=office.clerk)
        for each in keys
    ]
    heard = together(deeds)
    assert [type(each) for each in heard] == [Draft] * len(keys), heard
    assert Draft.objects.get().title == "关于"
