"""Groups and the people who may lead them. Nothing that anyone wrote for themselves is here."""

from groups.admin.groups import GroupAdmin
from groups.admin.peer_leads import PeerLeadAdmin

__all__ = ["GroupAdmin", "PeerLeadAdmin"]
