"""Addresses of the daily observation: for staff, and for patients below /observation/."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import observation, patient, rules

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/observed/", observation.observed, name="observed"),
    path("staff/outbreak/tasks/", observation.urgent, name="tasks"),
    path("staff/outbreak/tasks/<uuid:number>/", observation.task, name="task"),
    path("staff/outbreak/cases/<uuid:number>/report/", observation.key_in, name="key_in"),
    path("staff/outbreak/cases/<uuid:number>/certificate.pdf", observation.certificate, name="certificate"),
    path("staff/outbreak/rules/", rules.show, name="rules"),
    path("staff/outbreak/rules/<uuid:number>/approve/", rules.approve, name="approve_rules"),
    path("observation/", patient.enter, name="enter"),
    path("observation/today/", patient.report, name="patient"),
    path("observation/thanks/", patient.thanks, name="thanks"),
]
