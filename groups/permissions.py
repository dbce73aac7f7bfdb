"""Who may do what in a group, each rule a sentence."""

from accounts.models import User
from groups.models import Membership


def leads_any_group(person: User) -> bool:
    """Facilitators and volunteers lead: whoever is either in any group now."""
    return Membership.objects.leads().filter(person=person).exists()
