"""The secret key in a backup: recognised always, written down only where the operator asks."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from naniwa.conf.environment import Environment

KEY = "NANIWA_SECRET_KEY"
PREFIX = "NANIWA_"
# Whole values that open something, and addresses in which only the password does.
SECRET = (KEY, "NANIWA_METRICS_TOKEN")
LEFT_OUT = "…not in this backup…"


def secret_key(environment: Environment) -> str:
    """The key that this installation uses: the environment's, or the demo's own."""
    demo = environment.data / "secret-key"
    return environment.secret_key or (demo.read_text() if demo.exists() else "")


def recognise(key: str) -> str:
    """A mark by which the same key is known again; slow to compute, so that it cannot be searched for."""
    return hashlib.scrypt(key.encode(), salt=b"naniwa backup", n=2**14, r=8, p=1, dklen=8).hex() if key else ""


def settings_file(key: str, *, with_secret: bool) -> str:
    """The NANIWA_ variables as they are set now, for a machine that is to take over; without what opens anything."""
    lines = [f"{name}={_shown(name, value)}" for name, value in sorted(os.environ.items()) if name.startswith(PREFIX)]
    if with_secret:
        lines = [line for line in lines if not line.startswith(f"{KEY}=")] + [f"{KEY}={key}"]
    return "\n".join(["# As set when the backup was made.", *lines]) + "\n"


def write(into: Path, text: str) -> None:
    into.touch(mode=0o600)
    into.write_text(text)


def _shown(name: str, value: str) -> str:
    if name in SECRET:
        return LEFT_OUT
    parts = urlsplit(value)
    if not parts.password:
        return value
    user, _at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:{LEFT_OUT}@{host}"))
