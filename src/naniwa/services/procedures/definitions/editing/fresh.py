"""New things for the lists of a definition, as little as they can be, with a key that nothing there has."""

from collections.abc import Mapping, Sequence

from naniwa.kernel.forms.definition.text import Model
from naniwa.services.procedures.definitions import schema
from naniwa.services.procedures.definitions.editing.naming import fields, things
from naniwa.services.procedures.definitions.editing.places import Yaml
from naniwa.services.procedures.definitions.wordings import platforms

NEW_SLUG = "new-procedure"
"""The name in addresses of every new draft, until it is given its own."""
NEW = {"ja": "新しい質問", "en": "New question"}


def words(ja: str, en: str) -> dict[str, str]:
    return {"ja": ja, "en": en}


def fresh_key(stem: str, taken: Sequence[Yaml]) -> str:
    """`stem_2`, `stem_3`, … that is not taken; codes of checks have dashes, which the stem decides."""
    sign = "-" if "-" in stem else "_"
    number = 1
    while f"{stem}{sign}{number}" in taken:
        number += 1
    return f"{stem}{sign}{number}"


def field(kind: str, key: str) -> dict[str, Yaml]:
    """A field of a type, with all that the type needs."""
    made: dict[str, Yaml] = {"key": key, "type": kind, "label": dict(NEW)}
    if kind in {"choice", "several"}:
        made["options"] = [option(1), option(2)]
    if kind == "declaration":
        made["statement"] = words("内容に間違いはありません。", "All of this is true.")
    if kind == "repeat":
        made["item"] = words("件", "Item")
        made["fields"] = [field("text", "item_1")]
    return made


def option(number: int) -> dict[str, Yaml]:
    return {"key": f"option_{number}", "label": words(f"選択肢{number}", f"Option {number}")}


def thing(model: type[Model], document: Yaml, beside: Sequence[Mapping[str, Yaml]]) -> Yaml:
    """A new thing of a list that has others `beside`."""
    keys = [one.get("key") or one.get("code") or one.get("name") for one in beside]
    taken = [one["key"] for one in fields(document)]
    everywhere = taken + [one.get("key") for one in things(document, "form", "values")]
    first = taken[0] if taken else "question_1"
    return _made(model.__name__, keys, everywhere, first)


def _made(name: str, keys: Sequence[Yaml], everywhere: Sequence[Yaml], first: str) -> Yaml:
    match name:
        case "Page":
            page = {"key": fresh_key("page", keys), "title": words("新しい画面", "New page")}
            return page | {"fields": [field("text", fresh_key("question", everywhere))]}
        case "Option":
            return option(1) | {"key": fresh_key("option", keys), "label": words("新しい選択肢", "New option")}
        case "Value":
            return {"key": fresh_key("value", everywhere), "label": words("新しい値", "New value"), "rule": "0"}
        case "Check":
            told = words("〇〇を確かめて、直してください。", "Look at this and mend it.")
            code = fresh_key("check-new", keys)
            return {
                "code": code,
                "severity": "propose",
                "field": first,
                "applicant": told,
                "staff": words("新しい確認", "New check"),
            }
        case "Example":
            return {"name": fresh_key("例", keys), "answers": {}, "expect": {"outcome": "approved"}}
        case _:
            return _simple(name, keys)


def _simple(name: str, keys: Sequence[Yaml]) -> dict[str, Yaml]:
    named = words("新しい項目", "New entry")
    key = fresh_key("entry", keys)
    made: dict[str, dict[str, Yaml]] = {
        "Faq": {
            "key": key,
            "question": words("【質問を書いてください】", "【the question】"),
            "answer": words("【答えを書いてください】", "【the answer】"),
        },
        "Question": {
            "key": key,
            "question": named,
            "options": [_answer("はい", "Yes", likely=True), _answer("いいえ", "No", likely=False)],
        },
        "Answer": _answer("新しい答え", "New answer", likely=True),
        "Paper": {"name": words("新しい書類", "New paper")},
        "Identity": {"key": key, "fields": []},
        "Stage": {"key": key, "name": named, "role": "reviewer", "days": 7},
        "Outcome": {"key": "approved", "name": named, "note": words("結果をお知らせします。", "This is the result.")},
        "Amount": {"amount": 10_000, "name": named},
        "Fee": {"key": key, "name": words("手数料", "Fee"), "amount": 300},
        "Exemption": {"when": "false", "name": words("手数料のかからない方", "Who does not pay")},
        "Statistic": {"key": key, "name": named, "measure": "applications", "by": "municipality"},
        "Situation": {"key": key, "name": named},
    }
    return made[name]


