# SPDX-License-Identifier: EUPL-1.2
"""A letter as plain values. What it looks like is in `templates/letters/letter.html`, how it becomes a PDF in `pdf.py`."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from allmende.core.municipality.models import Municipality, Presence

ADDRESS_LINES = 6
"""Lines of the address zone (DIN 5008: 27.3 mm)."""


@dataclass(frozen=True)
class Sender:
    """Who writes: name and address for the letterhead, `arms` the bytes and media type of a picture."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    arms: tuple[bytes, str] | None = None

    @property
    def town(self) -> str:
        """Postcode and town in one line."""
        return f"{self.postcode} {self.city}".strip()

    @property
    def return_line(self) -> str:
        """The line above the address, in the window: where an undeliverable letter goes back to."""
        return " · ".join(part for part in (self.name, self.street, self.town) if part)


def sender_of(body: Presence | Municipality, website: str = "") -> Sender:
    """Return the sender for a presence, or for a municipality through its own or its county's presence."""
    presence = body if isinstance(body, Presence) else presence_of(body)
    if presence is None:
        return Sender(name=str(body), website=website)
    return Sender(
        name=presence.display_name,
        street=presence.street,
        postcode=presence.postcode,
        city=presence.city,
        phone=presence.phone,
        email=presence.email,
        website=website,
        arms=_arms(presence),
    )


def presence_of(municipality: Municipality) -> Presence | None:
    """Return how a municipality appears here: its own presence, else that of the body above it."""
    body: Municipality | None = municipality
    while body is not None:
        presence = Presence.objects.filter(municipality=body).select_related("logo").first()
        if presence is not None:
            return presence
        body = body.parent
    return None


def _arms(presence: Presence) -> tuple[bytes, str] | None:
    """Return the coat of arms, scaled to what paper needs; None where there is none or its file is lost."""
    if presence.logo is None:
        return None
    try:
        rendition = presence.logo.get_rendition("max-400x400|format-png")
        with rendition.file.open("rb") as file:
            return file.read(), "image/png"
    except OSError:
        return None


@dataclass(frozen=True)
class LetterCode:
    """A short address for the reader: shown as QR code, as address to type, and as code.

    `title` says what it opens ("So sehen Sie, wie weit wir sind"), `hint` what else to know (until when it is valid).
    """

    title: str
    address: str
    code: str = ""
    hint: str = ""

    @property
    def shown_address(self) -> str:
        """The address as people type it: no `https://`."""
        return self.address.removeprefix("https://").removeprefix("http://")


@dataclass(frozen=True)
class Letter:
    """One letter.

    `recipient`: up to six lines (name first). `text`: paragraphs with blank lines between them, `## ` for a heading,
    `- ` for list items, `**words**` for bold; anything else is taken as it stands, HTML too. `details`: lines of the
    information block as (label, value). `endorsement`: remark above the address ("Persönlich"). `greeting` and
    `signature` may be empty. `language` decides about hyphenation, direction and the words of the frame.
    """

    sender: Sender
    recipient: tuple[str, ...]
    date: datetime.date
    subject: str
    text: str
    greeting: str = ""
    signature: str = ""
    endorsement: str = ""
    details: tuple[tuple[str, str], ...] = ()
    codes: tuple[LetterCode, ...] = ()
    enclosures: tuple[str, ...] = ()
    language: str = "de"

    def __post_init__(self) -> None:
        lines = [line.strip() for line in self.recipient if line.strip()]
        if not lines:
            raise ValueError("A letter needs a recipient.")
        if len(lines) > ADDRESS_LINES:
            raise ValueError(f"The address window holds {ADDRESS_LINES} lines, not {len(lines)}.")
        if not self.subject.strip():
            raise ValueError("A letter needs a subject: it is also the title of the PDF.")
        object.__setattr__(self, "recipient", tuple(lines))


@dataclass(frozen=True)
class Block:
    """A piece of text: `kind` is p, h2 or ul. Each line is a list of (text, bold)."""

    kind: str
    lines: list[list[tuple[str, bool]]] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """Take the text of a letter apart (see `Letter.text`)."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        current: Block | None = None
        for line in part.split("\n"):
            if not line.strip():
                continue
            kind, content = _kind(line)
            if current is None or current.kind != kind or kind == "h2":
                current = Block(kind)
                found.append(current)
            current.lines.append(_spans(content))
    return found


def _kind(line: str) -> tuple[str, str]:
    for mark, kind in (("## ", "h2"), ("- ", "ul"), ("* ", "ul"), ("• ", "ul")):
        if line.lstrip().startswith(mark):
            return kind, line.lstrip()[len(mark) :].strip()
    return "p", line.strip()


def _spans(line: str) -> list[tuple[str, bool]]:
    """Split at `**`; an odd number of marks is plain text."""
    parts = line.split("**")
    if len(parts) % 2 == 0:
        return [(line, False)]
    return [(part, bool(number % 2)) for number, part in enumerate(parts) if part]


def plain_text(text: str) -> str:
    """Return the text of a letter without marks, for mails that are only text. Lists keep their dashes."""
    parts = []
    for block in blocks(text):
        lines = ["".join(words for words, _ in line) for line in block.lines]
        parts.append("\n".join(f"- {line}" if block.kind == "ul" else line for line in lines))
    return "\n\n".join(parts)
