"""Addresses of the inventory: for staff below /staff/inventory/, for everybody below /inventory/."""

from django.urls import URLPattern, include, path, re_path

from naniwa.services.inventory.views import (
    departments,
    export,
    first,
    importing,
    listing,
    public,
    redesign,
    rows,
    seals,
    surveys,
)

app_name = "inventory"
STAFF: list[URLPattern] = [
    path("", listing.show, name="list"),
    path("confirm/", listing.confirm_many, name="confirm_many"),
    path("add/", rows.add, name="add"),
    path("rows/<uuid:number>/", rows.show, name="row"),
    path("rows/<uuid:number>/change/", rows.change, name="change"),
    path("rows/<uuid:number>/confirm/", rows.confirm, name="confirm"),
    path("rows/<uuid:number>/remove/", rows.remove, name="remove"),
    path("rows/<uuid:number>/restore/", rows.restore, name="restore"),
    path("rows/<uuid:number>/redesign/", redesign.show, name="redesign"),
    path("rows/<uuid:number>/form/", redesign.want_form, name="want_form"),
    path("first/", first.show, name="first"),
    path("departments/", departments.show, name="departments"),
    path("departments/<str:code>/", departments.change, name="department"),
    path("export/", export.ask, name="export"),
    re_path(r"^export/inventory\.(?P<kind>xlsx|csv)$", export.download, name="download"),
    path("import/", importing.ask, name="import"),
    path("import/<uuid:number>/", importing.show, name="upload"),
    path("import/<uuid:number>/take/", importing.take, name="take"),
    path("import/<uuid:number>/to-mend.xlsx", importing.wrong, name="wrong"),
    path("surveys/", surveys.show, name="surveys"),
    path("surveys/open/", surveys.open_one, name="open_survey"),
    path("surveys/<uuid:number>/", surveys.survey, name="survey"),
    path("surveys/<uuid:number>/close/", surveys.close, name="close_survey"),
    path("surveys/parts/<uuid:number>/", surveys.part, name="part"),
    path("surveys/parts/<uuid:number>/finish/", surveys.finish, name="finish"),
    path("surveys/parts/<uuid:number>/reopen/", surveys.reopen, name="reopen"),
    path("seals/", seals.show, name="seals"),
    path("seals/decide/", seals.decide_many, name="decide_seals"),
    path("seals/<uuid:number>/", seals.decide, name="decide_seal"),
]
PUBLIC: list[URLPattern] = [
    path("inventory/", public.show, name="public"),
    path("inventory/progress.csv", public.csv, name="public_csv"),
    re_path(r"^inventory/progress\.(?P<language>ja|en)\.csv$", public.csv, name="public_csv_in"),
    path("inventory/progress.json", public.json, name="public_json"),
]
urlpatterns = [path("staff/inventory/", include(STAFF)), *PUBLIC]
