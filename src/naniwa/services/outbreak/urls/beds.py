"""Addresses of beds and placement, all for staff below /staff/outbreak/."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import beds, beds_facilities, beds_placement, beds_replay

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/beds/", beds.show, name="beds"),
    path("staff/outbreak/beds/own/", beds.own, name="own_beds"),
    path("staff/outbreak/beds/<uuid:number>/tap/", beds.tap, name="tap_beds"),
    path("staff/outbreak/beds/<uuid:number>/report/", beds.report, name="report_beds"),
    path("staff/outbreak/facilities/new/", beds_facilities.new, name="new_facility"),
    path("staff/outbreak/facilities/<uuid:number>/", beds_facilities.one, name="facility"),
    path("staff/outbreak/facilities/<uuid:number>/pools/", beds_facilities.add, name="add_pool"),
    path("staff/outbreak/beds/<uuid:number>/secured/", beds_facilities.secure, name="secure_beds"),
    path("staff/outbreak/offers/<uuid:number>/", beds.answer, name="answer_offer"),
    path("staff/outbreak/placement/", beds_placement.board, name="placement"),
    path("staff/outbreak/placement/ask/", beds_placement.ask, name="ask_bed"),
    path("staff/outbreak/placement/replay/", beds_replay.show, name="replay"),
    path("staff/outbreak/placement/fairness/", beds_placement.fairness, name="fairness"),
    path("staff/outbreak/placement/<uuid:number>/", beds_placement.one, name="placement_one"),
    path("staff/outbreak/placement/<uuid:number>/offer/", beds_placement.offer, name="offer_bed"),
    path("staff/outbreak/placement/<uuid:number>/take-back/", beds_placement.take_back, name="take_back"),
    path("staff/outbreak/placement/<uuid:number>/withdraw/", beds_placement.withdraw, name="withdraw_bed"),
]
