"""The one table of what an overlay may change, and how far where the law requires something."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text
from naniwa.services.procedures.definitions.overlays.document import Way

type OnFixed = Literal["free", "kept", "tightened"]
"""Where the law requires the thing: still free, kept as it is, or changed only towards the stricter."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Places of one shape (`*` is one step), what stands there in words, and the ways to change it.

    `on_fixed` holds for things marked `fixed`, `on_read` for fields that something marked or a decision reads.
    """

    shape: str
    words: Text
    ways: frozenset[Way]
    on_fixed: OnFixed = "free"
    on_read: OnFixed = "free"


def _replace(shape: str, ja: str, en: str, on_fixed: OnFixed = "free", on_read: OnFixed = "free") -> Allowed:
    return Allowed(shape, text(ja, en), frozenset({"replace"}), on_fixed, on_read)


def _list(shape: str, ja: str, en: str, *ways: Way, fixed: OnFixed = "free") -> Allowed:
    return Allowed(shape, text(ja, en), frozenset(ways), fixed, fixed)


FIELD = "form.pages.*.fields.*"
ALLOWED: tuple[Allowed, ...] = (
    _replace("title", "名称", "Title"),
    _replace("description", "説明", "Description"),
    _replace("legal_basis", "根拠", "Legal basis"),
    _replace("office", "担当", "Office"),
    _replace("contact", "問い合わせ先", "Contact"),
    _replace("hours", "窓口の受付時間", "Opening times"),
    _replace("post_to", "郵送先", "Postal address"),
    _replace("keywords", "さがすことば", "Keywords"),
    _replace("opens_at", "受付の開始", "Opens"),
    _replace("closes_at", "受付の終了", "Closes"),
    _replace("corrections_until", "修正の期限", "Corrections until"),
    _replace("review_days", "審査の日数", "Days of review"),
    _replace("fees", "手数料", "Fees"),
    _replace("fees.*", "手数料", "Fees"),
    _replace("fees.*.*", "手数料", "Fees"),
    _replace("fees.*.exempt.*.name", "手数料のかからない人", "Who does not pay"),
    _replace("retention.years", "保存年数", "Years kept", "kept"),
    _replace("retention.reason", "保存の理由", "Why it is kept", "kept"),
    _replace("eligibility.*.question", "対象かを確かめる質問", "Question before applying"),
    _replace("eligibility.*.options", "質問の答え", "Answers to the question"),
    _replace("eligibility.*.options.*.label", "質問の答え", "Answer to the question"),
    _replace("eligibility.*.options.*.note", "答えの説明", "Note on the answer"),
    _replace("documents.*.name", "書類の名", "Name of the document", "kept"),
    _replace("documents.*.note", "書類の説明", "Note on the document"),
    _replace("faq.*.question", "よくある質問", "Question often asked", "kept"),
    _replace("faq.*.answer", "よくある質問の答え", "Answer to a question often asked", "kept"),
    _replace("faq.*.basis", "よくある質問の根拠", "Basis of an answer", "kept"),
    _replace("wordings.*.subject", "お知らせの件名", "Subject of a notice", "kept"),
    _replace("wordings.*.body", "お知らせの本文", "Body of a notice", "kept"),
    _replace("stages.*.name", "段階の名", "Name of the stage"),
    _replace("stages.*.days", "段階の日数", "Days of the stage"),
    _replace("certificate.title", "許可証・証明書の名", "Title of the licence"),
    _replace("certificate.text", "許可証・証明書の本文", "Words of the licence"),
    _replace("outcomes.*.name", "結果の名", "Name of the outcome"),
    _replace("outcomes.*.note", "結果の説明", "Note on the outcome"),
    _replace("examples.*.answers", "例の答え", "Answers of an example"),
    _replace("examples.*.expect", "例の結果", "What an example gives"),
    _replace("form.pages.*.title", "ページの名", "Title of the page"),
    _replace("form.pages.*.intro", "ページの説明", "Introduction of the page"),
    _replace(f"{FIELD}.label", "質問", "Question", "kept"),
    _replace(f"{FIELD}.hint", "質問の説明", "Hint"),
    _replace(f"{FIELD}.example", "書き方の例", "Example of an answer"),
    _replace(f"{FIELD}.statement", "同意する文", "Statement", "kept"),
    _replace(f"{FIELD}.required", "必須かどうか", "Whether it is required", "tightened", "tightened"),
    _replace(f"{FIELD}.options.*.label", "選択肢", "Option", "kept"),
    _replace(f"{FIELD}.options.*.hint", "選択肢の説明", "Hint of the option"),
    _replace("form.checks.*.applicant", "確認の文（申請者）", "What the check says to applicants"),
    _replace("form.checks.*.staff", "確認の文（職員）", "What the check says to staff"),
    _replace("form.checks.*.severity", "確認の重さ", "Severity of the check", "tightened"),
    _list("documents", "用意するもの", "Documents", "add"),
    _list("documents.*", "用意するもの", "Document", "remove", fixed="kept"),
    _list("faq", "よくある質問", "Questions often asked", "add"),
    _list("faq.*", "よくある質問", "Question often asked", "remove", fixed="kept"),
    _list("wordings", "お知らせの文面", "Wordings of notices", "add"),
    _list("wordings.*", "お知らせの文面", "Wording of a notice", "remove", fixed="kept"),
    _list("form.pages.*.fields", "ページの質問", "Questions of the page", "add"),
    _list(FIELD, "質問", "Question", "remove", fixed="kept"),
    _list(f"{FIELD}.options", "選択肢", "Options", "add", fixed="kept"),
    _list(f"{FIELD}.options.*", "選択肢", "Option", "remove", fixed="kept"),
    _list("form.values", "計算する値", "Values", "add"),
    _list("form.checks", "確認", "Checks", "add"),
    _list("form.checks.*", "確認", "Check", "remove", fixed="kept"),
    _list("statistics", "公開する数", "Figures", "add"),
    _list("statistics.*", "公開する数", "Figure", "remove"),
    _list("examples", "例", "Examples", "add"),
    _list("examples.*", "例", "Example", "remove"),
)  # fmt: skip


def allowed(way: Way, path: str) -> Allowed | None:
    """The line of the table for a place; None if an overlay may not change it this way."""
    return next((one for one in ALLOWED if way in one.ways and matches(one.shape, path)), None)


def matches(shape: str, path: str) -> bool:
    """Whether a place has a shape, step by step."""
    wanted, steps = shape.split("."), path.split(".")
    return len(wanted) == len(steps) and all(map(fnmatchcase, steps, wanted))
