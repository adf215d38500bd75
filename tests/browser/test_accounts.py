# SPDX-License-Identifier: EUPL-1.2
"""Passkeys and the demo provider in a real browser, under our content security policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "ein sehr langes Kennwort"


@pytest.fixture
def account(site, django_db_blocker):
    """Return a function that makes somebody with a confirmed address."""

    def make(email):
        from allmende.core.people.actions import confirm_email
        from allmende.core.people.models import Person

        with django_db_blocker.unblock():
            Person.objects.filter(email=email).delete()
            confirm_email(Person.objects.create_user(email, PASSWORD, first_name="Paula"))
        return email

    return make


def on_localhost(visitor):
    """Passkeys and the provider need a name: browsers refuse them for bare addresses."""
    return visitor.site.url.replace("127.0.0.1", "localhost")


def open_page(visitor, path) -> Page:
    page = visitor.open("/konto/anmelden/")
    visitor.watch.complaints.clear()
    page.goto(on_localhost(visitor) + path)
    return page


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_passkey_is_set_up_and_opens_the_account_without_a_password(visitor, account):
    visitor.expected = ("third party",)  # localhost is another name of the same server
    page = open_page(visitor, "/konto/anmelden/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, account("passkey@auental.example"))
    page.get_by_role("link", name="Schutz einrichten").click()
    page.get_by_role("link", name="Passkey einrichten").click()
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Name", exact=True).fill("Handy")
    expect(page.get_by_label("Auch ohne Passwort")).to_be_checked()
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfall-Codes")
    page.goto(on_localhost(visitor) + "/konto/")
    expect(page.get_by_text("Handy")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Abmelden").click()

    page.goto(on_localhost(visitor) + "/konto/anmelden/?next=/konto/angaben/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Angaben")

    # With the password, the passkey is the second step.
    page.goto(on_localhost(visitor) + "/konto/abmelden/")
    with page.expect_navigation():
        page.get_by_role("button", name="Abmelden").last.click()
    page.goto(on_localhost(visitor) + "/konto/anmelden/")
    sign_in(page, "passkey@auental.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Schritt")
    page.get_by_role("button", name="Passkey benutzen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")


def test_a_refused_passkey_says_so(visitor):
    visitor.expected = ("third party",)
    page = open_page(visitor, "/konto/anmelden/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": False, "automaticPresenceSimulation": True}  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("status").filter(has_text="nicht geklappt")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_demo_provider_shows_the_levels_and_says_what_it_is(visitor, settings, javascript):
    visitor.expected = ("third party",)
    _run_the_demo(settings, on_localhost(visitor))
    page = visitor.open("/konto/anmelden/", java_script_enabled=javascript)
    visitor.watch.complaints.clear()
    page.goto(on_localhost(visitor) + "/konto/anmelden/")
    page.get_by_role("button", name="Demo-Ausweis").click()
    expect(page.get_by_role("note")).to_contain_text("kein echter Ausweis")
    page.get_by_label("Yasemin Beispiel").check()
    page.get_by_role("radio", name="hoch").check()
    page.get_by_role("button", name="Als diese Person anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Konto")
    expect(page.get_by_role("main")).to_contain_text("Yasemin Beispiel")
    expect(page.locator("dt", has_text="Identität").locator("+ dd")).to_have_text("hoch")


def test_cancelling_at_the_demo_provider(visitor, settings):
    visitor.expected = ("third party",)
    _run_the_demo(settings, on_localhost(visitor))
    page = open_page(visitor, "/konto/anmelden/")
    page.get_by_role("button", name="Demo-Ausweis").click()
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung abgebrochen")


def _run_the_demo(settings, url):
    from allmende.site.accounts import providers_of

    env = {"ALLMENDE_DEMO": True, "ALLMENDE_HTTPS": False, "ALLMENDE_OIDC": (), "ALLMENDE_BASE_URL": url}
    providers = providers_of(env, "only-for-tests")
    settings.DEMO, settings.BASE_URL, settings.OIDC_PROVIDERS = True, url, providers
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.as_app() for provider in providers]}}
