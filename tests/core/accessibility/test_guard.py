# SPDX-License-Identifier: EUPL-1.2
"""The browser reaches the hosts on the list and nothing else: real servers, a resolver of our own for names."""

from __future__ import annotations

import http.client
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from allmende.core.accessibility.hosts import Guard, Refused, host_problem, is_public, page_problem
from allmende.core.accessibility.proxy import Proxy

PUBLIC, PRIVATE = "127.0.0.1", "127.0.0.2"
"""Two loopback addresses: tests take the first for an address of the internet and the second for one of the house."""


@dataclass
class Server:
    """A real web server that notes what it was asked."""

    address: str
    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def start(self) -> http.server.ThreadingHTTPServer:
        this = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                this.asked.append(f"{self.command} {self.headers['Host']} {self.path}")
                status, headers, body = this.pages.get(self.path, (404, {}, b"nothing"))
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_args):
                pass

        server = http.server.ThreadingHTTPServer((self.address, self.port), Handler)
        self.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()  # looks so often whether to end
        return server


@pytest.fixture
def outside() -> Iterator[Server]:
    server = Server(PUBLIC, pages={"/": (200, {}, b"<p>hello"), "/long": (200, {}, b"x" * 300_000)})
    running = server.start()
    yield server
    running.shutdown()
    running.server_close()


@pytest.fixture
def inside(outside) -> Iterator[Server]:
    """A server in the house, at the same port as the one outside, as a rebound name would meet it."""
    server = Server(PRIVATE, port=outside.port, pages={"/": (200, {}, b"<p>secret"), "/secret": (200, {}, b"secret")})
    running = server.start()
    yield server
    running.shutdown()
    running.server_close()


def guard_for(port: int, names: dict[str, list[str]], hosts: tuple[str, ...] = ("rathaus.example",)) -> Guard:
    def resolve(host, _port):
        return names[host]

    return Guard(frozenset(hosts), resolve, lambda address: address == PUBLIC, frozenset({port}))


def fetch(proxy: Proxy, url: str, method: str = "GET") -> tuple[int, bytes]:
    where = urlsplit(proxy.address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    connection.request(method, url)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


class TestHosts:
    @pytest.mark.parametrize("host", ["www.auental.example", "xn--brgerbro-n4af.de", "a-b.c.de"])
    def test_names_of_the_internet_may_stand_on_the_list(self, host):
        assert host_problem(host) == ""

    @pytest.mark.parametrize(
        "host",
        ["localhost", "rathaus", "drucker.local", "x.internal", "10.0.0.1", "[::1]", "::1", "0x7f.1", "a..de", "-a.de", "https://a.de",
         "a.de/x", "a.de:80", "", "a b.de", "1.2.3", "1.0.0.127.in-addr.arpa"],
    )  # fmt: skip
    def test_others_may_not(self, host):
        assert host_problem(host)

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
         "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "nonsense"],
    )  # fmt: skip
    def test_addresses_that_are_not_public(self, address):
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9"])
    def test_public_addresses(self, address):
        assert is_public(address)

    @pytest.mark.parametrize(
        "url",
        ["ftp://rathaus.example/", "file:///etc/passwd", "http://evil.example/", "http://rathaus.example:8080/", "http://rathaus.example@evil.example/",
         "http://user:pw@rathaus.example/", "javascript:alert(1)", "//rathaus.example/", "http://[::1", "http://rathaus.example:99999/"],
    )  # fmt: skip
    def test_pages_that_may_not_be_opened(self, url):
        assert page_problem(url, {"rathaus.example"})

    def test_pages_that_may(self):
        assert page_problem("https://rathaus.example/a?b=1", {"rathaus.example"}) == ""


class TestProxy:
    def test_it_lets_the_list_through(self, outside):
        with Proxy(guard_for(outside.port, {"rathaus.example": [PUBLIC]})) as proxy:
            assert fetch(proxy, f"http://rathaus.example:{outside.port}/") == (200, b"<p>hello")
        assert outside.asked == [f"GET rathaus.example:{outside.port} /"]

    def test_other_hosts_and_ports_and_methods_are_refused(self, outside):
        with Proxy(guard_for(outside.port, {"rathaus.example": [PUBLIC]})) as proxy:
            assert fetch(proxy, f"http://evil.example:{outside.port}/")[0] == 403
            assert fetch(proxy, f"http://127.0.0.1:{outside.port}/")[0] == 403
            assert fetch(proxy, "http://rathaus.example/")[0] == 403
            assert fetch(proxy, f"http://rathaus.example:{outside.port}/", "POST")[0] == 403
            assert fetch(proxy, "/etc/passwd")[0] == 400
            assert len(proxy.refused) == 4
        assert outside.asked == []

    def test_a_name_that_leads_into_the_house_is_refused(self, outside, inside):
        for addresses in ([PRIVATE], [PUBLIC, PRIVATE], []):
            with Proxy(guard_for(outside.port, {"rathaus.example": addresses})) as proxy:
                assert fetch(proxy, f"http://rathaus.example:{outside.port}/secret")[0] == 403
        assert inside.asked == []

    def test_a_name_that_changes_its_address_gains_nothing(self, outside, inside):
        answers = iter([[PUBLIC], [PRIVATE], [PUBLIC], [PRIVATE]])
        guard = Guard(
            frozenset({"rathaus.example"}), lambda *_: next(answers), lambda a: a == PUBLIC, frozenset({outside.port})
        )
        with Proxy(guard) as proxy:
            statuses = [fetch(proxy, f"http://rathaus.example:{outside.port}/")[0] for _ in range(4)]
        assert statuses == [200, 403, 200, 403]
        assert inside.asked == []

    def test_tunnels_follow_the_same_rules(self, outside, inside):
        names = {"rathaus.example": [PUBLIC], "house.example": [PRIVATE]}
        with Proxy(guard_for(outside.port, names, tuple(names))) as proxy:
            where = urlsplit(proxy.address)
            for host, works in (("rathaus.example", True), ("house.example", False), ("evil.example", False)):
                connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
                connection.set_tunnel(host, outside.port)
                if works:
                    connection.request("GET", "/")
                    assert connection.getresponse().read() == b"<p>hello"
                else:
                    with pytest.raises(OSError, match="403"):
                        connection.request("GET", "/")
                connection.close()
        assert inside.asked == []

    def test_too_much_is_cut_off(self, outside):
        with Proxy(guard_for(outside.port, {"rathaus.example": [PUBLIC]}), most_bytes=100_000) as proxy:
            with pytest.raises(http.client.IncompleteRead):
                fetch(proxy, f"http://rathaus.example:{outside.port}/long")
            assert fetch(proxy, f"http://rathaus.example:{outside.port}/")[0] == 403
            assert any("zu groß" in text for text in proxy.refused)

    def test_an_unknown_name_is_refused(self):
        def unknown(_host, _port):
            raise OSError("no such name")

        with pytest.raises(Refused, match="nicht zu finden"):
            Guard(frozenset({"rathaus.example"}), unknown).addresses("rathaus.example", 443)