def wording(document: Yaml, key: str) -> dict[str, Yaml]:
    """An own wording of a notice that says what is sent without it."""
    notices = document.get("notices") if isinstance(document, Mapping) else None
    found = platforms(notices if isinstance(notices, Mapping) else {}, key)
    if found is None:
        return {"key": key, "subject": words("件名", "Subject"), "body": words("本文", "Body")}
    body = {language: told.strip() for language, told in found.body.items()}
    return {"key": key, "subject": dict(found.subject), "body": body}


def _answer(ja: str, en: str, *, likely: bool) -> dict[str, Yaml]:
    made: dict[str, Yaml] = {"label": words(ja, en), "likely": likely}
    return made if likely else made | {"note": words("窓口に相談してください。", "Ask the office.")}


def procedure(*, title: str, office: str, opens: str, closes: str, until: str) -> dict[str, Yaml]:
    """A whole small definition that is sound but for what is marked 【】: a name, a telephone number, two stages."""
    named = words(title, title)
    decide = words("【書いてください】", "【to be written】")
    return {
        "slug": NEW_SLUG,
        "prefix": "AA",
        "title": named,
        "description": words(f"{title}の手続です。【書いてください】", f"{title} 【to be written】"),
        "legal_basis": dict(decide),
        "office": office,
        "contact": words("【窓口を書いてください】", "【office to be written】"),
        "audience": ["resident"],
        "life_situations": [{"key": "other", "name": words("そのほか", "Other")}],
        "eligibility": [_question(number) for number in (1, 2, 3)],
        "opens_at": opens,
        "closes_at": closes,
        "corrections_until": until,
        "review_days": 14,
        "correction": {"days": 14, "reminders": [7, 2]},
        "applicant": {
            "name": ["applicant"],
            "kana": ["applicant"],
            "municipality": "home.municipality_code",
            "address": "home",
            "phone": "phone",
            "search": ["phone", "applicant", "home"],
        },
        "form": {"pages": [_who()]},
        "stages": [
            {"key": "review", "name": words("審査", "Review"), "role": "reviewer", "days": 10},
            {"key": "decision", "name": words("決定", "Decision"), "role": "approver", "days": 4},
        ],
        "outcomes": [
            {
                "key": "approved",
                "name": words("認める", "Approved"),
                "note": words("申請を認めました。", "Your application is approved."),
            },
            {
                "key": "declined",
                "name": words("認めない", "Declined"),
                "note": words("理由は通知をご覧ください。", "See the notice for the reasons."),
            },
        ],
        "notices": {turn: f"procedures.{wording}" for turn, wording in UNPAID.items()},
        "retention": {"years": 5, "reason": words("文書の保存期間による", "As documents are kept")},
        "examples": [{"name": "だれでも", "answers": dict(ANSWERS), "expect": {"outcome": "approved"}}],
    }


UNPAID = {
    "received": "received",
    "correction": "correction",
    "reminder": "reminder",
    "approved": "granted",
    "declined": "refused",
    "withdrawn": "withdrawn",
}
ANSWERS: dict[str, Yaml] = {
    "applicant": {"family": "髙橋", "given": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ"},
    "phone": "0669410351",
    "home": {
        "postal_code": "5400008",
        "prefecture": "大阪府",
        "municipality": "大阪市中央区",
        "municipality_code": "271004",
        "town": "大手前",
        "street": "2丁目1-22",
        "building": "",
    },
}


def _question(number: int) -> dict[str, Yaml]:
    told = words(f"【確かめること{number}】ですか。", f"【condition {number}】?")
    return {
        "key": f"condition_{number}",
        "question": told,
        "options": [_answer("はい", "Yes", likely=True), _answer("いいえ", "No", likely=False)],
    }


def _who() -> dict[str, Yaml]:
    return {
        "key": "who",
        "title": words("申請する方", "Who is applying"),
        "fields": [
            {"key": "applicant", "type": "person_name", "label": words("氏名", "Name")},
            {
                "key": "phone",
                "type": "text",
                "format": "phone",
                "max_length": 20,
                "label": words("日中につながる電話番号", "Telephone number in the daytime"),
            },
            {"key": "home", "type": "address", "label": words("住所", "Address")},
        ],
    }


__all__ = ["fresh_key", "procedure", "schema", "thing"]
