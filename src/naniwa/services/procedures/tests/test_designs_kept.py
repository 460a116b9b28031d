"""What the database holds of drafts whatever the code does, and drafts that another service asked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from naniwa.kernel.audit.models import Record
from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions.editing import surgery
from naniwa.services.procedures.heard import FormWanted
from naniwa.services.procedures.jobs import draft_wanted
from naniwa.services.procedures.models import Design, DesignReview, DesignRevision, ReviewOutcome
from naniwa.services.procedures.operations import designing, designs_discarding
from naniwa.services.procedures.queries.designs import checked
from naniwa.services.procedures.tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 9, tzinfo=TOKYO)
SAID = {"ja": "書きました。", "en": "Wrote it."}


@pytest.fixture
def writer() -> Person:
    organisations.load_reference()
    return factories.staff("writer@example.jp", "publisher")


def begun(writer: Person) -> Design:
    office = Organisation.objects.get(code=factories.OFFICE)
    return designing.start(
        number=uuid4(), organisation=office, text="slug: a\n", title="届出", said=SAID, by=writer, now=NOW
    )


def test_a_revision_never_changes_and_never_goes(writer: Person) -> None:
    with as_system():
        begun(writer)
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            DesignRevision.objects.update(text="slug: b\n")
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            DesignRevision.objects.all().delete()


def test_a_draft_that_was_thrown_away_comes_back_for_a_month_and_is_then_erased(writer: Person) -> None:
    with as_system():
        design = begun(writer)
        review = {"design": design, "organisation": design.organisation, "revision": design.revisions.get()}
        DesignReview.objects.create(
            **review, asked_by=writer, asked_at=NOW, decided_by=writer, decided_at=NOW, outcome=ReviewOutcome.TAKEN_BACK
        )
        designs_discarding.discard(design=design, by=writer, now=NOW)
        with pytest.raises(designs_discarding.Gone):
            designs_discarding.discard(design=design, by=writer, now=NOW)
        designs_discarding.bring_back(design=design, by=writer, now=NOW)
        designs_discarding.discard(design=design, by=writer, now=NOW)
        assert designs_discarding.erase_old(now=NOW + designs_discarding.KEPT) == 0
        assert designs_discarding.erase_old(now=NOW + designs_discarding.KEPT + timedelta(seconds=1)) == 1
        assert not DesignRevision.objects.exists()
        said = Record.objects.filter(action__startswith="procedures.design_").order_by("pk")
        assert [one.action.partition(".")[2] for one in said][-4:] == [
            "design_discarded",
            "design_brought_back",
            "design_discarded",
            "design_erased",
        ]


def test_what_waits_for_a_second_person_is_not_thrown_away(writer: Person) -> None:
    with as_system():
        design = begun(writer)
        review = {"design": design, "organisation": design.organisation, "revision": design.revisions.get()}
        DesignReview.objects.create(**review, asked_by=writer, asked_at=NOW)
        with pytest.raises(designing.UnderReview):
            designs_discarding.discard(design=design, by=writer, now=NOW)


def test_nobody_decides_on_their_own_request(writer: Person) -> None:
    with as_system():
        design = begun(writer)
        review = DesignReview(design=design, organisation=design.organisation, revision=design.revisions.get())
        review.asked_by, review.asked_at = writer, NOW
        review.decided_by, review.decided_at, review.outcome = writer, NOW, ReviewOutcome.SENT_BACK
        with pytest.raises(IntegrityError, match="procedures_two_persons_publish"), transaction.atomic():
            review.save()


def test_a_save_on_what_was_overtaken_is_refused(writer: Person) -> None:
    with as_system():
        design = begun(writer)
        designing.save(design=design, base=1, text="slug: b\n", title="届出", said=SAID, by=writer, now=NOW)
        with pytest.raises(designing.Overtaken):
            designing.save(design=design, base=1, text="slug: c\n", title="届出", said=SAID, by=writer, now=NOW)


def wanted(writer: Person) -> FormWanted:
    return FormWanted(
        origin="5f0c9f52-7b1c-4b39-9f9d-7d1d8b6f2f10",
        organisation=factories.OFFICE,
        by=str(writer.public_id),
        title="騒音発生施設の設置の届出",
        law="騒音規制法",
        article="第6条",
        applicant="business",
        department_code="0101",
        department="環境管理室",
        fee_yen=450,
        identity="name",
        seal="personal",
        papers=["配置図", "仕様書"],
        days=30,
    )


def test_a_row_of_the_inventory_becomes_one_draft_and_its_place_is_told(writer: Person) -> None:
    with as_system():
        draft_wanted(wanted(writer), NOW)
        draft_wanted(wanted(writer), NOW)
        design = Design.objects.get()
        text = design.revisions.get().text
        told = [one.payload for one in StoredEvent.objects.filter(name="procedures.draft_made")]
    assert text.startswith("# 棚卸の行から作りました。")
    assert "騒音規制法 第6条" in text
    assert "いま求めている押印：認印" in text
    assert surgery.document_of(text)["fees"][0]["amount"] == wanted(writer).fee_yen > 0
    assert checked(text).flaws == ()
    assert [(one["title"], one["path"]) for one in told] == [(design.title, f"/staff/designs/{design.public_id}/")] * 2


def test_a_wish_of_nobody_makes_nothing(writer: Person) -> None:
    with as_system():
        draft_wanted(replace(wanted(writer), organisation="999999"), NOW)
        assert not Design.objects.exists()
