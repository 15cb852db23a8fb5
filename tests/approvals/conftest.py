import os

import pytest
from hypothesis import settings

from tests.approvals import told

pytest.register_assert_rewrite("tests.approvals.expected")

settings.register_profile("quick", max_examples=200, stateful_step_count=30, deadline=None)
settings.register_profile("thorough", max_examples=2000, stateful_step_count=40, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def at_the_mayor() -> told.Walk:
    """Director and deputy have agreed to v1; the mayor has it."""
    walk = told.Walk(
        told.stage(2, told.DIRECTOR), told.stage(3, told.DEPUTY), told.stage(4, told.MAYOR)
    )
    walk.agree(told.DIRECTOR, told.DEPUTY)
    return walk
