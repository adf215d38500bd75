# SPDX-License-Identifier: EUPL-1.2
"""What comes out of the press: PDF/UA-1 as far as a machine can check it, and DIN 5008 form B with a ruler.

The clause numbers are those of ISO 14289-1. No validator such as veraPDF is in the registries we install from.
"""

from __future__ import annotations

import io
import itertools
import re
import sys

import pikepdf
import pypdfium2
import pytest

from allmende.core.letters import pdf, press
from allmende.core.letters.fonts import fonts
from tests import nursery
from tests.core.letters.conftest import sample

MM = 72 / 25.4


@pytest.fixture(scope="module")
def letters():
    """A single letter, a long one, a batch printed on both sides, and one in Arabic, as PDF.

    The batch comes out of a process of its own, as all letters do; to start one for each takes longer than to print.
    """
    short = sample()
    long = sample(text="\n\n".join(["Ein langer Absatz mit vielen Wörtern. " * 12] * 14), subject="Lang")
    return {
        "one": pressed(short),
        "long": pressed(long),
        "batch": pdf.letters_pdf([short, long, short], duplex=True),
        "arabic": pressed(sample(language="ar", text="شكرا لكم. لقد تلقينا **طلبكم** 12")),
    }


def pressed(letter):
    """Return the PDF of a letter, printed here."""
    return press.make(
        {"pages": [pdf.letter_html(letter)], "fonts": {name: str(path) for name, path in fonts().items()}}
    )


@pytest.fixture(params=["one", "long", "batch"])
def document(request, letters):
    return pikepdf.open(io.BytesIO(letters[request.param]))


