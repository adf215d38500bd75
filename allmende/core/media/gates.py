# SPDX-License-Identifier: EUPL-1.2
"""Pictures that not everybody may see: kept under `guarded/<gate>/<key>/`, and the app that owns them is asked each time.

register_gate("idea", sees_pictures)     # in AppConfig.ready(); sees_pictures(request, "17") -> bool
add_picture(..., guard="idea/17")        # its file gets a random name in that folder; so do its other sizes
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

FOLDER = "guarded/"

Gate = Callable[[HttpRequest, str], bool]

_gates: dict[str, Gate] = {}


def register_gate(name: str, opens: Gate) -> None:
    """Let an app decide who sees the pictures under a name. Registering twice changes nothing."""
    _gates[name] = opens


def opens(request: HttpRequest, path: str) -> bool:
    """Whether the visitor may see the file at `guarded/<gate>/<key>/<file>`. What nobody answers for stays closed."""
    parts = path.removeprefix(FOLDER).split("/")
    gate = _gates.get(parts[0])
    return gate is not None and len(parts) == 3 and gate(request, parts[1])


def folder_of(path: str) -> str:
    """Return the guarded folder in which a stored file lies; empty for a file that everybody may see."""
    return path.rpartition("/")[0] if path.startswith(FOLDER) else ""
