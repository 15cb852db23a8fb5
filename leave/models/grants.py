"""Who was asked about what: rows that the engine writes, read by post and by person."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from leave.models.absences import Leave, Trip
from leave.models.changes import Backfill, Cancellation, Extension, Lengthening, Return


class LeaveGroupGrant(GroupObjectPermissionBase):
    """A post that may read a leave."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Leave, models.CASCADE, related_name="group_grants")


class LeaveOfficerGrant(UserObjectPermissionBase):
    """A person who may read a leave."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Leave, models.CASCADE, related_name="officer_grants")


class TripGroupGrant(GroupObjectPermissionBase):
    """A post that may read a trip."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Trip, models.CASCADE, related_name="group_grants")


class TripOfficerGrant(UserObjectPermissionBase):
    """A person who may read a trip."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Trip, models.CASCADE, related_name="officer_grants")


class ExtensionGroupGrant(GroupObjectPermissionBase):
    """A post that may read an extension."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Extension, models.CASCADE, related_name="group_grants")


class ExtensionOfficerGrant(UserObjectPermissionBase):
    """A person who may read an extension."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Extension, models.CASCADE, related_name="officer_grants")


class CancellationGroupGrant(GroupObjectPermissionBase):
    """A post that may read a cancellation."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Cancellation, models.CASCADE, related_name="group_grants")


class CancellationOfficerGrant(UserObjectPermissionBase):
    """A person who may read a cancellation."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Cancellation, models.CASCADE, related_name="officer_grants")


class ReturnGroupGrant(GroupObjectPermissionBase):
    """A post that may read a return."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Return, models.CASCADE, related_name="group_grants")


class ReturnOfficerGrant(UserObjectPermissionBase):
    """A person who may read a return."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Return, models.CASCADE, related_name="officer_grants")


class BackfillGroupGrant(GroupObjectPermissionBase):
    """A post that may read a backfilled slip."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Backfill, models.CASCADE, related_name="group_grants")


class BackfillOfficerGrant(UserObjectPermissionBase):
    """A person who may read a backfilled slip."""

    township_path = "content_object__leave__township"

    content_object = models.ForeignKey(Backfill, models.CASCADE, related_name="officer_grants")


class LengtheningGroupGrant(GroupObjectPermissionBase):
    """A post that may read that a trip is to be longer."""

    township_path = "content_object__trip__township"

    content_object = models.ForeignKey(Lengthening, models.CASCADE, related_name="group_grants")


class LengtheningOfficerGrant(UserObjectPermissionBase):
    """A person who may read that a trip is to be longer."""

    township_path = "content_object__trip__township"

    content_object = models.ForeignKey(Lengthening, models.CASCADE, related_name="officer_grants")
