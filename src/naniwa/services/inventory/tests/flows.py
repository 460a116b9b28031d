"""Flows for tests: short, long, with branches and with six lanes; and random ones."""

from typing import Any

from hypothesis import strategies as st

from naniwa.services.inventory.rules.flow import Edge, Flow, Kind, Lane, Side, Step
from naniwa.services.inventory.rules.flow_reading import parse
from naniwa.services.inventory.rules.words import Words

type Row = tuple[str, str, str, str, int, int, int]
"""Lane, kind, name in both languages, minutes, days, papers."""

APPLICANT = {"code": "a", "name": {"ja": "申請者", "en": "Applicant"}, "side": "applicant"}
COUNTER = {"code": "c", "name": {"ja": "窓口", "en": "Counter"}, "side": "office"}
OFFICE = {"code": "o", "name": {"ja": "担当課", "en": "Section in charge"}, "side": "office"}
HEAD = {"code": "h", "name": {"ja": "決裁者", "en": "Head of section"}, "side": "office"}
BODY = {"code": "b", "name": {"ja": "関係機関", "en": "Other bodies"}, "side": "other"}
SYSTEM = {"code": "s", "name": {"ja": "住民情報システム", "en": "Register of residents"}, "side": "system"}


def chained(title: tuple[str, str], lanes: list[dict[str, Any]], rows: list[Row]) -> dict[str, Any]:
    """Plain data of steps that follow one another; their codes are s1, s2 ..."""
    steps = [
        {
            "code": f"s{number}", "lane": lane, "kind": kind, "name": {"ja": ja, "en": en},
            "minutes": minutes, "days": days, "papers": papers,
        }
        for number, (lane, kind, ja, en, minutes, days, papers) in enumerate(rows, start=1)
    ]  # fmt: skip
    edges = [{"from": f"s{number}", "to": f"s{number + 1}"} for number in range(1, len(rows))]
    return {"title": {"ja": title[0], "en": title[1]}, "lanes": lanes, "steps": steps, "edges": edges}


def short() -> dict[str, Any]:
    rows: list[Row] = [
        ("a", "fill_in", "申請書に記入する", "Fill in the form", 10, 0, 1),
        ("c", "check", "内容を確かめて受け付ける", "Check and accept", 5, 0, 1),
        ("o", "decide", "交付を決める", "Decide", 10, 3, 1),
        ("a", "archive", "証明書を受け取る", "Receive the certificate", 2, 0, 1),
    ]
    return chained(("証明書の交付", "Certificate"), [APPLICANT, COUNTER, OFFICE], rows)


def branches() -> dict[str, Any]:
    rows: list[Row] = [
        ("a", "fill_in", "申請書に記入して押印する", "Fill in and seal the form", 20, 0, 3),
        ("c", "check", "書類がそろっているか見る", "See whether papers are complete", 10, 0, 3),
        ("a", "wait", "足りない書類を取りに行く", "Fetch what is missing", 40, 5, 1),
        ("o", "check", "要件に合うか審査する", "Examine the conditions", 30, 4, 3),
        ("o", "decide", "許可するか決める", "Decide on the permit", 15, 2, 1),
        ("a", "pay", "手数料を納める", "Pay the fee", 15, 0, 1),
        ("o", "post", "許可証を郵送する", "Post the permit", 5, 2, 1),
        ("o", "post", "不許可の理由を知らせる", "Tell why it was refused", 20, 0, 1),
    ]
    data = chained(("道路占用の許可", "Permit to occupy a road"), [APPLICANT, COUNTER, OFFICE], rows)
    ways = [
        ("s1", "s2", None), ("s2", "s3", ("不足がある", "Something is missing")), ("s2", "s4", ("そろっている", "Complete")),
        ("s3", "s2", None), ("s4", "s5", None), ("s5", "s6", ("許可する", "Granted")), ("s5", "s8", ("許可しない", "Refused")),
        ("s6", "s7", None),
    ]  # fmt: skip
    return data | {"edges": [_edge(*way) for way in ways]}


def six_lanes() -> dict[str, Any]:
    rows: list[Row] = [
        ("a", "fill_in", "オンラインで申請する", "Apply online", 15, 0, 0),
        ("s", "automatic", "住所と氏名を照合する", "Confirm name and address", 0, 0, 0),
        ("c", "check", "添付された図面を確かめる", "Look at the drawings", 15, 1, 2),
        ("o", "hand_over", "関係機関に意見を求める", "Ask other bodies", 10, 0, 2),
        ("b", "check", "消防の基準を確かめる", "Check fire safety", 60, 7, 2),
        ("o", "check", "現地を調べる", "Inspect the site", 120, 5, 1),
        ("o", "check", "意見をまとめる", "Bring the opinions together", 30, 1, 3),
        ("h", "decide", "決裁する", "Approve", 10, 2, 3),
        ("o", "check", "指摘に答えて直す", "Answer and mend", 20, 2, 1),
        ("s", "automatic", "結果を知らせて台帳に載せる", "Tell the result and enter it in the ledger", 0, 0, 0),
    ]
    lanes = [APPLICANT, COUNTER, OFFICE, HEAD, BODY, SYSTEM]
    data = chained(("飲食店の営業許可", "Licence for a restaurant"), lanes, rows)
    ways = [
        ("s1", "s2", None), ("s2", "s3", None), ("s3", "s4", None), ("s4", "s5", None), ("s4", "s6", None),
        ("s5", "s7", None), ("s6", "s7", None), ("s7", "s8", None), ("s8", "s9", ("指摘がある", "There are remarks")),
        ("s8", "s10", ("問題がない", "All is well")), ("s9", "s8", None),
    ]  # fmt: skip
    return data | {"edges": [_edge(*way) for way in ways]}


