"""What an inspection comes to: a kind of file, or why it is refused."""

from enum import StrEnum

# Pixels that a browser can hold in memory at once on an old phone.
MOST_PIXELS = 40_000_000


class Kind(StrEnum):
    """The kinds of file that are taken; each value is also the ending of its name."""

    PDF = "pdf"
    PPTX = "pptx"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpg"


class Trouble(StrEnum):
    """Why a file is refused."""

    NOT_TAKEN = "not taken"
    OTHER_NAME = "other name"
    DAMAGED = "damaged"
    LOCKED = "locked"
    ACTIVE = "active"
    REACHES_OUT = "reaches out"
    HOLDS_FILES = "holds files"
    TOO_MUCH = "too much"
    JOINED_ON = "joined on"


class Refused(Exception):  # noqa: N818 - it reads as what is so
    """The file is not taken; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def refuse_if(is_so: object, trouble: Trouble) -> None:
    """Raise Refused where something is so."""
    if is_so:
        raise Refused(trouble)
