# SPDX-License-Identifier: EUPL-1.2
"""Parts of a search: folding, stems, compounds, typing errors, trigrams, fusing of ranks, highlights. Pure functions."""

from .compounds import Compounds
from .correct import Corrector, one_edit_apart
from .fold import fold, fold_words
from .fuse import fuse
from .highlight import Highlight, highlights, snippet
from .stem import stem, stemmed_languages
from .terms import Terms
from .trigrams import similarity, trigrams

__all__ = [
    "Compounds",
    "Corrector",
    "Highlight",
    "Terms",
    "fold",
    "fold_words",
    "fuse",
    "highlights",
    "one_edit_apart",
    "similarity",
    "snippet",
    "stem",
    "stemmed_languages",
    "trigrams",
]
