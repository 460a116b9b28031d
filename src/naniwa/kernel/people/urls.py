"""Addresses of sign-in and of one's own account."""

app_name = "people"
urlpatterns: list[object] = []
