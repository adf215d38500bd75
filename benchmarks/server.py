# SPDX-License-Identifier: EUPL-1.2
"""A real server for benchmarks: `allmende serve` on loopback, four clients, bounded in number and time."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLMENDE = [sys.executable, "-c", "from allmende.site.cli import main; main()"]


def free_port() -> int:
    """Return a free port of the loopback address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(home: Path, command: Sequence[str] = ("serve", "--no-worker")) -> Iterator[tuple[int, float, int]]:
    """Run a server; yield (port, seconds until it was ready, process id of the server)."""
    port = free_port()
    environ = {**os.environ, "ALLMENDE_HOME": str(home), "ALLMENDE_LOG_LEVEL": "ERROR"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [*ALLMENDE, *command, "--port", str(port)],
        cwd=ROOT,
        env=environ,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None and time.perf_counter() - started < 120:
            try:
                if fetch(port, "/readyz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.05)
        else:
            raise RuntimeError("the server did not start")
        yield port, time.perf_counter() - started, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)


def fetch(port: int, path: str) -> tuple[int, int]:
    """Return (status, bytes) of one GET."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, len(answer.read())
    finally:
        connection.close()


def load(port: int, paths: Sequence[str], *, clients: int = 4, requests: int = 200) -> list[float]:
    """Return the milliseconds of `requests` GETs spread over `clients` threads. Every answer must be 200."""
    durations: list[float] = []
    lock = threading.Lock()
    todo = iter([paths[i % len(paths)] for i in range(requests)])

    def client() -> None:
        while True:
            with lock:
                path = next(todo, None)
            if path is None:
                return
            began = time.perf_counter()
            status, _ = fetch(port, path)
            took = (time.perf_counter() - began) * 1000
            assert status == 200, (path, status)
            with lock:
                durations.append(took)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return durations


def spread(durations: Sequence[float]) -> str:
    """Return "median / p95" in milliseconds."""
    cuts = statistics.quantiles(durations, n=20)
    return f"{statistics.median(durations):6.1f} / {cuts[18]:6.1f} ms"


def memory_of_children(parent: int) -> list[tuple[str, float]]:
    """Return (command, proportional set size in MB) of each child process; shared pages count by share."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if int(lines["PPid"]) == parent:
                rollup = (status.parent / "smaps_rollup").read_text()
                pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
                rss = int(lines["VmRSS"].split()[0])
                found.append((status.parent.name, pss / 1024, rss / 1024))
        except (OSError, KeyError, ValueError):
            continue
    return found
