"""Addresses of check-ins: for everybody below /check-ins/, of codes below /c/, for staff below /staff/check-ins/."""

from django.urls import URLPattern, include, path

from naniwa.services.check_ins.views import centres, desk, figures, keeping, proving, reporting, visiting

app_name = "check_ins"
EVERYBODY: list[URLPattern] = [
    path("", keeping.begin, name="begin"),
    path("register/", keeping.register, name="register"),
    path("register/sent/", keeping.sent, name="sent"),
    path("confirm/<str:token>/", keeping.confirm, name="confirm"),
    path("venues/<str:token>/", keeping.keep, name="keep"),
    path("venues/<str:token>/change/", keeping.change, name="change"),
    path("venues/<str:token>/poster-<slug:size>.pdf", keeping.poster, name="poster"),
    path("venues/<str:token>/screen/", keeping.screen, name="screen"),
    path("qr/", proving.qr, name="qr"),
    path("notice/", proving.notice, name="notice"),
    path("kept/", proving.kept, name="kept"),
    path("kept/<str:day>.json", proving.receipt, name="receipt"),
    path("report/", reporting.report, name="report"),
    path("report/done/", reporting.reported, name="reported"),
    path("figures/", figures.published, name="figures"),
    path("reach/", figures.reckon, name="reach"),
]
CODES: list[URLPattern] = [
    path("", visiting.codes, name="codes"),
    path("<str:code>/", visiting.check_in, name="check_in"),
    path("<str:code>/done/", visiting.done, name="done"),
    path("<str:code>/<str:proof>/", visiting.check_in, name="check_in_now"),
]
STAFF: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("codes/add/", desk.give, name="give"),
    path("codes/<uuid:number>/", desk.code, name="code"),
    path("codes/<uuid:number>/enter/", desk.enter, name="enter"),
    path("alerts/<uuid:number>/", desk.alert, name="alert"),
    path("alerts/<uuid:number>/approve/", desk.approve, name="approve"),
    path("alerts/<uuid:number>/drop/", desk.drop, name="drop"),
    path("policies/", figures.policies, name="policies"),
    path("centres/", centres.centres, name="centres"),
    path("centres/change/", centres.change, name="change_centre"),
    path("key/", desk.key, name="key"),
]
urlpatterns = [
    path("check-ins/", include(EVERYBODY)),
    path("c/", include(CODES)),
    path("staff/check-ins/", include(STAFF)),
]
