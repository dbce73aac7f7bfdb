"""Codes of invitations: ten characters of Crockford's base32 (50 bits), for link, flyer and typing alike.

Derived from the invitation's id under a key of the installation, so that a flyer can be printed again. Only a keyed
digest of a code is stored.
"""

import base64
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from accounts.vault import keyed_digest, keyed_digests
from groups.models import Invitation

CODE_LENGTH = 10
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RFC_4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TO_CODE = str.maketrans(RFC_4648, ALPHABET)
LOOK_ALIKES = str.maketrans("OIL", "011")
CODE_KEY = "invitations"
DIGEST_KEY = "invitation-codes"


def code_of(invitation: Invitation) -> str:
    """Return an invitation's code as people read it: XXXXX-XXXXX."""
    return _readable(keyed_digest(CODE_KEY, invitation.pk.bytes))


def codes_of(invitations: Sequence[Invitation]) -> dict[UUID, str]:
    """Return the code of each invitation by its id."""
    digests = keyed_digests(CODE_KEY, [invitation.pk.bytes for invitation in invitations])
    return {invitation.pk: _readable(digest) for invitation, digest in zip(invitations, digests, strict=True)}


def plain_code(typed: str) -> str:
    """Return a typed code as its letters and figures alone, look-alikes (O and 0, I and L and 1) made one."""
    letters = [letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum()]
    return "".join(letters).translate(LOOK_ALIKES)


def is_whole(plain: str) -> bool:
    """Return whether a plain code has the length and the letters that codes have."""
    return len(plain) == CODE_LENGTH and set(plain) <= set(ALPHABET)


def digest_of(code: str) -> str:
    """Return what is stored of a code."""
    return keyed_digest(DIGEST_KEY, plain_code(code).encode()).hex()


def _readable(digest: bytes) -> str:
    letters = base64.b32encode(digest).decode().translate(TO_CODE)[:CODE_LENGTH]
    return f"{letters[:5]}-{letters[5:]}"
