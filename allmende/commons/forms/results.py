# SPDX-License-Identifier: EUPL-1.2
"""Results of a survey: counted, with small groups kept back, in words, as CSV and as JSON. Never a single answer."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.forms.actions import TOPIC
from allmende.commons.forms.models import Answer, Channel, FreeText, Survey
from allmende.commons.forms.spoken import option_words, row_words
from allmende.core.freshness.memory import remember
from allmende.engines.questionnaire import Question, Questionnaire, Result, paths_in, summarise, text_in

SMALLEST = 5
"""Groups with fewer people are not told, to nobody: staff see no more than citizens."""


@dataclass(frozen=True)
class Row:
    """One line of a table of results. `number` None: kept back."""

    label: str
    number: int | None
    share: int | None = None


@dataclass(frozen=True)
class Table:
    """One table, with a name of its own where a question has several (rows of a matrix)."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class QuestionReport:
    """What was answered to one question, as a page shows it."""

    question: Question
    label: str
    asked: int
    answered: int
    hidden: bool
    tables: list[Table] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """The results of a survey. `is_small`: too few answers to tell anything."""

    survey: Survey
    number: int
    online: int
    paper: int
    is_small: bool
    sections: list[tuple[str, list[QuestionReport]]]


def are_public(survey: Survey) -> bool:
    """Tell whether everybody may see the results: never while answers come in, for what changes tells who came last."""
    return survey.results == Survey.Results.AFTER and survey.state == Survey.State.CLOSED


def are_settled(survey: Survey) -> bool:
    """Tell whether nothing changes any more, so that staff may see the results: before, two looks would tell one answer."""
    return survey.state != Survey.State.OPEN


def number_of_answers(survey: Survey) -> int:
    """Return how many have answered. One query where it is not remembered."""
    return numbers(survey)["all"]


def numbers(survey: Survey) -> dict[str, int]:
    """Return how many have answered: online, on paper, all. One query where it is not remembered."""

    def count() -> dict[str, int]:
        rows = Answer.objects.filter(survey=survey).values_list("channel").annotate(number=Count("pk")).order_by()
        found = dict(rows)
        online, paper = found.get(Channel.ONLINE, 0), found.get(Channel.PAPER, 0)
        return {"online": online, "paper": paper, "all": online + paper}

    return remember(TOPIC, ("numbers", survey.pk), count)


def _results(survey: Survey) -> tuple[Result, ...]:
    def make() -> tuple[Result, ...]:
        contents = Answer.objects.filter(survey=survey).values_list("content", flat=True).iterator(chunk_size=2000)
        return guarded(survey.questionnaire, summarise(survey.questionnaire, contents, smallest=SMALLEST))

    return remember(TOPIC, ("results", survey.pk), make)


