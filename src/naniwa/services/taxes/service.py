"""The definition of this service."""

from naniwa.library.service import NavItem, Service

READERS = ("cashier", "approver", "auditor")
"""Who look at bills."""
CLERKS = ("cashier",)
"""Who take lists in and have notices printed."""
DECIDERS = ("approver",)
"""Who have dunning letters issued, and charge late interest."""
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
        NavItem("キャッシュレスの割合", "Cashless share", "fees:cashless", "staff", READERS, icon="chart"),
    ),
    entrance="taxes:find",
)
