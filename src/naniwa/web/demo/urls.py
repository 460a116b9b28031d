"""Addresses of the demo alone."""

from django.urls import path

from naniwa.web.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.door, name="door"),
    path("enter/<str:key>/", views.enter, name="enter"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:name>/", views.mail, name="mail"),
    path("mailbox/<str:name>/<int:number>/", views.attachment, name="attachment"),
]
