# SPDX-License-Identifier: EUPL-1.2
"""The building blocks of page bodies: few, and each accessible by construction."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.urls import translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FULL_TEXT = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
SHORT_TEXT = ["bold", "ol", "ul", "link", "document-link"]

TILE_ICONS = [
    ("arrow-right", _("Pfeil")),
    ("pin", _("Ort")),
    ("map", _("Karte")),
    ("building", _("Rathaus")),
    ("people", _("Menschen")),
    ("person", _("Ansprechperson")),
    ("phone", _("Telefon")),
    ("calendar", _("Kalender")),
    ("clock", _("Uhr")),
    ("file", _("Dokument")),
    ("news", _("Nachrichten")),
    ("book", _("Wissen")),
    ("route", _("Weg")),
    ("wheelchair", _("Barrierefreiheit")),
    ("help", _("Hilfe")),
    ("flag", _("Fahne")),
]
"""Icons of the UI kit that a tile may show."""

ADDRESS = RegexValidator(
    r"^(/(?!/)|https://|http://|mailto:|tel:)\S+$|^/$",
    _("Bitte beginnen Sie mit https://, mailto:, tel: oder für Seiten dieses Auftritts mit /."),
)


def localised_path(address: str) -> str:
    """Return an address of this site in the language of the page; other addresses stay as they are."""
    language = get_language() or "de"
    if not address.startswith("/") or language == "de":
        return address
    with override("de"):
        return translate_url(address, language)


class TextBlock(blocks.RichTextBlock):
    """Running text with headings. No italics, colours or sizes: they hinder reading."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FULL_TEXT, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """A picture; its description comes from the picture itself."""

    picture = ImageChooserBlock(label=_("Bild"))
    caption = blocks.CharBlock(label=_("Bildunterschrift"), required=False, max_length=200)
    decorative = blocks.BooleanBlock(
        label=_("Schmuckbild"),
        required=False,
        help_text=_("Das Bild sagt nichts, was nicht auch im Text steht. Vorleseprogramme überspringen es dann."),
    )

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "pages/blocks/picture.html"


class CalloutBlock(blocks.StructBlock):
    """A boxed hint. The kind is said in words and by an icon, not by colour alone."""

    kind = blocks.ChoiceBlock(
        label=_("Art"),
        choices=[("info", _("Hinweis")), ("tip", _("Tipp")), ("warning", _("Achtung"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Überschrift"), required=False, max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_TEXT)

    class Meta:
        icon = "info-circle"
        label = _("Hinweiskasten")
        template = "pages/blocks/callout.html"


class DetailsBlock(blocks.StructBlock):
    """Questions whose answers unfold."""

    title = blocks.CharBlock(label=_("Überschrift"), required=False, max_length=120)
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Frage oder Überschrift"), max_length=160)),
                ("text", blocks.RichTextBlock(label=_("Antwort"), features=SHORT_TEXT)),
            ],
            label=_("Eintrag"),
        ),
        label=_("Einträge"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = _("Aufklappbare Fragen")
        template = "pages/blocks/details.html"


class TableBlock(blocks.StructBlock):
    """A table with a caption and column headings; without them a screen reader reads a heap of words."""

    caption = blocks.CharBlock(label=_("Überschrift der Tabelle"), max_length=160)
    row_headings = blocks.BooleanBlock(label=_("Die erste Spalte benennt die Zeile"), required=False, default=True)
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False, max_length=300)),
            ("number", blocks.DecimalBlock(label=_("Zahl"), required=False, localize=True)),
        ],
        label=_("Tabelle"),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["table"].columns or any(
            not str(column["heading"]).strip() for column in cleaned["table"].columns
        ):
            raise blocks.StructBlockValidationError(
                {"caption": ValidationError(_("Bitte geben Sie jeder Spalte eine Überschrift."))}
            )
        return cleaned

    class Meta:
        icon = "table"
        label = _("Tabelle")
        template = "pages/blocks/table.html"


class LinkValue(blocks.StructValue):
    """A link to a page or to an address."""

    @property
    def href(self) -> str:
        """Return the address, or an empty text when the page is gone or not public."""
        page = self.get("page")
        if page:
            return page.url if page.live and page.url else ""
        return localised_path(self.get("address") or "")

    @property
    def text(self) -> str:
        """Return the words of the link."""
        page = self.get("page")
        return self.get("label") or (page.title if page else self.get("address", ""))


class LinkBlock(blocks.StructBlock):
    """A link with words that say where it leads."""

    label = blocks.CharBlock(
        label=_("Linktext"),
        required=False,
        max_length=120,
        help_text=_("Sagt, wohin der Link führt. Bleibt das Feld leer, steht dort der Titel der Seite."),
    )
    description = blocks.CharBlock(label=_("Erläuterung"), required=False, max_length=160)
    page = blocks.PageChooserBlock(label=_("Seite"), required=False)
    address = blocks.CharBlock(label=_("oder Adresse"), required=False, max_length=500, validators=[ADDRESS])

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            errors["page"] = ValidationError(_("Bitte wählen Sie entweder eine Seite oder geben Sie eine Adresse ein."))
        elif cleaned.get("address") and not cleaned.get("label"):
            errors["label"] = ValidationError(_("Eine Adresse braucht einen Linktext."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


class LinkListBlock(blocks.StructBlock):
    """Links under a heading."""

    title = blocks.CharBlock(label=_("Überschrift"), max_length=120)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Linkliste")
        template = "pages/blocks/links.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download; type and size stand beside it."""

    document = DocumentChooserBlock(label=_("Datei"))
    description = blocks.CharBlock(label=_("Worum geht es darin?"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("Datei zum Herunterladen")
        template = "pages/blocks/document.html"


class PlaceChooser(ChooserViewSet):
    """Choose a place by name."""

    model = "places.Place"
    icon = "site"
    choose_one_text = _("Ort auswählen")
    choose_another_text = _("Anderen Ort auswählen")
    edit_item_text = _("Ort bearbeiten")
    per_page = 20


place_chooser = PlaceChooser("place_chooser", url_prefix="orte-auswaehlen")
PlaceChooserBlock = place_chooser.get_block_class("PlaceChooserBlock", __name__)


class PlaceBlock(blocks.StructBlock):
    """A place with address and a link to its page."""

    place = PlaceChooserBlock(label=_("Ort"))

    class Meta:
        icon = "site"
        label = _("Ort")
        template = "pages/blocks/place.html"


class ContactBlock(blocks.StructBlock):
    """Whom to ask: an entry of the directory."""

    contact = blocks.PageChooserBlock(label=_("Kontakt"), page_type="pages.ContactPage")

    class Meta:
        icon = "user"
        label = _("Kontakt")
        template = "pages/blocks/contact.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    text = TextBlock()
    picture = PictureBlock()
    callout = CalloutBlock()
    details = DetailsBlock()
    table = TableBlock()
    links = LinkListBlock()
    document = DocumentBlock()
    contact = ContactBlock()
    place = PlaceBlock()


class StepBlock(blocks.StructBlock):
    """One step of a guide: one thing to do."""

    title = blocks.CharBlock(label=_("Was ist zu tun?"), max_length=120)
    text = blocks.RichTextBlock(label=_("Erklärung"), features=SHORT_TEXT)
    duration = blocks.CharBlock(label=_("Dauer"), required=False, max_length=60)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), required=False, default=[])

    class Meta:
        icon = "tick"
        label = _("Schritt")


class StepsBlock(blocks.StreamBlock):
    """The steps of a guide."""

    step = StepBlock()


class TileBlock(LinkBlock):
    """A quick link on the home page."""

    icon = blocks.ChoiceBlock(label=_("Symbol"), choices=TILE_ICONS, default="arrow-right")


class TilesBlock(blocks.StreamBlock):
    """Quick links on the home page."""

    tile = TileBlock(label=_("Kachel"))
