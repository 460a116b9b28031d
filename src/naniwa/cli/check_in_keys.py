"""What `naniwa doctor` says about the keys of check-ins."""

from collections.abc import Iterator

from django.conf import settings

from naniwa.cli.finding import Finding
from naniwa.services.check_ins.queries import days, officers

OFFICER, DAYS = "alert officer's key", "keys of check-ins"


def officers_key() -> Iterator[Finding]:
    """Only where somebody made one: without it nobody checks in."""
    for use in officers.uses()[:1]:
        if use.lost:
            remedy = (
                "bring the folder over from the machine that has it, or let an administrator put a new key in its "
                "place (docs/how-to/check-ins.md); until then nobody can be told"
            )
            yield Finding(OFFICER, f"{use.key.reference} is not in {settings.CHECK_IN_KEYS_ROOT}", remedy)
        else:
            yield Finding(OFFICER, use.key.reference)


def day_keys() -> Iterator[Finding]:
    """Days that a restored backup brought without their keys are no problem that anybody can mend, but are said."""
    kept = days.kept_days()
    lost = days.without_key(kept)
    if lost:
        first, last = lost[-1].day, lost[0].day
        yield Finding(DAYS, f"{len(lost)} of {len(kept)} days cannot be read by anybody, from {first} to {last}")
    elif kept:
        yield Finding(DAYS, f"all of {len(kept)} days")


CHECKS = (officers_key, day_keys)
