import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.approvals.expected")

settings.register_profile("quick", max_examples=200, stateful_step_count=30, deadline=None)
settings.register_profile("thorough", max_examples=2000, stateful_step_count=40, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
