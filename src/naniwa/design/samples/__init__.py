"""Made-up values with which the reference page shows every component in each state."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from naniwa.design.icons import ICONS
from naniwa.design.samples import facts, fields, shell, tables
from naniwa.design.status import KINDS


def sample_page(query: QueryDict) -> dict[str, Any]:
    """Everything on the reference page."""
    return {
        "navigation": shell.public(),
        "contents": contents(),
        "types": fields.every_type(),
        "faulty": [
            fields.example("text", "error"),
            fields.example("address", "error"),
            fields.example("choice", "error"),
        ],
        "statuses": [(kind, list(states)) for kind, states in KINDS.items()],
        "icons": sorted(ICONS),
        "now": facts.NOW,
        **facts.every_fact(),
        **tables.every_table(query),
    }


def contents() -> list[tuple[str, str]]:
    """Anchors and titles of the sections."""
    return [
        ("type", _("文字と色")),
        ("buttons", _("ボタン")),
        ("fields", _("入力欄")),
        ("errors-section", _("エラーのまとめ")),
        ("progress", _("進み具合と保存")),
        ("statuses", _("状態")),
        ("facts", _("一覧と履歴")),
        ("tables", _("表")),
        ("charts", _("グラフ")),
        ("blocks", _("まとまりと案内")),
        ("navigation", _("移動")),
        ("icons", _("アイコン")),
        ("pages", _("画面の型")),
    ]
