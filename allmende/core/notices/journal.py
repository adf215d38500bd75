# SPDX-License-Identifier: EUPL-1.2
"""The mail server's own record of what it accepted from us, to settle doubts.

SMTP cannot tell a sender that lost the connection whether the mail was taken (RFC 1047, RFC 5321 6.1). A mail server that
keeps a copy of all we send in a Maildir on this machine can: Postfix with `sender_bcc_maps`, see docs/admin/notices.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.parser import BytesHeaderParser
from pathlib import Path

HEADER_BYTES = 64 * 1024


def accepted(folder: Path, message_ids: Iterable[str], since: float) -> set[str]:
    """Return which of the message ids the server has accepted: those in a Maildir, in files not older than `since`.

    `since` are seconds since 1970. Raises `OSError` where the folder cannot be read: then nothing is known.
    """
    wanted, found, parser = set(message_ids), set(), BytesHeaderParser()
    subfolders = [folder / name for name in ("new", "cur")]
    for subfolder in subfolders:
        for path in subfolder.iterdir():
            try:
                if path.stat().st_mtime < since:
                    continue
                with path.open("rb") as file:
                    head = file.read(HEADER_BYTES)
            except FileNotFoundError:  # moved to `cur` meanwhile, where it is found as well
                continue
            message_id = str(parser.parsebytes(head).get("Message-ID", "")).strip()
            if message_id in wanted:
                found.add(message_id)
    return found
