# SPDX-License-Identifier: EUPL-1.2
"""Health answers, log lines, security headers, the address behind a proxy."""

import json
import logging

import pytest
from django.test import Client

from allmende.core.ops import logs


@pytest.mark.django_db
def test_health_and_readiness_answer_without_a_known_host(client):
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).json() == {"status": "ok"}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "migrations": "ok", "files": "ok"}}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readiness_says_which_part_is_broken(client, settings, tmp_path):
    settings.HOME = tmp_path / "gone"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["files"] == "not writable"


@pytest.mark.django_db
def test_pages_carry_a_strict_policy_and_security_headers(client, county):
    answer = client.get("/orte/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_unknown_host_is_refused(county):
    assert Client(headers={"host": "evil.example"}).get("/orte/").status_code == 400


def test_json_log_is_one_object_per_line_and_holds_no_query(capfd, settings):
    try:
        logs.configure({"format": "json", "level": "INFO"})
        logging.getLogger("django.test").warning("plain %s", "words")
        line = json.loads(capfd.readouterr().err.strip())
        assert line["event"] == "plain words"
        assert line["level"] == "warning"
        Client().get("/healthz?name=secret")
        assert "secret" not in capfd.readouterr().err
    finally:
        logs.configure(settings.LOGGING)


@pytest.mark.parametrize(("trusted", "expected"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_the_address_of_the_visitor_is_taken_from_our_own_proxy_only(rf, settings, trusted, expected):
    from allmende.core.ops.middleware import ProxyMiddleware

    settings.TRUST_PROXY = trusted
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    ProxyMiddleware(lambda r: r)(request)
    assert request.META["REMOTE_ADDR"] == expected
