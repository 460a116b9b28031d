"""Addresses of documents."""

from django.urls import path

from naniwa.kernel.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:number>/file/<str:name>", views.download, name="download"),
    path("<uuid:number>/thumbnail", views.thumbnail, name="thumbnail"),
    path("<uuid:number>/page/<int:page_number>", views.page, name="page"),
]
