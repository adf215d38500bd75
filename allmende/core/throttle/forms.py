# SPDX-License-Identifier: EUPL-1.2
"""A form that anybody may send without an account: against machines and against double sending, without puzzles."""

from __future__ import annotations

import time
import uuid
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

FASTEST, LONGEST = 3, 24 * 3600
"""A person needs at least three seconds for a form; after a day it must be loaded anew."""


class OpenForm(forms.Form):
    """Base of such forms; give each its own `salt`. Mark the `<form>` with the class `ui-open-form`.

    Against machines: a field that people do not see, and a signed time at which the form was shown. Against double
    sending: `key`, made with the form; store what was sent under it, once. Before showing a form again, call `renew`.
    """

    salt: ClassVar[str]

    homepage = forms.CharField(
        label=_("Dieses Feld bitte leer lassen"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "key": uuid.uuid4(),
            "shown": signing.dumps(int(time.time()), salt=self.salt),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in OpenForm.base_fields), *OpenForm.base_fields])

    def clean(self) -> dict[str, Any]:
        """Refuse what no person sends. Raises `ValidationError`."""
        data = super().clean() or {}
        if data.get("homepage"):
            raise forms.ValidationError(_("Bitte lassen Sie das Feld leer, das leer bleiben soll."), code="honeypot")
        try:
            age = time.time() - signing.loads(data.get("shown", ""), salt=self.salt, max_age=LONGEST)
        except signing.BadSignature as error:
            raise forms.ValidationError(
                _("Die Seite war zu lange offen. Bitte senden Sie noch einmal; Ihr Text steht noch da."), code="expired"
            ) from error
        if age < FASTEST:
            raise forms.ValidationError(_("Das ging sehr schnell. Bitte senden Sie noch einmal."), code="fast")
        return data

    def renew(self) -> None:
        """Give a form that is shown again a fresh time, so that sending it once more works; the key stays."""
        given: Any = self.data
        fresh = given.copy()
        fresh["shown"] = signing.dumps(int(time.time()) - FASTEST, salt=self.salt)
        if not fresh.get("key") or "key" in self.errors:
            fresh["key"] = str(uuid.uuid4())
        self.data = fresh
