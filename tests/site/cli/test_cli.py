# SPDX-License-Identifier: EUPL-1.2
"""The command line as an operator meets it: real processes, exit codes, one JSON object."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from allmende.site.cli import COMMANDS
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


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A migrated, empty installation, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template") / "home"
    copy_template(folder / "allmende.sqlite3")
    run(environment(folder), "migrate")
    return folder


@pytest.fixture
def migrated(template, tmp_path):
    shutil.copytree(template, tmp_path / "home")
    return environment(tmp_path / "home")


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


def test_check_tells_what_to_do_next(home):
    assert "pending" in run(home, "check", check=1).stderr


def test_check_of_an_empty_house(migrated):
    home = migrated
    answer = json.loads(run(home, "check", "--json", check=1).stdout)
    assert answer["checks"]["migrations"] == "ok"
    assert "allmende demo" in answer["checks"]["municipality"]


def test_backup_and_restore_print_one_object_and_refuse_politely(migrated, tmp_path):
    home = migrated
    run(home, "admin", "chefin@example.test", "--password", "ein-langes-wort-9")
    made = json.loads(run(home, "backup", str(tmp_path / "b.zip"), "--json").stdout)
    assert "gibt es schon" in run(home, "backup", str(tmp_path / "b.zip"), check=2).stderr
    assert "schon Inhalt" in run(home, "restore", str(tmp_path / "b.zip"), check=1).stderr
    other = home | {"ALLMENDE_HOME": str(tmp_path / "other")}
    assert json.loads(run(other, "restore", str(tmp_path / "b.zip"), "--json").stdout)["hash"] == made["hash"]
    (tmp_path / "no.zip").write_text("no")
    assert "keine lesbare Sicherung" in run(home, "restore", str(tmp_path / "no.zip"), "--replace", check=1).stderr


def test_weak_passwords_are_refused(migrated):
    assert "12" in run(migrated, "admin", "chefin@example.test", "--password", "kurz", check=2).stderr


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
        second = run(home, "serve", "--port", str(port), check=1)
        assert "belegt" in second.stderr
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(timeout=40)
        server.stderr.close()
    assert code == 0
    assert not list(locks.glob("*.lock"))
