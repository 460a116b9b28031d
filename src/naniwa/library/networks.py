"""Whose an address on the network is, to be counted by."""

from ipaddress import IPv6Address, IPv6Network, ip_address

SUBSCRIBER = 64
"""Bits of an IPv6 address that a provider gives to one connection at least; the others its holder chooses freely."""


def counted_as(address: str) -> str:
    """An IPv4 address as it is, also where it is written as IPv6; of an IPv6 address its network of 64 bits.

    What is no address stays as it is.
    """
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), SUBSCRIBER), strict=False))
