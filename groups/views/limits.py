"""How often something may come from one address, counted across every process."""

import ipaddress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64


@dataclass(frozen=True)
class Limit:
    """At most so many different things from one address, each of which is forgotten after so many seconds.

    One takes the first free of as many slots. Adding a slot is atomic, where adding one to a number is not.
    """

    name: str
    most: int
    seconds: int

    def is_reached(self, request: HttpRequest) -> bool:
        return len(cache.get_many(self._slots(request))) >= self.most

    def note(self, request: HttpRequest, what: str) -> None:
        """Count one; the same once more is the same one."""
        mark = salted_hmac(self.name, what).hexdigest()
        slots = self._slots(request)
        if mark in cache.get_many(slots).values():
            return
        for slot in slots:
            if cache.add(slot, mark, timeout=self.seconds):
                return

    def _slots(self, request: HttpRequest) -> list[str]:
        address = _address(request)
        return [f"{self.name}:{address}:{number}" for number in range(self.most)]


# So that codes cannot be guessed. A house full of people may share one address, and mistype: there is room for many slips
# at once, but for no more in the long run than two a minute; one code misprinted on a flyer is one slip.
WRONG_CODES = Limit("wrong-code", most=30, seconds=15 * 60)
# A link is far too long to be guessed; this keeps whoever tries from keeping the site busy.
WRONG_LINKS = Limit("wrong-link", most=30, seconds=15 * 60)
# So that nobody writes to half a town through us.
INVITATIONS_SENT = Limit("invitation-sent", most=30, seconds=60 * 60)
# So that nobody fills the pages of those who lead.
REQUESTS = Limit("join-request", most=6, seconds=60 * 60)
# So that nobody buries what others tell. What is counted is the form, and says nothing of who sent it.
COMPLAINTS = Limit("complaint", most=5, seconds=60 * 60)


def _address(request: HttpRequest) -> str:
    """Return what counts as one address: of IPv6 the whole network, since one home has that to itself.

    Visitors whose address cannot be told count as one.
    """
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return address.compressed
    if address.ipv4_mapped:
        return address.ipv4_mapped.compressed
    return str(ipaddress.IPv6Network((address, IPV6_PREFIX), strict=False).network_address)
