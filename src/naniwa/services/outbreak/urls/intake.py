"""Addresses of files on their way in."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import intake

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/intake/", intake.ask, name="intake"),
    path("staff/outbreak/intake/<uuid:number>/", intake.show, name="one_intake"),
    path("staff/outbreak/intake/<uuid:number>/progress/", intake.progress, name="intake_progress"),
    path("staff/outbreak/intake/<uuid:number>/learn/", intake.learn, name="learn"),
    path("staff/outbreak/intake/<uuid:number>/take/", intake.take, name="take_intake"),
    path("staff/outbreak/intake/<uuid:number>/undo/", intake.undo, name="undo_intake"),
]
