# SPDX-License-Identifier: EUPL-1.2
"""Letters as PDF: DIN 5008 form B on A4, PDF/UA-1.

    letter_pdf(Letter(sender=sender_of(presence), recipient=("Erika Muster", "Weg 1", "12345 Ort"), ...)) -> bytes

The PDF is made by a process of its own (`press.py`): about a second for one letter, a few milliseconds for each further one.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext, override

from allmende.core.letters import press
from allmende.core.letters.fonts import font_faces, fonts
from allmende.core.letters.letter import Letter, blocks
from allmende.core.letters.qr import qr_svg

SECONDS = 180
"""A batch of some hundred letters takes below a minute; after three something is wrong."""


class LetterPressMissing(RuntimeError):
    """Pango is not installed. The message says so in German and names the remedy."""


class LetterPressFailed(RuntimeError):
    """The letter could not be set. The message is for the log, not for people."""


def letter_pdf(letter: Letter) -> bytes:
    """Return the PDF of one letter. Raises `LetterPressMissing` where this machine cannot make letters."""
    return letters_pdf([letter])


def letters_pdf(letters: Sequence[Letter], *, duplex: bool = False) -> bytes:
    """Return one PDF with all letters, each with its own page numbers; with `duplex` each begins on a new sheet.

    Raises `LetterPressMissing`, `LetterPressFailed`, and `ValueError` for no letters.
    """
    if not letters:
        raise ValueError("There is no letter to print.")
    return pages_pdf([letter_html(letter) for letter in letters], duplex=duplex)


def pages_pdf(pages: Sequence[str], *, duplex: bool = False) -> bytes:
    """Return one PDF of HTML texts, each with its own page numbers. Fonts as in `font_faces`; nothing is fetched.

    Raises `LetterPressMissing`, `LetterPressFailed`.
    """
    job = {
        "pages": list(pages),
        "fonts": {name: str(path) for name, path in fonts().items()},
        "duplex": duplex,
    }
    done = _run(json.dumps(job).encode())
    if done.returncode < 0:  # a library in C crashed; such things seldom happen twice
        done = _run(json.dumps(job).encode())
    if done.returncode == press.MISSING:
        raise LetterPressMissing(
            gettext(
                "Auf diesem Rechner können keine Briefe gesetzt werden: Das Programmpaket „Pango“ fehlt. "
                "Abhilfe für die Technik: tools/system_packages.sh pango"
            )
        )
    if done.returncode != 0:
        raise LetterPressFailed(f"exit code {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _run(job: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 (our own program, no shell)
            [sys.executable, "-m", press.__name__], input=job, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise LetterPressFailed(f"The letter press needed more than {SECONDS} s.") from error


def letter_html(letter: Letter) -> str:
    """Return the HTML that the press sets; nothing in it refers to the outside."""
    with override(letter.language):
        return render_to_string(
            "letters/letter.html",
            {
                "letter": letter,
                "blocks": blocks(letter.text),
                "arms": _arms(letter),
                "codes": [(code, _picture(qr_svg(code.address).encode(), "image/svg+xml")) for code in letter.codes],
                "fonts": mark_safe(font_faces()),  # noqa: S308 (names of our own files)
                "direction": "rtl" if get_language_info(letter.language.split("-")[0])["bidi"] else "ltr",
                "folds": _picture(FOLDS, "image/svg+xml"),
            },
        )


def _arms(letter: Letter) -> SafeString:
    content, kind = letter.sender.arms or (_default_arms(), "image/svg+xml")
    return _picture(content, kind)


def _default_arms() -> bytes:
    path = finders.find("letters/arms.svg")
    with open(str(path), "rb") as file:  # noqa: PTH123
        return file.read()


def _picture(content: bytes, kind: str) -> SafeString:
    return format_html("data:{};base64,{}", kind, base64.b64encode(content).decode())


FOLDS = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">'
    b'<path d="M5 105h4M5 148.5h6M5 210h4" stroke="#000" stroke-width=".2" fill="none"/></svg>'
)
"""Fold marks of form B (105 and 210 mm from the top) and the mark for the hole punch (148.5 mm)."""
