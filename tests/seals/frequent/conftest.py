from tests.seals.using.conftest import office  # noqa: F401
