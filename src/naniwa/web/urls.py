"""All addresses: the frame's own, and those that each service declares."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from naniwa.library.service import Service
from naniwa.web.views import appointments, errors, home, pages


def patterns_of(service: Service) -> list[URLPattern | URLResolver]:
    """The addresses that a service declares: its API, if it has one, before its pages."""
    api = [path(service.api.path, import_module(service.api.module).api.urls)] if service.api else []
    return [*api, path("", include(service.urls))]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("design/", include("naniwa.design.urls")),
    path("account/", include("naniwa.web.account_urls")),
    path("account/", include("naniwa.web.allauth_urls")),
    path("audit/", include("naniwa.kernel.audit.urls")),
    path("documents/", include("naniwa.kernel.documents.urls")),
    path("verify/", include("naniwa.kernel.signing.urls")),
    path("staff/messages/", include("naniwa.kernel.notifications.urls")),
    path("staff/payouts/", include("naniwa.kernel.payments.urls")),
    path("staff/fees/", include("naniwa.kernel.fees.desk_urls")),
    path("fees/", include("naniwa.kernel.fees.urls")),
    path("staff/mandates/", include("naniwa.kernel.mandates.desk_urls")),
    path("mandates/", include("naniwa.kernel.mandates.urls")),
    path("staff/appointments/", appointments.appointments, name="appointments"),
    path("staff/appointments/<uuid:reference>/<str:role>/end/", appointments.end, name="end_appointment"),
    path("staff/appointments/<uuid:reference>/reset-devices/", appointments.reset_devices, name="reset_devices"),
    path("staff/act-for/", appointments.act_for, name="act_for"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("contact/", pages.contact, name="contact"),
    path("", include("naniwa.kernel.clients.urls")),
    path("", include("naniwa.kernel.connections.urls")),
]
for name in settings.SERVICES:
    urlpatterns += patterns_of(import_module(f"{name}.service").SERVICE)
if getattr(settings, "DEMO", False):
    urlpatterns.append(path("demo/", include("naniwa.web.demo.urls")))

handler400 = errors.bad_request
handler403 = errors.not_permitted
handler404 = errors.not_found
handler500 = errors.server_error
