# SPDX-License-Identifier: EUPL-1.2
"""A mail server that keeps what it takes in a Maildir, and kills itself or the worker at the steps of a plan.

server.py PORT FOLDER: the folder holds `plan.json` ([[after so many mails, step, "worker" or "server"], ...]), `position`
(how much of the plan is done) and `worker` (the worker's process id). A mail is stored before it is acknowledged.
"""

import asyncio
import json
import os
import signal
import sys
import threading
import uuid
from pathlib import Path

from aiosmtpd.smtp import SMTP

PORT, FOLDER = int(sys.argv[1]), Path(sys.argv[2])
BOX = FOLDER / "box"
PLAN = json.loads((FOLDER / "plan.json").read_text())


def note(position):
    """Write down how much of the plan is done, at once and whole: others read it meanwhile."""
    (FOLDER / "position.new").write_text(str(position))
    (FOLDER / "position.new").replace(FOLDER / "position")


def step(name):
    """Kill somebody if the plan says so now."""
    position = int((FOLDER / "position").read_text())
    if position >= len(PLAN):
        return
    after, at, who = PLAN[position]
    if at != name or sum(1 for _ in (BOX / "new").iterdir()) < after:
        return
    note(position + 1)
    if who == "server":
        os.kill(os.getpid(), signal.SIGKILL)
    try:
        os.kill(int((FOLDER / "worker").read_text()), signal.SIGKILL)
    except ProcessLookupError:
        note(position)


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        step("hello")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        step("sender")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        step("recipient")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        step("received")
        name = uuid.uuid4().hex
        with (BOX / "tmp" / name).open("wb") as file:
            file.write(envelope.content)
            file.flush()
            os.fsync(file.fileno())
        (BOX / "tmp" / name).rename(BOX / "new" / name)
        step("stored")
        threading.Timer(0.002, step, ["answered"]).start()
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), hostname="localhost"), "127.0.0.1", PORT, reuse_address=True
    )
    await server.serve_forever()


asyncio.run(main())
