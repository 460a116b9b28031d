"""What the API takes and gives, from which its OpenAPI document is made."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict, StringConstraints

from naniwa.services.procedures.models import State

# No NUL, which no text column holds.
LINE = r"^[^\x00]*$"
type Text = Annotated[str, StringConstraints(max_length=4000, pattern=LINE, strip_whitespace=True)]
type Reason = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=LINE, strip_whitespace=True)]
type Code = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.\-]+$")]
type Reference = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9\-]+$")]
type Key = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]
type Yen = Annotated[int, Field(ge=0, le=10**12)]
type Outcome = Literal["approved", "declined"]
type Status = Annotated[str, Field(json_schema_extra={"enum": [str(state) for state in State.values]})]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class Claim(Strict):
    """Take the case to review."""

    act: Literal["claim"]


class HandBack(Strict):
    """Give the case back to the team."""

    act: Literal["hand_back"]
    reason: Text = ""


class AddDeficiency(Strict):
    """Enter a fault by a code of the procedure's definition; empty words take the definition's."""

    act: Literal["add_deficiency"]
    code: Code
    reason: Text = ""
    reason_en: Text = ""


class SettleDeficiency(Strict):
    """Confirm, waive, resolve or reopen a fault."""

    act: Literal["settle_deficiency"]
    code: Code
    field: Code
    verdict: Literal["confirm", "waive", "resolve", "reopen"]


class SendNotice(Strict):
    """Send the drafted notice, which asks the applicant to correct what is open."""

    act: Literal["send_notice"]


class FinishReview(Strict):
    """Send the case to decision with a proposal."""

    act: Literal["finish_review"]
    outcome: Outcome
    amount_yen: Yen = 0
    comment: Text = ""


class Decide(Strict):
    """Decide a reviewed case; never one that the same client reviewed."""

    act: Literal["decide"]
    outcome: Outcome
    amount_yen: Yen = 0
    reason: Text = ""


class SendBack(Strict):
    """Return a reviewed case to its reviewer."""

    act: Literal["send_back"]
    reason: Reason


type Act = Annotated[
    Claim | HandBack | AddDeficiency | SettleDeficiency | SendNotice | FinishReview | Decide | SendBack,
    Field(discriminator="act"),
]


class Posting(Strict):
    """One line of a bulk post; `key` is the client's own number of it."""

    key: Key
    reference: Reference
    do: Act


class Summary(Schema):
    """A case without personal data."""

    reference: str
    procedure: str
    status: Status
    stage: Literal["review", "decision", "closed"]
    received_at: datetime
    status_at: datetime = Field(description="When status or stage last changed")
    due_at: datetime | None
    amount_yen: int | None = Field(description="Null where no amount is known, or the procedure pays nothing")
    municipality: str | None = Field(description="団体コード of the municipality that shares the case")
    open_deficiencies: int
    mine: bool = Field(description="Whether this client has it under review")


class Step(Schema):
    at: datetime
    kind: str
    status: str
    detail: str


class Fault(Schema):
    code: str
    field: str
    state: str
    reason: str
    reason_en: str
    found_by: str
    found_at: datetime
    closed_at: datetime | None


class Decided(Schema):
    outcome: str
    amount_yen: int | None = Field(description="Null where the procedure pays nothing")
    reason: str
    decided_at: datetime


class Agency(Schema):
    """An agent handed the case in for its applicant."""

    mandate: str
    kind: str
    agent: str
    registration: str = Field(description="Of a professional; else empty")
    office: str
    principal: str
    acts: list[str]
    starts_on: date
    ends_on: date = Field(description="The last day, whole, in Asia/Tokyo")
    state: str


class Case(Summary):
    """A case with its answers, its history and its faults; personal data."""

    version: int
    channel: str
    language: str
    proposed_outcome: str
    answers: dict[str, Any]
    steps: list[Step]
    deficiencies: list[Fault]
    decision: Decided | None
    agency: Agency | None


class Page(Schema):
    """Cases in the order in which their status or stage last changed; `next` is the cursor of what follows."""

    cases: list[Summary]
    next: str | None


class Me(Schema):
    """The client as the API knows it."""

    name: str
    organisation: str
    procedures: list[str]
    scopes: list[str]
    roles: list[str]
    purpose: str


class Result(Schema):
    """The answer to one line of a bulk post."""

    line: int
    key: str | None
    status: int
    replayed: bool = False
    case: Summary | None = None
    problem: "ProblemDetails | None" = None


class Mistake(Schema):
    at: str
    message: str


class ProblemDetails(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    errors: list[Mistake] | None = None


class Filters(Schema):
    """What to list; empty fields do not narrow."""

    procedure: Code | None = None
    status: Literal[tuple(str(state) for state in State.values)] | None = None  # type: ignore[valid-type] # the words of State
    changed_since: AwareDatetime | None = Field(
        None, description="Status or stage changed at or after this moment (RFC 3339)"
    )
    cursor: Annotated[str, StringConstraints(max_length=200)] | None = None
