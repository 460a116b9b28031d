"""What is said of an answer that cannot be taken: what is wrong, how to mend it, an example. Never 不正な値.

Both languages stand together, as in definitions, because a problem may be said long after the request that met it
(in a batch, a notice, a rehearsal), in the language of whoever reads it.
"""

from typing import Any

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.forms.definition.fields import AnyField
from naniwa.kernel.forms.definition.text import Text

WORDS: dict[str, tuple[str, str]] = {
    "required": ("「{label}」を入力してください。", "Enter “{label}”."),
    "choose": ("「{label}」を1つ選んでください。", "Choose one for “{label}”."),
    "choose_any": ("「{label}」を1つ以上選んでください。", "Choose at least one for “{label}”."),
    "choose_fewer": ("「{label}」は{count}つまで選べます。", "Choose at most {count} for “{label}”."),
    "not_an_option": ("「{label}」は表示されている中から選んでください。", "Choose “{label}” from the options shown."),
    "agree": (
        "内容を読み、よければ「{label}」にチェックを付けてください。",
        "Read the statement and tick “{label}” if you agree.",
    ),
    "attach": ("「{label}」のファイルを付けてください。", "Attach a file for “{label}”."),
    "too_many_files": (
        "「{label}」は{count}個までです。要らないものを外してください。",
        "Attach at most {count} files for “{label}”; remove some.",
    ),
    "too_long": (
        "「{label}」は{limit}文字までです（今は{count}文字）。短くしてください。",
        "“{label}” takes up to {limit} characters (now {count}). Shorten it.",
    ),
    "control": (
        "「{label}」に、画面に表示できない文字（改行やタブなど）が入っています。その文字を消してください。",
        "“{label}” holds a character that cannot be shown, such as a tab or line break. Delete it.",
    ),
    "phone": (
        "「{label}」は市外局番から、数字で入力してください。",
        "Enter “{label}” in digits with the area code.",
    ),
    "email": (
        "「{label}」は @ の前後を確かめて入力してください。",
        "Check “{label}” before and after the @ sign.",
    ),
    "kana": (
        "「{label}」はカタカナ（ひらがなでも可）で入力してください。",
        "Enter “{label}” in katakana or hiragana.",
    ),
    "name_part": ("「{label}」の{part}を入力してください。", "Enter the {part} of “{label}”."),
    "name_kana": ("「{label}」の{part}はカタカナで入力してください。", "Enter the {part} of “{label}” in katakana."),
    "whole_number": (
        "「{label}」は数字だけで入力してください。",
        "Enter “{label}” in digits only.",
    ),
    "too_small": ("「{label}」は{limit}以上で入力してください。", "“{label}” must be {limit} or more."),
    "too_large": ("「{label}」は{limit}以下で入力してください。", "“{label}” must be {limit} or less."),
    "corporate_number": (
        "「{label}」は13桁の数字です。国税庁の通知書か法人番号公表サイトで確かめてください。",
        "“{label}” has 13 digits. Check it on the notice from the National Tax Agency or on its website.",
    ),
    "corporate_check": (
        "「{label}」のどれかの数字が違います。国税庁の通知書か法人番号公表サイトで確かめてください。",
        "One of the digits of “{label}” is wrong. Check it on the notice from the National Tax Agency or its website.",
    ),
    "date": (
        "「{label}」は、ある日付を年・月・日で入力してください。",
        "Enter “{label}” as a real date: year, month and day.",
    ),
    "too_early": ("「{label}」は{limit}以降の日にしてください。", "“{label}” must be {limit} or later."),
    "too_late": ("「{label}」は{limit}以前の日にしてください。", "“{label}” must be {limit} or earlier."),
    "month": ("「{label}」は年と月を入力してください。", "Enter “{label}” as a year and a month."),
    "postal_code": (
        "「{label}」の郵便番号は7桁の数字で入力してください。",
        "The postal code of “{label}” has 7 digits.",
    ),
    "address_part": ("「{label}」の{part}を入力してください。", "Enter the {part} of “{label}”."),
    "prefecture": (
        "「{label}」の都道府県は、都・道・府・県まで入力してください。",
        "Give the prefecture of “{label}” in full, with 都, 道, 府 or 県.",
    ),
    "bank": (
        "「{label}」の金融機関が見つかりません。4桁の金融機関コードを通帳で確かめてください。",
        "No such bank for “{label}”. Check the four-digit bank code on your bank book.",
    ),
    "branch": (
        "「{label}」の支店が、この金融機関には見つかりません。3桁の支店コードを通帳で確かめてください。",
        "That bank has no such branch for “{label}”. Check the three-digit branch code on your bank book.",
    ),
    "account_type": ("「{label}」の口座の種類を選んでください。", "Choose the type of account for “{label}”."),
    "account_number": (
        "「{label}」の口座番号は7桁以内の数字で入力してください。",
        "The account number of “{label}” has up to 7 digits.",
    ),
    "holder_kana": (
        "「{label}」の名義を、通帳のとおりカタカナで入力してください。",
        "Enter the holder of “{label}” in katakana as on the bank book.",
    ),
    "yucho": (
        "「{label}」のゆうちょ銀行の記号（5桁）と番号（8桁以内）を、通帳のとおり入力してください。",
        "Enter the 記号 (5 digits) and 番号 (up to 8 digits) of the Japan Post account for “{label}” as on the book.",
    ),
    "rows_few": ("「{label}」を{count}件以上入力してください。", "Enter at least {count} for “{label}”."),
    "rows_many": ("「{label}」は{count}件までです。", "Enter at most {count} for “{label}”."),
    "shape": (
        "「{label}」をもう一度入力してください。",
        "Enter “{label}” again.",
    ),
}

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


def problem(code: str, field: AnyField, name: str, *, example: str | None = None, **details: Any) -> Problem:  # noqa: ANN401
    """One problem with its words; a detail that is a Text is said in each language."""
    ja, en = WORDS[code]
    shown = example or field.example or EXAMPLES.get(code) or EXAMPLES.get(field.type)
    return Problem(name, code, Text(
        ja=_say(ja, "ja", field, details) + (f"例：{shown}" if shown else ""),
        en=_say(en, "en", field, details) + (f" Example: {shown}" if shown else ""),
    ))  # fmt: skip


def _say(words: str, language: str, field: AnyField, details: dict[str, Any]) -> str:
    told = {key: one.in_language(language) if isinstance(one, Text) else one for key, one in details.items()}
    return words.format(label=field.label.in_language(language), **told)
