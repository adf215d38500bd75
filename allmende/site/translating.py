# SPDX-License-Identifier: EUPL-1.2
"""Hand texts to translators and take them back, checked. The commands are in `allmende.site.messages`.

`todo` prints a JSON list with one object per text:

    {"id": "%(n)s Ort", "plural": "%(n)s Orte", "context": "", "where": ["…/results.html"], "english": "…",
     "forms": ["1, 21, 31 …", "2, 3, 4 …", "0, 5, 6 …"], "translation": ["", "", ""]}

Whoever translates fills in `translation` (a text, or one text per plural form) and changes nothing else. What stays
empty is left for later. `take` stores all or nothing: every mistake is named with its text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from gettext import c2py  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message

from allmende.site import messages

_NAMED = re.compile(r"%\((\w+)\)\d*[sd]|\{(\w*)[^{}]*\}")
_OTHER = re.compile(r"%[sd%]|</?[a-zA-Z][^<>]*>")
_GERMAN = re.compile(
    r"[äß„]|\b(und|oder|nicht|Sie|Ihre?n?|bitte|wird|werden|für|eine[nmrs]?|keine[nmrs]?)\b", re.IGNORECASE
)
_LETTERS = {"uk": re.compile("[а-яіїєґ]", re.IGNORECASE), "ar": re.compile("[\u0620-\u064a]")}
SAME_EVERYWHERE = re.compile(
    r"Uhr|PDF|CSV|GeoJSON|JSON|GPX|RSS|Atom|WLAN|Wi-?Fi|QR|ARS|AGS|OpenStreetMap|Wikidata|Wikipedia|Allmende|Passkey|TOTP|SMS"
    r"|km|m²?|min|https?://\S+|\S+@\S+"
)
"""Words that may stand in a translation as they stand in German; a text of nothing else needs no translation."""
_SAMPLE = range(1001)


class Refused(ValueError):
    """A file of translations cannot be stored. The message lists every mistake."""


def plural_samples(rule: str) -> list[list[int]]:
    """Return for each form of a `Plural-Forms` rule the numbers up to 1000 it stands for."""
    count, expression = re.findall(r"nplurals=(\d+);\s*plural=([^;]+)", rule)[0]
    form_of = c2py(expression)
    samples: list[list[int]] = [[] for _ in range(int(count))]
    for number in _SAMPLE:
        samples[form_of(number)].append(number)
    return samples


def _samples(language: str) -> list[list[int]]:
    return plural_samples(messages.PLURALS.get(language, "nplurals=2; plural=(n != 1);"))


def todo(language: str, limit: int | None = None) -> str:
    """Return the missing texts of a language as JSON, those that stand together one after the other."""
    samples = _samples(language)
    english = messages.read("en")
    rows = []
    for message in sorted(messages.untranslated(language), key=lambda m: (_places(m), str(m.id)))[:limit]:
        helping = english.get(message.id, message.context)
        plural = not isinstance(message.id, str)
        row: dict[str, Any] = {"id": message.id[0] if plural else message.id, "context": message.context or ""}
        if plural:
            row["plural"] = message.id[1]
            row["forms"] = [", ".join(map(str, form[:4])) + (" …" if len(form) > 4 else "") for form in samples]
        row["english"] = helping.string if helping else ""
        row["where"] = _places(message)
        row["translation"] = [""] * len(samples) if plural else ""
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _places(message: Message) -> list[str]:
    return sorted({name for name, _line in message.locations})


def take(language: str, path: Path) -> int:
    """Put the translations of a filled-in file into the catalogue; return how many. Raises `Refused` and stores nothing."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{path}: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
        raise Refused(f"{path}: expected the list of objects that `todo` printed")
    catalogue = messages.updated(language)
    stored, faults = 0, []
    for row in rows:
        given = row.get("translation")
        if not (any(given) if isinstance(given, list) else given):
            continue
        key = (row["id"], row["plural"]) if row.get("plural") else row["id"]
        message = catalogue.get(key, row.get("context") or None)
        if message is None or message.id != key:
            faults.append(f"{row['id']!r}: no text of the sources (any more). Ask for a new list with `todo`.")
            continue
        message.string = tuple(given) if isinstance(given, list) else given
        message.flags.discard("fuzzy")
        faults.extend(f"{row['id']!r}: {fault}" for fault in mistakes(message, language))
        stored += 1
    if faults:
        raise Refused("\n".join([f"{path}: nothing stored, {len(faults)} mistakes", *faults]))
    messages.write(language, catalogue)
    messages.compile_one(language)
    return stored


def mistakes(message: Message, language: str) -> Iterator[str]:
    """Yield what is wrong with a translated message: forms, placeholders, tags, German left standing. Nothing if all right."""
    if isinstance(message.id, str):
        if not isinstance(message.string, str):
            yield "one text expected, not a list"
            return
        yield from _unlike(message.id, message.id, message.string, exact=False)
        yield from _german(message.id, message.string, language)
        return
    samples = _samples(language)
    forms = message.string if isinstance(message.string, (tuple, list)) else ()
    if len(forms) != len(samples) or not all(isinstance(form, str) and form for form in forms):
        yield f"{len(samples)} plural forms expected, none of them empty"
        return
    for form, numbers in zip(forms, samples, strict=True):
        yield from _unlike(message.id[0], message.id[1], form, exact=len(numbers) == 1)
        yield from _german(message.id[1], form, language)


def _names(text: str) -> set[str]:
    return {first or f"{{{second}}}" for first, second in _NAMED.findall(text)}


def _unlike(single: str, plural: str, text: str, *, exact: bool) -> Iterator[str]:
    """Compare placeholders, tags and outer line breaks. A form that stands for one number may leave the number out."""
    wanted, found = _names(plural), _names(text)
    lacking = wanted - found
    if found - wanted - _names(single) or len(lacking) > (1 if exact else 0):
        yield f"placeholders must be {sorted(wanted)}, not {sorted(found)}"
    tags = [Counter(_OTHER.findall(_NAMED.sub("", each))) for each in (plural, text)]
    if tags[0] != tags[1]:
        yield f"tags and percent signs must be {sorted(tags[0])}, not {sorted(tags[1])}"
    if (plural[:1] == "\n", plural[-1:] == "\n") != (text[:1] == "\n", text[-1:] == "\n"):
        yield "line breaks at the beginning and end must be the same"


def _words(text: str) -> str:
    return SAME_EVERYWHERE.sub("", _OTHER.sub("", _NAMED.sub("", text)))


def _german(source: str, text: str, language: str) -> Iterator[str]:
    """Yield a complaint where a translation is no translation: wrong script, or German words in it."""
    if not re.search(r"[^\W\d_]{2}", _words(source)):
        return
    letters = _LETTERS.get(language)
    if letters and not letters.search(text):
        yield f"no letter of the language in {text!r}"
    # What stands in quotation marks may be the name of a German page or form.
    left = _GERMAN.search(re.sub(r"„[^“”]*[“”]|«[^»]*»|“[^”]*”|\"[^\"]*\"", "", _words(text)))
    if left and language in {"uk", "ar", "tr"}:
        yield f"German word {left[0]!r} in {text!r}"
    if text == source and language == "tr" and " " in source.strip():
        yield "this is the German text"
