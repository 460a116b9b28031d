"""What `naniwa doctor` says about the electronic seals of offices."""

from collections.abc import Iterator

from django.utils import timezone

from naniwa.cli.finding import Finding
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.signing import health, seals
from naniwa.kernel.signing.health import Fault, Kind
from naniwa.services.procedures.queries.sealing import offices_that_seal

ASK = "ask your certificate authority for one and put both files there (docs/how-to/electronic-signature.md)"
TEST = "for demonstrations alone: `naniwa signing test-ca --organisation {name}`"
SHOWN = 3
FOUND = {
    Kind.NO_CERTIFICATE: "no certificate ({file})",
    Kind.NO_KEY: "there is a certificate, but the key is missing ({file})",
    Kind.NOT_READABLE: "{file} cannot be read",
    Kind.NOT_A_PAIR: "{file} is not the key of the certificate",
    Kind.NOT_YET: "{file} holds only in {days} days",
    Kind.ENDED: "{file} ended {days} days ago",
    Kind.ENDS_SOON: "{file} ends in {days} days",
    Kind.OPEN_TO_OTHERS: "{file} is open to others",
}
REMEDIES = {
    Kind.NO_CERTIFICATE: f"{ASK}; {TEST}",
    Kind.NO_KEY: f"bring it back from the copy that is locked away; if it is lost, {ASK}",
    Kind.NOT_READABLE: "see that it is PEM, the key without a password, and belongs to the account of `naniwa serve`: "
    "chown naniwa: {file}",
    Kind.NOT_A_PAIR: "put back the key that the certificate was asked for with, from the copy that is locked away",
    Kind.NOT_YET: "set the clock right, or put back the certificate before it until then",
    Kind.ENDED: "nothing more is to be signed with it: {again}",
    Kind.ENDS_SOON: "{again}",
    Kind.OPEN_TO_OTHERS: "chmod go-rwx {file}; whoever read a key signs as the office: if in doubt, have it revoked",
}
AGAIN = "ask your certificate authority for another, and put it in the same place"
TEST_AGAIN = (
    "a TEST certificate: move its two files away and run `naniwa signing test-ca --organisation {name}`; "
    "of an authority, move the whole folder away"
)


def electronic_seals() -> Iterator[Finding]:
    """Of the offices whose procedures ask for a seal."""
    now = timezone.now()
    with as_system():
        asked = offices_that_seal()
    found = list(health.faults(list(asked), now=now))
    yield from (_finding(fault, asked) for fault in found)
    if not asked:
        yield Finding("electronic seals", "no procedure asks for one", "")
    elif not found:
        left = min((at - now).days for at in health.ends(list(asked)))
        yield Finding(
            "electronic seals",
            f"ready for {len(asked)} of {len(asked)} offices, the first certificate ends in {left} days",
            "",
        )


def _finding(fault: Fault, asked: dict[str, list[str]]) -> Finding:
    again = TEST_AGAIN.format(name=fault.name) if _is_test(fault) else AGAIN
    facts = {"file": str(fault.file), "name": fault.name, "days": str(fault.days), "again": again}
    found = FOUND[fault.kind].format(**facts)
    if fault.name in asked and fault.kind != Kind.ENDS_SOON:
        found += f"; it should seal what {_named(asked[fault.name])} issues"
    return Finding(f"electronic seal of {fault.name}", found, REMEDIES[fault.kind].format(**facts))


def _named(slugs: list[str]) -> str:
    more = len(slugs) - SHOWN
    return ", ".join(slugs[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _is_test(fault: Fault) -> bool:
    found = health.certificate(fault.file)
    return found is not None and seals.TEST in found.subject.rfc4514_string()


CHECKS = (electronic_seals,)
