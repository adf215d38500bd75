# SPDX-License-Identifier: EUPL-1.2
"""The demo provider: honest in its protocol, marked on its pages, and absent wherever no demo runs."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.checks import run_checks

from allmende.site.accounts import providers_of
from allmende.site.config import ConfigError

pytestmark = pytest.mark.django_db

AUTHORIZE, TOKEN, WHO = "/demo-ausweis/anmelden/", "/demo-ausweis/token/", "/demo-ausweis/wer/"
BACK = "http://testserver/konto/anbieter/demo/zurueck/"
VERIFIER = "x" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ENV = {"ALLMENDE_DEMO": True, "ALLMENDE_HTTPS": False, "ALLMENDE_OIDC": (), "ALLMENDE_BASE_URL": "http://testserver"}


@pytest.fixture
def demo(settings, county):
    """A running demo: its provider."""
    [provider] = providers_of(ENV, "only-for-tests")
    settings.DEMO, settings.BASE_URL, settings.OIDC_PROVIDERS = True, "http://testserver", (provider,)
    return provider


def asked(**changes):
    values = {
        "client_id": "allmende",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid profile",
        "state": "s",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (values | changes).items() if value}


def code(client, **choice):
    page = client.get(AUTHORIZE, asked())
    assert "kein echter Ausweis" in page.text
    data = {"request": page.context["sealed"], "person": "erika", "level": "high"} | choice
    answer = client.post(AUTHORIZE, data)
    return parse_qs(urlsplit(answer.url).query)["code"][0]


def redeem(client, demo, given, /, **changes):
    data = {
        "grant_type": "authorization_code",
        "code": given,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": demo.client_id,
        "client_secret": demo.client_secret,
    }
    return client.post(TOKEN, data | changes)


def test_code_becomes_a_signed_token_once(client, demo):
    given = code(client)
    answer = redeem(client, demo, given).json()
    [key] = client.get("/demo-ausweis/schluessel/").json()["keys"]
    claims = jwt.decode(
        answer["id_token"], jwt.PyJWK(key).key, algorithms=["RS256"], audience="allmende", issuer=demo.issuer
    )
    assert (claims["sub"], claims["acr"]) == ("demo-erika", "high")
    who = client.get(WHO, headers={"Authorization": f"Bearer {answer['access_token']}"}).json()
    assert (who["sub"], who["given_name"]) == ("demo-erika", "Erika")
    again = redeem(client, demo, given)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"code_verifier": "y" * 60}, 400),
        ({"code_verifier": ""}, 400),
        ({"redirect_uri": "http://evil.example/"}, 400),
        ({"code": "invented"}, 400),
        ({"grant_type": "password"}, 400),
        ({"client_secret": "guessed"}, 401),
        ({"client_id": "other"}, 401),
    ],
)
def test_tokens_are_for_the_client_that_asked(client, demo, changes, status):
    assert redeem(client, demo, code(client), **changes).status_code == status


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "other"},
        {"redirect_uri": "http://evil.example/konto/anbieter/demo/zurueck/"},
        {"redirect_uri": "http://testserver/elsewhere/"},
        {"redirect_uri": ""},
    ],
)
def test_nobody_is_led_to_unknown_addresses(client, demo, changes):
    answer = client.get(AUTHORIZE, asked(**changes))
    assert answer.status_code == 400
    assert "kein echter Ausweis" in answer.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_faults_of_the_client_are_told_to_the_client(client, demo, changes, error):
    answer = client.get(AUTHORIZE, asked(**changes))
    assert parse_qs(urlsplit(answer.url).query)["error"] == [error]


def test_bearer_must_be_known(client, demo):
    for header in ("", "Bearer x", "Basic eDp4"):
        assert client.get(WHO, headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize("path", [".well-known/openid-configuration", "schluessel/", "anmelden/", "token/", "wer/"])
@pytest.mark.parametrize("https", [True, False])
def test_absent_where_no_demo_runs(client, demo, settings, path, https):
    """Also with the demo switched on by mistake, HTTPS closes it."""
    settings.DEMO, settings.HTTPS = https, https
    for answer in (client.get(f"/demo-ausweis/{path}"), client.post(f"/demo-ausweis/{path}")):
        assert answer.status_code == 404


def test_demo_and_https_do_not_start():
    with pytest.raises(ConfigError, match="ALLMENDE_DEMO"):
        providers_of(ENV | {"ALLMENDE_HTTPS": True}, "key")
    assert providers_of(ENV | {"ALLMENDE_DEMO": False}, "key") == ()


def test_check_names_a_demo_in_production(demo, settings):
    assert not [message for message in run_checks() if message.id == "people.E001"]
    settings.HTTPS = True
    assert [message for message in run_checks() if message.id == "people.E001"]
    settings.DEMO = False
    assert [message for message in run_checks() if message.id == "people.E001"], "the provider alone is enough"
