"""Addresses of the daily observation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
