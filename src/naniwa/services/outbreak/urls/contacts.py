"""Addresses of the queue of first contacts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
