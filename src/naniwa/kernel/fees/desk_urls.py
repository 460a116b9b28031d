"""Addresses of the counter, below /staff/fees/."""

from django.urls import URLPattern, path

from naniwa.kernel.fees.views import desk, statements

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", desk.home, name="home"),
    path("tills/", desk.tills, name="tills"),
    path("tills/close/", desk.close_till, name="close_till"),
    path("statements/", statements.home, name="statements"),
    path("statements/take/", statements.take, name="take_statement"),
    path("statements/<uuid:number>/", statements.show, name="statement"),
    path("differences/<uuid:number>/close/", statements.close, name="close_difference"),
    path("<uuid:number>/", desk.charge, name="charge"),
    path("<uuid:number>/take/", desk.take, name="take"),
    path("<uuid:number>/give-back/", desk.give_back, name="give_back"),
]
