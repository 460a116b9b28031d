"""Makes what was written to a disc stay there when the power goes."""

import errno
import os
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The errors of a write that finds no room."""


def sync_folder(folder: Path) -> None:
    """Write down which files a folder holds, as after making, renaming or removing one. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
