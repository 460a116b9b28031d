"""Addresses of files on their way in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
