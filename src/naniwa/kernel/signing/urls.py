"""Addresses of signed papers."""

from django.urls import path

from naniwa.kernel.signing import views

app_name = "signing"
urlpatterns = [path("", views.verify, name="verify")]
