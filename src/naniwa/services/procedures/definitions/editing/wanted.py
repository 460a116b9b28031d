"""A first definition from the facts of an inventory's row: what is known is written, what is open is marked 【】."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from naniwa.services.procedures.definitions.editing import fresh, writing
from naniwa.services.procedures.definitions.editing.fresh import words

AUDIENCES: Mapping[str, list[str]] = {
    "resident": ["resident"],
    "business": ["business"],
    "both": ["resident", "business"],
    "public": ["resident", "business"],
}
SEALS = {"personal": "認印", "registered": "実印", "corporate": "法人印"}
IDENTITIES = {"name": "氏名だけ", "document": "本人確認書類", "electronic": "電子証明書"}
MOST_PAPERS = 8
OPEN = words("【書いてください】", "【to be written】")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an inventory knows of a procedure; `days` and `fee_yen` are 0 where it does not know."""

    title: str
    law: str = ""
    article: str = ""
    applicant: str = ""
    department: str = ""
    fee_yen: int = 0
    identity: str = ""
    seal: str = "none"
    papers: Sequence[str] = ()
    days: int = 0


def first_text(facts: Facts, *, office: str, opens: str, closes: str, until: str) -> str:
    """The YAML text, with what a definition cannot say yet as comments at its head."""
    made = fresh.procedure(title=facts.title, office=office, opens=opens, closes=closes, until=until)
    made |= {"audience": AUDIENCES.get(facts.applicant, ["resident"])}
    if basis := " ".join(filter(None, (facts.law, facts.article))):
        made["legal_basis"] = words(basis, f"{basis} 【in English】")
    if facts.department:
        made["contact"] = words(
            f"{facts.department}【電話番号を書いてください】", f"{facts.department} 【telephone number】"
        )
    if facts.days > 0:
        made |= _timed(made, facts.days)
    if facts.fee_yen > 0:
        made["fees"] = [{"key": "fee", "name": words("手数料", "Fee"), "amount": facts.fee_yen}]
    if facts.identity == "electronic":
        made["identity"] = "electronic"
    if papers := [one for one in facts.papers if one.strip()][:MOST_PAPERS]:
        _attach(made, papers)
    return "".join(f"# {line}\n" for line in _remarks(facts)) + "\n" + writing.write(made)


def _remarks(facts: Facts) -> list[str]:
    lines = ["棚卸の行から作りました。【 】は、まだ決めていないところです。"]
    if facts.identity in IDENTITIES:
        lines.append(f"いまの本人確認：{IDENTITIES[facts.identity]}")
    if facts.seal in SEALS:
        lines.append(f"いま求めている押印：{SEALS[facts.seal]}")
    return [" ".join(line.split()) for line in lines]


def _timed(made: Mapping[str, Any], days: int) -> dict[str, Any]:
    """The days of the whole, two thirds of them for the review."""
    review = max(days * 2 // 3, 1)
    first, second = made["stages"]
    return {"review_days": days, "stages": [first | {"days": review}, second | {"days": max(days - review, 0)}]}


def _attach(made: dict[str, Any], papers: Sequence[str]) -> None:
    """A page on which each paper is attached, and the same papers to have at hand."""
    keys = [f"paper_{number}" for number in range(1, len(papers) + 1)]
    named = [words(name, f"{name} 【in English】") for name in papers]
    fields = [{"key": key, "type": "file", "label": name} for key, name in zip(keys, named, strict=True)]
    made["documents"] = [{"name": name, "fields": [key]} for key, name in zip(keys, named, strict=True)]
    made["form"]["pages"].append({"key": "papers", "title": words("書類", "Papers"), "fields": fields})
    made["examples"][0]["answers"] |= {key: [_file(key)] for key in keys}


def _file(key: str) -> dict[str, Any]:
    return {"id": key, "name": f"{key}.pdf", "media_type": "application/pdf", "size": 204_800}
