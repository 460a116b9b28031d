"""The definition of this service."""

from naniwa.library.service import NavItem, Service

LEADS = ("publisher", "administrator")
"""Who keep the whole inventory; a department's own rows are kept by its contact, whatever their role."""
STAFF = (
    NavItem("手続の一覧", "Procedures", "inventory:list", "staff", icon="inbox"),
    NavItem("オンライン化の順番", "What to put online first", "inventory:first", "staff", icon="chart"),
    NavItem("棚卸調査", "Surveys", "inventory:surveys", "staff", icon="calendar"),
    NavItem("押印の見直し", "Seals", "inventory:seals", "staff", icon="pencil"),
    NavItem("取り込み", "Import", "inventory:import", "staff", LEADS, icon="upload"),
    NavItem("課と担当者", "Departments", "inventory:departments", "staff", (*LEADS, "auditor"), icon="users"),
)
"""Contacts of departments come to the import from the list and from a survey's page, as menus go by roles."""
PUBLIC = NavItem(
    "手続の見直し",
    "Redesign of procedures",
    "inventory:public",
    "public",
    icon="flag",
    about="はんこや書類をなくし、オンラインにする取組の進み具合。",
    about_en="How far we are with dropping seals and papers, and with going online.",
)
SERVICE = Service(
    slug="inventory",
    title="行政手続の棚卸",
    title_en="Inventory of procedures",
    urls="naniwa.services.inventory.urls",
    navigation=(*STAFF, PUBLIC),
)
