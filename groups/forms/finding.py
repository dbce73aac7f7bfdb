from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models.user import language_choices
from groups.finding import Wanted, towns
from groups.models import Group
from groups.requests import Asked

LONGEST_WORDS = 1000


class FindForm(forms.Form):
    """What a visitor looks for. What makes no sense is left open, as everything is at first."""

    meets = forms.ChoiceField(
        label=_("How"),
        required=False,
        choices=[
            ("", _("Any way")),
            (Group.Meets.ONLINE.value, _("Online")),
            (Group.Meets.IN_PERSON.value, _("In person")),
        ],
    )
    town = forms.ChoiceField(
        label=_("Town"),
        required=False,
        choices=lambda: [("", _("Any town")), *((town, town) for town in towns())],
    )
    day = forms.TypedChoiceField(
        label=_("Day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any day")), *WEEKDAYS.items()],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("Any language")), *language_choices()],
    )

    def wanted(self) -> Wanted:
        """Return what was asked for, as far as it makes sense."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name not in self.errors}
        return Wanted(**asked)


class AskForm(forms.Form):
    """What a visitor says when they ask to join."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=60,
        help_text=_("A first name or a nickname is fine."),
        error_messages={"required": _("Type a name. It can be any name you like.")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("The answer comes to this e-mail. Those who lead the group do not see it."),
        error_messages={
            "required": _("Type your e-mail, so that you get an answer."),
            "invalid": _("An e-mail looks like name@example.org. Please look at it once more."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = forms.CharField(
        label=_("Is there something you would like to say? (You can skip this.)"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("You need not say what happened to you. Only those who lead this group can read it."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def asked(self, language: str) -> Asked:
        """Return what was said, with the language for the answer."""
        said = self.cleaned_data
        return Asked(said["name"], said["email"], said["words"].replace("\r\n", "\n"), language)
