"""What tests of consultations start from: a desk, its clerks, and a resident with a case."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import TOKYO
from naniwa.services.consultation.models import Conversation, Desk
from naniwa.services.consultation.operations import handling, keeping, saying
from naniwa.services.consultation.operations.saying import Words
from naniwa.web.tests.doors import acting

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
OFFICE, OTHER = "270008-commerce", "271403"


def lead(email: str = "lead@example.jp", office: str = OFFICE) -> Staff:
    return acting(email, "publisher", office=office)


def clerk(email: str = "clerk@example.jp", office: str = OFFICE) -> Staff:
    return acting(email, "reviewer", office=office)


def resident(email: str = "hanako@example.jp") -> Person:
    return Person.objects.create(email=email, name="𠮷野 花子", name_kana="ヨシノ ハナコ")


def desk(by: Staff, *, name: str = "支援金 相談窓口", now: datetime = NOW) -> Desk:
    fields = {"name": name, "name_en": "Grants", "about": "必要な書類など", "hours": "平日9時から17時"}
    with as_system():
        return keeping.keep(number=uuid4(), fields=fields, is_open=True, by=by, now=now)


def words(text: str = "通帳がないときは、どうすればよいですか。", file: UploadedFile[bytes] | None = None) -> Words:
    return Words(text=text, file=file, press=uuid4())


def begun(at: Desk, by: Person, *, origin: str = "", now: datetime = NOW, **changes: Any) -> Conversation:
    """A resident has written, and waits."""
    given = {"subject": "必要な書類", "words": words(), "language": "ja", **changes}
    return saying.begin(desk=at, by=by, origin=origin, now=now, **given)


def taken(at: Desk, by: Person, clerk: Staff, *, now: datetime = NOW, **changes: Any) -> Conversation:
    return handling.take(conversation=begun(at, by, now=now, **changes), by=clerk, now=now)


def fresh(one: Conversation) -> Conversation:
    with as_system():
        return Conversation.objects.select_related("desk", "organisation", "person", "clerk").get(pk=one.pk)


def said(one: Conversation) -> list[tuple[str, str]]:
    """Side and words, in order."""
    with as_system():
        return list(one.utterances.order_by("number").values_list("side", "text"))
