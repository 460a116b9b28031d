"""The definition of this service."""

from naniwa.library.service import Api, NavItem, Service

_READERS = ("reviewer", "approver", "auditor")
_MONEY = ("payer", "releaser", "auditor")
_WORK = ("reviewer", "approver", "payer", "releaser", "auditor")
"""Those for whom cases wait; the others begin at their own page."""
RESIDENT = (
    NavItem("手続をさがす", "Find a procedure", "procedures:find", "resident", icon="search"),
    NavItem("よくある質問", "Questions and answers", "procedures:questions", "resident", icon="help"),
    NavItem("あなたの申請", "Your applications", "procedures:mine", "resident", icon="file"),
)
STAFF = (
    NavItem("きょうの仕事", "Today", "procedures:staff_home", "staff", _WORK, icon="home"),
    NavItem("審査", "Review", "procedures:staff_queue", "staff", _READERS, icon="inbox"),
    NavItem("台帳", "Ledger", "procedures:staff_register", "staff", _READERS, icon="search"),
    NavItem("窓口", "Counter", "procedures:staff_counter", "staff", ("reviewer",), icon="user"),
    NavItem("紙の申請書", "Paper forms", "procedures:staff_papers", "staff", ("reviewer",), icon="file"),
    NavItem(
        "お知らせの案", "Drafted notices", "procedures:staff_notices", "staff", ("reviewer", "auditor"), icon="mail"
    ),
    NavItem("不備", "Deficiencies", "procedures:staff_ledger", "staff", _READERS, icon="flag"),
    NavItem("決定", "Decisions", "procedures:staff_decisions", "staff", ("approver", "auditor"), icon="check"),
    NavItem("振込", "Payouts", "payments:home", "staff", _MONEY, icon="bank"),
    NavItem("返還", "Repayments", "payments:reclaims", "staff", _MONEY, icon="reply"),
    NavItem("残高", "Balance", "payments:balance", "staff", _MONEY, icon="wallet"),
    NavItem("手数料", "Fees", "desk:home", "staff", ("cashier", "reviewer", "approver", "auditor"), icon="wallet"),
    NavItem("レジ締め", "Tills", "desk:tills", "staff", ("cashier", "auditor"), icon="check"),
    NavItem("明細との突合", "Reconciliation", "desk:statements", "staff", ("cashier", "auditor"), icon="search"),
    NavItem("統計", "Statistics", "procedures:staff_statistics", "staff", _READERS, icon="chart"),
    NavItem(
        "公開した手続",
        "Published procedures",
        "procedures:staff_publications",
        "staff",
        ("publisher", "auditor"),
        icon="file",
    ),
    NavItem(
        "市町村ごとの手続",
        "Municipal versions",
        "procedures:staff_overlays",
        "staff",
        ("publisher", "auditor"),
        icon="copy",
    ),
    NavItem("手続を作る", "Designer", "procedures:staff_designs", "staff", ("publisher",), icon="pencil"),
    NavItem("保存期間", "Retention", "procedures:staff_retention", "staff", ("administrator", "auditor"), icon="clock"),
    NavItem("APIクライアント", "API clients", "clients:home", "staff", ("administrator",), icon="lock"),
    NavItem("連携サービス", "Connected services", "connections:home", "staff", ("administrator",), icon="external"),
)
PUBLIC = NavItem(
    "オープンデータ",
    "Open data",
    "procedures:open_data",
    "public",
    icon="chart",
    about="数字でみる取組。表とファイルで使えます。",
    about_en="Our work in figures, as tables and files.",
)
SERVICE = Service(
    slug="procedures",
    title="手続",
    title_en="Procedures",
    urls="naniwa.services.procedures.urls",
    navigation=(*RESIDENT, *STAFF, PUBLIC),
    counter="procedures:staff_counter",
    api=Api("api/v1/", "naniwa.services.procedures.api.site"),
)
