"""The site's addresses with those of the demo."""

from django.urls import include, path

from naniwa.web.urls import handler400, handler403, handler404, handler500
from naniwa.web.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*site, path("demo/", include("naniwa.web.demo.urls"))]
