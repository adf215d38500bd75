# SPDX-License-Identifier: EUPL-1.2
"""A mail server that keeps what it takes in a Maildir, and kills itself or the worker at the steps of a plan.

The folder holds `plan.json` ([[after so many mails, step, "worker" or "server"], ...]), `position`
(how much of the plan is done) and `worker` (the worker's process id). A mail is stored before it is acknowledged.
"""

import asyncio
import json
import os
import signal
import threading
import uuid
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Folder:
    """What the server, the worker and the test share."""

    def __init__(self, path: Path):
        self.path, self.box = path, path / "box"
        self.plan = json.loads((path / "plan.json").read_text())

    def position(self):
        return int((self.path / "position").read_text())

    def note(self, position):
        """Write down how much of the plan is done, at once and whole: others read it meanwhile."""
        (self.path / "position.new").write_text(str(position))
        (self.path / "position.new").replace(self.path / "position")

    def step(self, name):
        """Kill somebody if the plan says so now."""
        position = self.position()
        if position >= len(self.plan):
            return
        after, at, who = self.plan[position]
        if at != name or sum(1 for _ in (self.box / "new").iterdir()) < after:
            return
        self.note(position + 1)
        if who == "server":
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            os.kill(int((self.path / "worker").read_text()), signal.SIGKILL)
        except ProcessLookupError:
            self.note(position)


class Handler:
    def __init__(self, folder: Folder):
        self.folder, self.box, self.step = folder, folder.box, folder.step

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.step("hello")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.step("sender")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.step("recipient")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.step("received")
        name = uuid.uuid4().hex
        with (self.box / "tmp" / name).open("wb") as file:
            file.write(envelope.content)
            file.flush()
            os.fsync(file.fileno())
        (self.box / "tmp" / name).rename(self.box / "new" / name)
        self.step("stored")
        threading.Timer(0.002, self.step, ["answered"]).start()
        return "250 OK"


def serve(port: int, path: Path) -> None:
    """Take mails at `port` until killed."""
    asyncio.run(_serve(port, Handler(Folder(path))))


async def _serve(port, handler):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="localhost"), "127.0.0.1", port, reuse_address=True
    )
    await server.serve_forever()
