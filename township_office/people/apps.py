from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in

from township_office.ui.nav import Place, enter, speak_above


class PeopleConfig(AppConfig):
    name = "township_office.people"
    verbose_name = "人员"

    def ready(self) -> None:
        from township_office.people.middleware import begin  # noqa: PLC0415
        from township_office.people.today import both_away  # noqa: PLC0415

        user_logged_in.connect(begin, dispatch_uid="people.idle")
        speak_above("people.both_away", both_away)
        enter(Place("查看", "通讯录", "people:directory", "contact", order=800))
        enter(Place("查看", "委托代办", "people:stand_ins:all", "user-check", order=810))
