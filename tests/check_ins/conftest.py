"""The browser of the inventory's pages, each answered by the site in the test's own database; keys lie aside."""

from naniwa.services.check_ins.tests.conftest import _keys
from tests.inventory.conftest import come

__all__ = ["_keys", "come"]
