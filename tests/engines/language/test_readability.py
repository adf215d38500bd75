# SPDX-License-Identifier: EUPL-1.2
"""Readability against figures worked out by hand."""

from __future__ import annotations

import pytest

from allmende.engines.language import Verdict, measure
from allmende.engines.language.readability import flesch, flesch_amstad, lix, wiener_sachtextformel

pytestmark = pytest.mark.engine

EASY_TEXT = "Das Amt hilft. Es zahlt Geld. Rufen Sie an!"
HARD_TEXT = (
    "Die Inanspruchnahme der Beratungsleistungen setzt die vorherige Anmeldung bei der zuständigen Verwaltungsstelle voraus, "
    "wobei die erforderlichen Unterlagen unverzüglich einzureichen sind."
)


def test_counts_by_hand():
    result = measure(EASY_TEXT)
    assert (result.sentences, result.words, result.syllables) == (3, 9, 10)
    assert result.words_per_sentence == 3
    assert result.long_words == 0
    assert result.reading_ease == pytest.approx(180 - 3 - 58.5 * 10 / 9)
    assert result.wiener[0] == pytest.approx(0.1672 * 3 - 0.0327 * 100 * 8 / 9 - 0.875)
    assert result.wiener[3] == pytest.approx(0.2656 * 3 - 1.693)
    assert result.lix == 3
    assert result.verdict is Verdict.VERY_EASY
    assert not result.reliable


def test_hard_text_is_very_hard():
    result = measure(HARD_TEXT)
    assert result.words == 20
    assert result.verdict is Verdict.VERY_HARD
    assert min(result.wiener) > 12
    assert result.lix > 60


def test_formulas():
    assert flesch(20, 1.5) == pytest.approx(59.635)
    assert flesch_amstad(15, 1.8) == pytest.approx(59.7)
    assert wiener_sachtextformel(20, 12, 30, 50) == pytest.approx((7.2574, 7.3724, 7.0976, 6.9822))
    assert lix(15, 0.3) == pytest.approx(45)


def test_english():
    result = measure("The town hall is open. You can come in at any time.", "en")
    assert (result.sentences, result.words, result.syllables) == (2, 12, 14)
    assert result.reading_ease == pytest.approx(206.835 - 1.015 * 6 - 84.6 * 14 / 12)
    assert result.wiener == ()


@pytest.mark.parametrize("text", ["", "...", "www.auenstadt.de", "- -"])
def test_nothing_to_read(text):
    assert measure(text) is None


def test_links_do_not_count_and_numbers_do():
    assert measure("Siehe www.auenstadt.de/kita oder Raum 12.").words == 4


def test_reliable_from_a_hundred_words():
    assert measure("Das Amt hilft Ihnen gern. " * 20).reliable