def elements(node, path=()):
    """Yield (element, names of its ancestors) of the structure tree, in order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid, path
            yield from elements(kid, (*path, str(kid.S)))


def marked_numbers(document):
    """Return {page number: content numbers that the structure tree holds}."""
    pages = {page.objgen: number for number, page in enumerate(document.pages)}
    found = {number: set() for number in pages.values()}
    for element, _ in elements(document.Root.StructTreeRoot):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found[pages[element.Pg.objgen]].add(kid)
    return found


def test_it_says_that_it_is_pdf_ua(document):  # 5
    with document.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"]


def test_it_is_marked_titled_and_has_a_language(document):  # 7.1-8, 7.1-9, 7.1-10, 7.2-2
    root = document.Root
    assert root.MarkInfo.Marked == True  # noqa: E712
    assert not root.MarkInfo.get("/Suspects", False)
    assert root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712
    assert str(root.Lang) == "de"
    assert root.StructTreeRoot.Type == "/StructTreeRoot"


def test_all_content_is_tagged_or_an_artifact(document):  # 7.1-1, 7.1-2, 7.1-3
    known = marked_numbers(document)
    for number, page in enumerate(document.pages):
        depth, seen = [], set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                artifact = str(operands[0]) == "/Artifact"
                assert not (artifact and any(not kind for kind in depth)), "an artifact inside tagged content"
                assert not (not artifact and any(depth)), "tagged content inside an artifact"
                depth.append(artifact)
                if not artifact:
                    seen.add(int(operands[1].MCID))
            elif name == "EMC":
                depth.pop()
            elif name in ("Tj", "TJ", "Do", "S", "f", "f*", "B", "sh"):
                assert depth, f"{name} on page {number} is neither tagged nor an artifact"
        assert not depth
        assert seen == known[number]


def test_every_tagged_piece_finds_its_way_back(document):  # 7.1-3: the parent tree
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    known = marked_numbers(document)
    for number, page in enumerate(document.pages):
        owners = parents[int(page.StructParents)]
        for mcid in known[number]:
            assert mcid in [int(kid) for kid in owners[mcid].K if isinstance(kid, int)]


STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)


def test_only_standard_types_in_allowed_places(document):  # 7.1-5, 7.2, 7.6
    for element, path in elements(document.Root.StructTreeRoot):
        kind = str(element.S).removeprefix("/")
        assert kind in STANDARD
        if kind == "LI":
            assert path[-1] == "/L"
        if kind in ("Lbl", "LBody"):
            assert path[-1] == "/LI"


def test_pictures_have_words(document):  # 7.3-1
    figures = [element for element, _ in elements(document.Root.StructTreeRoot) if element.S == "/Figure"]
    assert figures
    for figure in figures:
        assert str(figure.Alt).strip()
        assert "/BBox" in figure.A


def test_headings_begin_with_the_first_and_leave_none_out(letters):  # 7.4.2-1
    for name in ("one", "long"):
        document = pikepdf.open(io.BytesIO(letters[name]))
        levels = [
            int(str(element.S)[2:])
            for element, _ in elements(document.Root.StructTreeRoot)
            if re.fullmatch(r"/H[1-6]", str(element.S))
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_fonts_are_embedded_and_can_be_read_back(document):  # 7.21.4.1, 7.21.7
    fonts = {}
    for page in document.pages:
        for name, font in page.Resources.get("/Font", {}).items():
            fonts[name] = font
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        described = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
        descriptor = described.FontDescriptor
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), "not embedded"
        if described.get("/Subtype") == "/CIDFontType2":
            assert "/CIDToGIDMap" in described  # 7.21.3.2


def test_the_tab_key_follows_the_structure_and_nothing_is_locked(document):  # 7.18.3, 7.16
    assert all(page.Tabs == "/S" for page in document.pages)
    assert not document.is_encrypted
    assert "/JavaScript" not in document.Root.get("/Names", {})
    assert "/OpenAction" not in document.Root


# --- DIN 5008 form B, measured on the sheet ---------------------------------------------------------------------------


def positions(data, page=0):
    """Return {text of a line: (left, top) in millimetres from the corner of the sheet}."""
    sheet = pypdfium2.PdfDocument(data)[page]
    height, text = sheet.get_height(), sheet.get_textpage()
    found = {}
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        found[words] = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
    return found


def test_the_address_lies_in_the_window(letters):
    at = positions(letters["one"])
    window = (20, 45, 105, 90)
    for line in ("Landkreis Auental · Schlossplatz 1 · 09999 Auenstadt", "Persönlich", "Frau", "09999 Auenstadt"):
        left, top, right, bottom = next(value for key, value in at.items() if key == line)
        assert left == pytest.approx(25, abs=0.6)
        assert top >= window[1]
        assert bottom <= window[3]
        assert right <= window[2]
    assert at["Landkreis Auental · Schlossplatz 1 · 09999 Auenstadt"][3] <= 45 + 5
    assert at["Frau"][1] >= 45 + 17.7


def test_subject_and_information_block_stand_where_they_belong(letters):
    at = positions(letters["one"])
    subject = next(value for key, value in at.items() if key.startswith("Ihr Hinweis: Laterne"))
    assert subject[0] == pytest.approx(25, abs=0.6)
    assert subject[1] == pytest.approx(98.46, abs=2.5)
    info = next(value for key, value in at.items() if key.startswith("Vorgang"))
    assert info[0] == pytest.approx(125, abs=0.6)
    assert info[1] == pytest.approx(50, abs=2.5)


def test_the_fold_marks_are_on_the_first_sheet_only(letters):
    sheets = pypdfium2.PdfDocument(letters["long"])
    assert len(sheets) >= 2

    def dark(page, millimetres):
        picture = sheets[page].render(scale=4).to_pil().convert("L")
        x, y = (round(value * MM * 4) for value in (7, millimetres))
        return min(picture.getpixel((x, y + shift)) for shift in range(-3, 4)) < 128

    assert [dark(0, at) for at in (105, 148.5, 210, 120)] == [True, True, True, False]
    assert not dark(1, 105)


def test_pages_are_numbered_letter_by_letter_and_both_sides_are_counted(letters):
    sheets = pypdfium2.PdfDocument(letters["batch"])
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert "Seite 1 von 1" in texts[0]
    assert texts[1].strip() == "", "the second letter begins on a new sheet"
    assert "Seite 1 von " in texts[2]
    assert "Seite 1 von 1" in texts[-1]
    assert len(texts[:-1]) % 2 == 0


def test_the_words_come_out_as_they_were_written(letters):
    text = pypdfium2.PdfDocument(letters["one"])[0].get_textpage().get_text_range()
    for words in (
        "<b>Kein HTML</b> & „Zeichen“: 5 €, ž, Київ",
        "K7QF3-M9ZTA",
        "auental.example/k/K7QF3-M9ZTA/",
        "22. November 2026",
    ):
        assert words in text
    assert "**" not in text


def test_right_to_left_letters_keep_the_address_in_the_window(letters):
    document = pikepdf.open(io.BytesIO(letters["arabic"]))
    assert str(document.Root.Lang) == "ar"
    assert positions(letters["arabic"])["Frau"][0] == pytest.approx(25, abs=0.6)


@pytest.mark.parametrize("name", ["one", "arabic"])
def test_all_fonts_are_ours(letters, name):
    """A letter that our fonts lack would be taken from the machine and look different on every server."""
    document = pikepdf.open(io.BytesIO(letters[name]))
    used = {str(font.BaseFont).split("+")[-1] for page in document.pages for font in page.Resources.Font.values()}
    assert used
    assert all(font.startswith("Letter-") for font in used), used


def test_every_letter_of_every_language_has_its_shape(letters):  # 7.21.8: no .notdef
    for name in ("one", "arabic"):
        for page in pikepdf.open(io.BytesIO(letters[name])).pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                for piece in operands[0] if str(operator) == "TJ" else []:
                    if isinstance(piece, pikepdf.String):
                        glyphs = bytes(piece)
                        assert b"\x00\x00" not in [glyphs[at : at + 2] for at in range(0, len(glyphs), 2)]


# --- The press --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "https://example.org/x.css", "ftp://example.org/x"]
)
def test_the_press_fetches_nothing(address):
    job = {"pages": [f'<html lang="de"><title>x</title><img alt="x" src="{address}"></html>'], "fonts": {}}
    with pytest.raises(BaseException, match="Error fetching") as caught:
        press.make(job)
    assert "disallowed" in str(caught.value.__cause__)


def test_a_missing_library_is_told_in_german(make_letter, monkeypatch, tmp_path):
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho 'OSError: cannot load library' >&2\nexit {press.MISSING}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(pdf.LetterPressMissing, match="Pango"):
        pdf.letter_pdf(make_letter())


def test_a_press_that_dies_is_reported(make_letter, monkeypatch, tmp_path):
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'no ink' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(pdf.LetterPressFailed, match="no ink"):
        pdf.letter_pdf(make_letter())


def test_a_press_that_crashes_once_is_started_again(make_letter, monkeypatch, tmp_path):
    program, real = tmp_path / "python", sys.executable
    program.write_text(
        f'#!/bin/sh\n[ -e {tmp_path}/crashed ] && exec {real} "$@"\ntouch {tmp_path}/crashed; kill -SEGV $$\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert pdf.letter_pdf(make_letter()).startswith(b"%PDF")
    assert (tmp_path / "crashed").exists()


def test_the_web_process_never_loads_the_press():
    known, end = nursery.CONTEXT.Pipe(duplex=False)
    nursery.start(say_whether_the_press_is_loaded, end)  # beside all addresses of the site
    assert known.recv() == {"allmende.site.urls": True, "allmende.core.letters.pdf": True, "weasyprint": False}


def say_whether_the_press_is_loaded(answer):
    answer.send(
        {name: name in sys.modules for name in ("allmende.site.urls", "allmende.core.letters.pdf", "weasyprint")}
    )


def test_no_letters_are_no_pdf():
    with pytest.raises(ValueError):
        pdf.letters_pdf([])
