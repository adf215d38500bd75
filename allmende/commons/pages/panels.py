# SPDX-License-Identifier: EUPL-1.2
"""Parts of the page editor that inform: state of the translation, advice on the text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class TranslationPanel(Panel):  # type: ignore[misc]
    """Says from which revision a translation was made, whether the source has changed since, and what is signed off."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/translation.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.locale.language_code != "de")

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from allmende.commons.pages.queries import translation_state

            return super().get_context_data(parent_context) | {"state": translation_state(self.instance)}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Übersetzung"))
        super().__init__(**kwargs)


class HintsPanel(Panel):  # type: ignore[misc]
    """Readability, hints on words, headings and links; kept up to date while somebody writes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/panels/hints.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from allmende.commons.pages.hints import newest_version, page_review

            newest = newest_version(self.instance)
            return super().get_context_data(parent_context) | page_review(newest) | {"page": self.instance}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Verständlichkeit"))
        super().__init__(**kwargs)
