"""Forms of a group and its people in the admin: what the group has no place for is refused in words."""

from typing import Any, cast

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from accounts.forms import zone_choices
from accounts.models import User
from groups.line import line_length
from groups.memberships import TooFewPlaces, change_role, end_place, refuse_too_few_places, seat_newcomer
from groups.models import Group, Membership
from groups.seats import taken_places


class PersonField(forms.ModelChoiceField):
    """Someone chosen by an admin, shown with their address, as first names come twice."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_and_email)


class GroupForm(forms.ModelForm):
    """A group, with time zones to choose from by place."""

    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Where the group meets."))

    class Meta:
        model = Group
        fields = [
            "name",
            "description",
            "language",
            "safety_contact",
            "hears_complaints",
            "meets",
            "town",
            "address",
            "link",
            "time_zone",
            "first_date",
            "size_limit",
            "joining",
            "shows_names",
        ]
        field_classes = {"hears_complaints": PersonField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        if isinstance(zone, forms.ChoiceField):
            _the_sites_own, *places = zone_choices(self.instance.time_zone)
            zone.choices = places

    def clean_hears_complaints(self) -> User | None:
        """Refuse anyone who is in the group: what is told goes past them."""
        person: User | None = self.cleaned_data["hears_complaints"]
        inside = Membership.objects.current().filter(group=self.instance.pk, person=person)
        if person and inside.exists():
            raise forms.ValidationError(_("Choose someone who is not in this group."))
        return person

    def clean_size_limit(self) -> int:
        """Refuse fewer places than people, with the group held, so that nobody joins meanwhile."""
        limit: int = self.cleaned_data["size_limit"]
        if limit < 1:
            raise forms.ValidationError(_("Choose at least 1."))
        stored = _held(self.instance)
        if stored:
            try:
                refuse_too_few_places(stored, limit)
            except TooFewPlaces as refused:
                raise forms.ValidationError(str(refused)) from refused
        return limit


class PlaceForm(forms.ModelForm):
    """One person's place in the group; who they are is fixed once it is made."""

    ends = forms.BooleanField(label=_("end this place"), required=False)

    class Meta:
        model = Membership
        fields = ["person", "role"]
        field_classes = {"person": PersonField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_stored = self.instance.pk is not None
        self.fields["ends"].disabled = not is_stored
        if is_stored:
            self._fix_person(self.instance.person)

    def _fix_person(self, person: User | None) -> None:
        """Show who it is, to be changed no more; of someone without an account, the name noted for them."""
        field = self.fields["person"]
        field.disabled = True
        field.required = person is not None
        shown = person.name_and_email if person else self.instance.noted_name
        field.widget = forms.Select(choices=[(person.pk if person else "", shown)])

    @property
    def is_someones(self) -> bool:
        return self.instance.pk is not None or bool(self.cleaned_data.get("person"))

    @property
    def arrives(self) -> bool:
        """Whether it takes a place that it did not take before."""
        takes = self.is_someones and self.cleaned_data["role"] == Membership.Role.PARTICIPANT
        return takes and (self.instance.pk is None or self.initial["role"] != Membership.Role.PARTICIPANT)

    @property
    def will_facilitate(self) -> bool:
        stays = self.is_someones and not self.cleaned_data.get("ends")
        return stays and self.cleaned_data["role"] == Membership.Role.FACILITATOR


class PlaceFormSet(BaseInlineFormSet):
    """The places of a group now. `by` is the admin who saves."""

    by: User

    def clean(self) -> None:
        """Refuse in words what the group has no place for, and whatever leaves it with nobody to lead it."""
        super().clean()
        self._refuse_twice()
        if not any(self.errors):
            places = cast("list[PlaceForm]", self.forms)
            self._refuse_too_many(sum(place.arrives for place in places))
            self._refuse_unled(any(place.will_facilitate for place in places))

    def _refuse_twice(self) -> None:
        seen = set()
        for form in self.forms:
            person = form.cleaned_data.get("person") if hasattr(form, "cleaned_data") else None
            if person in seen:
                form.add_error("person", _("This person is in the group already."))
            seen |= {person} - {None}

    def _refuse_too_many(self, arriving: int) -> None:
        """Count with the group held, so that nobody joins between this and storing it."""
        group, stored = self.instance, _held(self.instance)
        if not arriving:
            return
        if group.archived_at:
            raise forms.ValidationError(_("This group is archived. Bring it back first, then add people."))
        wanted = arriving + (taken_places(stored) if stored else 0)
        if wanted > group.size_limit:
            raise forms.ValidationError(
                _("The group has %(limit)s places. Choose more, or end a place and save, then add someone.")
                % {"limit": group.size_limit}
            )
        if stored and wanted + line_length(stored) > group.size_limit:
            raise forms.ValidationError(
                _("The places left are for those who stand in line. Choose more places, then add someone.")
            )

    def _refuse_unled(self, is_led: bool) -> None:  # noqa: FBT001 - what the rule is about
        was_led = any(form.initial.get("role") == Membership.Role.FACILITATOR for form in self.initial_forms)
        if is_led:
            return
        if not self.initial_forms and _held(self.instance) is None:
            raise forms.ValidationError(_("Add at least one facilitator. A group needs someone to lead it."))
        if was_led:
            raise forms.ValidationError(_("A group needs a facilitator. Add another one, and save, first."))

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Membership:  # noqa: FBT001, FBT002 - Django's signature
        """Give a participant a seat."""
        del commit
        place: Membership = form.save(commit=False)
        place.group = self.instance
        seat_newcomer(place)
        return place

    def save_existing(self, form: forms.ModelForm, obj: Membership, commit: bool = True) -> Membership:  # noqa: FBT001, FBT002 - Django's signature
        """End the place, or change its role, and with it what the old role opened."""
        del commit
        if form.cleaned_data["ends"]:
            end_place(place=obj, by=self.by)
        else:
            change_role(place=obj, role=obj.role)
        return obj


def _held(group: Group) -> Group | None:
    """Return a group as it is stored, held until the transaction ends; None for a new one."""
    return Group.objects.select_for_update(no_key=True).filter(pk=group.pk).first()
