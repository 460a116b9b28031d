"""What each key of a definition is called and asks for, for people who have never seen one: one line a key.

A key of definitions/schema.py that has no line here is left to the YAML view, and must stand in LEFT_TO_YAML.
"""

from dataclasses import dataclass

from naniwa.kernel.forms.definition import Check, Form, Option, Page, RepeatField, Text, Value
from naniwa.kernel.forms.definition import fields as kinds
from naniwa.kernel.forms.definition.text import Model, text
from naniwa.services.procedures.definitions import schema
from naniwa.services.procedures.definitions.fees import Exemption, Fee


@dataclass(frozen=True, slots=True)
class Said:
    """`kind` says which control serves where the schema alone does not tell: a field of the form, a path, a wording."""

    key: str
    label: Text
    help: Text | None = None
    kind: str = ""


def say(key: str, ja: str, en: str, *, kind: str = "", help: tuple[str, str] | None = None) -> Said:  # noqa: A002 - the word
    """One key in words."""
    return Said(key, text(ja, en), text(*help) if help else None, kind)


KEY = say(
    "key",
    "キー",
    "Key",
    help=("条件や計算で使う名前。半角の小文字、数字、_", "Used in rules: small letters, digits and _"),
)
LABEL = say("label", "見出し", "Label")
WHEN = say("when", "表示する条件", "Shown when", help=("空なら、いつも表示します。", "Always, if left empty."))
NAME = say("name", "名前", "Name")
LOWEST, HIGHEST = say("minimum", "いちばん小さい数", "Smallest"), say("maximum", "いちばん大きい数", "Largest")
EARLIEST = say(
    "earliest",
    "いちばん早い日",
    "Earliest",
    help=("例：2026-04-01（年月なら 2026-04）", "As in 2026-04-01, or 2026-04 for a month"),
)
LATEST = say(
    "latest",
    "いちばん遅い日",
    "Latest",
    help=("例：2026-04-01（年月なら 2026-04）", "As in 2026-04-01, or 2026-04 for a month"),
)
LENGTH = say("max_length", "文字数の上限", "Longest, in characters")
AT_MOST = say("at_most", "個数の上限", "At most")
OPTIONS = say("options", "選択肢", "Options")
FIXED = say(
    "fixed",
    "法律で決まっている",
    "Required by law",
    help=("市町村は外したり、ゆるめたりできません。", "No municipality takes it away or loosens it."),
)

