"""Large files of a request go to the disc on their way in; where it is full, the rest of the form is still read."""

import os
from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from naniwa.kernel.documents import storage


class NotReceived(InMemoryUploadedFile):
    """Stands for a file for which there was no room, under its name."""


class SparingUploadHandler(TemporaryFileUploadHandler):
    """As Django's, but a full disc costs the file alone and not what was typed beside it."""

    full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        self.full = False
        try:
            with storage.needing_room():
                super().new_file(*args, **kwargs)
        except storage.DiscFull:
            self.full = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.full:
            return None
        try:
            with storage.needing_room():
                super().receive_data_chunk(raw_data, start)
                self.file.flush()
        except storage.DiscFull:
            self._give_up()
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        if not self.full:
            return super().file_complete(file_size)
        name, kind = str(self.file_name), str(self.content_type)
        return NotReceived(BytesIO(), self.field_name, name, kind, 0, self.charset, self.content_type_extra)

    def _give_up(self) -> None:
        """Make room first, because closing would write what is still in memory."""
        self.full = True
        with suppress(OSError):
            os.truncate(self.file.temporary_file_path(), 0)
            self.file.close()
