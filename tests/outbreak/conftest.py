"""The browser of the inventory's pages, each answered by the site in the test's own database; files lie aside."""

from naniwa.services.outbreak.tests.conftest import _documents
from tests.inventory.conftest import come

__all__ = ["_documents", "come"]
