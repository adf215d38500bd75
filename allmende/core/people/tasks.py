# SPDX-License-Identifier: EUPL-1.2
"""Mails about accounts, sent by the worker: nobody waits for the mail server, and none is lost while it is down."""

from __future__ import annotations

import json

from django.core.mail import EmailMessage
from django_tasks import task

from allmende.core.privacy.crypto import decrypt, encrypt

CONTEXT = "people.mail"
"""What waiting mails are encrypted for."""


@task()  # type: ignore[untyped-decorator]
def send(sealed: str) -> None:
    """Send one mail that `post` has packed. Its links open accounts, so the queue holds it encrypted."""
    to, subject, text = json.loads(decrypt(sealed, CONTEXT))
    EmailMessage(subject=subject, body=text, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()


def post(to: str, subject: str, text: str) -> None:
    """Put one mail in the queue, in the caller's transaction."""
    send.enqueue(encrypt(json.dumps([to, " ".join(subject.split()), text]), CONTEXT))
