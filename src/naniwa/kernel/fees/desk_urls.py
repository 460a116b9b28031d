"""Addresses of the counter, below /staff/fees/."""

from django.urls import URLPattern, path

from naniwa.kernel.fees.views import desk

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", desk.home, name="home"),
    path("tills/", desk.tills, name="tills"),
    path("tills/close/", desk.close_till, name="close_till"),
    path("<uuid:number>/", desk.charge, name="charge"),
    path("<uuid:number>/take/", desk.take, name="take"),
    path("<uuid:number>/give-back/", desk.give_back, name="give_back"),
]