def long() -> dict[str, Any]:
    """25 steps over five lanes, with a way back."""
    some: list[Row] = [
        ("a", "fill_in", "様式を取り寄せて記入する", "Get the form and fill it in", 30, 0, 2),
        ("a", "stamp", "認印を押す", "Press the seal", 5, 0, 1),
        ("a", "post", "添付書類とともに郵送する", "Post it with the papers", 20, 2, 5),
        ("c", "archive", "収受印を押して台帳に記入する", "Stamp the date and enter it in the ledger", 10, 1, 5),
        ("c", "check", "記入漏れを確かめる", "Look for gaps", 15, 0, 5),
        ("c", "hand_over", "担当課に回付する", "Pass it to the section", 5, 1, 5),
        ("o", "fill_in", "システムに入力する", "Type it in", 20, 0, 5),
        ("o", "check", "二人目が入力を照合する", "A second person compares", 20, 1, 5),
        ("o", "check", "要件を審査する", "Examine the conditions", 40, 2, 5),
        ("o", "hand_over", "税の情報を照会する", "Ask for tax data", 10, 0, 1),
        ("b", "wait", "回答を準備する", "Prepare the answer", 30, 7, 1),
        ("o", "check", "回答を確かめる", "Look at the answer", 10, 0, 1),
        ("o", "fill_in", "起案文書を作る", "Draft the decision", 30, 0, 3),
        ("o", "stamp", "起案者が押印する", "The drafter seals it", 2, 0, 3),
        ("h", "stamp", "係長が確認して押印する", "The subsection head seals it", 5, 1, 3),
        ("h", "stamp", "課長補佐が確認して押印する", "The deputy head seals it", 5, 1, 3),
        ("h", "decide", "課長が決裁する", "The head approves", 10, 2, 3),
        ("o", "fill_in", "決定通知書を印刷する", "Print the decision", 10, 0, 1),
        ("o", "stamp", "公印を押す", "Press the official seal", 10, 1, 1),
        ("o", "post", "決定通知書を郵送する", "Post the decision", 10, 2, 1),
        ("a", "fill_in", "請求書に記入して押印する", "Fill in and seal the claim", 15, 3, 1),
        ("a", "post", "請求書を郵送する", "Post the claim", 10, 2, 1),
        ("o", "check", "請求書と口座を確かめる", "Check claim and account", 15, 1, 2),
        ("o", "pay", "振り込む", "Pay it out", 5, 7, 1),
        ("o", "archive", "書類をつづって保管する", "File the papers", 10, 0, 8),
    ]
    data = chained(
        ("補助金の交付（今のやり方）", "Subsidy, as it is done today"), [APPLICANT, COUNTER, OFFICE, HEAD, BODY], some
    )
    ways = [_edge("s5", "s3", ("漏れがある", "Gaps")), _edge("s5", "s6", ("漏れがない", "No gaps"))]
    return data | {"edges": [edge for edge in data["edges"] if edge["from"] != "s5"] + ways}


def _edge(source: str, target: str, condition: tuple[str, str] | None) -> dict[str, Any]:
    edge: dict[str, Any] = {"from": source, "to": target}
    return edge | ({"condition": {"ja": condition[0], "en": condition[1]}} if condition else {})


SAMPLES = {"short": short, "branches": branches, "six_lanes": six_lanes, "long": long}


def sample(name: str) -> Flow:
    return parse(SAMPLES[name]())


@st.composite
def random_flows(draw: st.DrawFn) -> Flow:
    """Any flow of the right shape: from each step but the last something goes on, and to each but the first something leads."""
    size = draw(st.integers(1, 14))
    lanes = draw(st.integers(1, 5))
    pairs = {(draw(st.integers(0, number - 1)), number) for number in range(1, size)}
    pairs |= {(number, draw(st.integers(number + 1, size - 1))) for number in range(size - 1)}
    more = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=5))
    pairs |= {pair for pair in more if pair[0] != pair[1] and pair[0] != size - 1}
    several = {source for source, _target in pairs if sum(pair[0] == source for pair in pairs) > 1}
    conditional = {source for source in sorted(several) if draw(st.booleans())}
    return Flow(
        title=Words("手続"),
        lanes=tuple(Lane(code=f"l{number}", name=Words(f"担当{number}"), side=Side.OFFICE) for number in range(lanes)),
        steps=tuple(
            Step(
                code=f"s{number}",
                lane=f"l{draw(st.integers(0, lanes - 1))}",
                kind=draw(st.sampled_from(Kind)),
                name=Words(draw(st.sampled_from(["受け付ける", "申請書の内容を確かめて記録する", "押印", "Check"]))),
                minutes=draw(st.integers(0, 60)),
                days=draw(st.integers(1, 9)),
            )
            for number in range(size)
        ),
        edges=tuple(
            Edge(
                source=f"s{one}", target=f"s{two}", condition=Words(f"条件{two}のとき") if one in conditional else None
            )
            for one, two in sorted(pairs)
        ),
    )
