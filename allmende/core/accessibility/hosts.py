# SPDX-License-Identifier: EUPL-1.2
"""Which hosts and addresses the check of other sites may reach. No Django: the browser's own process uses it too.

A host must be on the list of the site, every address its name stands for must be a public one, and the connection goes
to the very address that was looked at (see `proxy.py`), so that a name that changes its address in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
PORTS = frozenset({80, 443})

Resolve = Callable[[str, int], list[str]]


def host_problem(host: str) -> str:
    """Return what is wrong with a host name, in German; empty for one that may stand on the list."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return f"„{host}“ ist eine IP-Adresse. Bitte den Namen des Hosts angeben."
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        return f"„{host}“ ist kein Hostname wie www.auental.example (ohne https:// und ohne Schrägstrich)."
    if labels[-1] in {"localhost", "local", "internal", "lan", "home", "arpa"} or labels[-1].isdigit():
        return f"„{host}“ ist ein Name im eigenen Netz. Geprüft werden nur Angebote im Internet."
    return ""


def page_problem(url: str, hosts: Collection[str], ports: Collection[int] = PORTS) -> str:
    """Return what is wrong with the address of a page, in German; empty for one that may be opened."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "Das ist keine Adresse wie https://www.auental.example/kontakt."
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "Die Adresse muss mit https:// oder http:// beginnen."
    if parts.username or parts.password:
        return "Bitte keine Anmeldedaten in der Adresse angeben."
    if port is not None and port not in ports:
        return "Geprüft werden nur die üblichen Anschlüsse 80 und 443."
    if parts.hostname.rstrip(".") not in hosts:
        return f"Der Host „{parts.hostname}“ steht nicht auf der Liste dieses Angebots."
    return ""


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the internet: not private, loopback, link-local, multicast or reserved."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        # Addresses that carry an IPv4 address are judged by it.
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is None and parsed in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a name, as the system knows them. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Refused(Exception):
    """The guard does not let this connection through. The message says why, in German."""


@dataclass(frozen=True)
class Guard:
    """Decides where the browser may connect to. Tests give it a resolver and a notion of "public" of their own."""

    hosts: frozenset[str]
    resolve: Resolve = resolve
    is_public: Callable[[str], bool] = is_public
    ports: frozenset[int] = field(default=PORTS)

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses to connect to. Raises `Refused`, also where only one of several is not public."""
        name = host.lower().rstrip(".")
        if name not in self.hosts:
            raise Refused(f"{name}: steht nicht auf der Liste der erlaubten Hosts")
        if port not in self.ports:
            raise Refused(f"{name}:{port}: dieser Anschluss ist nicht erlaubt")
        try:
            found = self.resolve(name, port)
        except OSError as error:
            raise Refused(f"{name}: der Name ist nicht zu finden") from error
        private = [address for address in found if not self.is_public(address)]
        if private or not found:
            raise Refused(f"{name}: führt zu einer Adresse, die nicht öffentlich ist")
        return found
