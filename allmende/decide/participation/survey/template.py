# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire of the template "Befragung zur Infrastruktur"."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def infrastructure(title: str) -> dict[str, Any]:
    """Return the definition with the given title: what people reach well, and what is missing."""
    text = files(__package__).joinpath("infrastruktur.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    data["title"]["de"] = title or data["title"]["de"]
    return data
