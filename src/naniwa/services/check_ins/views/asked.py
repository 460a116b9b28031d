"""What a visitor's request asks for: how long its page waited, and which language it speaks."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from naniwa.library import spoken
from naniwa.services.check_ins.definitions import LANGUAGES

LONGEST = 60 * 60 * 24
LANGUAGE = "check_in_language"
"""The cookie of a language chosen on a visitor's page, with what the site's own was at the time."""


def waited_in(text: str) -> timedelta:
    """Seconds that a page had no network, none where it says nothing of use."""
    return timedelta(seconds=min(int(text), LONGEST)) if text.isascii() and text.isdecimal() else timedelta()


def language_in(asked: str, cookies: Mapping[str, str], accepted: str) -> str:
    """What the page or its form `asked` for; else what was chosen last, here or for the site; else the phone's.

    One of `definitions.LANGUAGES`; `accepted` is the header Accept-Language.
    """
    if asked in LANGUAGES:
        return asked
    of_the_site = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    chosen, _tilde, then = cookies.get(LANGUAGE, "").partition("~")
    if chosen in LANGUAGES and then == of_the_site:
        return chosen
    return spoken.OF_THE_SITE.get(of_the_site) or spoken.accepted(accepted, LANGUAGES) or "ja"


def kept(language: str, cookies: Mapping[str, str]) -> str:
    """What the cookie says of a choice."""
    return f"{language}~{cookies.get(settings.LANGUAGE_COOKIE_NAME, '')}"
