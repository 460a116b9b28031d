"""Addresses of procedures, for applicants, for staff and for everybody."""

from naniwa.services.procedures.urls import applicant, designer, public, staff

app_name = "procedures"
urlpatterns = [*applicant.urlpatterns, *staff.urlpatterns, *designer.urlpatterns, *public.urlpatterns]
