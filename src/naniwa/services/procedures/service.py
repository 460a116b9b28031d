"""The definition of this service."""

from naniwa.library.service import Service

SERVICE = Service(slug="procedures", title="手続", title_en="Procedures", urls="naniwa.services.procedures.urls")