def guarded(questionnaire: Questionnaire, results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Hide what follow-up questions would tell about the small groups of the question they hang on.

    Who sees a follow-up question is a group too. It is hidden where that group is small, where it differs by a few people
    from all or from those of another question about the same thing, and where the question it hangs on keeps counts back.
    """
    by_path = {result.question.path: result for result in results}
    above = {
        question.path: frozenset((*paths_in(section.show_if), *paths_in(question.show_if)))
        for section, question in questionnaire.walk()
    }
    told: list[tuple[frozenset[str] | None, int]] = []
    for path, parents in above.items():
        result = by_path[path]
        if not parents:
            told.append((None, result.asked))
            continue
        close = any(
            0 < abs(result.asked - asked) < SMALLEST for others, asked in told if others is None or others & parents
        )
        kept_back = any(by_path[parent].hidden or None in by_path[parent].counts.values() for parent in parents)
        if result.asked < SMALLEST or close or kept_back:
            by_path[path] = Result(result.question, result.asked, result.answered, hidden=True)
        else:
            told.append((parents, result.asked))
    return tuple(by_path.values())


def _texts(survey: Survey) -> dict[str, list[str]]:
    def make() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rows = FreeText.objects.filter(survey=survey, state=FreeText.State.SHOWN).order_by("path", "text")
        for path, text in rows.values_list("path", "text"):
            found.setdefault(path, []).append(text)
        return found

    return remember(TOPIC, ("texts", survey.pk), make)


def report(survey: Survey, language: str = "") -> Report:
    """Return the results in a language. At most three queries, none where nothing has changed."""
    language = language or get_language() or "de"
    counted, texts = numbers(survey), _texts(survey)
    is_small = counted["all"] < SMALLEST
    by_path = {} if is_small else {result.question.path: result for result in _results(survey)}
    sections = []
    for section in survey.questionnaire.sections:
        questions = [
            _question(by_path[question.path], texts, language)
            for question in section.questions
            if question.path in by_path
        ]
        if questions:
            sections.append((text_in(section.title, language), questions))
    return Report(survey, counted["all"], counted["online"], counted["paper"], is_small, sections)


def _question(result: Result, texts: dict[str, list[str]], language: str) -> QuestionReport:
    question = result.question
    # A free text is one person's own; it is published because somebody released it, whatever the size of the group.
    written = [*texts.get(question.path, ()), *texts.get(f"{question.path}.other", ())]
    label = text_in(question.label, language)
    if result.hidden:
        return QuestionReport(question, label, result.asked, result.answered, hidden=True)
    return QuestionReport(
        question, label, result.asked, result.answered, hidden=False, tables=_tables(result, language),
        sentences=_sentences(result, language), texts=written,
    )  # fmt: skip


def _tables(result: Result, language: str) -> list[Table]:
    question = result.question
    if not result.counts:
        return []

    def row(label: str, number: int | None) -> Row:
        share = None if number is None or not result.answered else round(100 * number / result.answered)
        return Row(label, number, share)

    if question.kind == "yes_no":
        names = {"yes": _("Ja"), "no": _("Nein")}
        return [Table("", [row(names[key], number) for key, number in result.counts.items()])]
    if question.kind == "matrix":
        return [
            Table(
                row_words(question, line.key, language),
                [
                    row(option_words(question, option.key, language), result.counts.get(f"{line.key}/{option.key}"))
                    for option in question.options
                ],
            )
            for line in question.rows
        ]
    if question.kind in ("one_of", "several_of", "ranking"):
        return [Table("", [row(option_words(question, key, language), n) for key, n in result.counts.items()])]
    return [Table("", [row(key, number) for key, number in result.counts.items()])]


def _sentences(result: Result, language: str) -> list[str]:
    question, found = result.question, []
    if result.median is not None and result.low is not None and result.high is not None:
        unit = f" {question.unit}" if question.unit else ""
        values = {"median": result.median, "low": result.low, "high": result.high}
        words = {name: number_format(round(value, 2)) + unit for name, value in values.items()}
        found.append(
            _("Die Hälfte liegt bei %(median)s oder darunter, die mittlere Hälfte zwischen %(low)s und %(high)s.")
            % words
        )
    if result.points:
        order = sorted(result.points, key=lambda key: -result.points[key])
        names = ", ".join(option_words(question, key, language) for key in order)
        found.append(_("Reihenfolge über alle Antworten (nach Punkten): %s.") % names)
    if question.kind in ("date", "point"):
        found.append(_("Einzelne Antworten zeigen wir hier nicht, damit niemand wiedererkannt wird."))
    return found


# --- as files ---------------------------------------------------------------------------------------------------------


def as_rows(found: Report) -> list[list[Any]]:
    """Return the results as rows of a table; what is kept back is empty."""
    rows: list[list[Any]] = [[_("Abschnitt"), _("Frage"), _("Zeile"), _("Antwort"), _("Anzahl"), _("Prozent"), _("beantwortet"), _("gefragt")]]  # fmt: skip
    for title, questions in found.sections:
        for one in questions:
            if one.hidden:
                rows.append([title, one.label, "", _("zu wenige Antworten"), "", "", "", ""])
                continue
            for table in one.tables:
                rows += [
                    [
                        title,
                        one.label,
                        table.name,
                        row.label,
                        _gap(row.number),
                        _gap(row.share),
                        one.answered,
                        one.asked,
                    ]
                    for row in table.rows
                ]
            for sentence in one.sentences:
                rows.append([title, one.label, "", sentence, "", "", one.answered, one.asked])
            for text in one.texts:
                rows.append([title, one.label, _("Freitext"), text, "", "", one.answered, one.asked])
    return rows


def _gap(number: int | None) -> Any:
    return "" if number is None else number


def csv_response(survey: Survey, name: str) -> HttpResponse:
    """Return the results as CSV for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in as_rows(report(survey)):
        writer.writerow([_safe(cell) for cell in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_response(survey: Survey, name: str) -> HttpResponse:
    """Return the results as JSON with paths and keys, as the definition names them."""
    found = report(survey)
    results = {} if found.is_small else {result.question.path: result for result in _results(survey)}
    data = {
        "format": "allmende-survey-result/1",
        "title": str(survey),
        "version": survey.version.number,
        "answers": None if found.is_small else {"all": found.number, "online": found.online, "paper": found.paper},
        "smallest_group": SMALLEST,
        "definition": survey.version.definition,
        "results": {path: _as_data(result, found) for path, result in results.items()},
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def _as_data(result: Result, found: Report) -> dict[str, Any]:
    if result.hidden:
        return {"hidden": True}
    texts = next(one.texts for _title, many in found.sections for one in many if one.question is result.question)
    data = {
        "asked": result.asked, "answered": result.answered, "counts": dict(result.counts), "points": dict(result.points),
        "median": result.median, "mean": result.mean, "low": result.low, "high": result.high, "texts": texts,
    }  # fmt: skip
    return {key: value for key, value in data.items() if value not in (None, {}, [])}


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
