# SPDX-License-Identifier: EUPL-1.2
"""Every result is put into words, for every rule and every kind of vote."""

import pytest
from hypothesis import given, settings

from allmende.engines.budgeting import equal_shares, greedy, sentence, summary

from .strategies import instances
from .test_equal_shares import approval

pytestmark = pytest.mark.engine


@settings(max_examples=150)
@given(instances(("approval", "ordinal", "cumulative", "scoring")))
def test_nothing_is_left_unsaid(instance):
    for outcome in (
        equal_shares(instance),
        equal_shares(instance, completion="add1u"),
        greedy(instance),
        greedy(instance, "votes-per-cost"),
    ):
        for verdict in outcome.verdicts:
            said = sentence(verdict, outcome)
            assert said.startswith("Gewählt" if verdict.won else "Nicht gewählt")
            assert said.endswith(".")
            assert "None" not in said
            assert "{" not in said
        assert f"{len(outcome.winners)} von {len(instance.projects)} Projekten" in summary(outcome)


def test_the_reason_fits_the_case():
    instance = approval(10, {"a": 6, "b": 5, "c": 3, "d": 11, "e": 1}, ["a"], ["a"], ["b"], ["c"], ["d"])
    outcome = equal_shares(instance, completion="utilitarian")
    said = {verdict.project.id: sentence(verdict, outcome) for verdict in outcome.verdicts}
    assert (
        said["a"]
        == "Gewählt als Nummer 1 aus dem Geld, das übrig blieb: 2 Stimmen, Kosten 6 €. Aus den Anteilen allein fehlten 2 €."
    )
    assert said["b"].startswith(
        "Nicht gewählt: Wer dafür gestimmt hatte, besaß am Ende zusammen noch 2 €; zu den Kosten von 5 € fehlten 3 €."
    )
    assert said["b"].endswith("Mit 2 weiteren Stimmen nur für dieses Projekt hätte es gereicht.")
    assert said["d"] == "Nicht gewählt: Es kostet 11 € und damit 1 € mehr als das ganze Budget von 10 €."
    assert said["e"] == "Nicht gewählt: Niemand hat dafür gestimmt."


def test_sentences_go_through_a_translator():
    outcome = equal_shares(approval(10, {"a": 5}, []))
    assert sentence(outcome.verdicts[0], outcome, str.upper) == "NICHT GEWÄHLT: NIEMAND HAT DAFÜR GESTIMMT."
