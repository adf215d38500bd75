# SPDX-License-Identifier: EUPL-1.2
"""The only way out for the browser that checks other sites: a small proxy on the loopback interface that asks the guard.

Every connection is decided here, whatever causes it (page, redirect, picture, script, `fetch`). The proxy looks the name
up itself, has every address judged, and connects to the judged address. Plain HTTP: one request per connection, in
origin form. HTTPS: CONNECT, so certificates stay end to end.
"""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from allmende.core.accessibility.hosts import Guard, Refused

MOST_HEAD = 64 * 1024
IDLE_SECONDS = 30
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HOP_BY_HOP = frozenset({"proxy-connection", "proxy-authorization", "connection", "keep-alive", "te", "upgrade"})


class Proxy:
    """Runs in a thread of its own while the `with` block lasts.

    `refused` lists what was not let through (once each), `spent` counts the bytes that came in; after `most_bytes`
    nothing more passes.
    """

    def __init__(self, guard: Guard, *, most_bytes: int = 200 * 2**20) -> None:
        self.guard = guard
        self.most_bytes = most_bytes
        self.spent = 0
        self.refused: dict[str, None] = {}
        self.address = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="accessibility-proxy")

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MOST_HEAD))
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        pending = asyncio.all_tasks(self._loop)
        for task in pending:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
            lines = head.decode("latin-1").split("\r\n")
            method, target, _version = lines[0].split(" ")
            if method == "CONNECT":
                await self._tunnel(target, reader, writer)
            elif method in METHODS:
                await self._forward(method, target, lines[1:], writer)
            else:
                raise Refused(f"{method}: die Prüfung liest nur, sie sendet nichts")  # noqa: TRY301
        except Refused as reason:
            self.refused[str(reason)] = None
            await self._answer(writer, 403, "Forbidden")
        except (ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await self._answer(writer, 400, "Bad Request")
        except (OSError, TimeoutError):
            await self._answer(writer, 502, "Bad Gateway")
        finally:
            writer.close()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.spent > self.most_bytes:
            raise Refused("Die Seiten sind zusammen zu groß; der Rest wurde nicht geladen")
        addresses = await self._loop.run_in_executor(None, self.guard.addresses, host, port)
        trouble: Exception = OSError("no address")
        for address in addresses:
            try:
                return await asyncio.wait_for(asyncio.open_connection(address, port), 10)
            except (OSError, TimeoutError) as error:
                trouble = error
        raise trouble

    async def _tunnel(self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _colon, port = target.rpartition(":")
        above_reader, above = await self._connect(host.strip("[]"), int(port))
        try:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            up = asyncio.ensure_future(self._pipe(reader, above, counted=False))
            await self._pipe(above_reader, writer, counted=True)
            up.cancel()
        finally:
            above.close()

    async def _forward(self, method: str, target: str, headers: list[str], writer: asyncio.StreamWriter) -> None:
        parts = urlsplit(target)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(target)
        port = parts.port or 80
        above_reader, above = await self._connect(parts.hostname, port)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            kept = [line for line in headers if line and line.partition(":")[0].strip().lower() not in HOP_BY_HOP]
            request = "\r\n".join([f"{method} {path} HTTP/1.1", *kept, "Connection: close", "", ""])
            above.write(request.encode("latin-1"))
            await above.drain()
            await self._pipe(above_reader, writer, counted=True)
        finally:
            above.close()

    async def _pipe(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, counted: bool) -> None:
        while chunk := await asyncio.wait_for(source.read(65536), IDLE_SECONDS):
            if counted:
                self.spent += len(chunk)
                if self.spent > self.most_bytes:
                    self.refused["Die Seiten sind zusammen zu groß; der Rest wurde nicht geladen"] = None
                    return
            sink.write(chunk)
            await sink.drain()

    @staticmethod
    async def _answer(writer: asyncio.StreamWriter, code: int, words: str) -> None:
        try:
            writer.write(f"HTTP/1.1 {code} {words}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except OSError:
            return
