"""The definition of this service."""

from naniwa.library.service import NavItem, Service

DESK = ("reviewer", "approver", "administrator")
"""Who answer residents."""
LEADS = ("publisher", "administrator")
"""Who keep desks."""
SERVICE = Service(
    slug="consultation",
    title="オンライン相談",
    title_en="Online consultation",
    urls="naniwa.services.consultation.urls",
    navigation=(
        NavItem("オンラインで相談する", "Ask online", "consultation:desks", "resident", icon="help"),
        NavItem("オンライン相談", "Conversations", "consultation:queue", "staff", DESK, icon="inbox"),
        NavItem("オンライン相談窓口", "Desks for questions", "consultation:keeping", "staff", LEADS, icon="settings"),
    ),
    entrance="consultation:desks",
)
