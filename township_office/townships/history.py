"""What a record looked like before and after, row by row, for every model that keeps history."""

from typing import Any

from django.db import models

from township_office import click, clock


class Clicked(models.Model):
    """Base of every history table: ``HistoricalRecords(bases=[Clicked])``."""

    click = models.CharField("点击", max_length=36, blank=True)

    class Meta:
        abstract = True


def stamp(sender: Any, history_instance: Any, **kwargs: Any) -> None:
    """Let history rows carry the office's clock and the click that made them."""
    history_instance.history_date = clock.now()
    if isinstance(history_instance, Clicked):
        history_instance.click = click.current()
