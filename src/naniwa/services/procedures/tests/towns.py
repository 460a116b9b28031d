"""What tests of overlays start from: a base for municipalities in its own window, and staff of two of them."""

from datetime import datetime, timedelta
from pathlib import Path

from naniwa.kernel.forms.models import Version
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.definitions import FOLDER
from naniwa.services.procedures.definitions.overlays.content import Content
from naniwa.services.procedures.models import Adoption, Amendment
from naniwa.services.procedures.operations import offering, overlays, publishing
from naniwa.services.procedures.queries import overlays as queries
from naniwa.services.procedures.tests import factories

SLUG = "dog-registration"
DOG = FOLDER / "library" / f"{SLUG}.yaml"
OSAKA, SAKAI = "271004", "271403"
NOW = datetime.fromisoformat("2027-05-10T10:00:00+09:00")
CONTACT = {"ja": "大阪市保健所の窓口", "en": "The health centre of Osaka City"}
EXTRAS = """\
remove:
  - form.checks.chip-number-shape
add:
  - to: form.pages.dog.fields
    after: called
    value:
      key: collar
      type: text
      label: {ja: 首輪の色, en: Colour of the collar}
    sample: 赤
"""


DECIDED = (("open: true\n", ""), ("【市町村が定める】", ""), ("(set by the municipality)", ""))
"""Changes to a base that leave nothing to municipalities."""


def publish_base(
    folder: Path, *changes: tuple[str, str], now: datetime = NOW, by: Person | None = None, undecided: bool = False
) -> Version:
    """The base as it is shipped with some words changed; what it leaves to municipalities only if that is asked for."""
    organisations.load_reference()
    text = DOG.read_text(encoding="utf-8")
    for before, after in (*(() if undecided else DECIDED), *changes):
        assert before in text
        text = text.replace(before, after)
    file = folder / "base.yaml"
    file.write_text(text, encoding="utf-8")
    window = {"opens_at": now - timedelta(days=1)}
    with as_system():
        return publishing.publish(path=file, by=by, now=now, window=window)


def clerk(email: str, code: str, *roles: str) -> Staff:
    """A member of staff of a municipality, by default one who publishes."""
    roles = roles or ("publisher",)
    person = factories.staff(email, *roles, office=code)
    return Staff(person, Organisation.objects.get(code=code), frozenset(roles))


def office(by: Staff) -> Scope:
    return Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)


def drafted(by: Staff, content: Content, *, now: datetime = NOW) -> Amendment:
    """A draft of the municipality, in place of the one that it may have."""
    with acting_as(office(by)):
        adoption = overlays.start(base=SLUG, by=by, now=now)
        open_draft = queries.open_amendments(adoption).get("own")
        seen = open_draft.revision if open_draft else 0
        return overlays.save(adoption=adoption, content=content, seen=seen, by=by, now=now)


def adopted(one: Staff, other: Staff, content: Content | None = None, *, now: datetime = NOW) -> Adoption:
    """A municipality's form of the base, published by two people."""
    draft = drafted(one, content or Content({"contact": CONTACT}, EXTRAS), now=now)
    with acting_as(office(one)):
        overlays.propose(amendment=draft, seen=draft.revision, by=one, now=now)
    with acting_as(office(other)):
        overlays.accept(amendment=draft, seen=draft.revision, by=other, now=now)
        return adoption(one)


def adoption(by: Staff) -> Adoption:
    with acting_as(office(by)):
        found = queries.adoption_of(by.organisation.pk, SLUG)
    assert found is not None
    return found


def arrived(by: Staff, *, now: datetime = NOW) -> Amendment | None:
    """What a new base brought to a municipality, once it was brought round."""
    with as_system():
        offering.offer(base=SLUG, now=now)
    with acting_as(office(by)):
        return queries.open_amendments(adoption(by)).get("base")
