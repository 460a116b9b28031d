"""Addresses for staff, all below /staff/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
