"""One connection is one client, however many of its addresses it uses."""

import pytest

from naniwa.library.networks import counted_as


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("unknown", "unknown"),
        ("", ""),
        ("203.0.113.7:8080", "203.0.113.7:8080"),
        ("2001:db8::/32", "2001:db8::/32"),
    ],
)
def test_an_ipv6_address_counts_as_its_network_of_64_bits(address: str, client: str) -> None:
    assert counted_as(address) == client
