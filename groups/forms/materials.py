from collections.abc import Mapping
from typing import IO, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.inspection import Refused, Trouble, inspect
from groups.receiving import NO_ROOM, TOO_LARGE, ReceivedFile

AS_PDF = gettext_lazy("Save it as a PDF file and send that.")
NO_ROOM_WORDS = gettext_lazy(
    "There is no room for it on the server just now. Please tell whoever runs this site."
)
WHY: Mapping[Trouble, Promise] = {
    Trouble.NOT_TAKEN: gettext_lazy("It is not one of the kinds we take: PDF, PPTX, ODP, PNG or JPEG."),
    Trouble.OTHER_NAME: gettext_lazy("What is in it is not what the end of its name says."),
    Trouble.DAMAGED: gettext_lazy("It is damaged, or part of it is missing."),
    Trouble.LOCKED: gettext_lazy("It is locked with a password, or in an old format."),
    Trouble.ACTIVE: gettext_lazy("It has macros, scripts or programs in it."),
    Trouble.REACHES_OUT: gettext_lazy("It fetches something from elsewhere when it is opened."),
    Trouble.HOLDS_FILES: gettext_lazy("It has other files in it, such as a chart with its table, or a film."),
    Trouble.TOO_MUCH: gettext_lazy("It would be too large once opened."),
    Trouble.JOINED_ON: gettext_lazy("Something else is joined on to it."),
}


class TitleField(forms.CharField):
    """What people in the group read of a material."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("What is it?"),
            help_text=gettext_lazy("The group reads this, such as: Slides for today."),
            max_length=80,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            error_messages={"required": gettext_lazy("Say in a few words what it is.")},
        )


class WebAddressField(forms.URLField):
    default_validators = [URLValidator(schemes=["http", "https"])]


class MaterialForm(forms.Form):
    """A file for a session, looked through before it is kept."""

    title = TitleField()
    file = forms.FileField(
        label=gettext_lazy("Your file"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.pptx,.odp,.png,.jpg,.jpeg"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in this file. Choose another one."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "PDF works on every phone. PPTX, ODP, PNG and JPEG are fine too. Up to %(size)s."
        ) % {"size": most_words()}

    def clean_file(self) -> ReceivedFile:
        """Note what kind of file it really is, as `kind`; refuse it, in words, where it is not one we take."""
        file: ReceivedFile = self.cleaned_data["file"]
        if file.trouble == TOO_LARGE:
            raise ValidationError(too_large())
        if file.trouble == NO_ROOM:
            raise ValidationError(NO_ROOM_WORDS)
        opened: IO[bytes] = file.file  # type: ignore[assignment]  # it is there where there is no trouble
        try:
            self.kind = inspect(opened, file.name or "")
        except Refused as refused:
            raise ValidationError([WHY[refused.trouble], AS_PDF]) from refused
        return file


class LinkForm(forms.Form):
    """A link for a session."""

    prefix = "link"
    title = TitleField()
    address = WebAddressField(
        label=gettext_lazy("Its address"),
        help_text=gettext_lazy(
            "Whoever runs that page may see who opens it. Choose one that asks for nothing."
        ),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Paste the address here."),
            "invalid": gettext_lazy("This is no web address. It begins with https://"),
        },
    )


def most_words() -> str:
    """Return how large a file may be."""
    return _("%(number)s MB") % {"number": settings.MATERIAL_BYTES // (1024 * 1024)}


def too_large() -> str:
    """Return what to do with a file that is larger than the limit."""
    return _("This file is larger than %(size)s. Make its pictures smaller, or save it as a PDF file.") % {
        "size": most_words()
    }
