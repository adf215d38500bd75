# SPDX-License-Identifier: EUPL-1.2
"""Mails about accounts, sent by the worker: nobody waits for the mail server, and none is lost while it is down."""

from __future__ import annotations

import json

from django.core.mail import EmailMessage
from django_tasks import task

from allmende.core.people.sealing import seal, unseal


@task()
def send(sealed: str) -> None:
    """Send one mail that `post` has packed. Its links open accounts, so the queue holds it sealed."""
    to, subject, text = json.loads(unseal(sealed))
    EmailMessage(subject=subject, body=text, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()


def post(to: str, subject: str, text: str) -> None:
    """Put one mail in the queue, in the caller's transaction."""
    send.enqueue(seal(json.dumps([to, " ".join(subject.split()), text])))
