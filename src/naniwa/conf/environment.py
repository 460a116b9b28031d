"""The environment variables that Naniwa reads, typed, in one place."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from naniwa.conf.accepted import SettingError, check

PREPARED_AFTER = 3
"""How often a connection must have run a statement before its plan is kept."""


class MissingSetting(SettingError):
    """A variable that has no safe default is not set."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """All settings that differ between installations; see docs/reference/settings.md."""

    data: Path
    database_url: str
    migration_database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    site_url: str
    smtp_url: str
    mail_from: str
    bounces: Path | None
    prefecture: str
    virus_scanner: str
    payment_providers: Mapping[str, str]
    slip_issuers: Mapping[str, str]
    web_workers: int
    client_address_header: str
    metrics_token: str
    backups: Path | None
    backup_database_url: str
    staff_idle_minutes: int
    waiting_room: bool
    identity_providers: Path | None
    signing: Path | None
    meetings: tuple[str, ...]
    ice_servers: tuple[str, ...]
    transcriber: tuple[str, ...]
    check_in_keys: Path | None
    check_in_mail: str
    check_in_days: int
    diseases: Path | None
    call_machine: str

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """Read NANIWA_* variables. What is missing is empty, and production refuses it. Raises UnreadableSetting."""
        variables = {name: value for name, value in variables.items() if value}
        check(variables)
        data = Path(variables.get("NANIWA_DATA", ".naniwa")).absolute()
        return cls(
            data=data,
            database_url=variables.get("NANIWA_DATABASE_URL", ""),
            migration_database_url=variables.get("NANIWA_MIGRATION_DATABASE_URL", ""),
            secret_key=variables.get("NANIWA_SECRET_KEY", ""),
            hosts=listed(variables.get("NANIWA_HOSTS", "")),
            site_url=variables.get("NANIWA_SITE_URL", "http://127.0.0.1:8000").rstrip("/"),
            smtp_url=variables.get("NANIWA_SMTP_URL", "smtp://127.0.0.1:25"),
            mail_from=variables.get("NANIWA_MAIL_FROM", "naniwa@localhost"),
            bounces=Path(folder).absolute() if (folder := variables.get("NANIWA_BOUNCES", "")) else None,
            prefecture=variables.get("NANIWA_PREFECTURE", "270008"),
            virus_scanner=variables.get("NANIWA_VIRUS_SCANNER", "console:"),
            payment_providers=named(variables.get("NANIWA_PAYMENT_PROVIDERS", "")),
            slip_issuers=named(variables.get("NANIWA_SLIP_ISSUERS", "")),
            web_workers=int(variables.get("NANIWA_WEB_WORKERS", "2")),
            client_address_header=variables.get("NANIWA_CLIENT_ADDRESS_HEADER", ""),
            metrics_token=variables.get("NANIWA_METRICS_TOKEN", ""),
            backups=Path(folder).absolute() if (folder := variables.get("NANIWA_BACKUPS", "")) else None,
            backup_database_url=variables.get("NANIWA_BACKUP_DATABASE_URL", ""),
            staff_idle_minutes=int(variables.get("NANIWA_STAFF_IDLE_MINUTES", "30")),
            waiting_room=variables.get("NANIWA_WAITING_ROOM", "on") == "on",
            identity_providers=Path(file).absolute()
            if (file := variables.get("NANIWA_IDENTITY_PROVIDERS", ""))
            else None,
            signing=Path(folder).absolute() if (folder := variables.get("NANIWA_SIGNING", "")) else None,
            meetings=listed(variables.get("NANIWA_MEETINGS", "peer,link").replace("off", "")),
            ice_servers=listed(variables.get("NANIWA_ICE_SERVERS", "")),
            transcriber=tuple(shlex.split(variables.get("NANIWA_TRANSCRIBER", ""))),
            check_in_keys=Path(folder).absolute() if (folder := variables.get("NANIWA_CHECK_IN_KEYS", "")) else None,
            check_in_mail=variables.get("NANIWA_CHECK_IN_MAIL", ""),
            check_in_days=int(variables.get("NANIWA_CHECK_IN_DAYS", "60")),
            diseases=Path(folder).absolute() if (folder := variables.get("NANIWA_DISEASES", "")) else None,
            call_machine=variables.get("NANIWA_CALL_MACHINE", ""),
        )

    def require(self, *names: str) -> None:
        """Raise MissingSetting naming the first variable that is empty."""
        for name in names:
            if not getattr(self, name):
                message = f"NANIWA_{name.upper()} is not set; see docs/reference/settings.md"
                raise MissingSetting(message)


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas, in this order."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def named(text: str) -> dict[str, str]:
    """`card=card+https://…,qr=qr+https://…` as what stands there by its name, in this order."""
    pairs = (one.strip().partition("=") for one in text.split(",") if one.strip())
    return {name: address for name, _equals, address in pairs}


def database_settings(url: str) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name?host=/socket into Django's form.

    An empty URL gives a database that cannot be reached, so that settings import without one. Values travel apart from
    the statements, and what is asked again and again is planned once; `?prepare_threshold=0` plans anew each time, as
    PgBouncer before 1.21 needs it.
    """
    parts = urlsplit(url or "postgresql://naniwa_app@/naniwa")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    threshold = int(query.pop("prepare_threshold", PREPARED_AFTER))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": threshold or None} | query,
    }


def mailers(url: str) -> dict[str, Any]:
    """Turn smtp://, smtps:// or smtp+tls://user:password@host:port into Django's MAILERS."""
    parts = urlsplit(url)
    options = {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 25,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": 20,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
