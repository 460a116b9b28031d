"""What one YAML file says about one procedure."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic import Field as Setting

from naniwa.kernel.forms.definition import Form, Model, Text
from naniwa.kernel.forms.definition.fields import Key, Rule
from naniwa.kernel.forms.definition.form import Code
from naniwa.kernel.forms.definition.saying import shaped
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions.fees import Fee

Slug = Annotated[str, shaped(r"^[a-z][a-z0-9-]{2,59}$", "three or more small letters, digits and -")]
Path = Annotated[str, shaped(r"^[a-z][a-z0-9_]*(\.[a-z_]+)?$", "name an answer or its part, as in place.town")]
"""An answer or a part of it: `shop`, `shop.municipality_code`."""
NoticeKey = Annotated[str, shaped(r"^[a-z_]+(\.[a-z_]+)+$", "name a wording, as in procedures.received")]
Role = Literal["reviewer", "approver", "payer", "releaser"]
OutcomeKey = Literal["approved", "declined"]
WordingKey = Literal[
    "received", "received_by_post", "correction", "correction_by_post", "reminder", "reminder_by_post",
    "approved", "approved_by_post", "declined", "declined_by_post", "withdrawn", "withdrawn_by_post",
    "paid", "paid_by_post", "transfer_failed", "transfer_failed_by_post",
]  # fmt: skip
"""A turn of a case, and the same for those who have no page to open."""


def _fraction(value: object) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        message = "write a share as a fraction, such as 1/2"
        raise ValueError(message) from error


Share = Annotated[
    Fraction,
    PlainValidator(_fraction),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]+(/[0-9]+)?$"}),
]
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(TOKYO))]


class Answer(Model):
    """One answer to a question before applying."""

    key: Key | None = None
    """By which an overlay names it; one without is left as it is."""
    label: Text
    likely: bool
    """Whether an approval is likely for someone who answers so."""
    note: Text | None = None
    """What follows from the answer; needed where it is not likely."""


class Question(Model):
    """One of the questions that tell a visitor whether it is worth applying."""

    key: Key
    question: Text
    options: tuple[Answer, ...] = Setting(min_length=2)


class Paper(Model):
    """A document to have at hand."""

    key: Key | None = None
    """By which an overlay names it; one without is left as it is."""
    name: Text
    note: Text | None = None
    fields: tuple[Key, ...] = ()
    """Fields in which it is handed in."""
    fixed: bool = False
    """The law requires it: no overlay takes it away."""


class Identity(Model):
    """Answers that two applications of one applicant share."""

    key: Key
    fields: tuple[Path, ...] = Setting(min_length=1)


class Applicant(Model):
    """Where the answers say who applies, where, and to which account they are paid, if to any."""

    name: tuple[Path, ...] = Setting(min_length=1)
    """The first that is answered."""
    kana: tuple[Path, ...] = Setting(min_length=1)
    municipality: Path
    """Six-digit code of the municipality that shares the case."""
    account: Key | None = None
    """Named where something is paid, and only there."""
    address: Path | None = None
    phone: Path | None = None
    search: tuple[Path, ...] = ()
    identity: tuple[Identity, ...] = ()


class Stage(Model):
    """A step of the review and who takes it."""

    key: Key
    name: Text
    role: Role
    days: int = Setting(ge=0)
    """Target, in days."""


class Outcome(Model):
    """How a case can end; the first whose rule is true is proposed."""

    key: OutcomeKey
    name: Text
    when: Rule | None = None
    note: Text


class Amount(Model):
    """The first whose rule is true is paid."""

    when: Rule | None = None
    amount: int | Rule
    """Whole yen, or a rule that gives it."""
    name: Text


class Correction(Model):
    """Time to answer a deficiency notice."""

    days: int = Setting(ge=1)
    reminders: tuple[int, ...] = ()
    """Days before the deadline."""
    post_days: int = Setting(default=5, ge=0)
    """Days after the deadline for which a case on paper waits for what was posted in time."""


class Retention(Model):
    """How long cases are kept after they are closed, and what becomes of them then."""

    years: int = Setting(ge=1)
    reason: Text
    then: Literal["anonymise", "delete"] = "anonymise"
    """Anonymised cases still count in statistics; of deleted ones only the books of the money know."""
    draft_days: int = Setting(default=180, ge=30)
    """Days after the last save on which a draft that was never handed in goes."""
    fixed: bool = False
    """The law sets the period: no overlay changes it."""


class Statistic(Model):
    """A figure that is published."""

    key: Key
    name: Text
    measure: Literal["applications", "approved", "paid_yen", "days_to_decision"]
    by: Literal["municipality", "state", "week"] | Key


class Situation(Model):
    """A situation in life under which the procedure is found."""

    key: Key
    name: Text


class Expected(Model):
    """What must come of an example."""

    refused: bool = False
    problems: tuple[str, ...] = ()
    """Inputs that are missing or wrong, such as `shop.town`."""
    findings: tuple[Code, ...] = ()
    outcome: OutcomeKey | None = None
    amount_yen: int | None = None
    fee_yen: int | None = None
    """What all fees together come to; not looked at unless it stands here."""


class Example(Model):
    """Answers and what must come of them; `like` starts from an earlier example."""

    name: str
    like: str | None = None
    received_on: date | None = None
    """The day on which they come in; that of the opening unless given."""
    answers: dict[str, Any] = Setting(default_factory=dict)
    """Answers, in place of those of `like`; null takes one away, a mapping changes only the parts it names."""
    expect: Expected


class Faq(Model):
    """A question that is often asked, with its answer as it stands on the page of the procedure."""

    key: Key | None = None
    """By which an overlay names it; one without is left as it is."""
    question: Text
    answer: Text
    basis: Text | None = None
    """The law or notice that the answer rests on; the basis of the procedure unless given."""
    fixed: bool = False
    """The law says so: no overlay changes it or takes it away."""


class Wording(Model):
    """What a notice says in this procedure, in place of the wording that `notices` names."""

    key: WordingKey
    subject: Text
    body: Text
    """Names in braces, such as {reference}, are filled in when it is sent."""
    fixed: bool = False
    """The law asks for these words: no overlay changes them or takes them away."""


class Certificate(Model):
    """A paper that an approval gives beside its notice: a licence, a permit, a certificate."""

    title: Text
    text: Text
    """What it certifies; {key} becomes the answer or derived value."""
    sealed: bool = False
    """Whether it bears the office's electronic seal."""


