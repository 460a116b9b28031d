"""Addresses of entering services."""

from django.urls import path

from naniwa.kernel.connections.views import authorize, described, own, tokens

__all__ = ["described"]  # it says itself what it adds

app_name = "connections"
urlpatterns = [
    path("oauth/authorize", authorize.authorize, name="authorize"),
    path("oauth/userinfo", tokens.userinfo, name="userinfo"),
    path("account/services/", own.services, name="services"),
    path("account/services/<uuid:number>/end/", own.end, name="end"),
]
