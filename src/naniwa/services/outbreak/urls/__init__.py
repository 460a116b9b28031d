"""Addresses of the outbreak service: a module for each part, so that each can grow by itself."""

from naniwa.services.outbreak.urls import beds, cases, contacts, dashboard, home, intake, observation, surroundings

app_name = "outbreak"
urlpatterns = [
    *home.urlpatterns,
    *cases.urlpatterns,
    *contacts.urlpatterns,
    *observation.urlpatterns,
    *intake.urlpatterns,
    *surroundings.urlpatterns,
    *beds.urlpatterns,
    *dashboard.urlpatterns,
]
