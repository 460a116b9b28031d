"""The service's own front page, for its staff."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import home

urlpatterns: list[URLPattern] = [path("staff/outbreak/", home.show, name="home")]
