"""One filled-in A4 form of ours: seconds of a processor from picture to answers, and how many of them are right.

The form of the closure relief grant is printed, filled in by a printer's type with several people's answers, and bent
in nine ways. Printed type is not handwriting: the figures say nothing about how well handwriting is read.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.filled_forms import BENT, bent, filled
from benchmarks.support import database, report

PEOPLE = 6
NOW = datetime(2020, 5, 1, 3, tzinfo=UTC)
NAMES = ("髙橋 一郎", "吉野 花子", "渡邉 恵子", "中村 健太", "山﨑 さくら", "田中 実")
READINGS = (
    "タカハシ イチロウ",
    "ヨシノ ハナコ",
    "ワタナベ ケイコ",
    "ナカムラ ケンタ",
    "ヤマサキ サクラ",
    "タナカ ミノル",
)
PLACES = (
    ("5400008", "大阪市中央区", "大手前2丁目1-22", "大手前ビル3階"),
    ("5900078", "堺市堺区", "南瓦町3-1", ""),
    ("5770809", "東大阪市", "永和2丁目10-7", "コーポ永和105"),
    ("5650871", "吹田市", "山田丘1-1", ""),
    ("5691116", "高槻市", "白梅町4-1", "グリーンハイツ902"),
    ("5600021", "豊中市", "本町1丁目2-57", ""),
)


@dataclass
class Tally:
    """Answers by what stands in their boxes; `unmarked` are wrong ones that no clerk was warned of."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    unmarked: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    lost: int = 0


def main() -> None:
    with database():
        tally = _measure()
    accuracy = {kind: round(tally.right[kind] / tally.asked[kind], 4) for kind in sorted(tally.asked)}
    seconds = sorted(tally.seconds)
    figures = {
        "forms": PEOPLE,
        "ways": list(BENT),
        "pages": len(seconds),
        "pages_not_recognised": tally.lost,
        "cpu_s_a_page_p50": round(seconds[len(seconds) // 2], 2),
        "cpu_s_a_page_most": round(seconds[-1], 2),
        "answers": sum(tally.asked.values()),
        "right": accuracy,
        "wrong_and_not_marked": sum(tally.unmarked.values()),
        "handwriting": "not measured",
    }
    report("ocr", figures, bar={}, ok=True)


def _measure() -> Tally:
    from naniwa.kernel.documents import pdf
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.procedures.operations import publishing
    from naniwa.services.procedures.queries.live import live
    from naniwa.services.procedures.queries.printed_form import drawn, spots

    with as_system():
        source = Path("src/naniwa/services/procedures/definitions/closure-relief-grant.yaml")
        version = live(publishing.publish(path=source, by=None, now=NOW).pk)
        paper, boxes = drawn(version.version_id, "ja"), spots(version.version_id, "ja")
    font = next(str(found) for folder in pdf.font_folders() for found in folder.glob("*Regular.otf"))
    tally, chance = Tally(), np.random.default_rng(20201122)
    for person in range(PEOPLE):
        sent = answers_of(boxes, person)
        for number, page in enumerate(filled(paper, boxes, sent, font), start=1):
            here = [spot for spot in boxes if spot.page == number]
            for how in BENT:
                photograph = bent(page, how, chance)
                begun = time.process_time()
                read = _read(photograph, here)
                tally.seconds.append(time.process_time() - begun)
                tally.lost += read is None
                _mark(here, sent, read or {}, tally)
    return tally


def _read(content: bytes, spots: Sequence[Any]) -> dict[str, Any] | None:
    from naniwa.library.scans import NotOurForm, reading

    try:
        sheet = reading.straighten(content)
    except NotOurForm:
        return None
    return {answer.name: answer for answer in reading.answers(sheet.picture, spots)}


def _mark(spots: Sequence[Any], sent: Mapping[str, Sequence[str]], read: Mapping[str, Any], tally: Tally) -> None:
    """Each box that was filled in, by what stands in it; blanks between words do not count."""
    from naniwa.services.procedures.models import UNSURE

    for name, kind in _asked(spots):
        if not any(sent.get(name, ())):
            continue
        tally.asked[kind] += 1
        answer = read.get(name)
        if answer is not None and _plain(answer.texts) == _plain(sent[name]):
            tally.right[kind] += 1
        elif answer is not None and answer.sureness >= UNSURE:
            tally.unmarked[kind] += 1


def _asked(spots: Sequence[Any]) -> set[tuple[str, str]]:
    whole = {(spot.name, spot.what) for spot in spots if spot.what != "place"}
    parts = {
        (f"{spot.name}.{part}", "place")
        for spot in spots
        if spot.what == "place"
        for part in ("prefecture", "municipality")
    }
    return whole | parts


def _plain(texts: Sequence[str]) -> list[str]:
    return ["".join(text.split()) for text in texts]


def answers_of(spots: Sequence[Any], person: int) -> dict[str, list[str]]:
    """What a person writes into every box of the form."""
    ticks: dict[str, list[str]] = {}
    sent: dict[str, list[str]] = {}
    for spot in spots:
        if spot.what == "tick":
            ticks.setdefault(spot.name, []).append(spot.value)
        elif spot.what == "place":
            sent |= {f"{spot.name}.prefecture": ["大阪府"], f"{spot.name}.municipality": [PLACES[person][1]]}
        else:
            sent[spot.name] = [_text(spot, person, len(sent))]
    return sent | {name: [values[person % len(values)]] for name, values in ticks.items()}


def _text(spot: Any, person: int, at: int) -> str:  # noqa: ANN401 - a Spot
    part = spot.name.rpartition(".")[2]
    family, given = NAMES[person].split()
    family_kana, given_kana = READINGS[person].split()
    known = {
        "family": family,
        "given": given,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "postal_code": PLACES[person][0],
        "street": PLACES[person][2],
        "building": PLACES[person][3],
        "holder_kana": READINGS[person],
    }
    if part in known:
        return known[part]
    if spot.what == "lines":
        return "株式会社なにわ商店\nお好み焼き道頓堀"
    if spot.what == "digits":
        return "".join(str((7 * at + 3 * person + 5 * place + place * place) % 10) for place in range(spot.cells))
    return (
        READINGS[person] if spot.what == "kana" else ("株式会社なにわ商店", "06-6941-0351", "お好み焼き道頓堀")[at % 3]
    )


if __name__ == "__main__":
    main()
