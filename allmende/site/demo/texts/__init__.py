# SPDX-License-Identifier: EUPL-1.2
"""The words of the demo county's pages, in German, English and easy German.

Texts are plain: paragraphs apart by an empty line, `## ` before headings, `- ` before points of a list. Names in braces
are filled in: {core} the town, {v1} ... {v6} villages by size, {people} inhabitants, {in:12} the date 12 days after
the news.
"""
