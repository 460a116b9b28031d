"""Addresses of appointments: for residents below /appointments/, for staff below /staff/bookings/."""

from django.urls import URLPattern, include, path

from naniwa.services.appointments.views import booking, day, finding, keeping, offices, yours

app_name = "appointments"
RESIDENT: list[URLPattern] = [
    path("", finding.offices, name="offices"),
    path("mine/", yours.mine, name="mine"),
    path("offices/<uuid:number>/", finding.office, name="office"),
    path("windows/<uuid:number>/", finding.times, name="times"),
    path("windows/<uuid:number>/book/", booking.book, name="book"),
    path("sent/", booking.sent, name="sent"),
    path("confirm/<str:token>/", booking.confirm, name="confirm"),
    path("yours/<str:token>/", yours.show, name="yours"),
    path("yours/<str:token>/appointment.ics", yours.calendar, name="calendar"),
    path("yours/<str:token>/move/", yours.move, name="move"),
    path("yours/<str:token>/cancel/", yours.cancel, name="cancel"),
]
STAFF: list[URLPattern] = [
    path("", day.show, name="day"),
    path("print/", day.paper, name="paper"),
    path("add/<uuid:number>/", day.add, name="add"),
    path("<uuid:number>/mark/", day.mark, name="mark"),
    path("<uuid:number>/cancel/", day.call_off, name="call_off"),
    path("offices/", offices.show, name="keeping"),
    path("offices/add/", offices.add, name="add_office"),
    path("offices/<uuid:number>/", offices.change, name="keep_office"),
    path("offices/<uuid:number>/windows/add/", offices.add_window, name="add_window"),
    path("windows/<uuid:number>/", keeping.window, name="keep_window"),
    path("windows/<uuid:number>/change/", keeping.change, name="change_window"),
    path("windows/<uuid:number>/hours/add/", keeping.add_hours, name="add_hours"),
    path("hours/<uuid:number>/end/", keeping.end_hours, name="end_hours"),
    path("windows/<uuid:number>/close/", keeping.close, name="close"),
    path("closures/<uuid:number>/reopen/", keeping.reopen, name="reopen"),
]
urlpatterns = [path("appointments/", include(RESIDENT)), path("staff/bookings/", include(STAFF))]
