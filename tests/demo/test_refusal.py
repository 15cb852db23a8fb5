import pytest
from django.core.management import CommandError, call_command

from township_office.townships.models import Township


def test_nothing_invented_goes_into_the_office_s_own_database(db, settings):
    settings.OFFICE_DEMO = False

    with pytest.raises(CommandError, match="办公用的数据库"):
        call_command("make_demo")

    assert not Township.objects.exists()
