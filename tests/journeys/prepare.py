"""Run by the site's fixture in a process of its own: tables, reference data, the demo's people and cases, and ours."""

import sys

from naniwa.cli.database import migrate_as_owner, set_up
from naniwa.cli.migrate import load_reference

if __name__ == "__main__":
    set_up()
    migrate_as_owner(sys.argv[1])
    load_reference()
    from django.utils import timezone

    from naniwa.web.demo import prepare
    from tests.journeys import cases

    prepare(applicants=40)
    cases.lay_out(now=timezone.now())
