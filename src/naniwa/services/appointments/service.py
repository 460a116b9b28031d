"""The definition of this service."""

from naniwa.library.service import NavItem, Service

DESK = ("reviewer", "approver", "administrator")
"""Who receive people: they see the day's list and call in."""
LEADS = ("publisher", "administrator")
"""Who keep offices, windows and hours."""
SERVICE = Service(
    slug="appointments",
    title="来庁予約",
    title_en="Appointments",
    urls="naniwa.services.appointments.urls",
    navigation=(
        NavItem("窓口を予約する", "Book an appointment", "appointments:offices", "resident", icon="calendar"),
        NavItem("今日の来庁予約", "Appointments today", "appointments:day", "staff", DESK, icon="calendar"),
        NavItem("予約先と受付時間", "Offices and hours", "appointments:keeping", "staff", LEADS, icon="clock"),
    ),
    entrance="appointments:offices",
)
