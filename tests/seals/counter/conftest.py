from tests.seals.using.conftest import office, town  # noqa: F401
