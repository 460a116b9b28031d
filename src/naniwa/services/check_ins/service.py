"""The definition of this service."""

from naniwa.library.service import NavItem, Service

GIVERS = ("reviewer", "approver")
"""At a health centre (queries.centres): they give codes, and see what came of them."""
APPROVERS = ("approver",)
"""Who may say that people are told."""
KEEPERS = ("administrator",)
"""Who, at the prefecture itself, make the officer's key and name the health centres."""
STAFF = (*GIVERS, *KEEPERS)
SERVICE = Service(
    slug="check_ins",
    title="来場チェックイン",
    title_en="Check-ins",
    urls="naniwa.services.check_ins.urls",
    navigation=(
        NavItem("来場チェックイン", "Check-ins", "check_ins:begin", "resident", icon="flag"),
        NavItem("接触のお知らせ", "Exposure alerts", "check_ins:desk", "staff", GIVERS, icon="mail"),
        NavItem("通知担当の鍵", "Alert officer’s key", "check_ins:key", "staff", KEEPERS, icon="lock"),
        NavItem("通知を扱う保健所", "Centres for alerts", "check_ins:centres", "staff", KEEPERS, icon="building"),
        NavItem(
            "来場チェックインの公開情報",
            "Check-ins in public",
            "check_ins:figures",
            "public",
            icon="chart",
            about="お知らせまでの日数、消した記録の証明、しくみの効果の試算。",
            about_en="How soon people are told, receipts of what was destroyed, and what the scheme can do.",
        ),
    ),
    entrance="check_ins:begin",
    lean="naniwa.services.check_ins.views.lean",
)
