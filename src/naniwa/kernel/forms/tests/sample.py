"""A small form with one of everything, and answers to it."""

from typing import Any

from naniwa.kernel.forms.compiled import CompiledForm
from naniwa.kernel.forms.definition import Form, parse, validate

YAML = """\
pages:
  - key: who
    title: {ja: 申請者, en: Applicant}
    fields:
      - key: kind
        type: choice
        label: {ja: 種類, en: Kind}
        options: [{key: company, label: {ja: 会社, en: Company}}, {key: sole, label: {ja: 個人, en: Sole trader}}]
      - key: number
        type: corporate_number
        label: {ja: 法人番号, en: Corporate number}
        when: kind == "company"
      - {key: name, type: person_name, label: {ja: 氏名, en: Name}}
      - {key: reading, type: kana, label: {ja: 屋号, en: Trade name}, required: false}
      - {key: home, type: address, label: {ja: 住所, en: Address}}
      - {key: phone, type: text, format: phone, label: {ja: 電話, en: Telephone}}
      - {key: mail, type: text, format: email, label: {ja: メール, en: E-mail}, required: false}
      - {key: born, type: date, label: {ja: 誕生日, en: Birthday}, earliest: "1900-01-01", latest: "2020-03-31"}
  - key: sales
    title: {ja: 売上, en: Sales}
    fields:
      - {key: after, type: money, label: {ja: 今年, en: This year}}
      - {key: before, type: money, label: {ja: 前年, en: Last year}}
      - {key: month, type: month, label: {ja: 比べる月, en: Month}, required: false}
      - {key: staff, type: number, label: {ja: 人数, en: Staff}, required: false, maximum: 100, unit: {ja: 人, en: people}}
      - key: reasons
        type: several
        label: {ja: 理由, en: Reasons}
        required: false
        at_most: 2
        options:
          - {key: virus, label: {ja: 感染症, en: Virus}}
          - {key: flood, label: {ja: 水害, en: Flood}}
          - {key: fire, label: {ja: 火事, en: Fire}}
      - key: shops
        type: repeat
        label: {ja: 店舗, en: Shops}
        item: {ja: 店舗, en: Shop}
        required: false
        at_most: 3
        fields:
          - {key: shop, type: text, label: {ja: 店名, en: Name}, max_length: 10}
          - {key: sales, type: money, label: {ja: 売上, en: Sales}}
  - key: large
    title: {ja: 大きな事業者, en: Large businesses}
    when: before >= 1000000 && kind == "company"
    fields:
      - {key: remarks, type: text, label: {ja: 説明, en: Remarks}, multiline: true, max_length: 100}
  - key: pay
    title: {ja: 口座, en: Account}
    fields:
      - {key: account, type: bank_account, label: {ja: 口座, en: Account}}
      - {key: book, type: file, label: {ja: 通帳, en: Bank book}, at_most: 2}
      - {key: agreed, type: declaration, label: {ja: 同意, en: Agreement}, statement: {ja: 本当です。, en: It is true.}}
values:
  - {key: drop, label: {ja: 減少率, en: Fall}, rule: (before - after) * 100 / before, unit: percent}
  - {key: known_as, label: {ja: 呼び名, en: Known as}, rule: reading, otherwise: name.family_kana + name.given_kana}
  - {key: twice, label: {ja: 倍, en: Twice}, rule: drop * 2}
checks:
  - code: not-halved
    severity: propose
    field: after
    mend: [before]
    must: after * 2 <= before
    applicant: {ja: "{drop}減です（{after}）。", en: "Down {drop} ({after})."}
    staff: {ja: 半減していません。, en: Not halved.}
  - code: elsewhere
    severity: block
    field: home
    must: home.prefecture == "大阪府"
    applicant: {ja: 府外です。, en: Elsewhere.}
    staff: {ja: 府外です。, en: Elsewhere.}
  - code: holder
    severity: propose
    field: account
    must: has_kana(account.holder_kana, known_as)
    applicant: {ja: "名義が{known_as}と違います。", en: "The holder is not {known_as}."}
    staff: {ja: 名義が違います。, en: Another holder.}
  - code: shops-differ
    severity: inform
    field: shops
    when: after > 0
    must: sum(shops.sales) == after
    applicant: {ja: 店舗の合計が違います。, en: The shops add up to something else.}
    staff: {ja: 店舗の合計が違います。, en: The shops add up to something else.}
  - code: unlikely
    severity: block
    field: before
    must: 100 / before >= 0
    applicant: {ja: 確かめてください。, en: Check it.}
    staff: {ja: 計算できません。, en: Cannot be worked out.}
  - code: blurred
    severity: propose
    field: book
    applicant: {ja: 通帳が読めません。, en: The bank book cannot be read.}
    staff: {ja: 不鮮明, en: Blurred}
"""

ANSWERS: dict[str, Any] = {
    "kind": "sole",
    "name": {"family": "髙橋", "given": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ"},
    "home": {
        "postal_code": "5408570",
        "prefecture": "大阪府",
        "municipality": "大阪市中央区",
        "municipality_code": "271004",
        "town": "大手前",
        "street": "2丁目1-22",
        "building": "",
    },
    "phone": "06-6941-0351",
    "born": "1989-01-07",
    "after": 400_000,
    "before": 900_000,
    "account": {
        "bank_code": "0001",
        "branch_code": "001",
        "account_type": "1",
        "account_number": "0012345",
        "holder_kana": "タカハシ ハナコ",
        "bank_name": "みずほ",
        "branch_name": "東京営業部",
    },
    "book": [{"id": "a", "name": "通帳.pdf", "media_type": "application/pdf", "size": 1}],
    "agreed": True,
}


def form() -> Form:
    """The form."""
    return validate(Form, parse(YAML, file="sample.yaml"))


FORM = CompiledForm(form())


def answers(**changes: Any) -> dict[str, Any]:
    """The answers with changes; None takes one away, a mapping changes parts."""
    changed = {
        key: {**ANSWERS.get(key, {}), **value} if isinstance(value, dict) else value for key, value in changes.items()
    }
    return {key: value for key, value in (ANSWERS | changed).items() if value is not None}
