"""Only the design pages, so that these tests need no other part of the site."""

from django.urls import include, path

urlpatterns = [path("design/", include("naniwa.design.urls"))]
