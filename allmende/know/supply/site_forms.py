# SPDX-License-Identifier: EUPL-1.2
"""The form for a search for sites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.places.categories import catalogue
from allmende.core.imports.numbers import NotANumber, decimal
from allmende.know.supply.models import SiteSearch
from allmende.know.supply.words import WAYS
from allmende.know.supply.world import World

USUAL = ("vacant_shop", "clubhouse", "community_centre", "social_facility")
"""Categories that are offered first where there are places of them."""
MOST_OWN = 200


def site_categories(counts: dict[str, int]) -> list[tuple[str, str]]:
    """Return the categories that have places, with their number, the usual ones for sites first."""
    known = catalogue().categories
    keys = sorted((key for key in counts if key in known), key=lambda key: (key not in USUAL, str(known[key].many)))
    return [(key, f"{known[key].many} ({counts[key]})") for key in keys]


class SearchForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is looked for, from which possible sites, and what counts as good."""

    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Mögliche Standorte: alle Orte dieser Kategorien"),
        required=False,
        help_text=gettext_lazy("Mehrere wählen Sie mit gedrückter Strg-Taste."),
    )
    own = forms.CharField(
        label=gettext_lazy("Eigene mögliche Standorte"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Je Zeile: Name; Breite; Länge. Zum Beispiel: Flurstück am Bach; 51,1204; 10,2311"),
    )

    class Meta:
        model = SiteSearch
        fields = ("title", "topic", "group", "way", "goal", "minutes", "count", "keep_existing")

    field_order = ("title", "topic", "group", "way", "goal", "minutes", "count", "keep_existing", "categories", "own")

    def __init__(self, world: World, topics: Any, counts: dict[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["topic"].queryset = topics
        fields["topic"].empty_label = None
        fields["group"].choices = [(group.key, group.name) for group in world.groups]
        fields["way"].choices = [(way.key, way.name) for way in WAYS.values()]
        fields["categories"].choices = site_categories(counts)
        fields["minutes"].initial = 15
        fields["minutes"].widget.attrs.update(min=1, max=120)
        fields["count"].widget.attrs.update(min=1, max=50)

    def clean_minutes(self) -> int:
        """Return the minutes. Raises `ValidationError`."""
        return self._between("minutes", 1, 120)

    def clean_count(self) -> int:
        """Return how many sites are wanted. Raises `ValidationError`."""
        return self._between("count", 1, 50)

    def _between(self, name: str, low: int, high: int) -> int:
        value = int(self.cleaned_data[name])
        if not low <= value <= high:
            raise ValidationError(
                _("Erwartet wird eine Zahl zwischen %(low)d und %(high)d.") % {"low": low, "high": high}
            )
        return value

    def clean_own(self) -> list[dict[str, Any]]:
        """Return the own sites. Raises `ValidationError` naming the line."""
        sites = []
        for number, line in enumerate(self.cleaned_data["own"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(";")]
            try:
                name, lat, lon = (
                    parts[0][:120],
                    decimal(parts[1], german="," in parts[1]),
                    decimal(parts[2], german="," in parts[2]),
                )
            except (IndexError, NotANumber) as error:
                raise ValidationError(
                    _("Zeile %d ist nicht zu lesen. Erwartet wird: Name; Breite; Länge.") % number
                ) from error
            if not name or not (46 <= lat <= 56 and 5 <= lon <= 16):
                raise ValidationError(
                    _("Zeile %d: Der Name fehlt, oder Breite und Länge liegen nicht in Deutschland.") % number
                )
            sites.append({"name": name, "lat": lat, "lon": lon})
        if len(sites) > MOST_OWN:
            raise ValidationError(_("Höchstens %d eigene Standorte gehen auf einmal.") % MOST_OWN)
        return sites

    def _post_clean(self) -> None:
        self.instance.categories = self.cleaned_data.get("categories", [])
        self.instance.own_sites = self.cleaned_data.get("own", [])
        super()._post_clean()
