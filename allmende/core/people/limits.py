# SPDX-License-Identifier: EUPL-1.2
"""How often somebody may try to sign in, and what else about accounts is limited.

Every attempt is counted before the password is looked at, so that many at the same time do not slip through, and given
back when it was right. Three counters, all over the name that was typed, whether or not such an account exists:

* the visitor's address: stops one machine that tries many accounts,
* account and address together: stops one machine that tries one account, without locking its owner out elsewhere,
* the account alone: stops many machines that try one account. Browsers from which somebody has signed in to it before
  carry a signed mark and are counted by themselves, so that the owner gets in while strangers are locked out. Without
  the mark a new password by e-mail opens the way.

Nothing here tells whether an account exists.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from allmende.core.throttle.actions import Limit, attempt, caller_of, give_back, keyed
from allmende.core.throttle.models import Window

QUARTER = 15 * 60
BY_VISITOR = Limit("login.visitor", 30, QUARTER)
BY_VISITOR_AND_ACCOUNT = Limit("login.pair", 10, QUARTER)
BY_ACCOUNT = Limit("login.account", 100, 60 * 60)
BY_DEVICE = Limit("login.device", 10, QUARTER)
SECOND_STEP = Limit("login.code", 6, QUARTER)
USED_CODE = Limit("login.code.used", 1, 120)
SIGN_UP = Limit("account.signup", 10, 60 * 60)
MAIL_BY_VISITOR = Limit("account.mail.visitor", 20, 60 * 60)
MAIL_BY_ADDRESS = Limit("account.mail.address", 4, 60 * 60)

DEVICE_COOKIE = "geraet"
DEVICE_DAYS = 180
DEVICE_ACCOUNTS = 5
_SALT = "allmende.device"


@dataclass(frozen=True)
class Attempt:
    """One try to sign in: what was counted, and whether it may go on."""

    allowed: bool
    counted: tuple[tuple[Limit, str], ...]

    def was_right(self) -> None:
        """Give back what was counted."""
        for limit, caller in self.counted:
            give_back(limit, caller)


def account_key(email: str) -> str:
    """Return a keyed hash of an account name as it was typed."""
    return keyed(email.strip().lower())


def try_to_sign_in(request: HttpRequest, email: str) -> Attempt:
    """Count one attempt for what was typed as account name."""
    account, visitor = account_key(email), caller_of(request)
    counters = [(BY_VISITOR, visitor), (BY_VISITOR_AND_ACCOUNT, keyed(f"{account} {visitor}"))]
    device = known_device(request, email)
    counters.append((BY_DEVICE, keyed(f"{device} {account}")) if device else (BY_ACCOUNT, account))
    done: list[tuple[Limit, str]] = []
    for limit, caller in counters:
        done.append((limit, caller))
        if not attempt(limit, caller):
            # What is refused does not count against the account: one machine cannot use up everybody's tries.
            return Attempt(False, tuple(done))
    return Attempt(True, tuple(done))


def forget_account(email: str) -> None:
    """Open an account again after its owner has proved to be the owner, by a link in a mail."""
    Window.objects.filter(scope=BY_ACCOUNT.scope, caller=account_key(email)).delete()


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_SALT, max_age=DEVICE_DAYS * 86_400)
    except signing.BadSignature:
        return {}
    return marks if isinstance(marks, dict) else {}


def known_device(request: HttpRequest, email: str) -> str:
    """Return the mark of this browser for this account, or an empty text."""
    return str(_marks(request).get(account_key(email)[:16], ""))


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Mark the browser as one from which somebody has signed in to this account."""
    marks = _marks(request)
    key = account_key(email)[:16]
    mark = marks.pop(key, "") or secrets.token_urlsafe(12)
    marks = dict(list(marks.items())[-(DEVICE_ACCOUNTS - 1) :]) | {key: mark}
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(marks, salt=_SALT),
        max_age=DEVICE_DAYS * 86_400,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
