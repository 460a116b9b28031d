"""All addresses: the frame's own, and those that each service declares."""

from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from naniwa.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("design/", include("naniwa.design.urls")),
    path("account/", include("naniwa.kernel.people.urls")),
]
urlpatterns += [path("", include(import_module(f"{name}.service").SERVICE.urls)) for name in settings.SERVICES]
if getattr(settings, "DEMO", False):
    urlpatterns.append(path("demo/", include("naniwa.web.demo.urls")))
