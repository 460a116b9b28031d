"""Whom a limit counts, and what is written down of a session."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import RequestFactory

from naniwa.kernel.people.clients import UNKNOWN, client_address, exact_address


@pytest.mark.parametrize(
    ("header", "counted", "exact"),
    [
        ("198.51.100.1, 203.0.113.7", "203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64", "2001:db8:1:2::1"),
        ("2001:db8:1:2::2", "2001:db8:1:2::/64", "2001:db8:1:2::2"),
        ("", "::/64", UNKNOWN),
    ],
)
def test_who_changes_an_ipv6_address_within_a_connection_is_counted_as_the_same(
    settings: Any, header: str, counted: str, exact: str
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, client_address_header="X-Real-IP")
    request = RequestFactory().get("/", headers={"X-Real-IP": header})
    assert (client_address(request), exact_address(request)) == (counted, exact)
