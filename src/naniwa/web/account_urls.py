"""Addresses of sign-in and of one's own account."""

from django.urls import path

from naniwa.web.views import account, devices, identity, invitation, my_data, password, sessions, sign_in

app_name = "people"
urlpatterns = [
    path("", account.account, name="account"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/sent/", sign_in.sent, name="sign_in_sent"),
    path("sign-in/link/<str:token>/", sign_in.link, name="sign_in_link"),
    path("sign-in/password/", password.password, name="password"),
    path("sign-in/staff/", password.staff, name="staff_sign_in"),
    path("sign-in/staff/forgotten/", invitation.forgotten, name="forgotten"),
    path("sign-in/staff/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("sign-out/", sessions.sign_out, name="sign_out"),
    path("second-factor/", devices.second_factor, name="second_factor"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end-others/", sessions.end_other_sessions, name="end_other_sessions"),
    path("sessions/<str:chosen>/end/", sessions.end_session, name="end_session"),
    path("address/", account.new_address, name="new_address"),
    path("address/<str:token>/", account.confirm_address, name="confirm_address"),
    path("password/", account.new_password, name="new_password"),
    path("prove/", identity.prove, name="prove"),
    path("test-card/", identity.test_card, name="test_card"),
    path("prove/<slug:key>/", identity.begin, name="identity_begin"),
    path("prove/<slug:key>/back/", identity.come_back, name="identity_back"),
    path("cards/", identity.cards, name="cards"),
    path("cards/<uuid:number>/unlink/", identity.unlink, name="unlink_card"),
    path("who-looked/", my_data.who_looked, name="who_looked"),
    path("consents/", my_data.consent_list, name="consents"),
    path("consents/<str:purpose>/withdraw/", my_data.withdraw, name="withdraw_consent"),
]
