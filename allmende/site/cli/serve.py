# SPDX-License-Identifier: EUPL-1.2
"""Start the web server and the worker."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path

import click

from allmende.site.cli.shared import Refusal, say, with_django


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
    run_worker()


def run_worker() -> None:
    """Be a worker until a signal comes."""
    from django.core.management import call_command

    call_command("run_worker")


def _supply_is_prepared() -> bool:
    from django.conf import settings

    return any(Path(settings.HOME, "supply").glob("*/current"))


def _warm_searches(_worker: object) -> None:
    """Load the compiled searches beside the first requests, where supply data are prepared: nobody waits for them then."""

    def load() -> None:
        from allmende.engines.network import warm

        warm()

    if _supply_is_prepared():
        threading.Thread(target=load, daemon=True).start()


def run_web(address: str, port: int) -> None:
    """Be the web server until a signal comes: gunicorn, its workers sharing what is loaded already."""
    from django.conf import settings
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{address}:{port}",
                "workers": settings.ENV["ALLMENDE_WEB_WORKERS"],
                "threads": 4,
                "preload_app": True,
                "max_requests": 5000,
                "max_requests_jitter": 500,
                "loglevel": "warning",
                "control_socket_disable": True,
                "post_worker_init": _warm_searches,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from allmende.site.wsgi import application

            if _supply_is_prepared():
                from allmende.engines.network import load_libraries

                load_libraries()
            gc.collect()
            gc.freeze()  # else each worker's first collection writes into all objects, so copies the pages it shares
            return application

    Web().run()


def start(run: Callable[..., None], *args: object) -> ForkProcess:
    """Run a function in a child process: a copy of this one, so that nothing is loaded twice."""
    from django.db import connections

    connections.close_all()  # a connection must not be carried into another process
    child = multiprocessing.get_context("fork").Process(target=_in_own_session, args=(run, *args))
    child.start()
    return child


def _in_own_session(run: Callable[..., None], *args: object) -> None:
    os.setsid()  # Ctrl+C reaches the parent alone, which stops its children in order
    run(*args)


def run_servers(address: str, port: int, *, with_worker: bool, ready_message: str = "") -> None:
    """Run gunicorn and, if asked, the worker, until one of them ends or a signal comes; then stop both."""
    from allmende.site.static_files import collect

    if port_is_taken(address, port):
        raise Refusal(
            f"Port {port} ist belegt. Beenden Sie das andere Programm oder wählen Sie mit --port einen anderen."
        )
    collect()
    processes = [start(run_web, address, port)]
    if with_worker:
        processes.append(start(run_worker))

    def stop(*_: object) -> None:
        for process in processes:
            if process.is_alive():
                process.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    wait_until_listening(address, port, processes[0])
    say(ready_message or f"Allmende läuft: http://{address}:{port}/  (beenden mit Strg+C)")
    while all(process.is_alive() for process in processes):
        time.sleep(0.3)
    stop()
    for process in processes:
        process.join(timeout=30)
    if any(process.exitcode not in {0, -signal.SIGTERM, -signal.SIGINT} for process in processes):
        raise Refusal("Der Server ist unerwartet stehen geblieben. Die Zeilen darüber sagen, warum.")


def port_is_taken(address: str, port: int) -> bool:
    """Tell whether something listens there already."""
    import socket

    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((address if address != "0.0.0.0" else "127.0.0.1", port)) == 0  # noqa: S104


def wait_until_listening(address: str, port: int, process: ForkProcess) -> None:
    """Return when the server accepts connections, or has ended."""
    while process.is_alive() and not port_is_taken(address, port):
        time.sleep(0.05)
