# SPDX-License-Identifier: EUPL-1.2
"""The engine on foreign data, and our own yardstick: well above plain full-text search."""

import json
from pathlib import Path

import pytest

from allmende.core.search.evaluation import DataError, engine, evaluate, hit_rates, read_documents, read_questions
from benchmarks.bench_search import plain_fts, typo

DATA = Path(__file__).resolve().parents[3] / "benchmarks" / "data" / "search"


def lines(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_ranked_ids_come_out_by_language_and_pool(tmp_path, capsys):
    documents = lines(
        tmp_path / "d.jsonl",
        {"id": "1", "title": "Hundesteuer", "body": "Hunde anmelden", "pool": "a"},
        {"id": "2", "title": "Dog tax", "body": "Register dogs", "language": "en", "pool": "a"},
        {"id": "1", "title": "Hundesteuer", "body": "anderswo", "pool": "b"},
    )
    queries = lines(
        tmp_path / "q.jsonl",
        {"query": "Hund", "relevant": ["1"], "pool": "a"},
        {"id": "e", "query": "dogs", "language": "en", "pool": "a", "relevant": ["2"]},
        {"id": "x", "query": "Hund", "language": "xx", "pool": "a"},
    )
    evaluate(documents, queries, as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["ranked"]) for row in answer["queries"]] == [("1", ["1"]), ("e", ["2"]), ("x", [])]
    assert answer["rates"]["hit@1"]["value"] == 1.0


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["{"], "Zeile 1"),
        ([{"id": "1"}, "[1]"], "Zeile 2"),
        ([{"title": "ohne"}], "id"),
        ([{"id": "1"}, {"id": "1"}], "zweimal"),
    ],
)
def test_bad_documents_are_refused_with_line_and_field(tmp_path, rows, says):
    with pytest.raises(DataError, match=says):
        read_documents(lines(tmp_path / "d.jsonl", *rows))


def test_bad_questions_are_refused(tmp_path):
    with pytest.raises(DataError, match="query"):
        read_questions(lines(tmp_path / "q.jsonl", {"id": "1"}))
    with pytest.raises(DataError, match="Liste"):
        read_questions(lines(tmp_path / "q.jsonl", {"query": "a", "relevant": "1"}))


def test_our_questions_are_answered_far_better_than_by_plain_search():
    documents, questions = read_documents(DATA / "documents.jsonl"), read_questions(DATA / "questions.jsonl")
    peer = plain_fts(documents)
    with engine(documents) as ask:
        ours = hit_rates([(ask(question, 5), question.relevant) for question in questions])
    theirs = hit_rates([(peer(question.text), question.relevant) for question in questions])
    assert ours[1][0] > theirs[1][0] + 0.2
    assert ours[3][1] > theirs[3][2]  # the intervals do not touch
    assert all(typo(question.text) != question.text for question in questions)
