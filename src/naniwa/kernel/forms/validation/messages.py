"""What is said of an answer that cannot be taken: what is wrong, how to mend it, an example. Never 不正な値.

All languages stand together, as in definitions, because a problem may be said long after the request that met it
(in a batch, a notice, a rehearsal), in the language of whoever reads it.
"""

from typing import Any

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.definition.text import Text

WORDS: dict[str, Text] = {
    "required": Text(
        ja="「{label}」を入力してください。",
        en="Enter “{label}”.",
        easy="「{label}」を書いてください。",
    ),
    "choose": Text(
        ja="「{label}」を1つ選んでください。",
        en="Choose one for “{label}”.",
        easy="「{label}」の答えを1つ選んでください。",
    ),
    "choose_any": Text(
        ja="「{label}」を1つ以上選んでください。",
        en="Choose at least one for “{label}”.",
        easy="「{label}」の答えを選んでください。1つでも、いくつでもいいです。",
    ),
    "choose_fewer": Text(
        ja="「{label}」は{count}つまで選べます。",
        en="Choose at most {count} for “{label}”.",
        easy="「{label}」の答えが多いです。{count}つまで選べます。",
    ),
    "not_an_option": Text(
        ja="「{label}」は表示されている中から選んでください。",
        en="Choose “{label}” from the options shown.",
        easy="「{label}」の答えは、この画面にあるものから選んでください。",
    ),
    "agree": Text(
        ja="内容を読み、よければ「{label}」にチェックを付けてください。",
        en="Read the statement and tick “{label}” if you agree.",
        easy="文を読んでください。それでいいときは、「{label}」にチェックをつけてください。",
    ),
    "attach": Text(
        ja="「{label}」のファイルを付けてください。",
        en="Attach a file for “{label}”.",
        easy="「{label}」のファイルがありません。ファイルをつけてください。",
    ),
    "too_many_files": Text(
        ja="「{label}」は{count}個までです。要らないものを外してください。",
        en="Attach at most {count} files for “{label}”; remove some.",
        easy="「{label}」のファイルが多いです。{count}個までです。いらないファイルを消してください。",
    ),
    "too_long": Text(
        ja="「{label}」は{limit}文字までです（今は{count}文字）。短くしてください。",
        en="“{label}” takes up to {limit} characters (now {count}). Shorten it.",
        easy="「{label}」が長いです。{limit}文字までです。今は{count}文字です。短くしてください。",
    ),
    "control": Text(
        ja="「{label}」に、画面に表示できない文字（改行やタブなど）が入っています。その文字を消してください。",
        en="“{label}” holds a character that cannot be shown, such as a tab or line break. Delete it.",
        easy="「{label}」に、見えない文字があります。その文字を消してください。",
    ),
    "my_number": Text(
        ja="「{label}」に、マイナンバー（個人番号）と思われる12けたの数字があります。この手続では使いません。"
        "その数字を消してください。数字は保存していません。別の番号のときは、6けたずつ「-」で区切ってください。",
        en="“{label}” holds 12 digits that look like an Individual Number (My Number). It is not needed here: delete "
        "it. It was not saved. If it is some other number, write it in two groups of six with a hyphen.",
        easy="「{label}」に、マイナンバーのような12の数字があります。マイナンバーは書かないでください。その数字を消してください。"
        "マイナンバーではないときは、6つずつ「-」で分けてください。",
    ),
    "phone": Text(
        ja="「{label}」は市外局番から、数字で入力してください。",
        en="Enter “{label}” in digits with the area code.",
        easy="「{label}」は、数字で書いてください。はじめの0も書いてください。",
    ),
    "email": Text(
        ja="「{label}」は @ の前後を確かめて入力してください。",
        en="Check “{label}” before and after the @ sign.",
        easy="「{label}」がまちがっています。@の前と後ろを見てください。",
    ),
    "kana": Text(
        ja="「{label}」はカタカナ（ひらがなでも可）で入力してください。",
        en="Enter “{label}” in katakana or hiragana.",
        easy="「{label}」は、カタカナかひらがなで書いてください。",
    ),
    "name_part": Text(
        ja="「{label}」の{part}を入力してください。",
        en="Enter the {part} of “{label}”.",
        easy="「{label}」の{part}を書いてください。",
    ),
    "name_kana": Text(
        ja="「{label}」の{part}はカタカナで入力してください。",
        en="Enter the {part} of “{label}” in katakana.",
        easy="「{label}」の{part}は、カタカナで書いてください。",
    ),
    "whole_number": Text(
        ja="「{label}」は数字だけで入力してください。",
        en="Enter “{label}” in digits only.",
        easy="「{label}」は、数字だけで書いてください。",
    ),
    "too_small": Text(
        ja="「{label}」は{limit}以上で入力してください。",
        en="“{label}” must be {limit} or more.",
        easy="「{label}」が小さいです。{limit}か、もっと大きい数を書いてください。",
    ),
    "too_large": Text(
        ja="「{label}」は{limit}以下で入力してください。",
        en="“{label}” must be {limit} or less.",
        easy="「{label}」が大きいです。{limit}か、もっと小さい数を書いてください。",
    ),
    "corporate_number": Text(
        ja="「{label}」は13桁の数字です。国税庁の通知書か法人番号公表サイトで確かめてください。",
        en="“{label}” has 13 digits. Check it on the notice from the National Tax Agency or on its website.",
        easy="「{label}」は、数字が13個です。国税庁から来た手紙か、国税庁のサイトを見てください。",
    ),
    "corporate_check": Text(
        ja="「{label}」のどれかの数字が違います。国税庁の通知書か法人番号公表サイトで確かめてください。",
        en="A digit of “{label}” is wrong. Check it on the notice from the National Tax Agency or its website.",
        easy="「{label}」の数字のどれかがちがいます。国税庁から来た手紙か、国税庁のサイトを見て、直してください。",
    ),
    "date": Text(
        ja="「{label}」は、ある日付を年・月・日で入力してください。",
        en="Enter “{label}” as a real date: year, month and day.",
        easy="「{label}」は、年と月と日を数字で書いてください。カレンダーにある日を書いてください。",
    ),
    "too_early": Text(
        ja="「{label}」は{limit}以降の日にしてください。",
        en="“{label}” must be {limit} or later.",
        easy="「{label}」が早すぎます。{limit}か、その後にしてください。",
    ),
    "too_late": Text(
        ja="「{label}」は{limit}以前の日にしてください。",
        en="“{label}” must be {limit} or earlier.",
        easy="「{label}」が遅すぎます。{limit}か、その前にしてください。",
    ),
    "month": Text(
        ja="「{label}」は年と月を入力してください。",
        en="Enter “{label}” as a year and a month.",
        easy="「{label}」は、年と月を数字で書いてください。",
    ),
    "postal_code": Text(
        ja="「{label}」の郵便番号は7桁の数字で入力してください。",
        en="The postal code of “{label}” has 7 digits.",
        easy="「{label}」の郵便番号は、数字が7個です。",
    ),
    "address_part": Text(
        ja="「{label}」の{part}を入力してください。",
        en="Enter the {part} of “{label}”.",
        easy="「{label}」の{part}を書いてください。",
    ),
    "prefecture": Text(
        ja="「{label}」の都道府県は、都・道・府・県まで入力してください。",
        en="Give the prefecture of “{label}” in full, with 都, 道, 府 or 県.",
        easy="「{label}」の都道府県は、「都」「道」「府」「県」の字まで書いてください。",
    ),
    "bank": Text(
        ja="「{label}」の金融機関が見つかりません。4桁の金融機関コードを通帳で確かめてください。",
        en="No such bank for “{label}”. Check the four-digit bank code on your bank book.",
        easy="「{label}」の銀行が見つかりません。通帳を見て、銀行の番号を書いてください。数字が4個です。",
    ),
    "branch": Text(
        ja="「{label}」の支店が、この金融機関には見つかりません。3桁の支店コードを通帳で確かめてください。",
        en="That bank has no such branch for “{label}”. Check the three-digit branch code on your bank book.",
        easy="「{label}」の銀行に、この支店はありません。通帳を見て、支店の番号を書いてください。数字が3個です。",
    ),
    "account_type": Text(
        ja="「{label}」の口座の種類を選んでください。",
        en="Choose the type of account for “{label}”.",
        easy="「{label}」の口座の種類を選んでください。通帳に書いてあります。",
    ),
    "account_number": Text(
        ja="「{label}」の口座番号は7桁以内の数字で入力してください。",
        en="The account number of “{label}” has up to 7 digits.",
        easy="「{label}」の口座番号は、数字で書いてください。7個までです。",
    ),
    "holder_kana": Text(
        ja="「{label}」の名義を、通帳のとおりカタカナで入力してください。",
        en="Enter the holder of “{label}” in katakana as on the bank book.",
        easy="「{label}」の口座の名前を、カタカナで書いてください。通帳と同じに書いてください。",
    ),
    "yucho": Text(
        ja="「{label}」のゆうちょ銀行の記号（5桁）と番号（8桁以内）を、通帳のとおり入力してください。",
        en="Enter 記号 (5 digits) and 番号 (up to 8 digits) of the Japan Post account for “{label}” as on the book.",
        easy="「{label}」がゆうちょ銀行のときは、記号と番号を通帳と同じに書いてください。記号は数字が5個、番号は8個までです。",
    ),
    "rows_few": Text(
        ja="「{label}」を{count}件以上入力してください。",
        en="Enter at least {count} for “{label}”.",
        easy="「{label}」が足りません。{count}件か、もっと多く書いてください。",
    ),
    "rows_many": Text(
        ja="「{label}」は{count}件までです。",
        en="Enter at most {count} for “{label}”.",
        easy="「{label}」が多いです。{count}件までです。",
    ),
    "shape": Text(
        ja="「{label}」をもう一度入力してください。",
        en="Enter “{label}” again.",
        easy="「{label}」を、もう一度書いてください。",
    ),
}
"""By code: `label` is the field's; the rest stands in `problem` as `details`."""

