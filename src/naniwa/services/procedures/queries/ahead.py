"""Which paper of a case will be opened first, without reading the case as a whole."""

from itertools import chain

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Channel, Deficiency
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.paper import scans_of


def first_paper(case: Application) -> str:
    """Its number; one with an open fault before the others, as the review screen chooses. "" where there is none."""
    items = Deficiency.objects.filter(application=case, state__in=OPEN_ITEMS).values_list("opens", flat=True)
    faulty = set(chain.from_iterable(items))
    asked = [key for key, field in live(case.version_id).form.fields.items() if field.type == "file"]
    scans = scans_of(case.pk) if case.channel == Channel.PAPER else []
    files = [(key, file) for key in asked for file in case.answers.get(key) or []]
    doubtful = (file["id"] for key, file in files if key in faulty)
    every = (file["id"] for file in chain(scans, (file for _key, file in files)))
    return next(chain(doubtful, every), "")
