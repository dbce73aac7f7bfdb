"""Where the files of materials lie: one folder that nothing serves, under random names, readable to the site alone."""

import logging
import secrets
import shutil
from collections.abc import Collection, Iterable
from datetime import timedelta
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.utils import timezone

logger = logging.getLogger(__name__)
# A file that no material names may be on its way still.
SETTLED_AFTER = timedelta(days=1)


class NotKept(Exception):  # noqa: N818 - it reads as what is so
    """The folder did not take the file: the disk is full, or the folder is not the site's to write."""


def folder() -> Path:
    """Return the folder, made at its first use for the site alone."""
    place = Path(settings.MATERIALS_DIR)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep(file: IO[bytes]) -> str:
    """Copy a file into the folder, whole, and return its name there. Raise NotKept, with nothing left behind."""
    name = secrets.token_hex(16)
    try:
        path = folder() / name
        path.touch(mode=0o600, exist_ok=False)
        file.seek(0)
        with path.open("wb") as kept:
            shutil.copyfileobj(file, kept)
    except OSError as error:
        forget([name])
        raise NotKept from error
    return name


def open_kept(name: str) -> BinaryIO:
    """Open a file of the folder. Raise FileNotFoundError where it is gone."""
    return (folder() / name).open("rb")


def forget(names: Iterable[str]) -> None:
    """Delete files of the folder; one that is gone already is gone, and one that stays is tidied later."""
    for name in names:
        try:
            (folder() / name).unlink(missing_ok=True)
        except OSError as error:
            logger.warning("A file of the materials was not deleted: %s", type(error).__name__)


def forget_strays(named: Collection[str]) -> None:
    """Delete the files that no material names, once they are a day old."""
    since = (timezone.now() - SETTLED_AFTER).timestamp()
    forget(
        path.name
        for path in folder().iterdir()
        if path.is_file() and path.name not in named and path.stat().st_mtime < since
    )
