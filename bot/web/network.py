"""Networks: what one household, phone or company has in common among its addresses."""

import ipaddress

from starlette.requests import Request

_OF_ONE_HOLDER = 64
"""The bits of an IPv6 address that its holder cannot choose."""


def network_of(address: str) -> str:
    """Name the network of an address: IPv6 by its /64, IPv4 whole; anything else as it is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _OF_ONE_HOLDER), strict=False))


def client_network(request: Request) -> str:
    """Name the network that a request comes from, as far as the proxy tells."""
    return network_of(request.client.host) if request.client else ""
