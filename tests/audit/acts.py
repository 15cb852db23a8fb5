"""An act to record in these tests; not listed in the registry, which belongs to the office."""

from township_office.audit.registry import Acts


class Act(Acts):
    SOMETHING = "audit.tests.something", "办了一件事"