EXAMPLE = {"ja": "例：{}", "easy": "例：{}", "en": " Example: {}"}
EXAMPLES = {
    "kana": "オオサカショウジ",
    "corporate_number": "4000020270008",
    "money": "412000",
    "date": "令和2年4月21日",
    "month": "令和2年4月",
    "phone": "06-6941-0351",
    "email": "hanako@example.jp",
    "postal_code": "540-8570",
    "bank": "0001",
    "branch": "001",
    "account_number": "1234567",
    "holder_kana": "オオサカ ハナコ",
    "yucho": "11940-12345671",
    "name_kana": "ハナコ",
    "prefecture": "大阪府",
    "number": "3",
}


def problem(code: str, field: AnyField, name: str, *, example: str | None = None, **details: Any) -> Problem:  # noqa: ANN401 - what a message names
    """One problem with its words; a detail that is a Text is said in each language."""
    shown = example or field.example or EXAMPLES.get(code) or EXAMPLES.get(field.type)
    said = WORDS[code].map(lambda words, language: _say(words, language, field, details))
    return Problem(name, code, with_example(said, shown))


def with_example(said: Text, shown: str | None) -> Text:
    """A message with a right answer after it."""
    return said.map(lambda words, language: words + EXAMPLE[language].format(shown)) if shown else said


def _say(words: str, language: str, field: AnyField, details: dict[str, Any]) -> str:
    told = {key: one.in_language(language) if isinstance(one, Text) else one for key, one in details.items()}
    return words.format(label=field.label.in_language(language), **told)
