# SPDX-License-Identifier: EUPL-1.2
"""Who reads an inbox, and who prints and posts letters."""

from __future__ import annotations

from allmende.core.roles.declared import ADMINISTRATOR, allow
from allmende.core.rules import anyone, has_permission, is_staff, own, signed_in

LETTERS = ("notices.view_letterbatch", "notices.add_letterbatch", "notices.change_letterbatch")
for role in ("clerk", ADMINISTRATOR):
    allow(role, *LETTERS)

may_read = own("person")
"""A notice: only the person it was written to."""

may_post = is_staff & has_permission("notices.change_letterbatch")
"""Letters of a municipality: see, print, post, and settle what cannot be delivered. Asked with a notice or a batch."""

ROUTES = {
    "notices:inbox": signed_in,
    "notices:notice": signed_in,
    "notices:wishes": signed_in,
    "notices:stop": anyone,
    "letters_staff:*": may_post,
}
