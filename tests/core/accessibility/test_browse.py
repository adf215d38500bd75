# SPDX-License-Identifier: EUPL-1.2
"""A real browser behind the guard: what it finds, and where it cannot go."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from allmende.core.accessibility import browse, tasks
from tests.core.accessibility.test_guard import PRIVATE, PUBLIC, guard_for, inside, outside

__all__ = ["inside", "outside"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[3]
AXE, WORDS = ROOT / "node_modules/axe-core/axe.min.js", ROOT / "node_modules/axe-core/locales/de.json"

BAD = """<!doctype html><html><head><title>Bad</title><meta name=viewport content="width=device-width"></head><body><main><h1>Bad</h1>
<img src="/a.png"><div onclick="x()">Öffnen</div><input type=text>
<script>
  fetch("http://house.example:PORT/secret").catch(() => 0);
  fetch("http://127.0.0.2:PORT/secret").catch(() => 0);
  fetch("/order", {method: "POST", body: "1"}).catch(() => 0);
  navigator.sendBeacon && navigator.sendBeacon("/order", "1");
  document.title = typeof indexedDB;
  new Image().src = "http://house.example:PORT/secret";
</script><iframe src="http://127.0.0.2:PORT/secret" title="x"></iframe></main></body></html>"""
GOOD = """<!doctype html><html lang="de"><head><title>Gut</title><meta name=viewport content="width=device-width"></head><body><main><h1>Gut</h1>
<p>Alles in Ordnung.</p></main></body></html>"""


@pytest.fixture(autouse=True)
def tools():
    try:
        browse.program()
    except browse.Unavailable as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; `make setup` installs it")


def html(text: str, port: int) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, text.replace("PORT", str(port)).encode()


def check(outside, *paths):
    names = {"rathaus.example": [PUBLIC], "house.example": [PRIVATE]}
    guard = guard_for(outside.port, names, ("rathaus.example", "house.example"))
    urls = [f"http://rathaus.example:{outside.port}{path}" for path in paths]
    job = browse.Job(urls, list(names), str(AXE), str(WORDS))
    # In a thread: the loop of the suite's own Playwright may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(browse.check, job, guard).result()


def test_it_finds_faults_and_stays_outside(outside, inside):
    outside.pages |= {"/bad": html(BAD, outside.port), "/good": html(GOOD, outside.port)}
    result = check(outside, "/bad", "/good")
    bad, good = result["pages"]
    assert {"image-alt", "html-has-lang", "label", "not-by-keyboard", "input-without-label"} <= {
        fault["rule"] for fault in bad["faults"]
    }
    words = {fault["rule"]: fault["title"] for fault in bad["faults"]}
    assert "alternativ" in words["image-alt"].lower()  # axe-core speaks German
    assert good["faults"] == []
    assert good["error"] == ""
    assert inside.asked == [], "the page reached a server in the house"
    assert not any(line.startswith("POST") for line in outside.asked), "the check sent something"
    assert any("nicht öffentlich" in text for text in result["refused"])
    assert any("127.0.0.2" in text for text in result["refused"])


def test_redirects_and_errors(outside, inside):
    outside.pages |= {
        "/into-the-house": (302, {"Location": f"http://house.example:{outside.port}/secret"}, b""),
        "/elsewhere": (302, {"Location": "http://evil.example/"}, b""),
        "/data": (200, {"Content-Type": "application/json"}, b"{}"),
    }
    result = check(outside, "/into-the-house", "/elsewhere", "/missing", "/data")
    assert all(page["error"] for page in result["pages"])
    assert "404" in result["pages"][2]["error"]
    assert "kein HTML" in result["pages"][3]["error"]
    assert inside.asked == []


class TestTheProcess:
    def test_it_knows_nothing_of_us_and_refuses_private_addresses(self, monkeypatch):
        monkeypatch.setenv("ALLMENDE_SECRET_KEY", "geheim")
        job = browse.Job(["http://127.0.0.1/", "http://localhost.example/"], ["localhost.example"], str(AXE))
        result = tasks.browse(job)
        assert "steht nicht auf der Liste" in result["pages"][0]["error"]
        assert result["pages"][1]["error"]

    def test_its_environment_is_bare(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        show = "import json, os, sys; sys.stdin.read(); print(json.dumps({'names': sorted(os.environ)}))"
        result = tasks.browse(browse.Job([], [], ""), [sys.executable, "-c", show])
        assert set(result["names"]) <= {
            "PATH",
            "HOME",
            "TMPDIR",
            "LANG",
            "LC_CTYPE",
            "LD_LIBRARY_PATH",
            "PYTHONDONTWRITEBYTECODE",
        }

    def test_a_hanging_browser_is_ended(self, monkeypatch, tmp_path):
        monkeypatch.setattr(tasks, "SECONDS_TO_START", 1)
        note = tmp_path / "pid"
        hang = f"import os, subprocess, sys, time; p = subprocess.Popen(['sleep', '60']); open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(60)"
        with pytest.raises(TimeoutError):
            tasks.browse(browse.Job([], [], ""), [sys.executable, "-c", hang])
        state = Path(f"/proc/{note.read_text()}/stat")
        assert not state.exists() or state.read_text().split()[2] == "Z"

    def test_a_crash_is_reported(self):
        with pytest.raises(RuntimeError, match="kaputt"):
            tasks.browse(browse.Job([], [], ""), [sys.executable, "-c", "raise SystemExit('kaputt')"])

    def test_missing_tools_are_named(self):
        say = json.dumps({"unavailable": browse.NO_BROWSER})
        with pytest.raises(browse.Unavailable, match="apt-get install chromium"):
            tasks.browse(browse.Job([], [], ""), [sys.executable, "-c", f"print({say!r})"])
