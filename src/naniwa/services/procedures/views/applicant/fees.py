"""What an applicant will owe, in words, before anything is handed in."""

from dataclasses import dataclass

from django.utils.translation import get_language

from naniwa.kernel.forms.answers import Answers
from naniwa.services.procedures.queries.fees import foreseen
from naniwa.services.procedures.queries.live import Live


@dataclass(frozen=True)
class Ahead:
    """A fee to come: whole yen, how it comes about, and whether it is paid later or only set aside at first."""

    name: str
    amount_yen: int
    reckoned: str
    later: bool
    held: bool


def ahead(version: Live, answers: Answers) -> list[Ahead]:
    """The fees of these answers, in the reader's language."""
    language = get_language() or "ja"
    return [
        Ahead(
            name=due.fee.name.in_language(language),
            amount_yen=due.amount_yen,
            reckoned=due.in_words(language),
            later=due.fee.due == "after_approval",
            held=due.fee.capture == "after_approval",
        )
        for due in foreseen(version, version.form.without_hidden(answers))
    ]
