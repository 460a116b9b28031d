"""The parts in which a definition is shown, in the order in which somebody would make it."""

from dataclasses import dataclass

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text
from naniwa.services.procedures.definitions.editing.places import Place, path


@dataclass(frozen=True, slots=True)
class Part:
    """`keys` of the thing at `place`."""

    key: str
    title: Text
    about: Text
    keys: tuple[str, ...]
    place: Place = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(path((*self.place, key)) for key in self.keys)


FORM: Place = ("form",)
PARTS = (
    Part(
        "basics",
        text("手続の紹介", "About the procedure"),
        text("名前、説明、根拠、窓口", "Name, description, legal basis, office"),
        ("title", "description", "legal_basis", "audience", "office", "hours", "contact", "post_to", "identity", "agents", "life_situations", "keywords", "slug", "prefix", "for_municipalities", "open"),
    ),
    Part(
        "period",
        text("期間", "Times"),
        text("受付、審査、修正、保存の期間", "When it is open, how long reviews and corrections take"),
        ("opens_at", "closes_at", "corrections_until", "review_days", "review_counted_in", "correction", "retention"),
    ),
    Part(
        "before",
        text("申請の前", "Before applying"),
        text("申請できるか確かめる質問と、用意する書類", "Questions on eligibility, and papers to have at hand"),
        ("eligibility", "documents"),
    ),
    Part("questions", text("質問", "Questions"), text("申請する人に聞くこと", "What applicants are asked"), ("pages",), FORM),
    Part("values", text("計算する値", "Derived values"), text("答えから計算し、条件や文に使う値", "Worked out from answers, for rules and wordings"), ("values",), FORM),
    Part("checks", text("確認", "Checks"), text("答えの間違いや不備を見つける決まり", "Rules that find faults in answers"), ("checks",), FORM),
    Part("applicant", text("申請者を表す答え", "Who applies"), text("どの答えが氏名や住所か", "Which answers are the name and the address"), ("applicant",)),
    Part(
        "review",
        text("審査と結果", "Review and outcome"),
        text("段階、結果、支給額", "Stages, outcomes, amounts"),
        ("stages", "outcomes", "amounts", "shares", "sealed", "certificate"),
    ),
    Part("fees", text("手数料", "Fees"), text("額、かからない人、納める時", "Amounts, who does not pay, when it is due"), ("fees",)),
    Part("notices", text("お知らせ", "Notices"), text("どのときに、どの文面を送るか", "Which wording is sent when"), ("notices", "wordings")),
    Part("faq", text("よくある質問", "Questions often asked"), text("案内の画面に出す質問と答え", "Questions and answers on its page"), ("faq",)),
    Part("figures", text("統計", "Statistics"), text("公表する数", "Published figures"), ("statistics",)),
    Part("examples", text("例", "Examples"), text("答えと、その結果の例。決まりが正しいか確かめます。", "Answers and what must come of them, to prove the rules"), ("examples",)),
)  # fmt: skip
BY_KEY = {part.key: part for part in PARTS}


def part_of(where: Place) -> Part:
    """The part in which a place stands; the first where it stands in none."""
    for part in PARTS:
        if where[: len(part.place)] == part.place and where[len(part.place) : len(part.place) + 1] in {
            (key,) for key in part.keys
        }:
            return part
    return PARTS[0]
