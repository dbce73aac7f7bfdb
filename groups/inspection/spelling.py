"""Names in PDF files, in every spelling: each letter as itself or in hexadecimal (ISO 32000-2, 7.3.5)."""

import re


def spelled(names: list[str], after: bytes = b"") -> re.Pattern[bytes]:
    """Return what finds any of the names, each letter as itself or in hexadecimal."""
    ways = (
        b"".join(b"(?:%c|#%s)" % (letter, _either_case(f"{letter:02x}")) for letter in name.encode())
        for name in names
    )
    return re.compile(b"/(?:" + b"|".join(ways) + b")" + after)


def _either_case(digits: str) -> bytes:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits).encode()
