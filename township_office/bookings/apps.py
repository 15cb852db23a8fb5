from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "township_office.bookings"
    verbose_name = "占用"
