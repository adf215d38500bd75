# SPDX-License-Identifier: EUPL-1.2
"""Texts for translation: collect them from code and templates, compile the catalogues. No gettext tools needed.

German texts are the message ids (see docs/decisions/0008-german-message-ids.md).

    python -m allmende.site.messages compile     make .mo files (part of `make setup`)
    python -m allmende.site.messages collect     bring the .po files up to date with the sources (`make messages`)
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
CATEGORIES = "commons/places/categories.toml"
LANGUAGES = ("en",)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


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


def collect() -> Catalog:
    """Return a catalogue of all texts in the sources."""
    catalogue = Catalog(charset="utf-8")
    for name, source in sources():
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            plural_or_single = tuple(message) if isinstance(message, tuple) else message
            catalogue.add(plural_or_single, context=context, locations=[(name, 0)])
    return catalogue


def _empty(language: str) -> Catalog:
    header = "# SPDX-License-Identifier: EUPL-1.2"
    return Catalog(
        locale=language, charset="utf-8", project="Allmende", version="1", header_comment=header, fuzzy=False
    )


def read(language: str) -> Catalog:
    """Return the catalogue of a language, empty where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> int:
    """Bring the .po file up to date with the sources; return how many texts lack a translation."""
    catalogue = read(language)
    catalogue.update(collect(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True
        )
    return len(missing(language))


def missing(language: str) -> list[str]:
    """Return the texts of the sources that have no finished translation."""
    catalogue = read(language)
    absent = []
    for message in collect():
        if message.id:
            found = catalogue.get(message.id, message.context)
            done = (
                found and not found.fuzzy and (all(found.string) if isinstance(found.string, tuple) else found.string)
            )
            if not done:
                absent.append(str(message.id))
    return absent


def compile_all() -> int:
    """Write a .mo file beside each .po file; return how many."""
    for language in LANGUAGES:
        with catalogue_path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))
    return len(LANGUAGES)


def main(task: str) -> None:
    """Run one of the two tasks."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    if task == "collect":
        for language in LANGUAGES:
            print(f"{language}: {update(language)} texts without translation", file=sys.stderr)  # noqa: T201
    elif task == "compile":
        print(f"messages: {compile_all()} catalogues compiled", file=sys.stderr)  # noqa: T201
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")
