"""The definition of this service."""

from naniwa.library.service import NavItem, Service

READERS = ("cashier", "approver", "auditor")
"""Who look at bills."""
CLERKS = ("cashier",)
"""Who take lists in and have notices printed."""
DECIDERS = ("approver",)
"""Who have dunning letters issued, and charge late interest."""
PUBLIC = NavItem(
    "キャッシュレスの割合",
    "Share without cash",
    "fees:cashless",
    "public",
    icon="chart",
    about="手数料と税が、どれだけ現金を使わずに納められたか。",
    about_en="How much of fees and taxes is paid without cash.",
)
SERVICE = Service(
    slug="taxes",
    title="税",
    title_en="Taxes",
    urls="naniwa.services.taxes.urls",
    navigation=(
        NavItem("税を納める", "Pay a tax", "taxes:find", "resident", icon="wallet"),
        NavItem("賦課台帳", "Tax bills", "taxes:register", "staff", READERS, icon="search"),
        NavItem("一覧の取り込み", "Take a list in", "taxes:import", "staff", CLERKS, icon="upload"),
        NavItem("通知書と督促状", "Letters", "taxes:batches", "staff", READERS, icon="mail"),
        NavItem("督促", "Dunning", "taxes:dunning", "staff", READERS, icon="flag"),
        PUBLIC,
    ),
    entrance="taxes:find",
)
