from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.arranging import Offer
from groups.forms.moments import (
    FURTHEST,
    clock_field,
    day_field,
    link_field,
    minutes_field,
    moment_from,
    web_link,
)
from groups.models import Group, Membership, PeerSession
from groups.sessions import zone_words
from wellness.interests import TopicCard

Kind = PeerSession.Kind
TOPIC = "topic-"


class LeadField(forms.ModelChoiceField):
    """Who leads, by the name they gave; never by their e-mail."""

    def label_from_instance(self, obj: Membership) -> str:
        return obj.name or _("No name yet")


class SessionForm(forms.ModelForm):
    """When and how a session of a group takes place, and what it is about. Times are on the group's clocks."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what the session is about.")},
    )
    day = day_field(required=False)
    clock = clock_field(required=False)
    minutes = minutes_field()
    link = link_field()
    led_by = LeadField(
        label=gettext_lazy("Who leads it?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not settled yet"),
    )

    class Meta:
        model = PeerSession
        fields = ["about", "day", "clock", "minutes", "link", "address", "led_by", "reason"]
        labels = {"address": gettext_lazy("Address"), "reason": gettext_lazy("A word to the group")}
        help_texts = {"reason": gettext_lazy("If you changed the plan, say why. The group reads this.")}

    field_order = ["about", "day", "clock", "minutes", "link", "address", "led_by", "reason"]

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Group = self.instance.group
        about: Any = self.fields["about"]
        about.choices = about_choices(offer.topics)
        led_by: Any = self.fields["led_by"]
        led_by.queryset = Membership.objects.leads().filter(group=group).select_related("person")
        self._begin_with(group)
        self._fit_to(group)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and abs(day - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("This day is more than a year away. Is the year right?"))
        return day

    def clean_link(self) -> str:
        return web_link(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._take_topic(cleaned.get("about", ""))
        self._ask_why_swapped(cleaned)
        if not {"day", "clock"} & self.errors.keys():
            self._take_start(cleaned["day"], cleaned["clock"])
        if cleaned.get("day"):
            self._ask_for_a_way(cleaned)
        return cleaned

    def _begin_with(self, group: Group) -> None:
        """Fill in what is known. A session without a date keeps none until somebody gives it one."""
        session = self.instance
        if session.starts_at:
            start = session.starts_at.astimezone(group.zone)
            self.initial.update(day=start.date(), clock=start.time())
        self.initial["about"] = f"{TOPIC}{session.topic_id}" if session.topic_id else session.kind

    def _fit_to(self, group: Group) -> None:
        """Ask only for the ways in which the group meets, and say what the group already has."""
        self.fields["clock"].help_text = zone_words(group.zone)
        unneeded = {Group.Meets.ONLINE: "address", Group.Meets.IN_PERSON: "link"}.get(
            Group.Meets(group.meets)
        )
        if unneeded:
            del self.fields[unneeded]
        for name in self.fields.keys() & {"link", "address"}:
            if own := getattr(group, name):
                self.fields[name].help_text = _("Leave it empty to use that of the group: %(own)s") % {
                    "own": own
                }

    def _take_topic(self, about: str) -> None:
        is_topic = about.startswith(TOPIC)
        self.instance.kind = Kind.TOPIC if is_topic else about
        self.instance.topic_id = int(about.removeprefix(TOPIC)) if is_topic else None

    def _ask_why_swapped(self, cleaned: dict[str, Any]) -> None:
        """Ask for a reason where the group saw another topic before."""
        before, about = str(self.initial["about"]), cleaned.get("about", "")
        is_swapped = before.startswith(TOPIC) and about not in {"", before}
        if is_swapped and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words why. The group reads this."))

    def _take_start(self, day: date | None, clock: Any) -> None:
        """Set the moment from the day and the time; both empty means that there is no date yet."""
        self.instance.starts_at = None
        if not day and not clock:
            return
        if not day or not clock:
            self.add_error(
                "clock" if day else "day", _("Give both the day and the time, or leave both empty.")
            )
            return
        try:
            self.instance.starts_at = moment_from(day, clock, self.instance.group.zone)
        except forms.ValidationError as unclear:
            self.add_error("clock", unclear)

    def _ask_for_a_way(self, cleaned: dict[str, Any]) -> None:
        """Ask for the link or address that people need to come, where the group has none of its own."""
        group = self.instance.group
        words = {
            "link": _("Give the link, so that people can come."),
            "address": _("Give the address, so that people can come."),
        }
        for name in words.keys() & self.fields.keys() - self.errors.keys():
            if not (cleaned.get(name) or getattr(group, name)):
                self.add_error(name, words[name])


class NewSessionForm(SessionForm):
    """One more session. The page brings the id, so that a form sent twice makes one session."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["id", *SessionForm.field_order]

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, offer=offer, **kwargs)
        if offer.usual_start:
            self.initial.update(day=offer.usual_start.date(), clock=offer.usual_start.time())

    def clean_id(self) -> Any:
        self.instance.pk = self.cleaned_data["id"]
        return self.instance.pk


class DropForm(forms.Form):
    """A word to the group about a session that does not take place."""

    reason = forms.CharField(
        label=gettext_lazy("A word to the group"),
        help_text=gettext_lazy("If you wish. The group reads it beside the day."),
        max_length=200,
        required=False,
    )


def about_choices(topics: Sequence[TopicCard]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return what a session can be about, for a select: the fixed kinds, then topics by dimension."""
    kinds = [(kind.value, str(kind.label)) for kind in Kind if kind not in {Kind.TOPIC, Kind.OPEN}]
    by_dimension = groupby(topics, key=lambda card: card.dimension.name)
    shelves = [(name, [(f"{TOPIC}{card.id}", card.name) for card in cards]) for name, cards in by_dimension]
    still_open = (Kind.OPEN.value, str(Kind.OPEN.label))
    return [("", _("Choose")), still_open, (_("Part of every programme"), kinds), *shelves]
