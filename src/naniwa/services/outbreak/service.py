"""The definition of this service."""

from naniwa.library.service import NavItem, Service

CLINIC, CALLER, SUPERVISOR, PHYSICIAN, OBSERVER = "clinic", "caller", "supervisor", "physician", "observer"
COORDINATOR, HOSPITAL = "coordinator", "hospital"
CENTRE = (CALLER, SUPERVISOR, PHYSICIAN, OBSERVER)
"""Who work at a health centre."""
EVERYBODY = (CLINIC, *CENTRE, COORDINATOR, HOSPITAL)
SERVICE = Service(
    slug="outbreak",
    title="感染症への対応",
    title_en="Outbreak response",
    urls="naniwa.services.outbreak.urls",
    navigation=(NavItem("感染症への対応", "Outbreak response", "outbreak:home", "staff", EVERYBODY, icon="home"),),
)
