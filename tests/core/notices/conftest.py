# SPDX-License-Identifier: EUPL-1.2
"""People to write to, kinds of notices, and a mail server."""

from __future__ import annotations

import socket
import time

import pytest
from aiosmtpd.controller import Controller

from allmende.core.notices import kinds
from allmende.core.notices.actions import notify


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch):
    """Kinds of this test alone."""
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register_kind("test.answer", "Antworten")
    kinds.register_kind("test.urgent", "Eilmeldungen", urgent=True)
    kinds.register_kind("test.duty", "Bescheide", stoppable=False)
    kinds.register_kind("test.quiet", "Hinweise", "inbox")


@pytest.fixture
def person(db):
    from allmende.core.people.models import Person

    return Person.objects.create_user(
        "oksana@example.org", "pass-word-1234", first_name="Oksana", last_name="Petrenko", street="Weg 1",
        postcode="09999", city="Auenstadt",
    )  # fmt: skip


@pytest.fixture
def tell(county):
    """Send a notice; key and the like are filled in."""
    count = iter(range(1_000_000))

    def tell(to, **values):
        values = {
            "kind": "test.answer", "subject": "Betreff", "text": "Der Text.", "municipality": county, "key": f"test:{next(count)}",
        } | values  # fmt: skip
        return notify(to=to, **values)

    return tell


class Box:
    """What a mail server took. `answers`: what it says to the next mails ("250 OK" where there is none)."""

    def __init__(self):
        self.mails, self.answers, self.refuse = [], [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        import email
        import email.policy

        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250") or answer == "drop":
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.mails.append((envelope.rcpt_tos, message))
        if answer == "drop":  # taken, but the sender never hears of it
            server.transport.abort()
            return "250 OK"
        return answer


@pytest.fixture
def mail_server(settings):
    """A real SMTP server on loopback; `start` and `stop` it. The site's mails go there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5

    class Server:
        box = Box()
        controller = None

        def start(self):
            self.controller = Controller(self.box, hostname="127.0.0.1", port=port)
            self.controller.start()

        def stop(self):
            if self.controller:
                self.controller.stop()
                self.controller = None
                time.sleep(0)

    server = Server()
    server.start()
    yield server
    server.stop()
