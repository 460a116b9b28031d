"""Round trip: every page of the designer, saved as it is shown, leaves every letter of every definition as it was."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from naniwa.design.fields import FieldView
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.services.procedures.definitions import FOLDER, shipped
from naniwa.services.procedures.definitions.editing import shapes
from naniwa.services.procedures.definitions.editing.parts import PARTS
from naniwa.services.procedures.definitions.editing.places import Place, Yaml, at
from naniwa.services.procedures.operations import designing
from naniwa.services.procedures.queries import designs
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.views.staff.designer import reading
from naniwa.services.procedures.views.staff.designer.controls import Block, Page
from naniwa.services.procedures.views.staff.designer.opened import Opened

pytestmark = pytest.mark.django_db
EVERY = sorted([*shipped(), *(FOLDER / "library").glob("*.yaml")])
NOW = datetime(2027, 1, 4, tzinfo=UTC)


def things(value: Yaml, place: Place = ()) -> Iterator[Place]:
    """Places of the things of lists: each has a page of its own."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in {"answers", "expect"}:
                yield from things(one, (*place, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            if isinstance(one, dict):
                yield (*place, number)
                yield from things(one, (*place, number))


def sent(blocks: Sequence[Block]) -> dict[str, list[str]]:
    """What a browser sends of the controls of a page that nobody touched."""
    found: dict[str, list[str]] = {}
    for block in blocks:
        found |= sent(block.blocks) | {f"{row.name}.value": [row.value] for row in block.rows}
        for view in block.views:
            found |= controls(view)
    return found


def controls(view: FieldView) -> dict[str, list[str]]:
    """A list of boxes says that it was shown, and a text comes with the line ends of a browser."""
    if view.type in {"several", "declaration"}:
        chosen = view.value if isinstance(view.value, list) else [view.value] if view.value else []
        return {f"{view.key}.shown": ["1"]} | ({view.key: [str(one) for one in chosen]} if chosen else {})
    return {view.key: [str(view.value).replace("\n", "\r\n")]}


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.stem)
def test_an_untouched_page_changes_no_letter(file: Path) -> None:
    organisations.load_reference()
    office, person = Organisation.objects.get(code=factories.OFFICE), factories.staff("w@example.jp", "publisher")
    text, said = file.read_text(encoding="utf-8"), {"ja": "始めました。", "en": "Began."}
    with as_system():
        design = designing.start(
            number=uuid4(), organisation=office, text=text, title="写し", said=said, by=person, now=NOW
        )
        revision = designs.revision(design)
    assert revision is not None
    now = Opened(design, revision)
    page = Page(now, office)
    for part in PARTS:
        assert changes(page, part.place, part.keys) == [], part.key
    for place in things(now.document):
        assert changes(page, place, ()) == [], place


def changes(page: Page, place: Place, keys: Sequence[str]) -> list[reading.Change]:
    document, model = page.opened.document, shapes.model_at(page.opened.document, place)
    blocks = page.blocks(model, at(document, place), place, keys=keys)
    asked = reading.Asked(model, place, sent(blocks), tuple(keys))
    return list(reading.changes(asked, at(document, place), document))
