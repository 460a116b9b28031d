"""A service brings its API with it: whoever adds one names it in its own definition, and nowhere else."""

import inspect
import sys
from importlib import import_module
from types import ModuleType

import pytest
from django.conf import settings
from django.urls import URLResolver
from ninja import NinjaAPI

from naniwa.library.service import Api, Service
from naniwa.web import urls

SERVICES = [import_module(f"{name}.service").SERVICE for name in settings.SERVICES]


def test_the_addresses_name_no_service() -> None:
    assert "naniwa.services" not in inspect.getsource(urls)


def test_no_two_apis_have_one_address() -> None:
    paths = [service.api.path for service in SERVICES if service.api]
    assert "api/v1/" in paths
    assert len(paths) == len(set(paths))


def test_the_api_of_a_next_service_is_served_where_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("next_service_api")
    module.api = NinjaAPI(urls_namespace="next-service")  # type: ignore[attr-defined] # a module of its own
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, "next_service_urls", ModuleType("next_service_urls"))
    sys.modules["next_service_urls"].urlpatterns = []  # type: ignore[attr-defined] # a module of its own
    told = Api(path="api/next/v1/", module=module.__name__)
    service = Service(slug="next", title="次", title_en="Next", urls="next_service_urls", api=told)
    [api, pages] = urls.patterns_of(service)
    assert isinstance(api, URLResolver)
    assert api.resolve("api/next/v1/openapi.json").view_name == "next-service:openapi-json"
    assert str(pages.pattern) == ""
