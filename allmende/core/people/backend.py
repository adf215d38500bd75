# SPDX-License-Identifier: EUPL-1.2
"""Checks passwords. What somebody may do is answered by the roles alone."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from allmende.core.roles.backend import NoPermissions


class SignInBackend(NoPermissions, AuthenticationBackend):
    """Signing in with e-mail address and password."""
