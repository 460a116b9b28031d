"""Addresses of taxes: for payers below /taxes/, for staff below /staff/taxes/."""

from django.urls import URLPattern, include, path

from naniwa.services.taxes.views import bill, dunning, importing, letters, register, yours

app_name = "taxes"
PAYER: list[URLPattern] = [
    path("", yours.find, name="find"),
    path("<str:token>/", yours.show, name="yours"),
]
STAFF: list[URLPattern] = [
    path("", register.show, name="register"),
    path("bills/<uuid:number>/", bill.show, name="bill"),
    path("bills/<uuid:number>/hold/", bill.hold, name="hold"),
    path("bills/<uuid:number>/release/", bill.release, name="release"),
    path("instalments/<uuid:number>/interest/", bill.charge, name="charge_interest"),
    path("instalments/<uuid:number>/reduce/", bill.reduce, name="reduce"),
    path("import/", importing.ask, name="import"),
    path("import/<uuid:number>/", importing.show, name="upload"),
    path("import/<uuid:number>/take/", importing.take, name="take"),
    path("import/columns.csv", importing.columns, name="columns"),
    path("letters/", letters.show_all, name="batches"),
    path("letters/begin/", letters.begin, name="begin_notices"),
    path("letters/<uuid:number>/", letters.show, name="batch"),
    path("letters/<uuid:number>/again/", letters.again, name="print_again"),
    path("dunning/", dunning.show, name="dunning"),
    path("dunning/begin/", dunning.begin, name="begin_dunning"),
]
urlpatterns = [path("taxes/", include(PAYER)), path("staff/taxes/", include(STAFF))]
