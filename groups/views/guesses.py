"""Wrong codes are counted by address, across every process, so that codes cannot be guessed."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

WRONG_CODES = 10
SECONDS = 5 * 60
IPV6_PREFIX = 64


def has_guessed_enough(request: HttpRequest) -> bool:
    """Return whether ten wrong codes have come from the request's address within five minutes."""
    return len(cache.get_many(_slots(request))) >= WRONG_CODES


def note_wrong_code(request: HttpRequest) -> None:
    """Count one wrong code; each is forgotten five minutes later.

    A wrong code takes the first free of ten slots. Adding a slot is atomic, where adding one to a number is not.
    """
    for slot in _slots(request):
        if cache.add(slot, 1, timeout=SECONDS):
            return


def _slots(request: HttpRequest) -> list[str]:
    address = _address(request)
    return [f"wrong-code:{address}:{number}" for number in range(WRONG_CODES)]


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
