"""What people write: sealed rows with UUID keys, reached only through their owner."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.sealed_field import SealedField
from wellness.models.edition import Edition, Prompt

# How long what was written over or taken out can be brought back.
DAYS_KEPT = 30


class WorkbookQuerySet(models.QuerySet["Workbook"]):
    def of(self, person: User) -> "WorkbookQuerySet":
        return self.filter(person=person)


class Workbook(models.Model):
    """One person's workbook in one edition; a fresh one is a new round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)

    objects = WorkbookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "round"], name="one_workbook_per_round")]

    def __str__(self) -> str:
        return f"workbook {self.pk}"


class SealedRowQuerySet(models.QuerySet):
    def of(self, workbook: Workbook | uuid.UUID) -> "SealedRowQuerySet":
        return self.filter(workbook=workbook)

    def written_by(self, person: User) -> "SealedRowQuerySet":
        """Return the rows of all of a person's rounds."""
        return self.filter(workbook__person=person)


class PartRow(models.Model):
    """One row of a part that is a list: a goal, a step of a goal, or what was written side by side.

    Its words are entries; `marks` holds what was chosen rather than typed: a goal's state and day, a step's tick.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    part = models.ForeignKey("wellness.Part", models.PROTECT, related_name="+")
    above = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    marks = SealedField(label="part_row.marks")
    removed_at = models.DateTimeField(null=True)

    objects = SealedRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workbook", "part", "position"], name="part_rows_in_order")]

    def __str__(self) -> str:
        return f"row {self.pk}"


class EntryQuerySet(SealedRowQuerySet):
    def saying_what_was_earlier(self) -> "EntryQuerySet":
        """Say of each entry whether earlier words of it are kept."""
        kept = EarlierText.objects.filter(entry=OuterRef("pk")).still_kept()
        return self.annotate(has_earlier=Exists(kept))


class Entry(models.Model):
    """A participant's answer to a prompt, in a part that is a list the answer in one row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="+")
    row = models.ForeignKey(PartRow, models.CASCADE, null=True, related_name="+")
    sealed = SealedField(label="entry.text")
    version = models.PositiveIntegerField(default=1)
    operation = models.UUIDField()
    saved_at = models.DateTimeField()

    # Known where the query asked for it.
    has_earlier: bool = False

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workbook", "prompt"], condition=Q(row=None), name="one_entry_per_prompt"
            ),
            models.UniqueConstraint(
                fields=["row", "prompt"], condition=~Q(row=None), name="one_entry_per_cell"
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def slot(self) -> tuple[int, uuid.UUID | None]:
        """Where the text belongs: its prompt and its row."""
        return self.prompt_id, self.row_id


class ConflictCopy(models.Model):
    """A second text for an entry, written elsewhere at the same time and kept beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    operation = models.UUIDField()
    sealed = SealedField(label="conflict_copy.text")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = SealedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "operation"], name="one_conflict_copy_per_operation")
        ]

    def __str__(self) -> str:
        return f"conflict copy {self.pk}"


class EarlierTextQuerySet(SealedRowQuerySet):
    def still_kept(self) -> "EarlierTextQuerySet":
        return self.filter(kept_at__gt=timezone.now() - timedelta(days=DAYS_KEPT))


class EarlierText(models.Model):
    """What an entry said before, kept for a while so that it can be brought back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    sealed = SealedField(label="earlier_text.text")
    saved_at = models.DateTimeField()
    kept_at = models.DateTimeField(default=timezone.now)

    objects = EarlierTextQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["entry", "kept_at"], name="earlier_texts_of_entry")]

    def __str__(self) -> str:
        return f"earlier text {self.pk}"


class PartProgress(models.Model):
    """That a person called a part done for now."""

    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    part = models.ForeignKey("wellness.Part", models.CASCADE, related_name="+")
    is_done = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workbook", "part"], name="one_progress_per_part")]

    def __str__(self) -> str:
        return f"progress {self.pk}"


class KeptPrompt(models.Model):
    """That a person wants their answer to a prompt offered for their summary."""

    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    prompt = models.ForeignKey(Prompt, models.CASCADE, related_name="+")

    objects = SealedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workbook", "prompt"], name="one_mark_per_prompt")]

    def __str__(self) -> str:
        return f"kept prompt {self.pk}"


class CheckIn(models.Model):
    """One day's ratings: a number from 0 to 10, `skip` or `hard` a dimension."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.ForeignKey(Workbook, models.CASCADE, related_name="+")
    day = models.DateField()
    sealed = SealedField(label="check_in.ratings")

    objects = SealedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workbook", "day"], name="one_check_in_per_day")]

    def __str__(self) -> str:
        return f"check-in {self.pk}"


class Summary(models.Model):
    """What a participant chose to put together from a workbook."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workbook = models.OneToOneField(Workbook, models.CASCADE, related_name="+")
    sealed = SealedField(label="summary.content")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SealedRowQuerySet.as_manager()

    def __str__(self) -> str:
        return f"summary {self.pk}"
