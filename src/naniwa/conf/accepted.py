"""What each environment variable may be, so that a slip is told in a sentence at the start and not as a fault later."""

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


class SettingError(Exception):
    """The environment does not say what Naniwa needs to know."""


class UnreadableSetting(SettingError):
    """A variable has a value that cannot be used. The value is not repeated, as it may hold a password."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A variable takes `words`, such as `example`."""

    words: str
    example: str
    fits: Callable[[str], object]


def _url(*schemes: str, host: bool = False) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            parts = urlsplit(value)
            known = parts.scheme in schemes and parts.port != 0
        except ValueError:  # a port that is no number, or half a bracket
            return False
        return known and (bool(parts.hostname) or not host)

    return fits


_DATABASE = Accepted(
    "an address postgresql://role:password@host:port/database (/ @ : % of a password as %2F %40 %3A %25)",
    "postgresql://naniwa_app:secret@127.0.0.1:5432/naniwa",
    _url("postgresql", "postgres"),
)
_PROVIDER = r"\s*[a-z][a-z0-9-]{0,39}=(?:(?:card|qr)\+https?://[^\s,:/@]+:[^\s,:/@]+@[^\s,@]+|console://:[^\s,:/@]+@|failing:)\s*"
_ICE = r"\s*(?:stuns?:|turns?:[^\s,:/@]+@)[A-Za-z0-9.\[\]:-]+(?:\?transport=(?:udp|tcp))?\s*"


def _command(value: str) -> bool:
    try:
        return bool(shlex.split(value))
    except ValueError:  # a quotation that does not end
        return False


ACCEPTED: Mapping[str, Accepted] = {
    "NANIWA_DATABASE_URL": _DATABASE,
    "NANIWA_MIGRATION_DATABASE_URL": _DATABASE,
    "NANIWA_BACKUP_DATABASE_URL": _DATABASE,
    "NANIWA_HOSTS": Accepted(
        "host names without https:// and with commas between them",
        "grants.pref.example.jp,www.grants.pref.example.jp",
        re.compile(r"\s*\.?[\w.\-*\[\]:]+\s*(?:,\s*\.?[\w.\-*\[\]:]+\s*)*,?\s*").fullmatch,
    ),
    "NANIWA_SITE_URL": Accepted(
        "the address of the site", "https://grants.pref.example.jp", _url("http", "https", host=True)
    ),
    "NANIWA_SMTP_URL": Accepted(
        "the mail server as smtp://, smtps:// or smtp+tls://, then user:password@host:port",
        "smtp+tls://naniwa:secret@mail.example.jp:587",
        _url("smtp", "smtps", "smtp+tls", host=True),
    ),
    "NANIWA_MAIL_FROM": Accepted(
        "an e-mail address", "naniwa@pref.example.jp", re.compile(r"[^@\r\n]+@[^@\s]+").fullmatch
    ),
    "NANIWA_CHECK_IN_DAYS": Accepted(
        "a whole number of days from 14 to 180", "60", re.compile("1[4-9]|[2-9][0-9]|1[0-7][0-9]|180").fullmatch
    ),
    "NANIWA_CHECK_IN_MAIL": Accepted(
        "an e-mail address without a plus sign", "checkin@pref.example.jp", re.compile(r"[^@+\s]+@[^@\s]+").fullmatch
    ),
    "NANIWA_PREFECTURE": Accepted("the six digits of a prefecture", "270008", re.compile("[0-9]{6}").fullmatch),
    "NANIWA_VIRUS_SCANNER": Accepted(
        "clamd://host:port, clamd:///path/of/its/socket or console:",
        "clamd:///run/clamav/clamd.ctl",
        _url("clamd", "console", "failing"),
    ),
    "NANIWA_PAYMENT_PROVIDERS": Accepted(
        "payment providers as name=card+https://key:secret@host/path or name=qr+https://…, with commas between them",
        "card=card+https://merchant:secret@pay.example.jp/api,qr=qr+https://merchant:secret@qr.example.jp",
        re.compile(rf"{_PROVIDER}(?:,{_PROVIDER})*").fullmatch,
    ),
    "NANIWA_SLIP_ISSUERS": Accepted(
        "offices that have payment slips as code=issuer, six digits each, with commas between them",
        "271004=912345,271403=912346",
        re.compile(r"[0-9]{6}=[0-9]{6}(?:,[0-9]{6}=[0-9]{6})*").fullmatch,
    ),
    "NANIWA_MEETINGS": Accepted(
        "peer, link or both with a comma between them, or off",
        "peer,link",
        re.compile("peer|link|peer,link|link,peer|off").fullmatch,
    ),
    "NANIWA_ICE_SERVERS": Accepted(
        "servers as stun:host:port or turn:secret@host:port, with commas between them",
        "stun:stun.pref.example.jp:3478,turn:secret@turn.pref.example.jp:3478",
        re.compile(rf"{_ICE}(?:,{_ICE})*").fullmatch,
    ),
    "NANIWA_TRANSCRIBER": Accepted(
        "a command, with {audio} and {language} where these stand in it",
        "/opt/speech/bin/transcribe --language {language} {audio}",
        _command,
    ),
    "NANIWA_CALL_MACHINE": Accepted("console: or failing:", "console:", re.compile("console:|failing:").fullmatch),
    "NANIWA_WEB_WORKERS": Accepted("a whole number from 1 to 99", "2", re.compile("[1-9][0-9]?").fullmatch),
    "NANIWA_WAITING_ROOM": Accepted("on or off", "on", re.compile("on|off").fullmatch),
    "NANIWA_STAFF_IDLE_MINUTES": Accepted(
        "a whole number of minutes from 5 to 720",
        "30",
        re.compile("[5-9]|[1-9][0-9]|[1-6][0-9]{2}|7[01][0-9]|720").fullmatch,
    ),
    "NANIWA_CLIENT_ADDRESS_HEADER": Accepted(
        "the name of a header", "X-Real-IP", re.compile("[A-Za-z][A-Za-z0-9-]*").fullmatch
    ),
}


def check(variables: Mapping[str, str]) -> None:
    """Raise UnreadableSetting for the first variable whose value cannot be used; an empty one counts as not set."""
    for name, accepted in ACCEPTED.items():
        value = variables.get(name, "")
        if value and not accepted.fits(value):
            message = f"{name} cannot be used: it takes {accepted.words}; for example {name}={accepted.example}"
            raise UnreadableSetting(f"{message} (see docs/reference/settings.md)")
