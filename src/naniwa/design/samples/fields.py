"""Every type of field in every state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from naniwa.design.fields import Choice, FieldView

STATES = ("empty", "filled", "error", "reason", "disabled")
FILLED: Mapping[str, Any] = {
    "text": "株式会社浪速葛󠄀城商店",
    "textarea": "緊急事態宣言に伴い、4月21日から5月6日まで全日休業しました。",
    "kana": "タカハシ ハナコ",
    "person_name": {"family": "髙橋", "given": "㐂美子", "family_kana": "タカハシ", "given_kana": "キミコ"},
    "corporate_number": "4000020270008",
    "address": {
        "postal_code": "5400008",
        "prefecture": "大阪府",
        "municipality": "大阪市中央区",
        "municipality_code": "271004",
        "town": "大手前",
        "street": "2丁目1番22号",
        "building": "",
    },
    "bank_account": {
        "bank_code": "0005",
        "bank_name": "三菱ＵＦＪ",
        "branch_code": "001",
        "branch_name": "本店",
        "account_type": "1",
        "account_number": "0123456",
        "holder_kana": "カ）ナニワカツラギシヨウテン",
    },
    "money": 412000,
    "number": 12,
    "date": "2020-04-21",
    "month": "2019-04",
    "choice": "company",
    "select": "271403",
    "several": ["ledger", "return"],
    "declaration": True,
    "file": [
        {"id": "a1", "name": "売上台帳_2020年4月_﨑山商店.pdf", "media_type": "application/pdf", "size": 1_482_000},
        {"id": "a2", "name": "IMG_2041.jpg", "media_type": "image/jpeg", "size": 386_000},
    ],
    "repeat": [{"name": "天王寺店", "sales": 412000}, {"name": "堺東店", "sales": 98000}],
}


def every_type() -> list[tuple[str, str, list[tuple[str, FieldView]]]]:
    """Type, how it is used, and its states."""
    words = {
        "empty": _("空"),
        "filled": _("入力済み"),
        "error": _("エラー"),
        "reason": _("修正のお願い"),
        "disabled": _("変更不可"),
    }
    return [
        (name, usage, [(words[state], example(name, state)) for state in STATES]) for name, usage in usages().items()
    ]


def usages() -> dict[str, str]:
    """When each type is the right one."""
    return {
        "text": _("短いことば。会社名、電話番号、メールアドレス。"),
        "textarea": _("文章で説明してもらうとき。"),
        "kana": _("読みがな。ひらがなや半角で入れても直します。"),
        "person_name": _("人の名前。漢字は打ったとおりに残します。"),
        "corporate_number": _("法人番号。検査数字も確かめます。"),
        "address": _("郵便番号から住所を入れます。スクリプトがなくても動きます。"),
        "bank_account": _("銀行と支店は名前でもコードでも選べます。"),
        "money": _("円。3桁ごとに区切って見せます。"),
        "number": _("個数や人数。"),
        "date": _("日付。和暦でも西暦でも入れられます。"),
        "month": _("年と月。"),
        "choice": _("7つまでの中から1つ。すべて見せます。"),
        "select": _("たくさんの中から1つ。"),
        "several": _("いくつでも選べるとき。"),
        "declaration": _("約束や同意。"),
        "file": _("書類や写真。差し替えられます。"),
        "repeat": _("同じ組を何度も入れるとき。"),
    }


def example(name: str, state: str) -> FieldView:
    """One field in one state."""
    view = _question(name)
    filled = FILLED[name]
    if state == "filled":
        return replace(view, key=f"{name}_filled", value=filled)
    if state == "error":
        return _faulty(replace(view, key=f"{name}_error"))
    if state == "reason":
        reason = _("通帳の写しと一致しませんでした。通帳を見ながらもう一度入力してください。")
        return replace(view, key=f"{name}_reason", value=filled, reason=reason)
    return replace(
        view, key=f"{name}_{state}", disabled=state == "disabled", value=filled if state == "disabled" else None
    )


def _faulty(view: FieldView) -> FieldView:
    typed: dict[str, Any] = {
        "date": {"era": "heisei", "year": "32", "month": "4", "day": "21"},
        "money": "四十万",
        "corporate_number": "4000020270009",
        "address": {"postal_code": "54000", "prefecture": "大阪府"},
        "bank_account": {"bank_code": "みず", "account_type": "1", "holder_kana": "髙橋"},
        "repeat": [{"name": "天王寺店"}],
    }
    parts = {
        "address": {"postal_code": [_("郵便番号は7桁の数字で入力してください。例：540-0008")]},
        "bank_account": {
            "bank_code": [_("銀行が1つに決まりません。下から選んでください。")],
            "holder_kana": [
                _("口座名義はカタカナで入力してください。例：%(example)s") % {"example": "タカハシ ハナコ"}
            ],
        },
        "repeat": {"0.sales": [_("売上を数字で入力してください。例：412000")]},
        "person_name": {
            "family_kana": [_("姓の読みをカタカナで入力してください。例：%(example)s") % {"example": "タカハシ"}]
        },
    }.get(view.type, {})
    own = {
        "date": _("平成は2019年4月30日までです。令和2年4月21日のように入力してください。"),
        "money": _("金額は数字で入力してください。例：412000"),
        "corporate_number": _("法人番号の数字がどこか違います。例：4000020270008"),
    }.get(view.type, _("「%(label)s」を入力してください。") % {"label": view.label})
    options = dict(view.options)
    if view.type == "bank_account":
        options["banks"] = [
            Choice(value="0001", label="みずほ銀行", detail="0001"),
            Choice(value="0289", label="みずほ信託銀行", detail="0289"),
        ]
    return replace(view, value=typed.get(view.type), errors=() if parts else (own,), parts=parts, options=options)


def _question(name: str) -> FieldView:
    labels = {
        "text": _("会社の名前"),
        "textarea": _("休業のようす"),
        "kana": _("会社の名前（カタカナ）"),
        "person_name": _("代表者の名前"),
        "corporate_number": _("法人番号"),
        "address": _("本社の住所"),
        "bank_account": _("支援金を受け取る口座"),
        "money": _("2020年4月の売上"),
        "number": _("働いている人の数"),
        "date": _("休業を始めた日"),
        "month": _("比べる月"),
        "choice": _("申請する方"),
        "select": _("主な事業所のある市町村"),
        "several": _("お手元にある書類"),
        "declaration": _("申請の内容に間違いがないことを確認しました。"),
        "file": _("2020年4月の売上台帳"),
        "repeat": _("事業所"),
    }
    hints = {
        "money": _("帳簿の合計額（税込）"),
        "choice": _("2020年3月31日の時点でお答えください。"),
        "corporate_number": _("13桁の数字。国税庁の法人番号公表サイトで調べられます。"),
        "file": _("月の合計が分かるページを送ってください。"),
        "several": _("あてはまるものをすべて選んでください。"),
    }
    examples = {"text": "株式会社浪速商店", "money": "412,000", "corporate_number": "4000020270008"}
    return FieldView(
        key=name,
        type=name,
        label=labels[name],
        hint=hints.get(name, ""),
        example=examples.get(name, ""),
        required=name not in {"textarea", "number"},
        choices=_choices(name),
        options=_options(name),
        subfields=_subfields() if name == "repeat" else (),
    )


def _choices(name: str) -> tuple[Choice, ...]:
    if name == "choice":
        return (
            Choice(value="company", label=_("中小企業"), detail=_("支援金の額は1,000,000円です。")),
            Choice(value="sole", label=_("個人事業主"), detail=_("支援金の額は500,000円です。")),
        )
    if name == "select":
        return (
            Choice(value="271004", label="大阪市"),
            Choice(value="271403", label="堺市"),
            Choice(value="273228", label="能勢町"),
        )
    if name == "several":
        return (
            Choice(value="ledger", label=_("売上台帳")),
            Choice(value="return", label=_("確定申告書の控え"), detail=_("税務署の受付印があるもの")),
            Choice(value="book", label=_("通帳の写し")),
        )
    return ()


def _options(name: str) -> dict[str, Any]:
    options: dict[str, dict[str, Any]] = {
        "number": {"unit": _("人")},
        "text": {"autocomplete": "organization"},
        "file": {"multiple": True, "accept": "image/*,application/pdf", "limits": _("PDFまたは写真、1つ20 MBまで")},
        "repeat": {"row_label": _("事業所"), "add_label": _("事業所を追加する"), "max": 5},
    }
    return options.get(name, {})


def _subfields() -> tuple[FieldView, ...]:
    return (
        FieldView(key="name", type="text", label=_("事業所の名前")),
        FieldView(key="sales", type="money", label=_("2020年4月の売上")),
    )
