"""Addresses of entering services."""

from django.urls import path

from naniwa.kernel.connections.views import authorize, described, own, staff, tokens

__all__ = ["described"]  # it says itself what it adds

app_name = "connections"
urlpatterns = [
    path("oauth/authorize", authorize.authorize, name="authorize"),
    path("oauth/userinfo", tokens.userinfo, name="userinfo"),
    path("account/services/", own.services, name="services"),
    path("account/services/<uuid:number>/end/", own.end, name="end"),
    path("staff/services/", staff.services, name="home"),
    path("staff/services/<uuid:number>/", staff.service, name="service"),
    path("staff/services/<uuid:number>/secret/", staff.renew, name="renew_service_secret"),
    path("staff/services/<uuid:number>/stop/", staff.stop, name="stop"),
    path("staff/services/<uuid:number>/resume/", staff.resume, name="resume"),
]