DESCRIBED: dict[type[Model], tuple[Said, ...]] = {
    schema.Procedure: (
        say("title", "手続の名前", "Title"),
        say("description", "説明", "Description", help=("だれのための、どんな手続か。", "For whom it is, and what it does.")),
        say("legal_basis", "根拠", "Legal basis", help=("法律・条例・要綱と、その条", "The law or ordinance, and its article")),
        say("slug", "アドレスの名前", "Name in addresses", help=("例：nursery-place。公開したあとは変えません。", "As in nursery-place. Never changed once published.")),
        say("prefix", "受付番号の頭文字", "Letters of receipt numbers", help=("英大文字2字。IとOは使えません。", "Two capitals without I and O")),
        say("office", "決定する組織", "Office that decides", kind="office"),
        say("contact", "問い合わせ先", "Contact"),
        say("post_to", "郵送先", "Postal address"),
        say("audience", "だれの手続か", "For whom"),
        say("life_situations", "くらしの場面", "Situations in life"),
        say("keywords", "さがすときの言葉", "Search words", help=("1行に1つ", "One to a line")),
        say("eligibility", "申請の前に確かめる3つの質問", "Three questions before applying"),
        say("opens_at", "受付の始まり", "Opens", help=("例：2027-04-01T00:00:00+09:00", "As in 2027-04-01T00:00:00+09:00")),
        say("closes_at", "受付の終わり", "Closes", help=("この時刻からは受け付けません。", "The first moment that is too late.")),
        say("corrections_until", "修正の最終期限", "Last moment for corrections"),
        say("review_days", "審査の目安（日）", "Days of review"),
        say("review_counted_in", "審査の日の数え方", "Days of review are counted in"),
        say("correction", "修正のお願い", "Corrections"),
        say("documents", "用意する書類", "Papers to have at hand"),
        say("identity", "本人確認の程度", "Proof of identity", help=("申請する人が、だれであるかをどう示すか。", "How surely an applicant shows who they are.")),
        say("agents", "代理で申請できる人", "Who may apply for others", help=("本人のほかに、だれが代わりに申請できるか。", "Who may apply in somebody else's place.")),
        say("hours", "窓口の時間", "Office hours"),
        say("for_municipalities", "市町村に配る", "Offered to municipalities", help=("市町村が、自分の窓口や言い方に合わせて使います。", "Municipalities lay their own wordings and offices over it.")),
        say("open", "市町村が決めるところが残っている", "Something is left to decide", help=("残っている間は公開できません。", "It cannot be published until then.")),
        say("applicant", "申請者を表す項目", "Where the answers say who applies"),
        say("form", "申請フォーム", "Form"),
        say("stages", "審査の段階", "Stages of the review"),
        say("outcomes", "結果", "Outcomes", help=("上から順に見て、最初に条件に合うものを提案します。", "The first whose condition holds is proposed.")),
        say("amounts", "支給額", "Amounts", help=("上から順に見て、最初に条件に合う額です。支払いのない手続では空にします。", "The first whose condition holds. None where nothing is paid.")),
        say("fees", "手数料", "Fees", help=("申請する人が納める手数料。ない手続では空にします。", "What the applicant owes. None where the procedure is free.")),
        say("shares", "負担の割合", "Shares", kind="shares", help=("例：1/2。合わせて1にします。", "As in 1/2; together they make 1.")),
        say("sealed", "決定通知書に電子署名をする", "The notice of decision is signed electronically", help=("役所の電子証明書で署名し、だれでも本物か確かめられるようにします。", "With the office's seal, so that anybody can check it.")),
        say("certificate", "許可証・証明書", "Licence or certificate", help=("認めたときに渡す文書。ない手続では空にします。", "The paper that an approval gives. Leave it empty where there is none.")),
        say("notices", "お知らせの文面", "Wordings of notices", kind="notices"),
        say("wordings", "この手続だけの文面", "Own wordings", help=("足すと、上で選んだ文面の代わりに送ります。いまの文面を写したところから始まります。", "Sent in place of the wording chosen above. A new one begins as a copy of that.")),
        say("faq", "よくある質問", "Questions that are often asked", help=("手続の案内の画面と、「質問と答え」の検索に出ます。", "They stand on the page of the procedure and are found in the search for answers.")),
        say("retention", "保存期間", "Retention"),
        say("statistics", "公表する統計", "Published figures"),
        say("examples", "例", "Examples"),
    ),
    Form: (
        say("pages", "画面", "Pages"),
        say("values", "計算する値", "Derived values"),
        say("checks", "確認すること", "Checks"),
    ),
    Page: (
        say("title", "画面の見出し", "Title"),
        say("intro", "はじめの説明", "Introduction"),
        WHEN,
        KEY,
        say("fields", "質問", "Questions"),
    ),
    kinds.Asked: (
        say("label", "質問", "Question"),
        say("hint", "説明", "Hint", help=("質問の下に出します。", "Stands below the question.")),
        say("type", "答え方", "Kind of answer"),
        say("required", "必ず答える", "Must be answered"),
        say("example", "記入例", "Example"),
        WHEN,
        KEY,
        FIXED,
    ),
    kinds.TextField: (
        LENGTH,
        say("multiline", "何行も書ける", "Several lines"),
        say("format", "書き方", "Format"),
    ),
    kinds.KanaField: (LENGTH,),
    kinds.MoneyField: (LOWEST, HIGHEST),
    kinds.NumberField: (LOWEST, HIGHEST, say("unit", "単位", "Unit")),
    kinds.DateField: (EARLIEST, LATEST),
    kinds.MonthField: (EARLIEST, LATEST),
    kinds.ChoiceField: (OPTIONS,),
    kinds.SeveralField: (OPTIONS, AT_MOST),
    kinds.DeclarationField: (say("statement", "同意する文", "Statement"),),
    kinds.FileField: (
        AT_MOST,
        say("accept", "受け取るファイル", "Files taken"),
        say("max_megabytes", "1個の上限（MB）", "Largest file (MB)"),
    ),
    RepeatField: (
        say("item", "1行の呼び名", "What one row is called"),
        say("at_least", "少なくとも（行）", "At least (rows)"),
        AT_MOST,
        say("fields", "1行の質問", "Questions of a row"),
    ),
    Option: (LABEL, say("hint", "説明", "Hint"), KEY),
    Value: (
        say("label", "値の名前", "Name of the value"),
        say("rule", "計算", "How it is worked out", kind="formula"),
        say("otherwise", "計算できないとき", "If that cannot be worked out", kind="formula"),
        say("unit", "単位", "Unit"),
        KEY,
    ),
    Check: (
        say("severity", "見つかったとき", "What happens"),
        say("field", "示す場所", "Where it shows", kind="field"),
        say("when", "確認する条件", "Checked when", help=("空なら、いつも確認します。", "Always, if left empty.")),
        say("must", "満たすべきこと", "What must hold", help=("空なら、人が見て判断します。", "Without it only a person can find the fault.")),
        say("applicant", "申請者への文", "Words for the applicant", help=("何が違い、どう直すか。{キー}は答えに置き換わります。", "What is wrong and how to mend it; {key} becomes the answer.")),
        say("staff", "職員への文", "Words for staff"),
        say("mend", "いっしょに直せる質問", "Other questions opened for correction", kind="fields"),
        say("code", "コード", "Code", help=("半角の小文字、数字、-。公開したあとは変えません。", "Small letters, digits and -; stays the same once published.")),
        FIXED,
    ),
    schema.Question: (
        say("question", "質問", "Question"),
        KEY,
        say("options", "答え", "Answers"),
    ),
    schema.Answer: (
        LABEL,
        say("likely", "対象になりそう", "Approval is likely"),
        say("note", "説明", "Note", help=("対象になりにくい理由と、次にすること", "Why it is not likely, and what to do")),
        say("key", "キー", "Key", help=("市町村がこの答えを変えるときに使う名前", "By which a municipality's version names the answer.")),
    ),
    schema.Paper: (
        say("name", "書類の名前", "Name of the paper"),
        say("note", "説明", "Note"),
        say("fields", "添付する質問", "Questions it is attached to", kind="fields"),
        say("key", "キー", "Key", help=("市町村がこの書類を変えるときに使う名前", "By which a municipality's version names the paper.")),
        FIXED,
    ),
    schema.Faq: (
        say("question", "質問", "Question"),
        say("answer", "答え", "Answer"),
        say("basis", "根拠", "Basis", help=("空なら、手続の根拠を示します。", "The basis of the procedure, if left empty.")),
        say("key", "キー", "Key", help=("市町村がこの質問を変えるときに使う名前", "By which a municipality's version names the question.")),
        FIXED,
    ),
    schema.Wording: (
        say("key", "いつ送るか", "When it is sent"),
        say("subject", "件名", "Subject"),
        say("body", "本文", "Body", help=("{名前} は、送るときに置き換わります。", "A {name} is filled in when it is sent.")),
        say("fixed", "法律で決まっている", "Required by law", help=("市町村はこの文面を変えられません。", "No municipality changes this wording.")),
    ),
    schema.Certificate: (
        say("title", "文書の名前", "Title of the paper", help=("例：飲食店営業許可証", "As in: Licence to run a restaurant")),
        say("text", "本文", "Words", help=("何を許可・証明するか。{キー}は答えに置き換わります。", "What it permits or certifies; {key} becomes the answer.")),
        say("sealed", "許可証・証明書に電子署名をする", "It is signed electronically"),
    ),
    schema.Identity: (KEY, say("fields", "同じなら同じ申請者とみる答え", "Answers two applications share", kind="paths")),
    schema.Applicant: (
        say("name", "氏名・名称", "Name", kind="paths"),
        say("kana", "フリガナ", "Reading", kind="paths"),
        say("municipality", "市町村", "Municipality", kind="path"),
        say("account", "振込先の口座", "Account", kind="field"),
        say("address", "住所", "Address", kind="path"),
        say("phone", "電話番号", "Telephone", kind="path"),
        say("search", "台帳でさがす答え", "Searched in the ledger", kind="paths"),
        say("identity", "重複をさがす組", "How duplicates are found"),
    ),
    schema.Stage: (NAME, say("role", "だれが", "By whom"), say("days", "目安（日）", "Target in days"), KEY),
    schema.Outcome: (
        say("key", "結果", "Outcome"),
        NAME,
        say("when", "提案する条件", "Proposed when"),
        say("note", "申請者への説明", "Note for the applicant"),
    ),
    schema.Amount: (
        NAME,
        say("when", "この額になる条件", "Paid when"),
        say("amount", "金額（円）", "Amount in yen", kind="amount", help=("数、または計算の式", "A number, or a rule that gives it")),
    ),
    Fee: (
        say("name", "手数料の名前", "Name of the fee"),
        say("when", "手数料がかかる条件", "Charged when", help=("空なら、いつもかかります。", "Always, if left empty.")),
        say("amount", "1つあたりの金額（円）", "Amount for each, in yen", kind="amount", help=("数、または計算の式", "A number, or a rule that gives it")),
        say("per", "かける数", "Times", kind="count", help=("通数など、数を表す答え。空なら1回分です。", "An answer that counts, such as copies. Once, if left empty.")),
        say("unit", "数の単位", "What is counted", help=("例：通。「かける数」を書くときに要ります。", "As in copies; needed with what it is multiplied by.")),
        say("exempt", "かからない人", "Who does not pay"),
        say("due", "いつ納めるか", "When it is due"),
        say("capture", "お金をいつ受け取るか", "When the money is taken"),
        say("if_declined", "認めないとき", "If declined"),
        say("if_withdrawn", "取り下げたとき", "If withdrawn"),
        KEY,
    ),
    Exemption: (
        NAME,
        say("when", "かからない条件", "Not charged when"),
        say("key", "キー", "Key", help=("市町村がこの行を変えるときに使う名前", "By which a municipality's version names the line.")),
    ),
    schema.Correction: (
        say("days", "直す期間（日）", "Days to mend"),
        say("reminders", "期限の何日前に知らせるか", "Reminders, days before", help=("例：7, 2", "As in 7, 2")),
        say("post_days", "郵送を待つ日数", "Days to wait for the post"),
    ),
    schema.Retention: (
        say("years", "保存する年数", "Years kept"),
        say("reason", "理由", "Reason"),
        say("then", "そのあと", "Then"),
        say("draft_days", "提出されない下書きを残す日数", "Days a draft is kept"),
        FIXED,
    ),
    schema.Statistic: (NAME, say("measure", "数えるもの", "Measure"), say("by", "分け方", "By", kind="group"), KEY),
    schema.Situation: (NAME, KEY),
    schema.Example: (
        say("name", "例の名前", "Name of the example"),
        say("like", "もとにする例", "Starts from", kind="example"),
        say("answers", "答え", "Answers", kind="answers"),
        say("received_on", "受け付けた日", "Received on", help=("例：2026-04-01。受け付けた日を使う決まりがあるとき", "As in 2026-04-01, for rules that look at it.")),
        say("expect", "結果", "What must come of it"),
    ),
    schema.Expected: (
        say("refused", "受け付けない", "Refused at entry"),
        say("problems", "書き直しになる答え", "Answers to mend", help=("1行に1つ", "One to a line")),
        say("findings", "見つかる不備", "Checks that fail", kind="checks"),
        say("outcome", "提案される結果", "Outcome"),
        say("amount_yen", "支給額（円）", "Amount in yen"),
        say("fee_yen", "手数料（円）", "Fee in yen"),
    ),
}  # fmt: skip
LEFT_TO_YAML: frozenset[tuple[type[Model], str]] = frozenset({
    (schema.Procedure, "based_on"),  # written by the merge of a municipality's version, and by nobody else
    *((schema.BasedOn, key) for key in schema.BasedOn.model_fields),
})  # fmt: skip
"""(model, key) that only the YAML view can change, each for a reason told here."""
