# SPDX-License-Identifier: EUPL-1.2
"""Tags of the UI kit: `{% load ui %}`. What each one looks like is shown at /gestaltung/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from allmende.core.languages.addresses import in_language
from allmende.core.ui import navigation
from allmende.core.ui.display import CHOICES, Display
from allmende.core.ui.forms import FieldParts, error_texts, parts_of
from allmende.core.ui.icons import ICONS, TURNING

register = template.Library()

KIND_WORDS = {
    "info": gettext_lazy("Hinweis"),
    "success": gettext_lazy("Erfolg"),
    "warning": gettext_lazy("Achtung"),
    "danger": gettext_lazy("Fehler"),
}
"""Kinds of alerts and badges, with the word that says the kind without colour."""

KIND_OF_LEVEL = {"error": "danger", "debug": "info"}
"""Django's message levels where they are named otherwise."""

DISPLAY_WORDS = {
    "theme": gettext_lazy("Farben"),
    "auto": gettext_lazy("wie mein Gerät"),
    "light": gettext_lazy("hell"),
    "dark": gettext_lazy("dunkel"),
    "contrast": gettext_lazy("Kontrast"),
    "high": gettext_lazy("hoch"),
    "text": gettext_lazy("Schriftgröße"),
    "normal": gettext_lazy("normal"),
    "large": gettext_lazy("groß"),
    "larger": gettext_lazy("sehr groß"),
}


@register.simple_tag
def icon(name: str, label: Any = "") -> SafeString:
    """Return an icon of the kit as SVG. Decorative without `label`; with it, an image of that name."""
    return _icon(name, str(label))


@lru_cache(maxsize=500)
def _icon(name: str, label: str) -> SafeString:
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="ui-icon{}" viewBox="0 0 24 24" focusable="false" {}>{}</svg>',
        " ui-icon--turn" if name in TURNING else "",
        role,
        mark_safe(ICONS[name]),  # noqa: S308
    )


@register.simple_tag(takes_context=True)
def display(context: Context) -> Display:
    """Return the visitor's display settings."""
    request = context.get("request")
    return Display.of(request) if request is not None else Display()


@register.simple_tag(takes_context=True)
def direction(context: Context) -> str:
    """Return the direction of writing; `?dir=rtl` turns a page for testing."""
    request = context.get("request")
    asked = request.GET.get("dir") if request is not None else None
    return asked if asked in {"rtl", "ltr"} else ("rtl" if get_language_bidi() else "ltr")


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str) -> list[navigation.Item]:
    """Return the items of a menu (`main`, `service`, `footer`, `legal`)."""
    request = context.get("request")
    if request is None:
        return []
    # Header, footer and error pages show the same menus: ask for each once per request.
    known: dict[str, list[navigation.Item]] = request.__dict__.setdefault("_menus", {})
    if name not in known:
        known[name] = navigation.items(name, request)
    return known[name]


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """Return "Fehler: " when a form on the page was sent with errors: screen readers say the title first."""
    values: Iterable[Any] = context.flatten().values()
    for value in values:
        # By type: `isinstance` would wake lazy values (the user, the CSRF token with its cookie).
        if issubclass(type(value), (BaseForm, BaseFormSet)) and value.is_bound and not value.is_valid():
            return _("Fehler: ")
    return ""


@register.simple_tag
def url_or_root() -> str:
    """Return the address of the start page in the current language."""
    return in_language("/", get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def display_url() -> str:
    """Return where the display settings are sent to, or nothing where that route is not there (error pages in tests)."""
    try:
        return reverse("ui:display")
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def display_choices(context: Context) -> list[dict[str, Any]]:
    """Return the groups of display settings with their choices, the current ones checked."""
    shown = display(context)
    return [
        {
            "name": name,
            "label": DISPLAY_WORDS[name],
            "choices": [
                {"value": value, "label": DISPLAY_WORDS[value], "checked": getattr(shown, name) == value}
                for value in values
            ],
        }
        for name, values in CHOICES.items()
    ]


@register.inclusion_tag("ui/alert.html")
def alert(text: Any, kind: str = "info", title: Any = "", id: str = "") -> dict[str, Any]:  # noqa: A002
    """Show a notice: `{% alert "Gespeichert." kind="success" %}`. Kinds: info, success, warning, danger."""
    known = KIND_OF_LEVEL.get(kind, kind)
    known = known if known in KIND_WORDS else "info"
    return {"text": text, "kind": known, "word": KIND_WORDS[known], "title": title, "id": id}


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*parts: Any) -> dict[str, Any]:
    """Show the way to this page: `{% breadcrumb "Orte" "/orte/" "Stadtbücherei" %}` (label, address, ..., this page)."""
    pairs = list(zip(parts[0:-1:2], parts[1::2], strict=False))
    return {"steps": pairs, "here": parts[-1] if len(parts) % 2 else ""}


