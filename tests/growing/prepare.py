"""Run on web1 by the set-up: the demo's people, and drafts that only need to be handed in."""

import sys

from naniwa.cli.database import use_installation

if __name__ == "__main__":
    use_installation()
    from naniwa.web.demo import prepare
    from tests.recovery.furnishing import publish_with_drafts

    prepare(applicants=20)
    publish_with_drafts(int(sys.argv[1]))
