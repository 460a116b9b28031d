"""A draft of a definition in the world that attacks are tried on, where it lies, and honest forms for it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Design
from naniwa.services.procedures.operations import designing, designs_publishing
from naniwa.services.procedures.tests import factories

NUMBER = UUID(int=11)
ACTS = (
    "", "_item", "_check", "_rule", "_examples", "_text", "_export", "_history", "_restore", "_preview", "_ask",
    "_publish", "_send_back", "_take_back", "_blanks", "_rename", "_discard", "_bring_back",
    "_notice", "_letter", "_faq",
)  # fmt: skip
QUERIES = {
    "procedures:staff_design_item": "?at=form.pages[0]",
    "procedures:staff_design_check": "?at=form.pages[0]",
    "procedures:staff_design_rule": "?at=form.pages[0].fields[1].when",
    "procedures:staff_design_rename": "?at=form.pages[0].fields[0]&to=kind_of",
}
"""What of a draft some addresses are about."""
SAID = {"ja": "下書きを始めました。", "en": "Began the draft."}


def build(*, by: Staff, now: datetime, number: UUID = NUMBER) -> Design:
    """A draft of the office with a request for its review that was taken back."""
    text = factories.CLOSURE.read_text(encoding="utf-8")
    with as_system():
        design = designing.start(
            number=number, organisation=by.organisation, text=text, title="支援金", said=SAID, by=by.person, now=now
        )
        designs_publishing.ask(design=design, base=1, by=by.person, now=now)
        designs_publishing.take_back(design=design, by=by.person, now=now)
        return Design.objects.get(pk=design.pk)


def places(design: Design) -> dict[str, dict[str, Any]]:
    """What the addresses of the designer name."""
    return {f"procedures:staff_design{act}": {"number": design.public_id} for act in ACTS}


def forms() -> dict[str, dict[str, Any]]:
    """What its honest forms send."""
    return {
        "procedures:staff_design_new": {"number": str(uuid4()), "title": "騒音の届出"},
        "procedures:staff_design_item": {"base": "1", "act": "save", "title.ja": "申請する事業者"},
        "procedures:staff_design_check": {"base": "1", "title.ja": ""},
        "procedures:staff_design_rule": {
            "base": "1", "act": "save", "join": "all", "r0.name": "kind", "r0.how": "==", "r0.value": "sole",
        },
        "procedures:staff_design_text": {"base": "1", "text": "slug: x\n"},
        "procedures:staff_design_restore": {"base": "1", "revision": "1"},
        "procedures:staff_design_ask": {"base": "1"},
        "procedures:staff_design_blanks": {"base": "1"},
        "procedures:staff_design_rename": {"base": "1"},
        "procedures:staff_design_send_back": {"note": "説明を書いてください"},
    }  # fmt: skip
