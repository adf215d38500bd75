# SPDX-License-Identifier: EUPL-1.2
"""What lands in the log when something fails: the way through the code, never the values on the way."""

import json
import os
import subprocess
import sys

import pytest

FAILING = """
import logging
from allmende.core.ops.logs import configure

class Grumpy:
    def __repr__(self):
        raise RuntimeError("evaluated")

configure({"format": FORMAT, "level": "INFO"})
def act():
    iban, thing = "DE02120300000000202051", Grumpy()
    raise ValueError("did not work")
try:
    act()
except ValueError:
    logging.getLogger("test").exception("it failed: %s", "here")
"""


@pytest.mark.parametrize("kind", ["console", "json"])
def test_a_failure_is_logged_without_the_values_of_variables(kind):
    done = subprocess.run(
        [sys.executable, "-c", FAILING.replace("FORMAT", repr(kind))],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "it failed: here" in done.stderr
    assert "ValueError: did not work" in done.stderr
    assert "DE02120300000000202051" not in done.stderr.replace('iban, thing = "DE02120300000000202051"', "")
    assert "Logging error" not in done.stderr
    if kind == "json":
        assert json.loads(done.stderr.strip().splitlines()[-1])["level"] == "error"


@pytest.mark.parametrize(
    "path",
    [
        "/k/{}/", "/en/k/{}/", "/postfach/abmelden/{}/", "/vorgang/{}/", "/meldung/stand/{}/", "/en/einspruch/{}/",
        "/versorgung/szenario/AB3DE/verwalten/{}/", "/beteiligung/markt/3/ideen/7/nachrichten/{}/",
    ],
)  # fmt: skip
def test_what_opens_something_is_not_in_the_request_log(path):
    from django.http import HttpResponse
    from django.test import RequestFactory
    from structlog.testing import capture_logs

    from allmende.core.ops.middleware import RequestLogMiddleware

    secret = "K7QF-3M9-ZTA"
    with capture_logs() as lines:
        RequestLogMiddleware(lambda _request: HttpResponse())(RequestFactory().get(path.format(secret)))
    assert secret not in str(lines)
    assert lines[0]["path"] == path.format("…")
