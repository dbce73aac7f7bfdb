"""Wrong codes are counted by address, across every process, so that codes cannot be guessed.

A house full of people may share one address, and mistype. So there is room for many slips at once, but no more in the
long run than two a minute; and the same wrong code, as from a misprinted flyer, is one slip however often it comes.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WRONG_CODES = 30
SECONDS = 15 * 60
IPV6_PREFIX = 64


def has_guessed_enough(request: HttpRequest) -> bool:
    """Return whether thirty wrong codes have come from the request's address within fifteen minutes."""
    return len(cache.get_many(_slots(request))) >= WRONG_CODES


def note_wrong_code(request: HttpRequest, code: str) -> None:
    """Count a wrong code once; each is forgotten fifteen minutes later.

    A wrong code takes the first free slot. Adding a slot is atomic, where adding one to a number is not.
    """
    mark = salted_hmac("wrong code", code).hexdigest()
    slots = _slots(request)
    if mark in cache.get_many(slots).values():
        return
    for slot in slots:
        if cache.add(slot, mark, timeout=SECONDS):
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
