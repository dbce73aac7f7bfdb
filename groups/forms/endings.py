from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import GroupEnding


class EndingForm(forms.ModelForm):
    """What those who lead say of the end of their group, in their own words."""

    class Meta:
        model = GroupEnding
        fields = ["stays", "stops", "where_next"]
        labels = {"stays": _("What stays?"), "stops": _("What stops?"), "where_next": _("Where next?")}
        help_texts = {
            "stays": _(
                "Beside each one's workbook and crisis plan. A walk once a month? A way to write to each other?"
            ),
            "stops": _("Beside the sessions. Say it plainly: can people still reach you?"),
            "where_next": _("Other groups, a drop-in, a line to ring. Names, days and numbers help."),
        }
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
