"""Addresses of contacts, clusters, transport and rooms."""

from django.urls import URLPattern, path

from naniwa.services.outbreak.views import surroundings, surroundings_lists

urlpatterns: list[URLPattern] = [
    path("staff/outbreak/cases/<uuid:number>/around/", surroundings.around, name="around"),
    path("staff/outbreak/cases/<uuid:number>/around/contact/", surroundings.add_contact, name="add_contact"),
    path("staff/outbreak/cases/<uuid:number>/around/cluster/", surroundings.join_cluster, name="join_cluster"),
    path("staff/outbreak/cases/<uuid:number>/around/transport/", surroundings.ask_transport, name="ask_transport"),
    path("staff/outbreak/cases/<uuid:number>/around/room/", surroundings.lodge, name="lodge"),
    path("staff/outbreak/contacts/", surroundings_lists.contacts, name="contacts"),
    path("staff/outbreak/contacts/<uuid:number>/became/", surroundings_lists.became, name="became"),
    path("staff/outbreak/clusters/", surroundings_lists.clusters, name="clusters"),
    path("staff/outbreak/clusters/<uuid:number>/", surroundings_lists.cluster, name="cluster"),
    path("staff/outbreak/clusters/<uuid:number>/leave/", surroundings_lists.leave_cluster, name="leave_cluster"),
    path("staff/outbreak/transports/", surroundings.transports, name="transports"),
    path("staff/outbreak/transports/<uuid:number>/end/", surroundings.end_transport, name="end_transport"),
    path("staff/outbreak/hotels/", surroundings.hotels, name="hotels"),
    path("staff/outbreak/hotels/<uuid:number>/leave/", surroundings.leave, name="leave"),
]
