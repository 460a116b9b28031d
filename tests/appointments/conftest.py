"""The same browser as that of the inventory's pages: each page is answered by the site in the test's own database."""

from tests.inventory.conftest import come

__all__ = ["come"]
