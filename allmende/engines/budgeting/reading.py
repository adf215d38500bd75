# SPDX-License-Identifier: EUPL-1.2
"""Read Pabulib files (`.pb`): three small tables META, PROJECTS, VOTES in one text file.

Format: https://pabulib.org/format; data and purpose: Faliszewski et al., Participatory Budgeting: Data, Tools, and
Analysis, IJCAI 2023 (arXiv 2305.11035). Either the whole file is good or nothing is returned.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from .amounts import parse_number
from .model import Ballot, BudgetError, Instance, Project, VoteType

T = TypeVar("T")

SECTIONS = ("META", "PROJECTS", "VOTES")
VOTE_TYPES: dict[str, VoteType] = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "scoring",
}
LIMITS = ("min_length", "max_length", "min_sum_cost", "max_sum_cost", "max_sum_points", "default_score")
SHOWN = 8
"""How many problems an error message lists."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where, and what to do. `line` counts from 1; 0 means the file as a whole."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = [f"Zeile {self.line}"] * bool(self.line) + [f"Feld „{self.field}“"] * bool(self.field)
        return f"{', '.join(where)}: {self.message}" if where else self.message


class PabulibError(BudgetError):
    """A file that cannot be used: which file, and every problem found."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        lines = [f"{name}: {problem}" for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"{name}: und {len(problems) - SHOWN} weitere Fehler.")
        super().__init__("\n".join(lines))


def load(path: Path, encoding: str = "") -> Instance:
    """Read a file; see `parse`. Raises `OSError` where it cannot be opened."""
    return parse(path.read_bytes(), path.name, encoding)


def parse(data: bytes, name: str = "Datei", encoding: str = "") -> Instance:
    """Read the content of a .pb file.

    Args:
        data: the bytes of the file. UTF-8 is the rule; UTF-16 with a mark and the old Windows encoding are recognised.
        name: for messages.
        encoding: overrules the recognition.

    Raises:
        PabulibError: naming file, line, field and remedy of all problems.
    """
    reader = _Reader(name)
    text = reader.decode(data, encoding)
    tables = reader.tables(text)
    instance = reader.instance(tables) if tables else None
    if instance is None or reader.problems:
        raise PabulibError(name, sorted(reader.problems, key=lambda problem: problem.line))
    return instance


def official_winners(instance: Instance) -> frozenset[str] | None:
    """Return the projects that the file says were selected, or None where it does not say."""
    if not any("selected" in project.fields for project in instance.projects):
        return None
    return frozenset(project.id for project in instance.projects if project.fields.get("selected") == "1")


Row = tuple[int, dict[str, str]]


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def bad(self, line: int, field: str, message: str) -> None:
        self.problems.append(Problem(line, field, message))

    def decode(self, data: bytes, encoding: str) -> str:
        """Return the text; where the encoding had to be guessed, say so."""
        guesses = [encoding] if encoding else ["utf-8-sig"]
        if not encoding and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            guesses = ["utf-16"]
        elif not encoding:
            guesses += ["cp1252", "latin-1"]
        for guess in guesses:
            try:
                text = data.decode(guess)
            except UnicodeDecodeError:
                continue
            except LookupError:
                break
            if guess in {"cp1252", "latin-1"} and not encoding:
                self.warnings.append(
                    "Die Datei ist nicht in UTF-8 gespeichert; sie wurde als Windows-1252 gelesen. "
                    "Prüfen Sie Umlaute in den Namen oder nennen Sie die Kodierung."
                )
            return text
        remedy = "Speichern Sie sie als UTF-8 (in Excel: „CSV UTF-8“) oder nennen Sie die richtige Kodierung."
        raise PabulibError(self.name, [Problem(0, "", f"Der Text lässt sich nicht als {guesses[-1]} lesen. {remedy}")])

    def tables(self, text: str) -> dict[str, list[Row]]:
        """Cut the text into its tables; rows carry the number of their first line."""
        tables: dict[str, list[Row]] = {}
        rows: list[Row] = []
        header: list[str] | None = []
        section = ""
        for line, cells in self._rows(text):
            if cells[0].upper() in SECTIONS and not any(cells[1:]):
                section, header = cells[0].upper(), None
                if section in tables:
                    self.bad(line, "", f"Der Abschnitt {section} kommt zweimal vor. Löschen Sie einen davon.")
                rows = tables[section] = []
            elif not section:
                self.bad(line, "", "Die Datei muss mit der Zeile META beginnen. Ist es eine Pabulib-Datei (.pb)?")
                return {}
            elif header is None:
                header = [cell.lower() for cell in cells]
                self._check_header(section, header, line)
            elif len(cells) > len(header) and any(cells[len(header) :]):
                self.bad(
                    line,
                    header[-1],
                    f"Die Zeile hat {len(cells)} Felder, die Überschrift nur {len(header)}. "
                    "Setzen Sie Texte mit Semikolon in doppelte Anführungszeichen.",
                )
            else:
                rows.append((line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))))
        missing = [section for section in SECTIONS if section not in tables]
        if missing and not self.problems:
            self.bad(0, "", f"Der Abschnitt {missing[0]} fehlt. Eine .pb-Datei besteht aus META, PROJECTS und VOTES.")
        return {} if self.problems else tables

    def _rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.bad(
                    line, "", f"Die Zeile ist nicht lesbar ({error}). Prüfen Sie Anführungszeichen und Sonderzeichen."
                )
                return
            inner = {row.strip().upper() for cell in cells if "\n" in cell for row in cell.splitlines()}
            if inner.intersection(SECTIONS):
                self.bad(line, "", "Ein doppeltes Anführungszeichen wird geöffnet, aber nicht geschlossen.")
                return
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield line, cells

    def _check_header(self, section: str, header: list[str], line: int) -> None:
        needed = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}[section]
        for column in needed:
            if column not in header:
                hint = " Trennzeichen ist das Semikolon." if len(header) == 1 else ""
                self.bad(line, column, f"Diese Spalte fehlt in der Überschrift von {section}.{hint}")
        for column in {column for column in header if column and header.count(column) > 1}:
            self.bad(line, column, f"Diese Spalte steht zweimal in der Überschrift von {section}.")

    def instance(self, tables: Mapping[str, list[Row]]) -> Instance | None:
        """Make the instance out of the tables, or None where problems were found."""
        meta, lines = self._meta(tables["META"])
        stated_type = meta.get("vote_type", "").lower()
        vote_type = VOTE_TYPES.get(stated_type, "approval")
        budget = self._read(parse_number, meta.get("budget", ""), lines.get("budget", 0), "budget", Fraction(1))
        if budget <= 0:
            self.bad(lines["budget"], "budget", "Das Budget muss größer als null sein.")
        limits = {
            key: self._read(parse_number, meta[key], lines[key], key, Fraction(0)) for key in LIMITS if meta.get(key)
        }
        if stated_type == "choose-1":
            limits["max_length"] = Fraction(1)
        projects = self._projects(tables["PROJECTS"])
        ballots = self._ballots(tables["VOTES"], {project.id for project in projects}, vote_type)
        if not self.problems:
            self._check_number(meta, lines, "num_projects", len(projects), "Projekte")
            self._check_number(meta, lines, "num_votes", len(ballots), "Stimmen")
        if self.problems:
            return None
        longest = int(limits.get("max_length", 0)) or None
        score = limits.get("default_score", Fraction(0)) if vote_type == "scoring" else Fraction(0)
        instance = Instance(budget, tuple(projects), tuple(ballots), vote_type, longest, score, meta)
        self._check_limits(instance, limits)
        self._check_stated_votes(instance)
        return replace(instance, warnings=tuple(self.warnings))

    def _meta(self, rows: list[Row]) -> tuple[dict[str, str], dict[str, int]]:
        """Return META as a mapping, and the line of each key."""
        meta: dict[str, str] = {}
        lines: dict[str, int] = {}
        for line, row in rows:
            key = row["key"].lower()
            if key in meta:
                self.bad(line, key, "Diese Angabe steht zweimal in META. Löschen Sie eine davon.")
            meta[key], lines[key] = row["value"], line
        for key in ("budget", "vote_type"):
            if not meta.get(key):
                self.bad(lines.get(key, 0), key, "Diese Angabe fehlt in META. Ergänzen Sie sie.")
        stated = meta.get("vote_type", "")
        if stated and stated.lower() not in VOTE_TYPES:
            self.bad(
                lines["vote_type"], "vote_type", f"„{stated}“ ist unbekannt. Möglich sind {', '.join(VOTE_TYPES)}."
            )
        return meta, lines

    def _check_number(self, meta: Mapping[str, str], lines: Mapping[str, int], key: str, found: int, what: str) -> None:
        if meta.get(key, str(found)) != str(found):
            self.bad(
                lines[key],
                key,
                f"Angekündigt sind {meta[key]} {what}, in der Datei stehen {found}. "
                "Ist die Datei vollständig? Wenn ja, berichtigen Sie die Zahl.",
            )

    def _read(self, parser: Callable[[str], T], text: str, line: int, field: str, instead: T) -> T:
        if not text:
            return instead
        try:
            return parser(text)
        except BudgetError as error:
            self.bad(line, field, f"{error}.")
            return instead

    def _projects(self, rows: list[Row]) -> list[Project]:
        projects: list[Project] = []
        seen: dict[str, int] = {}
        for line, row in rows:
            number = row["project_id"]
            if not number:
                self.bad(line, "project_id", "Die Nummer des Projekts fehlt.")
            elif "," in number:
                self.bad(line, "project_id", f"„{number}“ enthält ein Komma; Kommas trennen Projekte auf Stimmzetteln.")
            elif number in seen:
                self.bad(
                    line,
                    "project_id",
                    f"Projekt „{number}“ steht schon in Zeile {seen[number]}. Jede Nummer nur einmal.",
                )
            seen.setdefault(number, line)
            if not row["cost"]:
                self.bad(line, "cost", f"Die Kosten von Projekt „{number}“ fehlen.")
            cost = self._read(parse_number, row["cost"], line, "cost", Fraction(1))
            if cost <= 0:
                self.bad(
                    line, "cost", f"Projekt „{number}“ muss mehr als null kosten. Kostenloses braucht keine Abstimmung."
                )
                cost = Fraction(1)
            rest = {key: value for key, value in row.items() if key not in {"project_id", "cost", "name"}}
            projects.append(Project(number, cost, row.get("name", ""), rest))
        if not projects:
            self.bad(0, "", "Im Abschnitt PROJECTS steht kein Projekt.")
        return projects

    def _ballots(self, rows: list[Row], known: set[str], vote_type: VoteType) -> list[Ballot]:
        needs_points = vote_type in {"cumulative", "scoring"}
        if needs_points and rows and "points" not in rows[0][1]:
            self.bad(rows[0][0] - 1, "points", f"Abstimmungen der Art {vote_type} brauchen die Spalte points.")
            return []
        ballots: list[Ballot] = []
        seen: dict[str, int] = {}
        for line, row in rows:
            voter = row.get("voter_id", "")
            if voter and voter in seen:
                self.bad(
                    line, "voter_id", f"„{voter}“ hat schon in Zeile {seen[voter]} abgestimmt. Löschen Sie eine Stimme."
                )
            seen.setdefault(voter, line)
            choices = tuple(choice.strip() for choice in row["vote"].split(",")) if row["vote"] else ()
            for choice in choices:
                if choice not in known:
                    what = f"Projekt „{choice}“ steht nicht in PROJECTS" if choice else "Ein Komma steht zu viel"
                    self.bad(line, "vote", f"{what}. Berichtigen Sie die Stimme oder ergänzen Sie das Projekt.")
            if len(set(choices)) < len(choices):
                self.bad(
                    line,
                    "vote",
                    "Ein Projekt ist zweimal genannt. Jedes Projekt zählt auf einem Stimmzettel nur einmal.",
                )
            points = None
            if needs_points:
                texts = row["points"].split(",") if row["points"] else []
                points = tuple(self._read(parse_number, text.strip(), line, "points", Fraction(0)) for text in texts)
                if len(points) != len(choices):
                    self.bad(
                        line,
                        "points",
                        f"{len(choices)} Projekte, aber {len(points)} Punktzahlen; nötig ist für jedes eine.",
                    )
                if vote_type == "cumulative" and any(given < 0 for given in points):
                    self.bad(line, "points", "Punkte dürfen nicht kleiner als null sein (außer bei vote_type scoring).")
            rest = {key: value for key, value in row.items() if key not in {"voter_id", "vote", "points"}}
            ballots.append(Ballot(choices, points, voter, rest))
        return ballots

    def _check_limits(self, instance: Instance, limits: Mapping[str, Fraction]) -> None:
        """Warn of ballots outside the limits: whether they count was decided when they were accepted."""
        cost = {project.id: project.cost for project in instance.projects}
        measures: dict[str, Callable[[Ballot], Fraction]] = {
            "length": lambda ballot: Fraction(len(ballot.choices)),
            "sum_cost": lambda ballot: sum((cost[choice] for choice in ballot.choices), Fraction(0)),
            "sum_points": lambda ballot: sum(ballot.points or (), Fraction(0)),
        }
        for key, limit in limits.items():
            kind, _, measure = key.partition("_")
            if measure in measures and kind in {"min", "max"}:
                values = map(measures[measure], instance.ballots)
                outside = sum((value < limit) if kind == "min" else (value > limit) for value in values)
                if outside:
                    self.warnings.append(
                        f"{outside} Stimmzettel halten {key} = {limit} nicht ein; sie sind trotzdem gezählt."
                    )

    def _check_stated_votes(self, instance: Instance) -> None:
        counted = dict.fromkeys((project.id for project in instance.projects), 0)
        for ballot in instance.ballots:
            for choice in ballot.choices:
                counted[choice] += 1
        for project in instance.projects:
            stated = project.fields.get("votes", "")
            if stated and stated != str(counted[project.id]):
                self.warnings.append(
                    f"Projekt „{project.id}“: Die Spalte votes nennt {stated}, auf den Stimmzetteln stehen {counted[project.id]}."
                )
