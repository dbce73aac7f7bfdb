"""Receives files while they come in: from people who are signed in, where one is asked for, and never more than fits.

Every other file sent to the site is passed over unread. One on its way has no name on the disk, so that nothing of it
is left when the way breaks off.
"""

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from accounts.models import User
from groups.material_files import folder

TOO_LARGE = "too large"
NO_ROOM = "no room"
# Read to its end so that the person gets an answer; past that, the line is cut.
TIMES_READ_TO_END = 8


class ReceivedFile(UploadedFile):
    """A file that came in, or why it did not: then `trouble` says so and there is nothing in it."""

    trouble = ""


class MaterialUploadHandler(FileUploadHandler):
    """Takes one file for a session, up to the size that is set."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.sent = 0
        self.taken: IO[bytes] | None = None
        self.trouble = ""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any) -> None:  # noqa: N803 - Django's name
        """Note how much is announced."""
        del input_data, META, args
        self.sent = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file, or pass it over."""
        super().new_file(*args, **kwargs)
        if self.taken or not self._is_asked_for():
            raise SkipFile
        if self.sent > TIMES_READ_TO_END * settings.MATERIAL_BYTES:
            raise StopUpload(connection_reset=True)
        self.taken = self._somewhere_to_write()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece down while all of it fits."""
        if start + len(raw_data) > settings.MATERIAL_BYTES:
            self._drop(TOO_LARGE)
        if self.trouble or self.taken is None:
            return
        try:
            self.taken.write(raw_data)
        except OSError:
            self._drop(NO_ROOM)

    def file_complete(self, file_size: int) -> ReceivedFile:
        """Hand over what came in."""
        if self.taken and not self.trouble:
            try:
                self.taken.seek(0)
            except OSError:
                self._drop(NO_ROOM)
        received = ReceivedFile(self.taken, self.file_name, self.content_type, file_size, self.charset)
        received.trouble = self.trouble
        return received

    def upload_interrupted(self) -> None:
        """Let go of what came in before the way broke off."""
        if self.taken:
            self.taken.close()

    def _is_asked_for(self) -> bool:
        request: Any = self.request
        page = request.resolver_match.view_name if request.resolver_match else ""
        return page in settings.FILES_TAKEN_AT and isinstance(request.user, User)

    def _somewhere_to_write(self) -> IO[bytes]:
        try:
            return tempfile.TemporaryFile(dir=folder())
        except OSError:
            self.trouble = NO_ROOM
            return tempfile.SpooledTemporaryFile()

    def _drop(self, trouble: str) -> None:
        """Give back at once the room that a file took."""
        if self.taken and not self.trouble:
            self.taken.close()
        self.trouble = self.trouble or trouble
