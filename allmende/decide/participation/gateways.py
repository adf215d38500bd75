# SPDX-License-Identifier: EUPL-1.2
"""Codes that people ask for themselves: a plug-in for each way they can be sent. E-mail is built in.

    class Sms(Gateway):
        key, label, field = "sms", _("SMS"), ...
        def normal(self, text): ...      # one spelling for each address, or ValidationError
        def send(self, address, process, code): ...

    register(Sms())                      # in AppConfig.ready()

Such a code says nothing about who somebody is or where they live. So it counts only where everyone may take part: there it
lets people without an account be recognised, support ideas and follow them. Each address gets one code per process; of the
address only a keyed hash is kept.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.core.audit.actions import record
from allmende.core.people.lines import tidy_line
from allmende.core.throttle.actions import Limit, attempt, keyed
from allmende.decide.participation import codes
from allmende.decide.participation.code_batches import address_of
from allmende.decide.participation.models import AccessCode, CodeBatch, Phase, Process

TO_ADDRESS = Limit("participation.code_to", 3, 3600)
"""Codes sent to one address, whoever asks for them and in whichever process: nobody fills the mailbox of somebody else."""


class Gateway:
    """A way to send a code."""

    key: ClassVar[str]
    label: ClassVar[Any]

    def form_field(self) -> forms.Field:
        """Return the field in which people write their address."""
        raise NotImplementedError

    def normal(self, text: str) -> str:
        """Return one spelling for each address. Raises `ValidationError`."""
        raise NotImplementedError

    def send(self, address: str, process: Process, code: str) -> None:
        """Send a code, at once: it is written down nowhere. Raises `OSError` where that failed."""
        raise NotImplementedError


class EmailGateway(Gateway):
    """Codes by e-mail."""

    key = "email"
    label = gettext_lazy("E-Mail")

    def form_field(self) -> forms.Field:
        return forms.EmailField(
            label=gettext_lazy("Ihre E-Mail-Adresse"),
            help_text=gettext_lazy("Wir schicken Ihnen einen Code und speichern die Adresse nicht."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )

    def normal(self, text: str) -> str:
        """Return the address in small letters, without what stands after a plus sign: that is the same mailbox."""
        name, at, host = text.strip().lower().rpartition("@")
        if not at or not name or not host:
            raise ValidationError(_("Bitte geben Sie eine E-Mail-Adresse an."), code="invalid")
        return f"{name.partition('+')[0] or name}@{host}"

    def send(self, address: str, process: Process, code: str) -> None:
        subject = tidy_line(_("Ihr Code: %s") % process.title, 150)
        text = _(
            "Guten Tag!\n\nMit dieser Adresse machen Sie mit bei: %(title)s\n\n%(address)s\n\nDer Code gilt für eine Person. Wenn Sie ihn "
            "nicht verlangt haben, brauchen Sie nichts zu tun."
        ) % {"title": process.title, "address": address_of(code)}
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address]).send()


_gateways: dict[str, Gateway] = {}


def register(gateway: Gateway) -> None:
    """Make a gateway known. Registering the same key again replaces it."""
    _gateways[gateway.key] = gateway


def gateway_of(key: str) -> Gateway | None:
    """Return a gateway, None for an unknown one."""
    return _gateways.get(key)


def all_gateways() -> list[Gateway]:
    """Return all gateways."""
    return list(_gateways.values())


def offered(process: Process) -> bool:
    """Whether people may ask for codes of a process: a phase that is open to everyone is running, and no other sort."""
    open_now = [phase for phase in process.phases.all() if phase.is_open()]
    return any(phase.audience == Phase.Audience.EVERYONE for phase in open_now)


def ask(process: Process, gateway: Gateway, text: str) -> None:
    """Send a code to an address. A second request gives a new code for the same voice; the first no longer opens.

    The code goes out as soon as it is stored, and not through the queue of tasks, where it would lie in plain. Raises
    `ValidationError` for an address that is none or was written to often, for a process without open phase for everyone,
    and when sending failed.
    """
    if not attempt(TO_ADDRESS, keyed(gateway.normal(text))):
        raise ValidationError(
            _("Das waren viele Anfragen. Bitte versuchen Sie es in einer Stunde noch einmal."), code="often"
        )
    address, plain = _store(process, gateway, text)
    try:
        gateway.send(address, process, plain)
    except OSError as error:
        raise ValidationError(
            _("Der Code ließ sich gerade nicht verschicken. Bitte versuchen Sie es später noch einmal."), code="send"
        ) from error


@transaction.atomic
def _store(process: Process, gateway: Gateway, text: str) -> tuple[str, str]:
    current = Process.objects.select_for_update(of=("self",)).get(pk=process.pk)
    if not offered(current):
        raise ValidationError(_("Für dieses Verfahren kann man gerade keinen Code anfordern."), code="closed")
    address = gateway.normal(text)
    hashed = salted_hmac("allmende.participation.asker", f"{gateway.key}:{address}", algorithm="sha256").hexdigest()
    batch = _batch(current, gateway)
    present = AccessCode.objects.filter(process=current, asker_hash=hashed).first()
    if present is None:
        (plain,) = codes.make_codes(batch, 1, asker_hash=hashed)
        CodeBatch.objects.filter(pk=batch.pk).update(count=batch.codes.count())
        record("participation.codes", actor=None, obj=batch, details={"count": 1, "kind": CodeBatch.Kind.GATEWAY.value})
    else:  # the same row, so the same voice: whoever lost the mail finds their ideas again
        plain = codes.renew_code(present)
    return address, plain


def _batch(process: Process, gateway: Gateway) -> CodeBatch:
    found = CodeBatch.objects.filter(process=process, kind=CodeBatch.Kind.GATEWAY).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return CodeBatch.objects.create(
                process=process, kind=CodeBatch.Kind.GATEWAY, name=_("Selbst angefordert"), created=timezone.now()
            )
    except IntegrityError:  # somebody else asked at the same time
        return CodeBatch.objects.get(process=process, kind=CodeBatch.Kind.GATEWAY)
