"""A stand-in for the reader of a national identity card (JPKI): sample cards and their codes, for demo and tests only.

A real reader checks the card's certificate with its issuer; this one knows four cards by heart, so it proves nothing.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.urls import reverse

from naniwa.kernel.consent.purposes import Words
from naniwa.kernel.identity.providers.port import Begun, Cancelled, NotProven, Proof

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Card:
    """`serial` stands for that of the certificate on the card; none has a My Number here."""

    key: str
    serial: str
    code: str
    name: str
    name_kana: str
    ended: bool = False


CARDS = (
    Card("hanako", "TEST-0001-8F3A", "1234", "𠮷野 花子", "ヨシノ ハナコ"),
    Card("taro", "TEST-0002-2C71", "1234", "髙橋 太郎", "タカハシ タロウ"),
    Card("nguyen", "TEST-0003-9B0E", "1234", "グエン ティ ラン", "グエン ティ ラン"),
    Card("ended", "TEST-0004-0D55", "1234", "山田 一郎", "ヤマダ イチロウ", ended=True),
)


class CardReader:
    """Leads to a page of our own on which one sample card is held to the reader."""

    key = "test-card"
    title = Words(ja="マイナンバーカード（試験用の読み取り）", en="Individual Number Card (test reader)")
    test = True

    def begin(self, *, back: str, language: str, now: datetime) -> Begun:  # noqa: ARG002 - it needs no way back
        state = token_urlsafe(16)
        return Begun(f"{reverse('people:test_card')}?state={state}", {"state": state, "until": _until(now)})

    def finish(self, *, kept: Mapping[str, str], sent: Mapping[str, str], back: str, now: datetime) -> Proof:  # noqa: ARG002 - as above
        if not hmac.compare_digest(kept.get("state", "").encode(), sent.get("state", "").encode()) or not kept:
            raise NotProven
        if sent.get("cancel"):
            raise Cancelled
        if now >= datetime.fromisoformat(kept["until"]):
            raise NotProven
        return _read(sent.get("card", ""), sent.get("code", ""))


def _until(now: datetime) -> str:
    return (now + LASTS).isoformat()


def _read(key: str, code: str) -> Proof:
    card = next((card for card in CARDS if card.key == key), None)
    if card is None or card.ended or not hmac.compare_digest(card.code.encode(), code.encode()):
        raise NotProven
    return Proof(card.serial, card.name, card.name_kana)
