"""Addresses of procedures, for applicants and for staff."""

from naniwa.services.procedures.urls import applicant, staff

app_name = "procedures"
urlpatterns = [*applicant.urlpatterns, *staff.urlpatterns]
