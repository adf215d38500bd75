# SPDX-License-Identifier: EUPL-1.2
"""How signing in with e-mail address and password behaves here: limits, words, mails. allauth asks this class."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.core.people import actions, identities, limits, mails, providers, tasks
from allmende.core.people.messages import MESSAGES

WAIT = _(
    "Zu viele Versuche. Bitte warten Sie eine Viertelstunde. Wenn Sie Ihr Passwort nicht mehr wissen, "
    "setzen Sie mit „Passwort vergessen“ gleich ein neues."
)


class AccountAdapter(DefaultAccountAdapter):
    """Our account adapter."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Dieses Konto ist gesperrt."),
        "duplicate_email": _("Diese E-Mail-Adresse gehört schon zu Ihrem Konto."),
        "email_password_mismatch": _(
            "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal."
        ),
        "email_taken": _("Diese E-Mail-Adresse gehört schon zu einem Konto."),
        "enter_current_password": _("Das ist nicht Ihr jetziges Passwort. Bitte tippen Sie es noch einmal ein."),
        "incorrect_code": _(
            "Dieser Code stimmt nicht oder ist abgelaufen. Bitte nehmen Sie den, der jetzt angezeigt wird."
        ),
        "incorrect_password": _("Dieses Passwort stimmt nicht. Bitte tippen Sie es noch einmal ein."),
        "invalid_or_expired_key": _("Dieser Link gilt nicht mehr."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    # --- Limits -----------------------------------------------------------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password within the limits. What is refused does not look at the password."""
        attempt = limits.try_to_sign_in(request, str(credentials.get("email", "")))
        if not attempt.allowed:
            raise self.validation_error("too_many_login_attempts")
        person = super().authenticate(request, **credentials)
        if person is not None:
            attempt.was_right()
        return person

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: allauth's own counters are not kept across processes."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        # allauth calls this when somebody has set a new password with the link from a mail.
        limits.forget_account(str(credentials.get("email", "")))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's network, not the address: enough to recognise one's own sessions."""
        address = request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 (unknown, no binding)
        if ":" in address:
            return ":".join(address.split(":")[:3]) + "::"
        return ".".join(address.split(".")[:3]) + ".0"

    # --- Words ------------------------------------------------------------------------------------------------------

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what speaks for itself is not said at all."""
        if message_template:
            text = MESSAGES.get(message_template)
            if text is None:
                return
            message = str(text) % (message_context or {})
        super().add_message(request, level, message_context=message_context, extra_tags=extra_tags, message=message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail in the person's language and leave it to the worker."""
        request = self.request
        presence = getattr(request, "presence", None)
        values = {
            name: str(value) if name == "provider" else value
            for name, value in context.items()
            if name not in {"request", "current_site"}
        }
        values["reset_url"] = request.build_absolute_uri(reverse("account_reset_password"))
        person = context.get("user")
        with override(person.language if person is not None else None):
            house = presence.display_name if presence else "Allmende"
            subject, text = mails.compose(template_prefix, values, house, settings.BASE_URL)
        tasks.post(email, subject, text)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    # --- After signing in -------------------------------------------------------------------------------------------

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Mark the browser as known for this account; note sign-ins of staff in the audit."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if email := user_email(user):
            limits.remember_device(request, response, email)
        login = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        account = login.account if login else None
        provider = providers.find(account.provider) if account else None
        number = identities.remember(account, user) if account else None
        actions.note_sign_in(request, user, provider, account.extra_data if account else None, number)
        return response

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Return where to go after a confirmed address: one's account, or the sign-in page with a word about it."""
        return reverse("people:overview" if self.request.user.is_authenticated else "account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:overview")
