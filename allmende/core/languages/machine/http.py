# SPDX-License-Identifier: EUPL-1.2
"""Talk to a service whose address the administrator has configured: JSON there and back, no surprises.

The address comes from the environment alone, never from a form or from a page. Redirects are not followed, answers are
limited in size, and link-local addresses (the metadata service of cloud machines) are refused.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from allmende.core.languages.machine.addresses import is_forbidden
from allmende.core.languages.machine.base import MachineError

TIMEOUT = 60.0
"""Seconds that a service may take for one text."""
LARGEST = 2 * 2**20
TRIES, LONGEST_WAIT = 3, 20.0


def post(url: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    """Send JSON and return the JSON answer. Raises `MachineError`; waits and tries again when told that it was too much."""
    for attempt in range(TRIES):
        status, answer, retry_after = _once(url, body, headers or {})
        if status not in {429, 503, 529}:
            break
        wait = min(retry_after, LONGEST_WAIT)
        if attempt + 1 < TRIES and retry_after <= LONGEST_WAIT:
            time.sleep(wait)
    if status == 200:
        try:
            return json.loads(answer)
        except ValueError as error:
            raise MachineError(_("Der Übersetzungsdienst antwortet nicht so, wie er sollte (kein JSON).")) from error
    raise MachineError(_explain(status), final=status not in {400, 413})


def _explain(status: int) -> str:
    if status in {401, 403}:
        return _("Der Übersetzungsdienst nimmt den Schlüssel nicht an. Bitte prüfen Sie die Einstellung.")
    if status in {429, 503, 529}:
        return _(
            "Der Übersetzungsdienst ist überlastet oder begrenzt die Zahl der Anfragen. Bitte versuchen Sie es später noch einmal."
        )
    if status == 456:
        return _("Das Kontingent beim Übersetzungsdienst ist aufgebraucht.")
    if status == 413:
        return _("Der Text ist dem Übersetzungsdienst zu lang. Bitte teilen Sie den Abschnitt.")
    if status == 404:
        return _("Unter der eingestellten Adresse antwortet kein Übersetzungsdienst (404).")
    if 300 <= status < 400:
        return _("Der Übersetzungsdienst leitet zu einer anderen Adresse weiter. Bitte tragen Sie die richtige ein.")
    return _("Der Übersetzungsdienst meldet einen Fehler (Nummer %(status)s).") % {"status": status}


def _once(url: str, body: dict[str, Any], headers: dict[str, str]) -> tuple[int, bytes, float]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    connection: http.client.HTTPConnection | None = None
    try:
        # Every address the name stands for now: a name can be turned to the metadata service later.
        for _family, _kind, _proto, _name, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if is_forbidden(str(address[0])):
                raise MachineError(_("Die Adresse des Übersetzungsdienstes führt in ein gesperrtes Netz."))
        if parts.scheme == "https":
            connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        else:
            connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        data = json.dumps(body, ensure_ascii=False).encode()
        connection.request(
            "POST", parts.path, data, {"Content-Type": "application/json", "Accept": "application/json", **headers}
        )
        response = connection.getresponse()
        answer = response.read(LARGEST + 1)
    except TimeoutError as error:
        raise MachineError(
            _("Der Übersetzungsdienst hat nicht rechtzeitig geantwortet. Bitte versuchen Sie es später noch einmal.")
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise MachineError(
            _("Der Übersetzungsdienst ist nicht zu erreichen. Bitte prüfen Sie Adresse und Netz.")
        ) from error
    finally:
        if connection is not None:
            connection.close()
    if len(answer) > LARGEST:
        raise MachineError(_("Der Übersetzungsdienst hat eine viel zu große Antwort geschickt."))
    return response.status, answer, _seconds(response.headers.get("Retry-After"))


def _seconds(text: str | None) -> float:
    try:
        return max(0.0, float(text or "1"))
    except ValueError:
        return LONGEST_WAIT + 1
