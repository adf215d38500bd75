# SPDX-License-Identifier: EUPL-1.2
"""Changes of a definition as data. Pure: each takes the data and returns new data; the draft may have faults."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

COMPARISONS = ("is", "has", "at_least", "at_most", "answered")
TESTS = 3
"""So many conditions the editor shows in one question; more of them, or nested ones, come from a file."""

Data = dict[str, Any]


def sections_of(data: Any) -> list[Data]:
    """Return the sections of a draft, as far as they can be read."""
    found = data.get("sections") if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def questions_of(section: Data) -> list[Data]:
    """Return the questions of a section, as far as they can be read."""
    found = section.get("questions")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def tidy(data: Any) -> Data:
    """Return a copy in which sections and questions are lists of objects, so that the rest can work on it."""
    fresh: Data = copy.deepcopy(data) if isinstance(data, dict) else {}
    fresh["sections"] = sections_of(fresh)
    for section in fresh["sections"]:
        section["questions"] = questions_of(section)
    return fresh


def german(texts: Any) -> str:
    """Return the German text of a field of a draft."""
    found = texts.get("de") if isinstance(texts, dict) else texts
    return found if isinstance(found, str) else ""


def with_german(texts: Any, text: str) -> Data:
    """Return texts with another German one; the translations stay, to be looked at."""
    kept = dict(texts) if isinstance(texts, dict) else {}
    if text:
        return {**kept, "de": text}
    return {}


def move(data: Any, section: int, number: int | None, step: int) -> Data:
    """Move a section (`number` None) or a question by one place; a question at the edge goes into the next section."""
    fresh = tidy(data)
    sections = fresh["sections"]
    if number is None:
        if 0 <= section < len(sections) and 0 <= section + step < len(sections):
            sections[section], sections[section + step] = sections[section + step], sections[section]
        return fresh
    questions = sections[section]["questions"] if 0 <= section < len(sections) else []
    if not 0 <= number < len(questions):
        return fresh
    if 0 <= number + step < len(questions):
        questions[number], questions[number + step] = questions[number + step], questions[number]
    elif 0 <= section + step < len(sections):
        target = sections[section + step]["questions"]
        target.insert(0 if step > 0 else len(target), questions.pop(number))
    return fresh


def remove(data: Any, section: int, number: int | None) -> Data:
    """Take out a section with its questions (`number` None), or one question."""
    fresh = tidy(data)
    if 0 <= section < len(fresh["sections"]):
        if number is None:
            fresh["sections"].pop(section)
        elif 0 <= number < len(fresh["sections"][section]["questions"]):
            fresh["sections"][section]["questions"].pop(number)
    return fresh


def put_section(data: Any, section: int | None, fields: Data) -> Data:
    """Change a section, or add one at the end (`section` None)."""
    fresh = tidy(data)
    if section is None:
        keys = {one.get("key") for one in fresh["sections"]}
        key = _free(slugify(german(fields.get("title"))) or "teil", keys, "-")
        fresh["sections"].append({"key": key, **fields, "questions": []})
    else:
        fresh["sections"][section] |= fields
    return fresh


def put_question(data: Any, section: int, number: int | None, fields: Data) -> Data:
    """Change a question, or add one at the end of a section (`number` None). Without a path it gets one from its words."""
    fresh = tidy(data)
    questions = fresh["sections"][section]["questions"]
    if not fields.get("path"):
        paths = {one.get("path") for part in fresh["sections"] for one in part["questions"]}
        stem = (
            re.sub(r"^[^a-z]+", "", slugify(str(fresh["sections"][section].get("key", ""))).replace("-", "_")) or "teil"
        )
        words = "_".join(re.sub(r"[^a-z0-9]+", " ", slugify(german(fields.get("label"))).replace("-", " ")).split()[:3])
        words = re.sub(r"^[^a-z]+", "", words) or "frage"
        fields = {**fields, "path": _free(f"{stem[:30]}.{words[:40]}", paths, "_")}
    if number is None:
        questions.append(fields)
    else:
        questions[number] = fields
    return fresh


def _free(name: str, taken: set[Any], join: str) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}{join}{number}"
    return found


# --- options, one per line --------------------------------------------------------------------------------------------


def lines_of(options: Any) -> str:
    """Return options as lines "key = text"."""
    found = options if isinstance(options, list) else []
    return "\n".join(f"{one.get('key', '')} = {german(one.get('label'))}" for one in found if isinstance(one, dict))


def options_from(text: str, before: Any) -> list[Data]:
    """Return options from lines "key = text" or "text"; keys and translations of lines that stay are kept."""
    known = [one for one in before if isinstance(one, dict)] if isinstance(before, list) else []
    by_key = {one.get("key"): one for one in known}
    by_text = {german(one.get("label")): one for one in known}
    found: list[Data] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        key, equals, label = line.partition("=")
        key, label = (key.strip(), label.strip()) if equals and label.strip() else ("", line)
        old = by_key.get(key) or by_text.get(label) or {}
        taken = {one["key"] for one in found}
        name = key or old.get("key") or _free((slugify(label) or "antwort")[:40].strip("-_"), taken, "-")
        found.append({"key": name, "label": with_german(old.get("label"), label)})
    return found


# --- conditions -------------------------------------------------------------------------------------------------------


def plain_tests(condition: Any) -> tuple[str, list[tuple[str, str, str]]] | None:
    """Return ("all" or "any", [(path, comparison, value as text)]) of a condition the editor can show; else None."""
    if condition is None:
        return "all", []
    if not isinstance(condition, dict):
        return None
    name = next((name for name in ("all", "any") if set(condition) == {name}), "")
    parts = condition[name] if name else [condition]
    tests = [_test(part) for part in parts] if isinstance(parts, list) else [None]
    if None in tests or len(tests) > TESTS:
        return None
    return name or "all", [test for test in tests if test is not None]


def _test(part: Any) -> tuple[str, str, str] | None:
    if not isinstance(part, dict) or len(part) != 2 or not isinstance(part.get("path"), str):
        return None
    comparison = next(name for name in part if name != "path")
    if comparison not in COMPARISONS:
        return None
    value = part[comparison]
    return part["path"], comparison, ("ja" if value else "nein") if isinstance(value, bool) else str(value)


def condition_from(join: str, tests: list[tuple[str, str, str]], kinds: Mapping[str, str]) -> Any:
    """Return the condition of such tests; values become what the kind of the question they ask about has."""
    parts = [
        {"path": path, comparison: _value(comparison, text.strip(), kinds.get(path, ""))}
        for path, comparison, text in tests
    ]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {join: parts}


YES, NO = ("ja", "yes", "true", ""), ("nein", "no", "false")


def wants_yes_or_no(comparison: str, kind: str) -> bool:
    """Tell whether a test compares with yes or no."""
    return comparison == "answered" or kind == "yes_no"


def _value(comparison: str, text: str, kind: str) -> Any:
    if wants_yes_or_no(comparison, kind):
        word = text.casefold()
        return word in YES if word in (*YES, *NO) else text  # what is neither stays visible as a fault, and is no "no"
    if kind in ("number", "scale"):
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return text
        return int(number) if number == int(number) else number
    return text


# --- texts of all places, for translating -----------------------------------------------------------------------------


def texts_of(data: Any) -> Iterator[tuple[str, Data]]:
    """Yield (place, texts) of everything that can be translated, in order; `texts` is the very object in `data`."""
    yield from _texts(data, "", ("title", "intro", "thanks"))
    for s, section in enumerate(sections_of(data)):
        where = f"sections.{s}"
        yield from _texts(section, where, ("title", "intro"))
        for q, question in enumerate(questions_of(section)):
            place = f"{where}.questions.{q}"
            yield from _texts(question, place, ("label", "help"))
            for name in ("options", "rows"):
                entries = question.get(name)
                for n, option in enumerate(entries if isinstance(entries, list) else []):
                    if isinstance(option, dict):
                        yield from _texts(option, f"{place}.{name}.{n}", ("label",))
            ends = question.get("ends")
            for n, end in enumerate(ends if isinstance(ends, list) else []):
                if isinstance(end, dict) and german(end):
                    yield f"{place}.ends.{n}", end


def _texts(holder: Any, where: str, names: tuple[str, ...]) -> Iterator[tuple[str, Data]]:
    for name in names:
        texts = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(texts, str) and texts:
            texts = holder[name] = {"de": texts}
        if isinstance(texts, dict) and german(texts):
            yield (f"{where}.{name}" if where else name), texts
