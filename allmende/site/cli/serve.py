# SPDX-License-Identifier: EUPL-1.2
"""Start the web server and the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import click

from allmende.site.cli.shared import Refusal, say, start_django, with_django


@click.command()
@click.option("--address", default="127.0.0.1", show_default=True, help="Network address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--worker/--no-worker", "with_worker", default=True, help="Also run the background worker.")
@with_django
def serve(address: str, port: int, with_worker: bool) -> None:
    """Start the web server, and the worker beside it. Ctrl+C stops both.

    \b
    Examples:
      allmende serve
      allmende serve --address 0.0.0.0 --port 80 --no-worker
    """
    run_servers(address, port, with_worker=with_worker)


@click.command()
@with_django
def worker() -> None:
    """Run background tasks until stopped: mails, due publications, derived data."""
    os.execv(sys.executable, worker_command())  # noqa: S606 (fixed arguments)


def worker_command() -> list[str]:
    """Return the command line of a worker process."""
    return [sys.executable, "-m", "allmende.site.manage", "run_worker"]


def run_servers(address: str, port: int, *, with_worker: bool, ready_message: str = "") -> None:
    """Run gunicorn and, if asked, the worker, until one of them ends or a signal comes; then stop both."""
    start_django()
    from django.conf import settings

    from allmende.site.static_files import collect

    if port_is_taken(address, port):
        raise Refusal(
            f"Port {port} ist belegt. Beenden Sie das andere Programm oder wählen Sie mit --port einen anderen."
        )
    collect()
    web = [
        sys.executable, "-m", "gunicorn", "allmende.site.wsgi:application",
        "--bind", f"{address}:{port}", "--workers", str(settings.ENV["ALLMENDE_WEB_WORKERS"]), "--threads", "4",
        "--preload", "--max-requests", "5000", "--max-requests-jitter", "500", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip
    processes = [subprocess.Popen(web, start_new_session=True)]  # noqa: S603 (fixed arguments)
    if with_worker:
        processes.append(subprocess.Popen(worker_command(), start_new_session=True))  # noqa: S603

    def stop(*_: object) -> None:
        for process in processes:
            if process.poll() is None:
                process.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    wait_until_listening(address, port, processes[0])
    say(ready_message or f"Allmende läuft: http://{address}:{port}/  (beenden mit Strg+C)")
    while all(process.poll() is None for process in processes):
        time.sleep(0.3)
    stop()
    codes = [process.wait(timeout=30) for process in processes]
    if any(code not in {0, -signal.SIGTERM, -signal.SIGINT} for code in codes):
        raise Refusal("Der Server ist unerwartet stehen geblieben. Die Zeilen darüber sagen, warum.")


def port_is_taken(address: str, port: int) -> bool:
    """Tell whether something listens there already."""
    import socket

    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((address if address != "0.0.0.0" else "127.0.0.1", port)) == 0  # noqa: S104


def wait_until_listening(address: str, port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when the server accepts connections, or has ended."""
    while process.poll() is None and not port_is_taken(address, port):
        time.sleep(0.05)
