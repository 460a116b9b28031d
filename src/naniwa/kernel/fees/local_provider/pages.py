"""The page on which a person pays at the local provider: no card number is asked for, as no card is charged."""

from html import escape

from naniwa.kernel.fees.local_provider.book import Order

STYLE = """
:root{color-scheme:light dark}
body{margin:0;font:16px/1.7 "Noto Sans JP",system-ui,sans-serif;background:Canvas;color:CanvasText}
header,main{max-width:560px;margin:0 auto;padding:16px 24px}
header{border-bottom:1px solid GrayText}
h1{font-size:24px;line-height:1.4}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px}
dd{margin:0;overflow-wrap:anywhere}
button{display:block;width:100%;min-height:48px;margin:12px 0;font:inherit;font-weight:bold;border-radius:8px;
border:2px solid CanvasText;background:Canvas;color:CanvasText;cursor:pointer}
button[value=pay]{background:CanvasText;color:Canvas}
button:focus-visible{outline:4px solid Highlight;outline-offset:2px}
"""
WORDS = {
    "ja": {
        "firm": "ローカル決済（練習用）",
        "card": "カードでのお支払い",
        "qr": "スマホ決済でのお支払い",
        "note": "練習用の決済会社です。お金は動きません。カード番号は入れません。",
        "what": "内容",
        "amount": "金額",
        "number": "番号",
        "pay": "支払う",
        "fail": "カードが使えないことにする",
        "back": "支払わずに戻る",
        "over": "このお支払いは終わっています。",
        "return": "戻る",
        "gone": "お支払いのページが見つかりません。",
    },
    "en": {
        "firm": "Local payments (practice)",
        "card": "Pay by card",
        "qr": "Pay by phone",
        "note": "A provider for practice: no money moves, and no card number is asked for.",
        "what": "For",
        "amount": "Amount",
        "number": "Number",
        "pay": "Pay",
        "fail": "Let the card be refused",
        "back": "Go back without paying",
        "over": "This payment is over.",
        "return": "Go back",
        "gone": "There is no such page.",
    },
}


def page(order: Order, *, over: bool) -> str:
    """The page of one order; `over` where nothing is left to pay."""
    words = _words(order.language)
    facts = ((words["what"], order.title), (words["amount"], _yen(order)), (words["number"], order.reference))
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in facts)
    acts = [("back", words["return"])] if over else [(act, words[act]) for act in ("pay", "fail", "back")]
    buttons = "".join(f'<button name="act" value="{act}">{escape(label)}</button>' for act, label in acts)
    said = f"<p>{escape(words['over'])}</p>" if over else ""
    body = f'<p>{escape(words["note"])}</p>{said}<dl>{rows}</dl><form method="post">{buttons}</form>'
    return _whole(order.language, words[order.method], body)


def gone() -> str:
    return _whole("ja", WORDS["ja"]["gone"], "")


def _whole(language: str, title: str, body: str) -> str:
    words, code = _words(language), "en" if language.startswith("en") else "ja"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body>"
        f"<header><strong>{escape(words['firm'])}</strong></header><main><h1>{escape(title)}</h1>{body}</main>"
        "</body></html>"
    )


def _words(language: str) -> dict[str, str]:
    return WORDS["en" if language.startswith("en") else "ja"]


def _yen(order: Order) -> str:
    return f"¥{order.amount_yen:,}" if order.language.startswith("en") else f"{order.amount_yen:,}円"
