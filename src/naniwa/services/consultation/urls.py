"""Addresses of consultations: for residents below /consultation/, for staff below /staff/consultation/."""

from django.urls import URLPattern, include, path

from naniwa.services.consultation.views import asking, calling, keeping, minutes, queue, staff_calls, talking

app_name = "consultation"
RESIDENT: list[URLPattern] = [
    path("", asking.desks, name="desks"),
    path("desks/<uuid:number>/", asking.begin, name="begin"),
    path("of/<str:reference>/", talking.of, name="of"),
    path("<uuid:number>/", talking.show, name="talk"),
    path("<uuid:number>/log/", talking.log, name="log"),
    path("<uuid:number>/say/", talking.say, name="say"),
    path("<uuid:number>/close/", talking.close, name="close"),
    path("<uuid:number>/offer/", talking.offer, name="offer"),
    path("<uuid:number>/call/", calling.show, name="call"),
    path("<uuid:number>/call/end/", calling.end, name="call_end"),
    path("<uuid:number>/call/signals/", calling.signals, name="call_signals"),
    path("<uuid:number>/call/recording/", calling.recorded, name="call_recording"),
]
STAFF: list[URLPattern] = [
    path("", queue.show, name="queue"),
    path("of/<str:reference>/", queue.of, name="staff_of"),
    path("<uuid:number>/", queue.one, name="staff_talk"),
    path("<uuid:number>/log/", queue.log, name="staff_log"),
    path("<uuid:number>/take/", queue.take, name="take"),
    path("<uuid:number>/answer/", queue.answer, name="answer"),
    path("<uuid:number>/hand-over/", queue.hand_over, name="hand_over"),
    path("<uuid:number>/close/", queue.close, name="staff_close"),
    path("<uuid:number>/call/", staff_calls.show, name="staff_call"),
    path("<uuid:number>/call/offer/", staff_calls.offer, name="staff_call_offer"),
    path("<uuid:number>/call/end/", staff_calls.end, name="staff_call_end"),
    path("<uuid:number>/call/signals/", staff_calls.signals, name="staff_call_signals"),
    path("<uuid:number>/call/recording/", staff_calls.record, name="staff_call_recording"),
    path("<uuid:number>/call/speech/", staff_calls.speech, name="staff_call_speech"),
    path("<uuid:number>/minutes/", minutes.edit, name="minutes"),
    path("<uuid:number>/minutes/discard/", minutes.discard, name="minutes_discard"),
    path("desks/", keeping.show, name="keeping"),
    path("desks/add/", keeping.add, name="add_desk"),
    path("desks/<uuid:number>/", keeping.change, name="keep_desk"),
]
urlpatterns = [path("consultation/", include(RESIDENT)), path("staff/consultation/", include(STAFF))]
