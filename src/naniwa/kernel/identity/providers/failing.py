"""A stand-in for a provider that is down."""

from collections.abc import Mapping
from datetime import datetime

from naniwa.kernel.consent.purposes import Words
from naniwa.kernel.identity.providers.port import Begun, Proof, Unavailable


class Failing:
    key = "failing"
    title = Words(ja="止まっている確認先（試験用）", en="A provider that is down (for tests)")
    test = True

    def begin(self, *, back: str, language: str, now: datetime) -> Begun:  # noqa: ARG002 - it never looks
        raise Unavailable(self.key)

    def finish(self, *, kept: Mapping[str, str], sent: Mapping[str, str], back: str, now: datetime) -> Proof:  # noqa: ARG002 - it never looks
        raise Unavailable(self.key)
