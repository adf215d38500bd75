# SPDX-License-Identifier: EUPL-1.2
"""Notes in the audit what allauth changes in an account. It says so by signals; there is no other place to hear of it.

The views that lead here run in one transaction (`in_one_piece` in views.py), so the note belongs to the change.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social

from allmende.core.people import identities
from allmende.core.people.actions import note_change


def email_changed(user: Any, **_kwargs: Any) -> None:
    """Another address opens the account."""
    note_change("change_email", user)


def password_changed(user: Any, **_kwargs: Any) -> None:
    """Another password, by the old one or by a link."""
    note_change("change_password", user)


def factor_added(user: Any, authenticator: Any, **_kwargs: Any) -> None:
    """A second factor is there."""
    note_change("add_factor", user, type=authenticator.type)


def factor_removed(user: Any, authenticator: Any, **_kwargs: Any) -> None:
    """A second factor is gone."""
    note_change("remove_factor", user, type=authenticator.type)


def connected(sociallogin: Any, **_kwargs: Any) -> None:
    """A provider leads to the account."""
    identities.remember(sociallogin.account, sociallogin.user)
    note_change("connect_provider", sociallogin.user, source=f"oidc:{sociallogin.account.provider}")


def disconnected(socialaccount: Any, **_kwargs: Any) -> None:
    """A provider no longer leads to the account."""
    identities.remember(socialaccount, socialaccount.user)
    note_change("disconnect_provider", socialaccount.user, source=f"oidc:{socialaccount.provider}")


def listen() -> None:
    """Connect the handlers; again changes nothing."""
    account.email_changed.connect(email_changed, dispatch_uid="people.email_changed")
    for number, signal in enumerate((account.password_changed, account.password_set, account.password_reset)):
        signal.connect(password_changed, dispatch_uid=f"people.password_changed.{number}")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="people.factor_added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="people.factor_removed")
    social.social_account_added.connect(connected, dispatch_uid="people.connected")
    social.social_account_removed.connect(disconnected, dispatch_uid="people.disconnected")
