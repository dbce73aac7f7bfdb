"""What a group agrees on: drafted by those who lead, changed together, every version kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from groups.models import Agreement, Group
from groups.permissions import can_lead


class ChangedMeanwhile(Exception):  # noqa: N818 - it reads as what is so
    """Someone has saved another version since; nothing was stored."""


def first_draft() -> str:
    """Return what a group can begin with, a sentence or two on each thing that groups agree on."""
    return "\n\n".join(
        [
            _("Passing: we can say nothing. We can pass, and we need no reason."),
            _("Cameras: on or off, as each of us likes."),
            _("Recording: nobody records. No pictures of the screen."),
            _("Being overheard: we sit where nobody hears the others, or use headphones."),
            _("What stays here: what we hear stays here. What we learn can go with us."),
            _(
                "Its limits: if someone may be badly hurt, those who lead may have to tell someone. "
                "They try to talk with that person first."
            ),
        ]
    )


@transaction.atomic
def save_agreement(*, group: Group, text: str, after: int, by: User) -> Agreement:
    """Store the next version of what a group agreed on; the same words again are no new version.

    `after` is the number of the version that was changed, 0 for none. Raise ChangedMeanwhile where there is a later
    one, PermissionDenied unless `by` leads the group.
    """
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if not can_lead(by, locked):
        raise PermissionDenied
    latest = locked.agreements.first()
    if latest and latest.text == text:
        return latest
    if after != (latest.number if latest else 0):
        raise ChangedMeanwhile
    return Agreement.objects.create(group=locked, number=after + 1, text=text)