@register.filter
def telephone(number: str) -> str:
    """Return a phone number as it belongs into a `tel:` address."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


@register.simple_tag
def field_parts(field: BoundField) -> FieldParts:
    """Return label, control, hint and errors of a field, ready for the field template."""
    return parts_of(field)


@register.inclusion_tag("ui/forms/summary.html")
def error_summary(form: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """Show what is wrong with a form, with a link to each field. `{{ form }}` already contains it."""
    return {"items": list(_summary_of(form))}


def _summary_of(form: BaseForm | BaseFormSet[Any]) -> Iterator[dict[str, str]]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from ({"text": str(text), "id": ""} for text in form.non_form_errors())
            for part in form:
                yield from _summary_of(part)
        return
    for name, texts in error_texts(form).items():
        target = parts_of(form[name]).first_id if name in form.fields else ""
        yield from ({"text": text, "id": target} for text in texts)


@register.simple_tag
def badge(text: Any, kind: str = "", icon: str = "") -> SafeString:
    """Show a state in one or two words: `{% badge "Offen" kind="warning" %}`. Kinds as for alerts, or none."""
    name = icon or (kind if kind in KIND_WORDS else "")
    return format_html(  # not a template: lists show dozens of them
        '<span class="kern-badge{}">{}<span>{}</span></span>',
        f" kern-badge--{kind}" if kind else "",
        _icon(name, "") if name else "",
        text,
    )


@register.inclusion_tag("ui/empty.html")
def empty(title: Any, text: Any = "", action: Any = "", url: str = "", icon: str = "search") -> dict[str, Any]:
    """Say that there is nothing (yet) and what to do next."""
    return {"title": title, "text": text, "action": action, "url": url, "icon": icon}


@register.inclusion_tag("ui/progress.html")
def progress(label: Any, value: float, maximum: float = 100, words: Any = "") -> dict[str, Any]:
    """Show how far something is: `{% progress "Unterschriften" 120 400 "120 von 400" %}`."""
    return {"label": label, "value": value, "maximum": maximum, "words": words or f"{round(100 * value / maximum)} %"}


@register.inclusion_tag("ui/stepper.html")
def stepper(steps: list[Any], current: int) -> dict[str, Any]:
    """Show the steps of a longer form; `current` counts from 1."""
    marked = [{"label": step, "done": i < current, "current": i == current} for i, step in enumerate(steps, start=1)]
    return {"steps": marked, "current": current, "total": len(steps)}


@register.inclusion_tag("ui/search.html")
def searchbox(label: Any, name: str = "q", value: str = "", action: str = "", hint: Any = "") -> dict[str, Any]:
    """Show a search box; without `action` it stands in a form of the page, with it it is a form of its own."""
    return {"label": label, "name": name, "value": value or "", "action": action, "hint": hint}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "seite") -> dict[str, Any]:
    """Show the way through the pages of a list; all other parts of the address stay as they are."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [
        {"number": number, "url": address(number), "current": number == page.number} if isinstance(number, int) else {}
        for number in numbers
    ]
    return {
        "page": page,
        "items": items,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/uploads.html")
def uploads(files: list[dict[str, Any]], remove: str = "") -> dict[str, Any]:
    """List files already sent: dicts with `name`, `size` (bytes) and `key`; `remove` is the name of the buttons."""
    return {"files": files, "remove": remove}


@register.inclusion_tag("ui/page_actions.html")
def page_actions(url: str = "") -> dict[str, Any]:
    """Show the buttons "Drucken" and "Adresse kopieren"; both only appear with JavaScript."""
    return {"url": url}
