# SPDX-License-Identifier: EUPL-1.2
"""Which addresses a service may have. Imports no Django: the settings are read with this."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def checked_url(url: str) -> str:
    """Return a service address without slash at the end. Raises `ValueError` where it cannot be used.

    https, or http to this machine itself; no user name, query or fragment in it; no link-local address.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("expected an address that starts with https://")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise ValueError(
            "expected https:// (http:// only for a service on this machine, such as http://127.0.0.1:5000)"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("expected an address without user name, ? and #; the key has a variable of its own")
    assert parts.port is None or parts.port > 0  # noqa: S101 (raises ValueError for a port that is no number)
    if is_forbidden(host):
        raise ValueError("expected a public address or one of your own network")
    return url.rstrip("/")


def is_forbidden(address: str) -> bool:
    """Tell whether nothing of ours may be sent to an IP address: link-local, multicast, unspecified."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_link_local or parsed.is_multicast or parsed.is_unspecified
