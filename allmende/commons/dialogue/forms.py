# SPDX-License-Identifier: EUPL-1.2
"""What people fill in: a comment, a report, an appeal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.dialogue import reasons
from allmende.commons.dialogue.registry import LONGEST
from allmende.commons.dialogue.voices import Speaker
from allmende.core.people.lines import single_line
from allmende.core.throttle.forms import OpenForm


class ProvedForm(OpenForm):
    """An open form that browsers can add a proof of work to (see limits.py and the tag `proof_of_work`)."""

    proof = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


class CommentForm(ProvedForm):
    """A comment or an answer. The name is asked for once, and only of those who write without one."""

    salt = "allmende.dialogue.comment"

    text = forms.CharField(
        label=gettext_lazy("Ihr Kommentar"),
        # Longer texts come through to the action, which says how long they are and may be.
        widget=forms.Textarea(attrs={"rows": 5, "data-longest": LONGEST}),
        strip=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Name, der dabei steht"),
        max_length=60,
        required=False,
        validators=[single_line],
        help_text=gettext_lazy("Alle können ihn lesen. Ein Vorname oder Spitzname genügt."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, speaker: Speaker, answers: bool = False, **kwargs: Any) -> None:
        # Several of them stand on one page once people answer.
        kwargs.setdefault("auto_id", f"kommentar_{(kwargs.get('initial') or {}).get('parent') or 0}_%s")
        super().__init__(*args, **kwargs)
        if answers:
            self.fields["text"].label = _("Ihre Antwort")
        voice = speaker.voice
        if voice is not None and voice.display_name:
            del self.fields["name"]


class EditForm(forms.Form):
    """Another text for an own contribution."""

    text = forms.CharField(
        label=gettext_lazy("Ihr Kommentar"), widget=forms.Textarea(attrs={"rows": 6, "data-longest": LONGEST}), strip=False
    )  # fmt: skip


class ReportForm(ProvedForm):
    """What is wrong with something that stands here (Art. 16 DSA)."""

    salt = "allmende.dialogue.report"
    about_visitor = True

    reason = forms.ChoiceField(label=gettext_lazy("Was ist damit?"), choices=reasons.choices, widget=forms.RadioSelect)
    page = forms.CharField(
        label=gettext_lazy("Wo steht es?"),
        max_length=500,
        help_text=gettext_lazy("Die Adresse der Seite, zum Beispiel /beteiligung/marktplatz/"),
    )
    text = forms.CharField(
        label=gettext_lazy("Warum sollte es dort nicht stehen?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(label=gettext_lazy("Ihr Name"), max_length=160, required=False, validators=[single_line])
    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        required=False,
        help_text=gettext_lazy(
            "Nötig, wenn Sie einen Verstoß gegen ein Gesetz melden. Wer geschrieben hat, erfährt nicht, wer Sie sind."
        ),
    )
    good_faith = forms.BooleanField(
        label=gettext_lazy("Meine Angaben sind nach bestem Wissen richtig und vollständig.")
    )

    def __init__(self, *args: Any, host: str, has_post: bool, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host, self.signed_in = host, signed_in
        if has_post:
            del self.fields["page"]
        if signed_in:
            del self.fields["name"], self.fields["email"]

    def clean_page(self) -> str:
        """Return the address of one of our own pages, without host. Raises `ValidationError`."""
        page = str(self.cleaned_data["page"]).strip()
        for prefix in (f"https://{self.host}", f"http://{self.host}", self.host):
            if page.startswith(prefix):
                page = page[len(prefix) :] or "/"
        if not page.startswith("/") or page.startswith("//"):
            raise forms.ValidationError(_("Bitte nennen Sie die Adresse einer Seite auf dieser Plattform."))
        return page

    def clean(self) -> dict[str, Any]:
        """Ask for a name where the law does. Raises `ValidationError` through the fields."""
        data = super().clean()
        reason = reasons.REASONS.get(data.get("reason", ""))
        needed = reason is not None and reason.illegal and reason.key != reasons.ANONYMOUS and not self.signed_in
        for name in ("name", "email") if needed else ():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Für die Meldung eines Gesetzesverstoßes nötig: %s") % self.fields[name].label)
        return data


class AppealForm(OpenForm):
    """Why a decision should be another one."""

    salt = "allmende.dialogue.appeal"

    text = forms.CharField(
        label=gettext_lazy("Warum sind Sie anderer Meinung?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ReferenceForm(forms.Form):
    """The number of a report or a decision, however it is typed."""

    nummer = forms.CharField(
        label=gettext_lazy("Nummer"),
        max_length=20,
        help_text=gettext_lazy("Sie steht in unserer Nachricht, zum Beispiel K7QF-3M9-ZTA."),
    )


class DecisionForm(forms.Form):
    """What moderators say with a decision."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Grund"),
        choices=lambda: [("", _("Bitte wählen")), *reasons.choices()],
        required=False,
    )
    ground = forms.CharField(
        label=gettext_lazy("Rechtsgrundlage oder Regel"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leer lassen: Dann steht dort, was zum Grund gehört."),
    )
    facts = forms.CharField(
        label=gettext_lazy("Begründung in Ihren Worten"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Bekommt, wer geschrieben hat. Keine Namen von anderen."),
    )
