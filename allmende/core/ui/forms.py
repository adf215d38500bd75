# SPDX-License-Identifier: EUPL-1.2
"""The form renderer: every form that is written `{{ form }}` is accessible by construction.

Labels, hints and errors are tied to their fields, groups become fieldsets, a summary of errors comes first with links to
the fields and the same words as beside them, optional fields are marked, nothing relies on JavaScript. The widgets of the
staff area are untouched: only the templates for whole forms and fields are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField, Field
from django.forms.boundfield import BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class AccessibleRenderer(TemplatesSetting):
    """Renders forms, fields and formsets with the templates of the UI kit."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"


VISITOR_FIELDS = {
    "name": "name",
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "street": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
}
"""Field names to `autocomplete` purposes (WCAG 1.3.5), for forms that say `about_visitor = True`."""


@dataclass(frozen=True)
class Option:
    """One choice of a radio or checkbox group."""

    control: SafeString
    id: str
    label: Any


@dataclass(frozen=True)
class FieldParts:
    """What the field template needs. `kind`: hidden, check, choices, boxes, select, file or input."""

    kind: str
    id: str
    errors: list[str]
    described_by: str
    control: SafeString
    options: list[Option]

    @property
    def first_id(self) -> str:
        """Id of the element that the error summary links to."""
        return self.options[0].id if self.options else self.id


def parts_of(field: BoundField) -> FieldParts:
    """Take a field apart for the template, with all attributes that assistive technology needs."""
    errors = error_texts(field.form).get(field.name, [])
    kind = _kind(field)
    described = [f"{field.auto_id}_helptext"] * bool(field.help_text) + [f"{field.auto_id}_error"] * bool(errors)
    described_by = " ".join(described) if field.auto_id else ""
    attrs = _attributes(field, kind, described_by, invalid=bool(errors))
    widget, value = field.field.widget, field.value()
    widget.is_localized = field.field.localize
    options = []
    if kind == "choices":
        for data in widget.subwidgets(field.html_name, value, attrs=attrs):
            choice = BoundWidget(widget, data, field.form.renderer)
            options.append(Option(choice.tag(), choice.id_for_label or "", choice.choice_label))
    return FieldParts(
        kind=kind,
        # The first of several boxes has an id of its own.
        id=f"{attrs['id']}_0" if kind == "boxes" else str(attrs["id"]),
        errors=errors,
        described_by=described_by,
        control=widget.render(field.html_name, value, attrs=attrs, renderer=field.form.renderer),
        options=options,
    )


CLASSES = {
    "choices": "kern-form-check__checkbox",
    "check": "kern-form-check__checkbox",
    "select": "kern-form-input__select",
}


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.RadioSelect, "choices"),
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.CheckboxInput, "check"),
        (forms.MultiWidget, "boxes"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
    )
    kind = next((kind for base, kind in kinds if isinstance(widget, base)), "input")
    if widget.use_fieldset and kind in {"boxes", "input"} and not hasattr(widget, "labels"):
        raise TypeError(
            f"{type(widget).__name__} leaves its boxes without labels. Use DateBoxesField or single fields."
        )
    return kind


def _attributes(field: BoundField, kind: str, described_by: str, *, invalid: bool) -> dict[str, Any]:
    widget = field.field.widget
    attrs: dict[str, Any] = {"id": widget.attrs.get("id") or field.auto_id or f"feld_{field.html_name}"}
    if kind == "hidden":
        return attrs
    name = CLASSES.get(kind, "kern-form-input__input")
    # To Django a group of checkboxes is a kind of radio group.
    if isinstance(widget, forms.RadioSelect) and not isinstance(widget, forms.CheckboxSelectMultiple):
        name = "kern-form-check__radio"
    own = widget.attrs.get("class", "")
    attrs["class"] = " ".join(part for part in (name, f"{name}--error" if invalid else "", own) if part)
    if invalid:
        attrs["aria-invalid"] = "true"
    # A group says its hint and error once, on the fieldset, not at each choice.
    if described_by and kind not in {"choices", "boxes"}:
        attrs["aria-describedby"] = described_by
    # Not `required`: the browser's own bubbles come in its language and hide the summary.
    if field.field.required and kind in {"input", "select", "file", "check"}:
        attrs["aria-required"] = "true"
    if field.field.disabled:
        attrs["disabled"] = True
    if (
        getattr(field.form, "about_visitor", False)
        and field.name in VISITOR_FIELDS
        and "autocomplete" not in widget.attrs
    ):
        attrs["autocomplete"] = VISITOR_FIELDS[field.name]
    return attrs


def error_texts(form: BaseForm) -> dict[str, list[str]]:
    """Return the error messages of each field, in words that also make sense in the summary, away from the field.

    A missing value names its field, and a message that several fields share is followed by the label of each. Errors of
    the form as a whole stand under `__all__`.
    """
    if not form.is_bound:
        return {}
    plain: dict[str, list[str]] = {}
    for name, errors in form.errors.as_data().items():
        texts: list[str] = []
        for error in errors:
            missing = error.code == "required" and error.message == Field.default_error_messages["required"]
            texts.extend([_missing(form[name])] if missing and name in form.fields else map(str, error.messages))
        plain[name] = texts
    everything = [text for texts in plain.values() for text in texts]
    return {
        name: [
            f"{text.rstrip('.')}: {form[name].label}" if everything.count(text) > 1 and name in form.fields else text
            for text in texts
        ]
        for name, texts in plain.items()
    }


def _missing(field: BoundField) -> str:
    sentences = {
        "choices": _("Bitte wählen Sie etwas aus: %(label)s"),
        "select": _("Bitte wählen Sie etwas aus: %(label)s"),
        "check": _("Bitte bestätigen Sie: %(label)s"),
        "file": _("Bitte wählen Sie eine Datei aus: %(label)s"),
    }
    return sentences.get(_kind(field), _("Bitte füllen Sie dieses Feld aus: %(label)s")) % {"label": field.label}
