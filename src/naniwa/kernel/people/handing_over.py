"""A screen that staff hand over at the counter: its session opens one page alone, until their code ends that."""

from secrets import token_hex

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac

KEY = "handed_over"
TRIES = 5
"""Wrong codes after which nothing is left but to sign in again."""


def hand_over(session: SessionBase, *, page: str, code: str) -> None:
    """From now on the session opens `page` and what lies below it; `code` takes it back."""
    salt = token_hex(8)
    session[KEY] = {"page": page, "salt": salt, "code": _keyed(salt, code), "wrong": 0}


def page_of(session: SessionBase) -> str:
    """The one page that is open to this session; "" where all are."""
    page: str = session.get(KEY, {}).get("page", "")
    return page


def tries_left(session: SessionBase) -> int:
    return TRIES - int(session.get(KEY, {}).get("wrong", 0))


def take_back(session: SessionBase, *, code: str) -> bool:
    """End it if the code is right; else count one more wrong try, of which the caller allows TRIES."""
    held = session[KEY]
    if held["wrong"] < TRIES and constant_time_compare(held["code"], _keyed(held["salt"], code)):
        del session[KEY]
        return True
    session[KEY] = {**held, "wrong": held["wrong"] + 1}
    return False


def _keyed(salt: str, code: str) -> str:
    return salted_hmac(f"naniwa.handed_over.{salt}", code, algorithm="sha256").hexdigest()
