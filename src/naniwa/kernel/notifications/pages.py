"""What the staff page shows, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from naniwa.kernel.notifications import queries
from naniwa.kernel.notifications.models import TO_HANDLE, Message, State

SIZE = 50


@dataclass(frozen=True)
class Filter:
    """One tab: a state and how many wait in it."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Page:
    """`after` leads to the next page: the time and number of the last message shown."""

    state: str
    messages: Sequence[Message]
    after: str
    advice: str


def filters(chosen: str, url: str) -> list[Filter]:
    """All, then each state."""
    counts = queries.counts_to_handle()
    tabs = [Filter(_("すべて"), url, sum(counts.values()), current=not chosen)]
    tabs += [
        Filter(str(state.label), f"{url}?state={state.value}", count, current=chosen == state.value)
        for state, count in counts.items()
    ]
    return tabs


def page_of(query: Mapping[str, str]) -> Page:
    """The page that `?state=` and `?after=` ask for."""
    state = query.get("state", "")
    state = state if state in {each.value for each in TO_HANDLE} else ""
    found = queries.to_handle(state=state, after=_place(query.get("after", "")), limit=SIZE + 1)
    shown, more = found[:SIZE], len(found) > SIZE
    after = f"{shown[-1].created_at.isoformat()}~{shown[-1].pk}" if more else ""
    return Page(state, shown, after, _advice(state))


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _separator, number = text.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(number)
    except ValueError:
        return None


def _advice(state: str) -> str:
    words = {
        State.FAILED: _("相手のメールサーバーが受け取りを断りました。アドレスを確かめ、電話か郵送で伝えてください。"),
        State.BOUNCED: _("送ったあとに戻ってきました。アドレスを確かめ、電話か郵送で伝えてください。"),
        State.UNCONFIRMED: _("送信中に接続が切れ、届いたか分かりません。電話で確かめてから送り直してください。"),
        State.LETTER: _("メールアドレスがない方への通知です。印刷して郵送し、「印刷して郵送した」を押してください。"),
    }
    return words.get(State(state), "") if state else ""
