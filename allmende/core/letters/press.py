# SPDX-License-Identifier: EUPL-1.2
"""The printing press: HTML in, PDF/UA-1 out, in a process of its own.

`python -m allmende.core.letters.press` reads a job as JSON from standard input and writes the PDF to standard output.
It knows no Django and no database. A process of its own because WeasyPrint and Pango would stay in the memory of a web
worker for good (about 90 MB), and because a library in C must not take a web worker down with it.

The job: {"pages": [HTML, ...], "fonts": {name: path}, "duplex": bool}. Each HTML text is a letter with its own page
numbers. Nothing is fetched: `font:` addresses are looked up in the job, `data:` is decoded, all else is refused.
Exit code 3: a library that WeasyPrint needs is missing; the reason stands in standard error.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

MISSING = 3


def _fetcher(fonts: dict[str, str]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):
        """Serves the fonts of the job and inline data; refuses everything else, and then the job fails."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("font:"):
                path = Path(fonts[url.removeprefix("font:")])
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": f"font/{path.suffix[1:]}"})
            return super().fetch(url, headers)

    return Fetcher()


def make(job: dict[str, Any]) -> bytes:
    """Return the PDF of a job. Raises `ImportError` or `OSError` where WeasyPrint cannot be loaded."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(job["fonts"]), FontConfiguration()
    documents = [
        HTML(string=text, url_fetcher=fetcher, base_url=None).render(font_config=fonts) for text in job["pages"]
    ]
    pages: list[Any] = []
    for document in documents:
        if job.get("duplex") and len(pages) % 2:
            blank = HTML(string=BLANK, url_fetcher=fetcher).render(font_config=fonts)
            pages.extend(blank.pages)
        pages.extend(document.pages)
    result: bytes = documents[0].copy(pages).write_pdf(pdf_variant="pdf/ua-1", finisher=mark_page_furniture)
    return result


BLANK = '<html lang="de"><head><title>-</title><style>@page { size: A4 }</style></head><body></body></html>'


def mark_page_furniture(_document: Any, pdf: Any) -> None:
    """Mark what stands in page margins (page numbers, sender line) as artifact.

    WeasyPrint tags such content but leaves it out of the structure tree, so it would be neither real content nor
    artifact (PDF/UA-1, 7.1). It is the marked content whose structure element cannot be reached from the root.
    """

    def follow(reference: Any) -> Any:
        return pdf.objects[int(bytes(reference).split()[0])]

    root = follow(pdf.catalog["StructTreeRoot"])
    reached: set[bytes] = set()
    waiting = list(root["K"])
    while waiting:
        reference = waiting.pop()
        if not isinstance(reference, int) and reference not in reached:  # a number is content, not an element
            reached.add(reference)
            waiting.extend(follow(reference).get("K", []))
    parents = follow(root["ParentTree"])["Nums"]
    owners = {parents[place]: parents[place + 1] for place in range(0, len(parents), 2)}
    for reference in pdf.page_references:
        page = follow(reference)
        elements = owners[page["StructParents"]]
        stray = {number for number, element in enumerate(elements) if element not in reached}
        content = follow(page["Contents"]).stream
        for place in range(len(content) - 2):
            if content[place + 2] == b"BDC" and content[place + 1].get("MCID") in stray:
                content[place : place + 3] = ["/Artifact", b"", b"BMC"]
        for number in stray:
            elements[number] = "null"


def main() -> int:
    """Read the job, write the PDF; return the exit code."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    job = json.load(sys.stdin)
    try:
        pdf = make(job)
    except (ImportError, OSError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return MISSING
    sys.stdout.buffer.write(pdf)
    return 0


def leave(code: int) -> NoReturn:
    """End the process without tidying up: Pango looks for fonts in threads of its own, which may still run then.

    Python unloads the libraries as it ends; a thread that goes on in one of them is a crash after all is done.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
