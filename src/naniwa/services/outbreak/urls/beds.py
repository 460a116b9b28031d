"""Addresses of beds and placement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
