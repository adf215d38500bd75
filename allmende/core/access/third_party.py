# SPDX-License-Identifier: EUPL-1.2
"""Routes of libraries, by name. Each library checks its objects itself; this says who may knock at all.

Patterns are those of the shell (`*`, `?`); the first one that fits counts. Our own routes stand with their apps.
"""

from __future__ import annotations

from typing import NamedTuple

from allmende.core.rules import Rule, anyone, nobody, signed_in, staff_area


class Foreign(NamedTuple):
    """Routes of one library with the same rule."""

    patterns: tuple[str, ...]
    rule: Rule
    why: str


THIRD_PARTY = (
    Foreign(
        ("verwaltung/test404/", "wagtailadmin_error_test"),
        nobody,
        "Wagtail: two pages to look at while developing Wagtail; one of them breaks on purpose",
    ),
    Foreign(
        (
            "wagtailadmin_login",
            "wagtailadmin_logout",
            "wagtailadmin_password_reset*",
            "wagtailadmin_javascript_catalog",
            "wagtailadmin_sprite",
        ),
        anyone,
        "Wagtail: signing in to the staff area, signing out, a new password, and what those pages need",
    ),
    Foreign(
        ("wagtailadmin*", "wagtail_bulk_action"), staff_area, "Wagtail: the staff area; asks for rights on each page"
    ),
    Foreign(
        (
            "wagtaildocs:*",
            "wagtaildocs_chooser:*",
            "wagtailembeds:*",
            "wagtailforms:*",
            "wagtailimages:*",
            "wagtailimages_chooser:*",
            "wagtailredirects:*",
            "wagtailsites:*",
            "wagtailsnippets*",
            "wagtailusers_groups:*",
            "wagtailusers_users:*",
            "simple_translation:*",
        ),
        staff_area,
        "Wagtail: pictures, documents, redirects, people, groups, sites; asks for the permission on the model or collection",
    ),
    Foreign(
        ("wagtail_serve", "wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"),
        anyone,
        "Wagtail: the page tree; restricted pages ask for a password or for signing in by themselves",
    ),
    Foreign(("wagtailcore_login",), anyone, "never reached: our redirect to the one sign-in page stands before it"),
    Foreign(
        (
            "account_login",
            "account_signup",
            "account_signup_by_passkey",
            "account_logout",
            "account_confirm_email",
            "account_email_verification_sent",
            "account_inactive",
            "account_request_login_code",
            "account_confirm_login_code",
            "account_reset_password*",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "mfa_signup_webauthn",
            "mfa_trust",
            "openid_connect_login",
            "openid_connect_callback",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
        ),
        anyone,
        "allauth: signing in and up, a forgotten password; throttled there",
    ),
    Foreign(
        ("account_*", "mfa_*", "socialaccount_*", "usersessions_*"),
        signed_in,
        "allauth: one's own account",
    ),
    Foreign(("verwaltung/.[*]/$",), staff_area, "Wagtail: what does not exist in the staff area"),
)

BEFORE_ROUTING = (
    ("/healthz", "health: the process lives"),
    ("/readyz", "health: the process can serve"),
    ("/static/…", "style sheets, scripts and fonts, handed out by WhiteNoise"),
)
"""Addresses that a middleware answers before any route is looked up. Open to everybody."""
