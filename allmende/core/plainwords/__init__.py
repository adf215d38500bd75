# SPDX-License-Identifier: EUPL-1.2
"""Plain words: readability and hints while staff write for citizens.

* `review.review(text, language)`: what is hard to read in a text, the worst sentences first
* `text.text_of(html)`: the text of a piece of HTML, block by block
* `widgets.PlainTextarea`: a text box with hints below, for every longer text that citizens will read
"""
