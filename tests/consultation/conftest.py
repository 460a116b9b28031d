"""The browser of the inventory's pages, each answered by the site in the test's own database; files lie aside."""

from playwright.sync_api import expect

from naniwa.services.consultation.tests.conftest import _documents
from tests.inventory.conftest import come

expect.set_options(timeout=15_000)
__all__ = ["_documents", "come"]
