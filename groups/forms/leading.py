from typing import Any
from uuid import uuid4, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.local_time import end_of_day_after
from groups.models import Group, Invitation, PeerLead

MOST_PEOPLE = 100
MOST_DAYS = 365


class InvitationForm(forms.ModelForm):
    """A new invitation. The page brings a token, so that a form sent twice makes one invitation."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    days = forms.IntegerField(label=_("For how many days does it work?"), initial=14)

    class Meta:
        model = Invitation
        fields = ["role", "uses_limit", "days", "note"]
        labels = {
            "role": _("What do they join as?"),
            "uses_limit": _("How many people can join with it?"),
            "note": _("A note for you"),
        }
        help_texts = {
            "role": _(
                "Volunteers and facilitators can join once an admin has said yes to their lived experience."
            ),
            "note": _("Only those who lead see it. For example: flyer at the library."),
        }

    field_order = ["token", "role", "uses_limit", "days", "note"]

    def clean_uses_limit(self) -> int:
        return _from_one_to(MOST_PEOPLE, self.cleaned_data["uses_limit"])

    def clean_days(self) -> int:
        return _from_one_to(MOST_DAYS, self.cleaned_data["days"])

    def invitation(self, group: Group, *, by: User) -> Invitation:
        """Return the invitation asked for, not yet issued."""
        asked = self.cleaned_data
        return Invitation(
            id=uuid5(group.pk, str(asked["token"])),
            group=group,
            made_by=by,
            role=asked["role"],
            uses_limit=asked["uses_limit"],
            expires_at=end_of_day_after(asked["days"], group.zone),
            note=asked["note"],
        )


class SendInvitationForm(forms.Form):
    """Whom to send an invitation to. The address is kept until the letter has left, and no longer."""

    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("Ask them first. We forget the address once the letter has left."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class HowToJoinForm(forms.ModelForm):
    """How people come to a group, how many, and whether they may read each other's first names."""

    class Meta:
        model = Group
        fields = ["joining", "size_limit", "shows_names"]
        labels = {
            "joining": _("How do people join?"),
            "size_limit": _("How many places are there?"),
            "shows_names": _("People in the group may read each other's first names"),
        }
        help_texts = {
            "joining": _(
                "If people can ask, the group is on the public page: its town and time, never the way there."
            ),
            "size_limit": _("Those who lead take no place. Choose no fewer than take part now."),
            "shows_names": _("Decide this together. Only the names of those who agree are shown."),
        }

    def clean_joining(self) -> str:
        """Keep a group from the public page while it names nobody to turn to."""
        joining: str = self.cleaned_data["joining"]
        if joining == Group.Joining.ASK and not self.instance.has_safety_contact:
            raise forms.ValidationError(
                _("Your group needs a safety contact first. Ask an admin to write one.")
            )
        return joining

    def clean_size_limit(self) -> int:
        return _from_one_to(MOST_PEOPLE, self.cleaned_data["size_limit"])


class IntroductionForm(forms.ModelForm):
    """What someone who leads says of themselves, and when they read summaries."""

    class Meta:
        model = PeerLead
        fields = ["introduction", "reads_summaries", "is_public"]
        labels = {
            "introduction": _("Who I am, in my own words"),
            "reads_summaries": _("When I read summaries"),
            "is_public": _("Show this on the public page too, and to people who have an invitation"),
        }
        help_texts = {
            "introduction": _("Your groups read this. Say only what you are glad to share."),
            "reads_summaries": _("People read it before they share: “Lee reads these about once a week.”"),
            "is_public": _("Without a tick, only people in your groups can read it."),
        }
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 8}),
            "reads_summaries": forms.Textarea(attrs={"rows": 1, "dir": "auto"}),
        }

    def __init__(self, *args: Any, reads: bool, **kwargs: Any) -> None:
        """Leave out when summaries are read for those who read none."""
        super().__init__(*args, **kwargs)
        if not reads:
            del self.fields["reads_summaries"]

    def clean_reads_summaries(self) -> str:
        """Keep it one line: it is read in the middle of a sentence."""
        return " ".join(self.cleaned_data["reads_summaries"].split())


def _from_one_to(most: int, number: int) -> int:
    """Return a number that makes sense; raise ValidationError, saying which do, for any other."""
    if not 1 <= number <= most:
        raise forms.ValidationError(_("Choose a number from 1 to %(most)s.") % {"most": most})
    return number
