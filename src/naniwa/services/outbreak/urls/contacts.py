"""Addresses of the queue of first contacts."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import centres, contacts

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/queue/", contacts.queue, name="queue"),
    path("staff/outbreak/queue/next/", contacts.take_next, name="take_next"),
    path("staff/outbreak/cases/<uuid:number>/take/", contacts.take, name="take"),
    path("staff/outbreak/cases/<uuid:number>/call/", contacts.call, name="call"),
    path("staff/outbreak/cases/<uuid:number>/hand-over/", contacts.hand_over, name="hand_over"),
    path("staff/outbreak/centre/", centres.own, name="centre"),
    path("staff/outbreak/centres/", centres.listed, name="centres"),
    path("staff/outbreak/centres/<slug:code>/", centres.register, name="register_centre"),
]
