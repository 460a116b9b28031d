"""Addresses of the authorisation server and of the administrator's pages."""

from django.urls import path

from naniwa.kernel.clients.views import calls, provider, secrets, staff

app_name = "clients"
urlpatterns = [
    path(".well-known/openid-configuration", provider.configuration, name="configuration"),
    path(".well-known/oauth-authorization-server", provider.configuration, name="metadata"),
    path(".well-known/jwks.json", provider.jwks, name="jwks"),
    path("oauth/token", provider.token, name="token"),
    path("oauth/revoke", provider.revoke_token, name="revoke_token"),
    path("staff/clients/", staff.clients, name="home"),
    path("staff/clients/<uuid:number>/", staff.client, name="client"),
    path("staff/clients/<uuid:number>/revoke/", staff.revoke, name="revoke"),
    path("staff/clients/<uuid:number>/secret/", secrets.renew, name="renew_client_secret"),
    path("staff/clients/<uuid:number>/secret/end/", secrets.end_former, name="end_former_secret"),
    path("staff/clients/<uuid:number>/calls/again/", calls.again, name="send_again"),
    path("staff/clients/<uuid:number>/webhook/", staff.webhook, name="webhook"),
    path("staff/clients/<uuid:number>/webhook/secret/", staff.renew_secret, name="renew_secret"),
    path("staff/clients/<uuid:number>/webhook/ping/", staff.ping, name="ping"),
    path("staff/clients/<uuid:number>/webhook/remove/", staff.remove_webhook, name="remove_webhook"),
]
