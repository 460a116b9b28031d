"""Key files: written whole or not at all, on the disc for good, readable by the site alone, and gone when removed."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from naniwa.library.durable import sync_folder


def folder(name: str = "") -> Path:
    """A folder below CHECK_IN_KEYS_ROOT, made where it is missing."""
    place = Path(settings.CHECK_IN_KEYS_ROOT) / name
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def put(place: Path, content: bytes) -> bytes:
    """Write a file unless there is one; returns what it holds, so that processes which meet agree. Raises OSError."""
    new = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(new, place)
        sync_folder(place.parent)
    except FileExistsError:
        return place.read_bytes()
    finally:
        new.unlink()
    return content


def got(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def destroy(place: Path) -> bool:
    """Write over a file and remove it, for good; False where there was none. Raises OSError."""
    try:
        handle = os.open(place, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        os.write(handle, secrets.token_bytes(os.fstat(handle).st_size))
        os.fsync(handle)
    finally:
        os.close(handle)
    place.unlink()
    sync_folder(place.parent)
    return True
