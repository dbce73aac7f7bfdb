"""Who may open what.

A row is an address with what each role gets from GET and from POST, in the order of `access_world.ROLES`:
`ok` a page, `go` a redirect onward, `in` a redirect to signing in, `no` nothing there, or the status code.
A POST here is empty: it changes something only where the address alone says what.
"""

from dataclasses import dataclass, field

# Addresses of whole libraries, tested as a whole in test_library_access.py.
LIBRARIES = {"accounts/", "accounts/2fa/", "accounts/sessions/", "admin/"}


@dataclass(frozen=True)
class Row:
    name: str
    get: str
    post: str
    kwargs: dict[str, str] = field(default_factory=dict)


TABLE: list[Row] = []
