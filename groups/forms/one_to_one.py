from datetime import date, timedelta
from typing import Any
from uuid import uuid4, uuid5
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.forms.moments import (
    FURTHEST,
    clock_field,
    day_field,
    link_field,
    minutes_field,
    moment_from,
    web_link,
)
from groups.forms.sessions import LeadField
from groups.models import Meeting, Membership
from groups.models.group import MembershipQuerySet
from groups.readers import shown_name
from groups.sessions import zone_words

LONGEST_NOTE = 4000


class OfferForm(forms.Form):
    """Whom a facilitator offers to meet one to one."""

    place = LeadField(
        label=gettext_lazy("Who might want it?"),
        queryset=Membership.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages={
            "required": gettext_lazy("Choose a person."),
            "invalid_choice": gettext_lazy("Choose a person."),
        },
    )

    def __init__(self, *args: Any, places: MembershipQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = places


class MeetingForm(forms.ModelForm):
    """When and where two people meet, on the clocks of their group."""

    day = day_field()
    clock = clock_field()
    minutes = minutes_field(initial=60)
    link = link_field()

    class Meta:
        model = Meeting
        fields = ["day", "clock", "minutes", "link", "address"]
        labels = {"address": gettext_lazy("Address")}

    field_order = ["day", "clock", "minutes", "link", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = self.instance.one_to_one.group.zone
        self.fields["clock"].help_text = zone_words(self.zone)
        if self.instance.starts_at:
            start = self.instance.starts_at.astimezone(self.zone)
            self.initial.update(day=start.date(), clock=start.time())

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if abs(day - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Is the year right?"))
        return day

    def clean_link(self) -> str:
        return web_link(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"day", "clock"} & self.errors.keys():
            self._take_start(cleaned)
        if not (cleaned.get("link") or cleaned.get("address") or "link" in self.errors):
            self.add_error("link", _("Give a link or an address, so that you find each other."))
        return cleaned

    def _take_start(self, cleaned: dict[str, Any]) -> None:
        try:
            self.instance.starts_at = moment_from(cleaned["day"], cleaned["clock"], self.zone)
        except forms.ValidationError as unclear:
            self.add_error("clock", unclear)


class NewMeetingForm(MeetingForm):
    """One more session. The page brings a token, so that a form sent twice makes one."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_token(self) -> Any:
        token = self.cleaned_data["token"]
        self.instance.pk = uuid5(self.instance.one_to_one_id, str(token))
        return token


class ChangeMeetingForm(MeetingForm):
    """A session that there is: moved, noted as held, or left out."""

    state = forms.ChoiceField(
        label=gettext_lazy("Does it take place?"),
        choices=[
            (Meeting.State.PLANNED, gettext_lazy("It is planned")),
            (Meeting.State.HELD, gettext_lazy("It took place")),
            (Meeting.State.CANCELLED, gettext_lazy("It does not take place")),
        ],
        widget=forms.RadioSelect,
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(MeetingForm.Meta):
        fields = ["day", "clock", "minutes", "link", "address", "state"]

    field_order = ["day", "clock", "minutes", "link", "address", "state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.instance.state

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_called_off(cleaned)
        start = self.instance.starts_at
        if cleaned.get("state") == Meeting.State.HELD and start and start > timezone.now():
            self.add_error("state", _("It has not begun yet. Come back when it has."))
        return cleaned

    def _refuse_called_off(self, cleaned: dict[str, Any]) -> None:
        """Say that its participant called it off since the page was opened; sent once more, it is planned anew."""
        asked, now = cleaned.get("state"), self.instance.state
        if cleaned.get("was") == Meeting.State.PLANNED and now == Meeting.State.CANCELLED and asked != now:
            other = shown_name(self.instance.one_to_one.participant)
            self.add_error("state", _("%(name)s called it off.") % {"name": other})
            self.data = {**self.data, "was": now}


class OtherTimeForm(forms.Form):
    """What other time would suit a participant, on the clocks of their group."""

    day = day_field()
    clock = clock_field()

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["clock"].help_text = zone_words(zone)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.moment = moment_from(cleaned["day"], cleaned["clock"], self.zone)
            except forms.ValidationError as unclear:
                self.add_error("clock", unclear)
            else:
                self._refuse_out_of_reach()
        return cleaned

    def _refuse_out_of_reach(self) -> None:
        ahead = self.moment - timezone.now()
        if ahead <= timedelta(0):
            self.add_error("day", _("This time has gone by. Choose one that is still to come."))
        elif ahead > FURTHEST:
            self.add_error("day", _("This day is more than a year away. Is the year right?"))


class NoteForm(forms.Form):
    """A note that both read."""

    text = forms.CharField(
        max_length=LONGEST_NOTE,
        error_messages={
            "required": gettext_lazy("Write a line or two, then save."),
            "max_length": gettext_lazy("Please use fewer words: 4,000 letters at most."),
        },
    )
