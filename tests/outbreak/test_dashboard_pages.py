"""The dashboard at a browser: on a phone and at a desk, free of barriers and of scrolling aside."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from naniwa.kernel.organisations.operations import load_reference
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.operations.feeds import import_folder
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.tests.test_feed_import import FEED
from tests.inventory.conftest import Come

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_a_resident_looks_at_the_figures_on_a_phone_and_opens_one(come: Come) -> None:
    load_reference()
    dashboard.forget()
    import_folder(folder=FEED, now=datetime(2021, 7, 22, 9, tzinfo=TOKYO))
    visitor, _ = come(None, width=390)
    page = visitor.page
    visitor.open(reverse("outbreak:dashboard") + "?days=30")
    visitor.check()
    page.get_by_role("link", name="重症病床", exact=True).click()
    visitor.check()
    page.get_by_text("表で見る").click()
    expect(page.get_by_role("row", name="2021/5/5 372 361", exact=True)).to_be_visible()
    visitor.open(reverse("outbreak:embed", args=["municipality"]))
    visitor.check()
