"""Addresses of consultations: for residents below /consultation/, for staff below /staff/consultation/."""

from django.urls import URLPattern, include, path

from naniwa.services.consultation.views import asking, keeping, queue, talking

app_name = "consultation"
RESIDENT: list[URLPattern] = [
    path("", asking.desks, name="desks"),
    path("desks/<uuid:number>/", asking.begin, name="begin"),
    path("<uuid:number>/", talking.show, name="talk"),
    path("<uuid:number>/log/", talking.log, name="log"),
    path("<uuid:number>/say/", talking.say, name="say"),
    path("<uuid:number>/close/", talking.close, name="close"),
    path("<uuid:number>/offer/", talking.offer, name="offer"),
]
STAFF: list[URLPattern] = [
    path("", queue.show, name="queue"),
    path("<uuid:number>/", queue.one, name="staff_talk"),
    path("<uuid:number>/log/", queue.log, name="staff_log"),
    path("<uuid:number>/take/", queue.take, name="take"),
    path("<uuid:number>/answer/", queue.answer, name="answer"),
    path("<uuid:number>/hand-over/", queue.hand_over, name="hand_over"),
    path("<uuid:number>/close/", queue.close, name="staff_close"),
    path("desks/", keeping.show, name="keeping"),
    path("desks/add/", keeping.add, name="add_desk"),
    path("desks/<uuid:number>/", keeping.change, name="keep_desk"),
]
urlpatterns = [path("consultation/", include(RESIDENT)), path("staff/consultation/", include(STAFF))]