class BasedOn(Model):
    """Where a municipality's procedure comes from; written when an overlay is laid over its base."""

    procedure: Slug
    version: int = Setting(ge=1)
    """Of the base."""
    municipality: Annotated[str, shaped(r"^[0-9]{6}$", "the six digits of a municipality")]


class Procedure(Model):
    """One procedure, from how it is found to how long it is kept."""

    slug: Slug
    prefix: Annotated[
        str, shaped(r"^[A-HJ-NP-Z]{2}$", "two capitals without I and O, which look like digits, as in KX")
    ]
    """Two capitals in front of receipt numbers, none of them I or O."""
    title: Text
    description: Text
    legal_basis: Text
    open: bool = False
    """Whether texts still wait for what a municipality decides; an open definition is never published."""
    office: str
    """Code of the organisation that decides."""
    contact: Text
    hours: Text | None = None
    """When the office can be reached; as the list of organisations has it unless given."""
    for_municipalities: bool = False
    """A base over which each municipality may lay its overlay."""
    based_on: BasedOn | None = None
    post_to: Text | None = None
    """Postal address to which papers are sent, in lines."""
    identity: Literal["none", "email", "passkey", "electronic"] = "email"
    """How surely an applicant on the web has to prove who they are before handing in."""
    agents: Literal["none", "family", "anyone"] = "anyone"
    """Who may apply for somebody else: nobody; family, guardians and parents; or anybody with a mandate."""
    audience: tuple[Literal["resident", "business"], ...] = Setting(min_length=1)
    life_situations: tuple[Situation, ...] = Setting(min_length=1)
    keywords: tuple[str, ...] = ()
    eligibility: tuple[Question, ...] = Setting(min_length=3, max_length=3)
    opens_at: Moment
    closes_at: Moment | None
    """The first moment that is too late; null where applications are taken all year round."""
    corrections_until: Moment | None = None
    """The last moment for corrections; none where applications are taken all year round."""
    review_days: int = Setting(ge=1)
    review_counted_in: Literal["days", "working_days"] = "days"
    """Working days are those on which offices are open."""
    correction: Correction
    documents: tuple[Paper, ...] = ()
    faq: tuple[Faq, ...] = ()
    """Questions that are often asked, answered on its page and in the search for answers."""
    applicant: Applicant
    form: Form
    stages: tuple[Stage, ...] = Setting(min_length=2)
    outcomes: tuple[Outcome, ...] = Setting(min_length=2)
    amounts: tuple[Amount, ...] = ()
    """What an approval pays; none where nothing is paid, as for a certificate or a licence."""
    shares: dict[Literal["prefecture", "municipality"], Share] = Setting(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    """What the applicant owes; none where the procedure is free."""
    sealed: bool = False
    """Whether the notice of decision bears the office's electronic seal."""
    certificate: Certificate | None = None
    """The licence or permit that an approval gives, if it gives one."""
    notices: dict[str, NoticeKey] = Setting(default_factory=dict)
    wordings: tuple[Wording, ...] = ()
    """Own wordings of some notices."""
    retention: Retention
    statistics: tuple[Statistic, ...] = ()
    examples: tuple[Example, ...] = Setting(min_length=1)

    @property
    def pays(self) -> bool:
        """Whether money follows an approval; where none does, the decision closes the case."""
        return bool(self.amounts)

    def window(self) -> dict[str, datetime | None]:
        """The three moments by name; of a procedure that is open all year only the first is known."""
        return {name: getattr(self, name) for name in WINDOW}


WINDOW = ("opens_at", "closes_at", "corrections_until")
