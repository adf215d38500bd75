#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Run a command against a private PostgreSQL cluster: `tools/with_postgres.py -- COMMAND ...`.

Makes a cluster in a temporary folder from the installed binaries, on a free port of the loopback address, sets
DATABASE_URL, runs the command, stops the cluster and removes it, however the command ends. `initdb` refuses root, so
as root an unprivileged user (`postgres`, else `nobody`) runs the cluster.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

PASSWORD = "allmende"  # noqa: S105 (a throw-away cluster on loopback)


class Missing(RuntimeError):
    """PostgreSQL's programs are not installed."""


def binaries() -> Path:
    """Return the folder of `initdb` and `pg_ctl`, the newest version. Raises `Missing` with the remedy."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0),
        reverse=True,
    )
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise Missing("PostgreSQL is not installed. Remedy: apt-get install postgresql")


def unprivileged() -> pwd.struct_passwd | None:
    """Return the user who shall run the cluster, or None where we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("Neither the user `postgres` nor `nobody` exists; root may not run a cluster.")


def free_port() -> int:
    """Return a TCP port of the loopback address that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL of a fresh cluster; return its exit code."""
    folder, user = binaries(), unprivileged()
    root = Path(tempfile.mkdtemp(prefix="allmende-pg-"))
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    if user:
        os.chown(root, user.pw_uid, user.pw_gid)
    password_file = root / "password"
    password_file.write_text(PASSWORD)
    password_file.chmod(0o644)

    def run(*arguments: object) -> None:
        subprocess.run([str(a) for a in arguments], check=True, cwd=root, stdout=subprocess.DEVNULL, **identity)  # noqa: S603

    data, port = root / "data", free_port()
    try:
        run(
            folder / "initdb", "-D", data, "-U", "allmende", "--pwfile", password_file, "-A", "scram-sha-256", "-E", "UTF8",
            "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={root} -c fsync=off -c full_page_writes=off "
            "-c synchronous_commit=off -c max_connections=60 -c jit=off -c wal_level=minimal -c max_wal_senders=0 "
            "-c autovacuum=off -c checkpoint_timeout=1h -c max_wal_size=4GB"
        )
        run(folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", root / "log", "-o", options, "start")
        try:
            environ = {
                **os.environ,
                "DATABASE_URL": f"postgres://allmende:{PASSWORD}@127.0.0.1:{port}/postgres",
                "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}",  # psql, pg_dump
            }
            child = subprocess.Popen(command, env=environ)  # noqa: S603
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda got, _frame: child.send_signal(got))
            return child.wait()
        finally:
            run(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        sys.exit(__doc__)
    try:
        sys.exit(main(arguments))
    except Missing as error:
        sys.exit(f"Error: {error}")
