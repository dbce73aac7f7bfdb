import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class MasterKeyCheck(models.Model):
    """A value sealed with one master key, by which a wrong key is known before it does harm."""

    key_id = models.CharField(max_length=20, primary_key=True)
    check_value = models.BinaryField()

    def __str__(self) -> str:
        return f"master key {self.key_id}"


class DataKey(models.Model):
    """One random key of one owner and scope, wrapped with a master key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField()
    scope = models.CharField(max_length=20)
    generation = models.PositiveSmallIntegerField(default=1)
    master_key_id = models.CharField(max_length=20)
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "scope", "generation"], name="one_data_key_per_generation"
            ),
        ]
        indexes = [models.Index(fields=["master_key_id"], name="data_keys_by_master_key")]

    def __str__(self) -> str:
        return f"{self.scope} key {self.generation}"


class Grant(models.Model):
    """Leave for one reader to open one row that another person sealed and shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.UUIDField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    row = models.UUIDField()
    granted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "reader"], name="one_grant_per_row_and_reader")]

    def __str__(self) -> str:
        return f"grant {self.pk}"
