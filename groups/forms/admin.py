"""Forms of the admin: every change goes through the same services as on the pages."""

from collections.abc import Mapping
from copy import copy
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.forms.admin_groups import PersonField
from groups.invitation_codes import codes_of
from groups.invitations import issue, revoke
from groups.models import Invitation, PeerLead, PeerSession
from groups.scheduling import (
    CannotPlan,
    drop_session,
    held_for_change,
    mark_held,
    mark_not_held,
    schedule_session,
)
from wellness.interests import offered_topics, topics_by_id

MOVES = {
    PeerSession.State.PLANNED: mark_not_held,
    PeerSession.State.HELD: mark_held,
    PeerSession.State.CANCELLED: drop_session,
}
ASKED_OF_INVITATIONS = ["role", "note", "uses_limit", "expires_at"]


class InvitationForm(forms.ModelForm):
    """One invitation; its code is shown once it is stored."""

    code = forms.CharField(label=_("code"), required=False, disabled=True)
    stops = forms.BooleanField(label=_("stop it"), required=False)

    class Meta:
        model = Invitation
        fields = ASKED_OF_INVITATIONS

    def __init__(self, *args: Any, codes: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = codes.get(self.instance.pk, "")
        self.fields["code"].initial = code
        self.fields["stops"].disabled = not code

    def clean_uses_limit(self) -> int:
        limit: int = self.cleaned_data["uses_limit"]
        if limit < max(1, self.instance.uses):
            raise forms.ValidationError(_("Choose at least 1, and no fewer than have used it."))
        return limit


class InvitationFormSet(BaseInlineFormSet):
    """The invitations of a group. `by` is the admin who saves."""

    by: User

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "codes": self.codes}

    @cached_property
    def codes(self) -> dict[UUID, str]:
        """Return the code of each stored invitation, read together."""
        return codes_of(list(self.get_queryset()))

    def clean(self) -> None:
        """Let nobody in by surprise when an archived group is brought back."""
        super().clean()
        if self.instance.archived_at and any(form.has_changed() for form in self.extra_forms):
            raise forms.ValidationError(_("This group is archived. Bring it back first, then invite people."))

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Invitation:  # noqa: FBT001, FBT002 - Django's signature
        """Give a new invitation its code."""
        del commit
        invitation: Invitation = form.save(commit=False)
        invitation.group = self.instance
        invitation.made_by = self.by
        issue(invitation)
        return invitation

    def save_existing(self, form: forms.ModelForm, obj: Invitation, commit: bool = True) -> Invitation:  # noqa: FBT001, FBT002 - Django's signature
        """Store what the form asks, and nothing else: people may be joining with it just now."""
        del commit
        obj.save(update_fields=ASKED_OF_INVITATIONS)
        if form.cleaned_data["stops"]:
            revoke(obj)
        return obj


class SessionForm(forms.ModelForm):
    """One session in short; its length, link, place and words are on the group's own pages, its number comes by itself."""

    class Meta:
        model = PeerSession
        fields = ["kind", "topic", "state", "starts_at"]

    def __init__(self, *args: Any, topics: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        self.fields["topic"].widget = forms.Select(choices=[("", "-"), *topics.items()])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        has_topic, needs_topic = bool(cleaned.get("topic")), cleaned.get("kind") == PeerSession.Kind.TOPIC
        if needs_topic and not has_topic:
            self.add_error("topic", _("Choose what the session is about."))
        elif has_topic and not needs_topic:
            self.add_error("topic", _("Only sessions of the kind “Topic” have one. Leave it empty."))
        elif has_topic and cleaned["topic"].pk not in self.topics:
            self.add_error("topic", _("Choose a topic that this group is offered."))
        return cleaned


class SessionFormSet(BaseInlineFormSet):
    """The sessions of a group, with topics to choose from by name. `by` is the admin who saves."""

    by: User

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "topics": self.topics}

    @cached_property
    def topics(self) -> dict[int, str]:
        """Return the names of topics that are offered, or that a session of the group is about, read together."""
        language = get_language() or settings.LANGUAGE_CODE
        held = [session.topic_id for session in self.get_queryset() if session.topic_id]
        offered = {topic.id: topic.name for topic in offered_topics(language, to=self.instance.pk)}
        kept = topics_by_id(held, language, within=self.instance.pk)
        return offered | {topic.id: topic.name for topic in kept.values()}

    def clean(self) -> None:
        """Do it all once, and take it back: what the programme has no room for is said beside its row."""
        super().clean()
        if any(self.errors):
            return
        held_for_change(self.instance, by=self.by)
        with transaction.atomic():
            for form in self._changed():
                try:
                    self._store(form)
                except CannotPlan as refused:
                    form.add_error(None, str(refused))
            transaction.set_rollback(True)

    def save(self, commit: bool = True) -> list[PeerSession]:  # noqa: FBT001, FBT002 - Django's signature
        """Store what changed as on the group's own pages, and number the programme again."""
        del commit
        changed = self._changed()
        stored = {form: self._store(form) for form in changed}
        self.deleted_objects: list[PeerSession] = []
        self.new_objects = [stored[form] for form in changed if form in self.extra_forms]
        self.changed_objects = [
            (stored[form], form.changed_data) for form in changed if form in self.initial_forms
        ]
        return list(stored.values())

    def _changed(self) -> list[forms.ModelForm]:
        """Return the rows to store: those that give their place up first, then those that change, then the new."""
        changed = [form for form in self.forms if form.has_changed()]
        is_dropped = PeerSession.State.CANCELLED
        return sorted(
            changed, key=lambda form: (form in self.extra_forms, form.cleaned_data["state"] != is_dropped)
        )

    def _store(self, form: forms.ModelForm) -> PeerSession:
        session: PeerSession = copy(form.instance)
        session.group, session.state = self.instance, PeerSession.State.PLANNED
        schedule_session(session=session, by=self.by)
        MOVES[form.cleaned_data["state"]](session=session, by=self.by)
        return session


class PeerLeadForm(forms.ModelForm):
    """Someone new who may lead. An admin says yes to one thing; nobody is asked what happened."""

    confirm = forms.BooleanField(
        label=_("I confirm that this person has lived experience"),
        error_messages={"required": _("Confirm it first. Nobody can lead without it.")},
        help_text=_("Only this yes is kept. Nobody is asked what happened."),
    )

    class Meta:
        model = PeerLead
        fields = ["person"]
        field_classes = {"person": PersonField}
