# SPDX-License-Identifier: EUPL-1.2
"""The command line as an operator meets it: real processes, exit codes, one JSON object."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from allmende.site.cli import COMMANDS, cli
from tests.template import copy_template

ALLMENDE = [sys.executable, "-c", "from allmende.site.cli import main; main()"]
ROOT = Path(__file__).resolve().parents[3]


def environment(home):
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"ALLMENDE_HOME": str(home), "ALLMENDE_LOG_LEVEL": "ERROR"}


@pytest.fixture
def home(tmp_path):
    """The environment of an installation that does not exist yet."""
    return environment(tmp_path / "home")


@pytest.fixture
def migrated(tmp_path):
    """An empty installation of this version."""
    copy_template(tmp_path / "home" / "allmende.sqlite3")
    return environment(tmp_path / "home")


def older(home):
    """Put a database there that lacks what one migration brings; all of them would take half a minute."""
    file = Path(home["ALLMENDE_HOME"]) / "allmende.sqlite3"
    copy_template(file)
    with closing(sqlite3.connect(file)) as database:
        database.executescript("DROP TABLE throttle_window; DELETE FROM django_migrations WHERE app = 'throttle'")


def run(home, *arguments, check=0):
    result = subprocess.run([*ALLMENDE, *arguments], env=home, capture_output=True, text=True, cwd=ROOT, check=False)
    assert result.returncode == check, (result.stdout, result.stderr)
    return result


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(home, command):
    text = run(home, command, "--help").stdout
    assert text.startswith("Usage: ")
    assert len(text) > 150
    assert not (Path(home["ALLMENDE_HOME"])).exists(), "--help must not make an installation"


def test_a_bad_setting_is_named_without_traceback(home):
    result = run(home | {"ALLMENDE_WEB_WORKERS": "many"}, "check", check=2)
    assert "ALLMENDE_WEB_WORKERS" in result.stderr
    assert "Traceback" not in result.stderr


def test_check_and_migrate_lead_from_nothing_to_an_empty_house(home):
    assert "pending" in run(home, "check", check=1).stderr
    older(home)
    run(home, "migrate")
    answer = json.loads(run(home, "check", "--json", check=1).stdout)
    assert answer["checks"]["migrations"] == "ok"
    assert "allmende demo" in answer["checks"]["municipality"]


def test_backup_and_restore_print_one_object_and_refuse_politely(migrated, tmp_path):
    file, other = tmp_path / "b.zip", environment(tmp_path / "other")
    run(migrated, "admin", "chefin@example.test", "--password", "ein-langes-wort-9")
    made = json.loads(run(migrated, "backup", str(file), "--json").stdout)
    assert "schon Inhalt" in run(migrated, "restore", str(file), check=1).stderr
    older(other)
    assert json.loads(run(other, "restore", str(file), "--json").stdout)["hash"] == made["hash"]


def refused(*arguments):
    """Call a command in this process: for refusals that come before anything is read or written."""
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code in {1, 2}, (result.output, result.exception)
    assert result.stdout == ""
    return result.exit_code, result.stderr


def test_unusable_files_are_refused(tmp_path):
    file = tmp_path / "no.zip"
    file.write_text("no")
    code, text = refused("backup", str(file))
    assert (code, "gibt es schon" in text) == (2, True)
    code, text = refused("restore", str(file), "--replace")
    assert (code, "keine lesbare Sicherung" in text) == (1, True)


def test_weak_passwords_are_refused():
    code, text = refused("admin", "chefin@example.test", "--password", "kurz")
    assert (code, "12" in text) == (2, True)


@pytest.mark.slow
def test_serve_answers_runs_tasks_and_stops_cleanly(migrated):
    home = migrated
    port = free_port()
    server = subprocess.Popen([*ALLMENDE, "serve", "--port", str(port)], env=home, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                    assert json.load(answer)["status"] == "ok"
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the server did not start")
        locks = Path(home["ALLMENDE_HOME"]) / "workers"
        while time.monotonic() < deadline and not list(locks.glob("*.lock")):
            time.sleep(0.2)
        assert len(list(locks.glob("*.lock"))) == 1, "one worker runs beside the server"
        code, text = refused("serve", "--port", str(port))
        assert (code, "belegt" in text) == (1, True)
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=40)
        server.stderr.close()
    assert code == 0
    assert not list(locks.glob("*.lock"))
