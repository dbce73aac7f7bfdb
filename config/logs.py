"""Log lines that cannot hold what a person wrote."""

import logging
import traceback
from types import TracebackType


class PlaceFormatter(logging.Formatter):
    """Write an exception as its class and the places it passed, never its message or the values in hand."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        kind, _error, trace = ei
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n  ".join([kind.__qualname__ if kind else "error", *places])
