"""Delivering mails that lie sealed: each is claimed and committed before a word is said to the mail server.

As in kernel.notifications, a mail is never sent again once a server may have taken it. Its address and words are gone
from the database as soon as it is.
"""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from naniwa.kernel.notifications import channels, templates
from naniwa.kernel.notifications.addresses import one_line, printable, usable
from naniwa.kernel.notifications.channels import Channel, Deferred, Refused, ServerAway, Unconfirmed
from naniwa.kernel.notifications.composing import domain, message_id, named
from naniwa.kernel.notifications.operations.delivering import LOST_AFTER, WAITS
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.library.spoken import TAGS
from naniwa.services.check_ins.models import Post, PostState
from naniwa.services.check_ins.models.checkin import OF_AN_ALERT
from naniwa.services.check_ins.operations import venues
from naniwa.services.check_ins.rules import wording
from naniwa.services.check_ins.rules.addresses import unpadded
from naniwa.services.check_ins.secrecy import days
from naniwa.services.check_ins.secrecy.days import KeyGone

type Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one batch; `away` when the mail server was not to be reached."""

    tried: int
    away: bool


def deliver_due(
    *, clock: Clock, at_most: int = 100, through: Channel | None = None, stopping: Callable[[], bool] = lambda: False
) -> Posted:
    """Deliver what is due over one connection. Must not run inside a transaction."""
    tried, away = 0, False
    with closing(through or channels.channel()) as channel:
        while tried < at_most and not away and not stopping():
            post = _claim(clock())
            if post is None:
                break
            away = _deliver(post, channel, clock)
            tried += 1
    return Posted(tried, away)


def give_up_on_lost(*, now: datetime) -> int:
    """Mails whose sender died while speaking: nobody knows whether they arrived. Run as the system."""
    long_ago = Q(claimed_at__lt=now - LOST_AFTER) | Q(claimed_at__gt=now + LOST_AFTER)
    lost = Post.objects.filter(long_ago, state=PostState.SENDING)
    lost.filter(reference="").delete()
    return lost.exclude(reference="").update(state=PostState.UNCONFIRMED, sealed=b"")


def _claim(now: datetime) -> Post | None:
    """Alerts first: however many check in meanwhile, who is told waits behind none of their mails."""
    with as_system():
        due = Post.objects.filter(next_attempt_at__lte=now, state=PostState.QUEUED).order_by("next_attempt_at")
        due = due.select_for_update(skip_locked=True)
        post = due.filter(OF_AN_ALERT).first() or due.first()
        if post is not None:
            post.state, post.claimed_at, post.next_attempt_at = PostState.SENDING, now, None
            post.attempts += 1
            post.save(update_fields=["state", "claimed_at", "next_attempt_at", "attempts"])
        return post


def _deliver(post: Post, channel: Channel, clock: Clock) -> bool:
    """Whether the server is away."""
    try:
        mail = compose(post, _said(post))
        if mail is None:
            _end(post, PostState.FAILED)
            return False
        channel.deliver(mail)
    except (Refused, KeyGone):
        _end(post, PostState.FAILED)
    except Unconfirmed:
        _end(post, PostState.UNCONFIRMED)
    except Deferred as error:
        _defer(post, clock())
        return isinstance(error, ServerAway)
    else:
        _end(post, PostState.SENT)
    return False


def _defer(post: Post, now: datetime) -> None:
    if post.attempts > len(WAITS):
        _end(post, PostState.FAILED)
        return
    with as_system():
        mine = Post.objects.filter(pk=post.pk, attempts=post.attempts, state=PostState.SENDING)
        mine.update(state=PostState.QUEUED, next_attempt_at=now + WAITS[post.attempts - 1])


def _end(post: Post, state: PostState) -> None:
    """Of a check-in nothing stays; of an alert, that this person was told, so that they are not told again."""
    with as_system():
        mine = Post.objects.filter(pk=post.pk, attempts=post.attempts)
        if post.reference:
            mine.update(state=state, sealed=b"")
        else:
            mine.delete()


def _said(post: Post) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unpadded(days.to_read(post.day).open(bytes(post.sealed))))
    return found


def compose(post: Post, said: dict[str, Any]) -> EmailMessage | None:
    """The mail; None for an address that no server takes. The organisation is the alert's, or the keeper's."""
    address = usable(said["to"])
    if not address:
        return None
    template = templates.get(f"check_ins.{said['turn']}")
    language = templates.spoken(template, said["language"])
    office = _office(said.get("organisation", ""))
    subject, body = templates.fill(template, language, _context(said, language, office))
    return EmailMessage(
        subject=one_line(subject, 400),
        body=printable(body),
        from_email=named(office.name, settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")),
        to=[address],
        headers={
            "Message-ID": message_id(post.pk),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "List-Id": f"<check-ins-{said['turn'].replace('_', '-')}.{domain()}>",
            "Content-Language": TAGS[language],
        },
    )


def _office(code: str) -> Organisation:
    with as_system():
        found = Organisation.objects.filter(code=code).first() if code else None
        return found or venues.keeper()


def _context(said: dict[str, Any], language: str, office: Organisation) -> dict[str, str]:
    english = language not in {"ja", "easy"}
    places = [f"{_when(one, language)}\n{_place(one, language)}" for one in said.get("places", [])]
    return {
        "name": "",
        "reference": said.get("number", ""),
        "office": (english and office.name_en) or office.name,
        "office_phone": office.phone,
        "office_hours": (english and office.hours_en) or office.hours,
        "site_url": settings.SITE_URL,
        "days": str(settings.CHECK_IN_DAYS),
        "when": _when(said, language),
        "place": _place(said, language),
        "places": "\n\n".join(dict.fromkeys(places)),
        "day": wording.day(datetime.fromisoformat(said["at"]), language),
        "check": f"{settings.SITE_URL}/check-ins/notice/?number={said.get('number', '')}",
    }


def _place(said: dict[str, Any], language: str) -> str:
    """By its English name where it has one; in other languages also as its sign says it."""
    name, name_en = str(said.get("place", "")), str(said.get("place_en", ""))
    if language in {"ja", "easy"} or not name_en:
        return name
    return name_en if language == "en" else f"{name_en} ({name})"


def _when(said: dict[str, Any], language: str) -> str:
    until = datetime.fromisoformat(said["until"]) if "until" in said else None
    return wording.moment(datetime.fromisoformat(said["at"]), language, until)
