"""What is wrong with a definition, in Japanese as well: the checks themselves speak English."""

import re

from naniwa.kernel.forms.definition import Text
from naniwa.kernel.forms.definition.text import text

SAYINGS: tuple[tuple[str, str], ...] = (
    (r"this is missing", "書かれていません"),
    (r"a fee is above 0 yen and at most (.+) yen", "手数料は、0円より多く、{0}円までにしてください"),
    (r"`per` and `unit` go together: what is counted, and its name", "「かける数」と「数の単位」は、両方書くか、両方空にしてください"),
    (r"a fee that is charged after approval is taken at once", "認められてから納める手数料は、「納めたときに受け取る」にしてください"),
    (r"what is only set aside until approval cannot be kept when it is declined: `if_declined: refund`", "認められてから受け取る手数料は、認めないときに「返す」を選んでください"),
    (r"(.+): what is refused at entry owes no fee", "例「{0}」：受け付けない例に、手数料はかかりません"),
    (r"(.+): a fee cannot be worked out from these answers", "例「{0}」：この答えでは、手数料が計算できません"),
    (r"(.+): expected fee_yen (.+), but it gives (.+)", "例「{0}」：手数料は{1}円のはずが、{2}円になりました"),
    (r"this is for the municipality to decide: write it in place of (.+)", "市町村が決めるところです。{0}を書き換えてください"),
    (r"nothing is left to decide: take `open` away", "決めるところはもう残っていません。「市町村が決めるところが残っている」を外してください"),
    (r"this is empty", "空です。書いてください"),
    (r"this key is not known here", "ここでは使えないキーです"),
    (r"write both languages: \{ja: …, en: …\}", "日本語と英語の両方を書いてください"),
    (r"a whole number is needed here", "数（整数）を書いてください"),
    (r"true or false is needed here", "はい（true）か、いいえ（false）を選んでください"),
    (r"write day, time and time zone: (.+)", "日付、時刻、時差を書いてください。例：{0}"),
    (r"write a share as a fraction, such as 1/2", "割合は分数で書いてください。例：1/2"),
    (r"write a day as 2020-04-21", "日は 2020-04-21 のように書いてください"),
    (r"write a month as 2020-04", "年月は 2020-04 のように書いてください"),
    (r"'(.*)' will not do: (.+)", "「{0}」は使えません（{1}）"),
    (r"small letters, digits and _, as in sales_after", "半角の小文字、数字、_。例：sales_after"),
    (r"small letters, digits and -, as in sales-not-halved", "半角の小文字、数字、-。例：sales-not-halved"),
    (r"three or more small letters, digits and -", "3字以上の半角の小文字、数字、-"),
    (r"name an answer or its part, as in place\.town", "答えか、その一部。例：place.town"),
    (r"name a wording, as in procedures\.received", "文面の名前。例：procedures.received"),
    (r"two capitals without I and O, which look like digits, as in KX", "IとOを除く英大文字2字。例：KX"),
    (r"'(.*)' is not known here; there are (.+)", "「{0}」は選べません。選べるのは {1} です"),
    (r"there is no type '(.*)'; there are (.+)", "「{0}」という答え方はありません。選べるのは {1} です"),
    (r"say the `type` of the field", "答え方を選んでください"),
    (r"at least (\d+) needed here, but there are (\d+)", "{0}件以上必要です（今は{1}件）"),
    (r"at most (\d+) fit here, but there are (\d+)", "{0}件までです（今は{1}件）"),
    (r"at least (\d+) is needed here", "{0}以上にしてください"),
    (r"text is needed here(.*)", "文字を書いてください"),
    (r"a list is needed here: .+", "一覧で書いてください"),
    (r"keys with values are needed here", "キーと値で書いてください"),
    (r"this key stands twice", "同じキーが2回書かれています"),
    (r"there are two: (?:.* )?'(.*)'", "「{0}」が2つあります。別の名前にしてください"),
    (r"there are two: (\d+)", "{0}が2つあります"),
    (r"'(.*)' is a word of the rule language; choose another key", "「{0}」は式の言葉なので、キーに使えません"),
    (r"there is no field '(.*)'", "「{0}」という質問はありません"),
    (r"there is no field or value '(.*)'", "「{0}」という質問や値はありません"),
    (r"answered\. takes the key of a field, and there is no field '(.*)'", "「{0}」という質問はありません"),
    (r"'(.*)' has parts; use one of (.+)", "「{0}」は部分に分かれています。{1} のどれかを使ってください"),
    (r"there is no earlier example '(.*)'", "「{0}」という例が、これより上にありません"),
    (r"there is no answer '(.*)'", "「{0}」という答えはありません"),
    (r"there is no organisation '(.*?)'.*", "「{0}」という組織はありません"),
    (r"there is no wording '(.*)'", "「{0}」という文面はありません"),
    (r"there is no (?:day|month) (.+)", "{0} は暦にありません"),
    (r"'(.*)' is no (.+)", "「{0}」は、ここで使える答えではありません"),
    (r"without `must` only a person can find it: propose, and no `when`", "「満たすべきこと」が空のときは「不備として職員に知らせる」を選び、条件も空にしてください"),
    (r"'(.*)' has no option '(.*)'; there are (.+)", "「{0}」に「{1}」という選択肢はありません（{2}）"),
    (r"no row has a part '(.*)'; there are (.*)", "行に「{0}」という質問はありません（{1}）"),
    (r"no row of '(.*)' has a part '(.*)'", "「{0}」の行に「{1}」はありません"),
    (r"'(.*)' has no part '(.*)'", "「{0}」に「{1}」という部分はありません"),
    (r"depends on (.+), asked only later", "まだ聞いていない質問（{0}）に条件が付いています。順番を変えてください"),
    (r"(?:these|these values) wait for one another: (.+)", "互いを待ち合っていて決まりません：{0}"),
    (r"no example reaches page '(.*)'; .+", "画面「{0}」が出る例がありません。例を足すか、条件を確かめてください"),
    (r"no example shows field '(.*)'; .+", "質問「{0}」が出る例がありません。例を足すか、条件を確かめてください"),
    (r"this gives (.+), but (.+) is needed here", "式の結果の種類が違います（{1}が必要です）"),
    (r"(.+) cannot be applied to (.+)", "{0} は、この種類どうし（{1}）には使えません"),
    (r"(\w+) is at least (\d+)", "{1}以上にしてください"),
    (r"(\w+) is above (\w+)", "小さいほうの数が、大きいほうを超えています"),
    (r"no file would be taken: .+", "受け取るファイルを1つ以上選んでください"),
    (r"the site takes files of up to (\d+) MB", "受け取れるのは{0} MBまでです"),
    (r"no option is called '(.*)'", "「{0}」という選択肢はありません"),
    (r"this is no right answer itself: (.+)", "記入例が正しい答えになっていません"),
    (r"nothing fills in \{(.*)\}.*", "{{{0}}} に入るものがありません"),
    (r"closes before it opens", "受付の終わりが、始まりより前です"),
    (r"corrections end before applications do", "修正の最終期限が、受付の終わりより前です"),
    (r"(.+) days before the end of (.+) is no time for a reminder", "{1}日間のうち{0}日前には知らせられません"),
    (r"there are amounts to pay, so say to which account: `account`", "支給額があるので、振込先の口座を選んでください"),
    (r"the shares must add up to 1", "割合は、合わせて1にしてください"),
    (r"a share is not below 0", "割合は0以上にしてください"),
    (r"an amount is above 0 yen", "金額は0円より大きくしてください"),
    (r"nothing is paid, as there are no `amounts`: take the account away, or say what is paid", "支給額がありません。口座を外すか、支給額を書いてください"),
    (r"there is nothing to share, as there are no `amounts`", "支給額がないので、割合は要りません"),
    (r"nothing is paid, as there are no `amounts`", "支給額がないので、数えられません"),
    (r"nothing is paid, so no case ever comes to a (\w+)", "支給額がないので、この担当の段階は要りません"),
    (r"never comes true: (\w+)\[(\d+)\] above it has no `when`", "上に条件のないものがあるので、ここまで来ません"),
    (r"no stage is a reviewer's", "審査担当の段階がありません"),
    (r"no stage is an approver's", "決裁者の段階がありません"),
    (r"(\w+) comes before (\w+) in every case", "段階の順番が違います"),
    (r"name both outcomes, approved and declined", "「認める」と「認めない」の両方を書いてください"),
    (r"nobody is likely: .+", "対象になりそうな答えが1つもありません"),
    (r"say why it is not likely", "対象になりにくい理由を書いてください"),
    (r"no notice for '(.*)'", "「{0}」のお知らせを選んでください"),
    (r"no case ever takes the turn '(.*)'", "この手続には「{0}」の場面がありません"),
    (r"the wording '(.*)' speaks of money, but nothing is paid: name '(.*)'", "支払いのない手続です。「{1}」を選んでください"),
    (r"the wording '(.*)' says (.+), which nobody knows at '(.*)'", "文面「{0}」の {1} は、この場面では分かりません"),
    (r"\{(\w+)\} is not known in this notice; there are .+", "{{{0}}} は、このお知らせでは使えません。下の「入れられる言葉」から選んでください"),
    (r"a stray ([{{}}]): what is filled in is written .+", "「{0}」が余っています。置き換わる言葉は、{{名前}} のように書きます"),
    (r"a subject has one line", "件名は1行で書いてください"),
    (r"this notice has to say \{(\w+)\}", "このお知らせには {{{0}}} を必ず入れてください"),
    (r"(.+): expected amount_yen (.+), but it gives (.+)", "例「{0}」：支給額は{1}のはずが、{2}になりました"),
    (r"(.+): expected outcome (.+), but it gives (.+)", "例「{0}」：結果は{1}のはずが、{2}になりました"),
    (r"(.+): expected findings (.+), but it gives (.+)", "例「{0}」：不備は{1}のはずが、{2}になりました"),
    (r"(.+): expected problems (.+), but it gives (.+)", "例「{0}」：書き直しは{1}のはずが、{2}になりました"),
    (r"(.+): expected accepted at entry, but it is refused at entry(?: because of (.+))?", "例「{0}」：受け付けるはずが、受け付けられません（{1}）"),
    (r"(.+): expected refused at entry, but it is accepted at entry", "例「{0}」：受け付けないはずが、受け付けました"),
    (r"(.+): approved, but no amount above 0 yen comes out", "例「{0}」：認められますが、支給額が出ません"),
    (r"(.+): the rule of check '(.*)' cannot be worked out", "例「{0}」：確認「{1}」の式が計算できません"),
    (r"not YAML: (.+)", "YAMLとして読めません（{0}）"),
    (r"the file is empty", "何も書かれていません"),
    (r"the character (\S+) cannot be shown; delete it", "使えない文字（{0}）があります。消してください"),
    (r"nested more than (\d+) deep", "入れ子が深すぎます（{0}まで）"),
    (r"a key is one word", "キーは1つの言葉にしてください"),
)  # fmt: skip
_PATTERNS = [(re.compile(pattern), japanese) for pattern, japanese in SAYINGS]
WORDS = {
    "none": "なし",
    "approved": "認める",
    "declined": "認めない",
    "true or false": "はい・いいえ",
    "a number": "数",
    "text": "文字",
}


def told(message: str) -> Text:
    """A message in both languages; what has no Japanese words stays as it is."""
    return text("。".join(_japanese(one) for one in message.split("; or ")), message)


def _japanese(message: str) -> str:
    for pattern, japanese in _PATTERNS:
        hit = pattern.fullmatch(message)
        if hit:
            return japanese.format(*(WORDS.get(part or "", _inner(part or "")) for part in hit.groups()))
    return message


def _inner(part: str) -> str:
    """A part that is itself a saying, such as the shape of a key."""
    return next((japanese for pattern, japanese in _PATTERNS if pattern.fullmatch(part) and "{" not in japanese), part)
