"""What `naniwa doctor` says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`remedy` is empty where all is well."""

    subject: str
    found: str
    remedy: str = ""
