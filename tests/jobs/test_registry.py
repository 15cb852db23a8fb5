import pytest

from township_office.jobs.registry import handler_of, job


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match=r"errands\.run is registered twice"):
        job("errands.run")(print)


def test_handlers_of_installed_apps_are_known_by_name():
    assert handler_of("errands.run").title == "跑腿"


def test_a_handler_without_title_goes_by_its_name():
    assert handler_of("errands.fetch").title == "errands.fetch"


def test_the_handler_of_an_unknown_name_says_so():
    with pytest.raises(LookupError, match=r"no handler is registered for the job errands\.gone"):
        handler_of("errands.gone").finish(township_id=1)
