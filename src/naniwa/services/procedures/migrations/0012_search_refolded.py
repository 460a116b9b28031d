"""Cases stored before are found by an address however it is written, as new ones are: their folded text is made anew.

Set by set, each in a transaction of its own, so that nobody waits for long; killed half way, it goes on where texts are
still old. It folds by `search_text` itself, and so needs nothing of a case but its columns of today.
"""

from functools import cache
from typing import Any

from django.db import migrations

from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.definitions import parse
from naniwa.services.procedures.definitions.schema import Applicant
from naniwa.services.procedures.operations.preparing import search_text

AT_ONCE = 1_000
READ = ("reference", "version_id", "answers", "applicant_name", "applicant_kana", "search")


def refold(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001 - Django's historical apps are untyped
    application, version = apps.get_model("procedures", "Application"), apps.get_model("forms", "Version")

    @cache
    def who(version_id: int) -> Applicant:
        return parse(version.objects.values_list("source", flat=True).get(pk=version_id)).applicant

    last = 0
    while True:
        with as_system():
            # What was erased holds no text, and gets none.
            found = application.objects.filter(pk__gt=last).exclude(search="").order_by("pk")
            cases = list(found.only(*READ).select_for_update()[:AT_ONCE])
            texts = [(case.pk, _text(case, who(case.version_id)), case.search) for case in cases]
            bulk.amend(application, ("id", "search"), [(pk, new) for pk, new, old in texts if new != old])
        if not cases:
            return
        last = cases[-1].pk


def _text(case: Any, who: Applicant) -> str:  # noqa: ANN401 - as above
    said = search_text(who, case.answers, case.applicant_name, case.applicant_kana)
    return f"{case.reference.replace('-', '')} {said}"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("forms", "0001_initial"), ("procedures", "0011_in_order")]
    # Earlier code reads the new form as well: the old one stands in it whole.
    operations = [migrations.RunPython(refold, migrations.RunPython.noop)]
