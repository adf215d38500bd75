# SPDX-License-Identifier: EUPL-1.2
"""Reading pages aloud: with a voice of the browser, or with one of the server.

* `texts.plan(pieces)`: sentences, and what is said for each
* `store`: scripts and sounds on disk, bounded, for an hour after their last use
* `speaker.Speaker`: the small program that drives espeak-ng, kept at arm's length
* `page.pieces(html)`: what of a page is read (the same rules as `static/readaloud/reading.js`)
"""
