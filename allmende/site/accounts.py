# SPDX-License-Identifier: EUPL-1.2
"""Django settings of the account pages (django-allauth), from the configuration."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from allmende.core.people.oidc import Provider
from allmende.site.config import ConfigError

DAY = 86_400

APPS = (
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
)

FORMS = "allmende.core.people.forms"
DEMO_PATH = "demo-ausweis"


def providers_of(env: Mapping[str, Any], secret_key: str) -> tuple[Provider, ...]:
    """Return the configured providers of identities, and the demo one while `allmende demo` runs.

    Raises `ConfigError` for a demo under HTTPS: there anybody could sign in as anybody, at any level.
    """
    if not env["ALLMENDE_DEMO"]:
        return tuple(env["ALLMENDE_OIDC"])
    if env["ALLMENDE_HTTPS"]:
        raise ConfigError(
            "ALLMENDE_DEMO=1 and ALLMENDE_HTTPS=1 do not go together: the demo provider lets everybody in as anybody."
        )
    demo = Provider(
        key="demo",
        name="Demo-Ausweis",
        issuer=f"{env['ALLMENDE_BASE_URL']}/{DEMO_PATH}",
        client_id="allmende",
        client_secret=hmac.new(secret_key.encode(), b"allmende.demo.client", hashlib.sha256).hexdigest(),
        assurance={"basic": "basic", "substantial": "substantial", "high": "high"},
        scope=("openid", "profile"),
        demo=True,
    )
    return (*env["ALLMENDE_OIDC"], demo)


def account_settings(providers: tuple[Provider, ...], *, https: bool) -> dict[str, Any]:
    """Return the settings by name. Counters of allauth are off: ours hold across processes (core/people/limits.py)."""
    return {
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "people:overview",
        "LOGOUT_REDIRECT_URL": "/",
        "WAGTAIL_FRONTEND_LOGIN_URL": "account_login",
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
        "WAGTAILUSERS_PASSWORD_ENABLED": False,
        "WAGTAIL_PASSWORD_RESET_ENABLED": False,
        "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
        "PASSWORD_RESET_TIMEOUT": DAY,
        # --- E-mail address and password
        "ACCOUNT_ADAPTER": "allmende.core.people.adapter.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS": 3,
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_RATE_LIMITS": False,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_FORMS": {
            "login": f"{FORMS}.LoginForm",
            "signup": f"{FORMS}.SignupForm",
            "add_email": f"{FORMS}.AddEmailForm",
            "change_password": f"{FORMS}.ChangePasswordForm",
            "set_password": f"{FORMS}.SetPasswordForm",
            "reset_password": f"{FORMS}.ResetPasswordForm",
            "reset_password_from_key": f"{FORMS}.ResetPasswordKeyForm",
            "reauthenticate": f"{FORMS}.ReauthenticateForm",
        },
        # --- Second factor
        "MFA_ADAPTER": "allmende.core.people.second_factor.MFAAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RATE_LIMITS": False,
        "MFA_TOTP_TOLERANCE": 1,
        # Browsers offer passkeys over HTTPS and on localhost only; the library would refuse the latter.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not https,
        "MFA_FORMS": {
            "authenticate": f"{FORMS}.AuthenticateForm",
            "reauthenticate": f"{FORMS}.ReauthenticateCodeForm",
            "activate_totp": f"{FORMS}.ActivateTOTPForm",
            "add_webauthn": f"{FORMS}.AddWebAuthnForm",
            "edit_webauthn": f"{FORMS}.EditWebAuthnForm",
        },
        # --- Providers of identities
        "SOCIALACCOUNT_ADAPTER": "allmende.core.people.social.SocialAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [provider.as_app() for provider in providers]}},
        "SOCIALACCOUNT_EMAIL_REQUIRED": False,
        # An address that counts comes from a provider that has checked it; any other is dropped (core/people/provider.py).
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_QUERY_EMAIL": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 8,
    }
