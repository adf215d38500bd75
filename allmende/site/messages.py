# SPDX-License-Identifier: EUPL-1.2
"""Texts for translation: collect them from code and templates, compile the catalogues. No gettext tools needed.

German texts are the message ids (see docs/decisions/0008-german-message-ids.md).

    python -m allmende.site.messages compile           make .mo files (part of `make setup`)
    python -m allmende.site.messages collect           bring the .po files up to date with the sources (`make messages`)
    python -m allmende.site.messages missing           say per language how many texts lack a translation, and which
    python -m allmende.site.messages todo LANG [N]     print (the first N) missing texts as JSON, to be filled in
    python -m allmende.site.messages take LANG FILE    check a filled-in JSON file and put it into the catalogue

English holds every text. Ukrainian, Arabic and Turkish hold what citizens see (`is_for_citizens` decides); the staff
area is German.
"""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
CATEGORIES = "commons/places/categories.toml"
LANGUAGES = ("en", "uk", "ar", "tr")
COMPLETE = ("en",)
"""Languages that hold the staff area, too."""

PLURALS = {
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "tr": "nplurals=2; plural=(n != 1);",
}
"""Plural forms by CLDR for whole numbers. Written here because Babel's own for Arabic are wrong above 99."""

STAFF_ONLY = re.compile(
    r"(^|/)(staff[^/]*|wagtail_hooks\.py|wagtailadmin|panels[^/]*|migrations|imports|backup|gallery[^/]*|hints[^/]*)(/|$)"
    r"|^site/|^core/plainwords/|^core/languages/machine/|^core/municipality/(models|actions|keys)\.py"
    r"|^commons/pages/(actions|blocks|forms|models|records|register|translating|views)\.py"
    r"|^core/(roles|search)/(models|forms|actions|declared|teaching)\.py|^core/accessibility/check\w*\.py|^core/people/demo_idp/"
    r"|^core/audit/(models|forms)\.py|^core/notices/batches\.py|^core/geo/"
    r"|/templates/municipality/empty_house\.html"
)
"""Sources whose texts only staff read: the staff area, importers, the showroom of the UI kit, the editors' page forms."""


def is_for_citizens(name: str) -> bool:
    """Decide whether the texts of a source (path below the package) are seen by citizens. The one place for this."""
    return STAFF_ONLY.search(name) is None


KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_now": None,
    "translated": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


_CALL = re.compile(rf"\b(?:{'|'.join(KEYWORDS)})\s*\(")


def catalogue_path(language: str) -> Path:
    """Return the path of a language's .po file."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def sources() -> Iterator[tuple[str, str]]:
    """Yield (name, Python-like source) of every file that may hold texts; templates are turned into calls."""
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(PACKAGE).as_posix(), path.read_text()
    for ending in ("*.html", "*.txt"):
        for path in sorted(PACKAGE.rglob(f"templates/**/{ending}")):
            calls = templatize(path.read_text(), origin=str(path))
            # What is left between the calls is no Python; the tokenizer only needs it not to be indented.
            yield path.relative_to(PACKAGE).as_posix(), "\n".join(line.strip() for line in calls.splitlines())
    kinds = tomllib.loads((PACKAGE / CATEGORIES).read_text())
    names = [
        entry[form] for entry in kinds["group"] + kinds["category"] for form in ("name", "one", "many") if form in entry
    ]
    yield CATEGORIES, "\n".join(f"pgettext('place', {name!r})" for name in names)


@cache
def texts() -> tuple[tuple[str, str | tuple[str, ...], str | None], ...]:
    """Return (name of the source, text or its plural forms, context) of all texts, read once for all languages."""
    return tuple(
        (name, tuple(message) if isinstance(message, tuple) else message, context)
        for name, source in sources()
        if _CALL.search(source)  # to tell words apart takes long, most sources have no texts
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS)
    )


@cache
def collect(language: str = "en") -> Catalog:
    """Return a catalogue of all texts in the sources that `language` must have."""
    catalogue = Catalog(charset="utf-8")
    for name, text, context in texts():
        if language in COMPLETE or is_for_citizens(name):
            catalogue.add(text, context=context, locations=[(name, 0)])
    return catalogue


def _empty(language: str) -> Catalog:
    header = "# SPDX-License-Identifier: EUPL-1.2"
    catalogue = Catalog(
        locale=language, charset="utf-8", project="Allmende", version="1", header_comment=header, fuzzy=False
    )
    if language in PLURALS:
        catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def read(language: str) -> Catalog:
    """Return the catalogue of a language, empty where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> int:
    """Bring the .po file up to date with the sources; return how many texts lack a translation."""
    write(language, updated(language))
    return len(missing(language))


def updated(language: str) -> Catalog:
    """Return the catalogue with exactly the texts that the sources have now; what was translated stays."""
    catalogue = read(language)
    catalogue.update(collect(language), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    """Store a catalogue as .po file."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True
        )


def untranslated(language: str) -> list[Message]:
    """Return the messages of the sources that have no finished translation."""
    catalogue = read(language)
    return [
        message
        for message in collect(language)
        if message.id and not is_done(catalogue.get(message.id, message.context), catalogue.num_plurals)
    ]


def is_done(message: Message | None, plurals: int) -> bool:
    """Tell whether a message of a catalogue is translated in all its forms and not fuzzy."""
    if message is None or message.fuzzy:
        return False
    if isinstance(message.id, str):
        return bool(message.string)
    return len(message.string) == plurals and all(message.string)


def missing(language: str) -> list[str]:
    """Return the texts of the sources that have no finished translation."""
    return [str(message.id) for message in untranslated(language)]


def compile_all() -> int:
    """Write a .mo file beside each .po file; return how many."""
    there = [language for language in LANGUAGES if catalogue_path(language).exists()]
    for language in there:
        compile_one(language)
    return len(there)


def compile_one(language: str) -> None:
    """Write the .mo file of a language."""
    with catalogue_path(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, read(language))


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def _collect() -> None:
    for language in LANGUAGES:
        _say(f"{language}: {update(language)} texts without translation")


def _missing() -> None:
    for language in LANGUAGES:
        absent = missing(language)
        _say(f"{language}: {len(absent)} of {len(collect(language))} texts without translation")
        for text in absent:
            print(f"{language}\t{text}")  # noqa: T201


def _take(language: str, file: str) -> None:
    from allmende.site import translating

    try:
        _say(f"{language}: {translating.take(language, Path(file))} texts stored")
    except translating.Refused as error:
        sys.exit(str(error))


def _todo(language: str, limit: str = "") -> None:
    from allmende.site import translating

    print(translating.todo(language, int(limit) if limit else None))  # noqa: T201


def main(task: str = "", *words: str) -> None:
    """Run one of the tasks."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    tasks = {
        "collect": _collect,
        "missing": _missing,
        "compile": lambda: _say(f"messages: {compile_all()} catalogues compiled"),
        "todo": _todo,
        "take": _take,
    }
    fits = task in tasks and len(words) in {"todo": (1, 2), "take": (2,)}.get(task, (0,))
    if not fits or (words and words[0] not in LANGUAGES):
        sys.exit(__doc__)
    tasks[task](*words)  # type: ignore[operator]


if __name__ == "__main__":
    main(*sys.argv[1:])
