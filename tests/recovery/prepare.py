"""Run by the fixture in a process of its own: tables, reference data, and what the tests begin with."""

import sys

from naniwa.cli.database import migrate_as_owner, set_up
from naniwa.cli.migrate import load_reference

if __name__ == "__main__":
    set_up()
    migrate_as_owner(sys.argv[1])
    load_reference()
    from tests.recovery.furnishing import furnish

    furnish()
