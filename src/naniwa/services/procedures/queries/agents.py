"""Under which mandate a case is: for whom, by whom and until when, as far as the reader may see it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from naniwa.kernel.mandates import queries as mandates
from naniwa.kernel.mandates import words
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.offered import Offered
from naniwa.services.procedures.definitions import Procedure
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.live import latest_whole, live


def mandate_of(case: Application) -> Mandate | None:
    """None for a case of the person themselves, and where row security hides the mandate."""
    if case.mandate_id is None:
        return None
    try:
        return case.mandate
    except Mandate.DoesNotExist:
        return None


def agent_in_words(case: Application) -> str:
    """By whom, for whom, under which number and until when; empty for a case of the person themselves."""
    mandate = mandate_of(case)
    return words.line(mandate) if mandate else ""


def agents_in_words(cases: Iterable[int | None]) -> Mapping[int, str]:
    """The same for many cases by their mandates' row numbers, in one query."""
    numbers = {number for number in cases if number is not None}
    found = mandates.by_pk(numbers) if numbers else {}
    return {number: words.line(mandate) for number, mandate in found.items()}


def asked_for(procedure: Procedure) -> str:
    """The procedure as mandates name it: a municipality's own form of it is the same one."""
    return procedure.based_on.procedure if procedure.based_on else procedure.slug


def procedures() -> list[Offered]:
    """What a mandate can be for."""
    language = get_language() or "ja"
    found = [live(one) for one in latest_whole()]
    return [
        Offered(
            one.procedure.slug, one.procedure.title.in_language(language), one.organisation_id, one.procedure.agents
        )
        for one in found
        if one.procedure.agents != "none"
    ]
