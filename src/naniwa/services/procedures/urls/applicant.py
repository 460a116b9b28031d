"""Addresses for residents and businesses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
