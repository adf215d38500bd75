# SPDX-License-Identifier: EUPL-1.2
"""What people are told of decisions: the statement of reasons (Art. 17 DSA), answers to reports and to appeals.

The words are whole sentences in the language of whoever reads them. A notice about a decision never repeats the text it
is about, nor who reported it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.dialogue import notes
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post
from allmende.commons.dialogue.reasons import REASONS, label_of
from allmende.commons.dialogue.registry import kind_of
from allmende.core.notices.actions import Address, notify
from allmende.core.people.models import Person

APPEALS_FOR = timedelta(days=183)
"""An appeal is possible for six months (Art. 20 (1) DSA)."""


@dataclass(frozen=True)
class Statement:
    """What the author of a post is told: each of the parts that Art. 17 (3) asks for."""

    what: str
    why: str
    facts: str
    ground: str
    how: str
    redress: str

    @property
    def text(self) -> str:
        """The whole, for a notice or a letter."""
        parts = [
            self.what,
            f"## {_('Grund')}\n{self.why}",
            f"## {_('Was uns dazu gebracht hat')}\n{self.facts}",
            f"## {_('Worauf wir uns stützen')}\n{self.ground}",
            f"## {_('Wie entschieden wurde')}\n{self.how}",
            f"## {_('Was Sie tun können')}\n{self.redress}",
        ]
        return "\n\n".join(parts)


def title_of(post: Post) -> str:
    """Return what a post is about, in words that are not its own."""
    kind = kind_of(post.kind)
    return str(kind.label) if post.thread is None else kind.title_of(post)


def appeal_until(decision: Decision) -> datetime:
    """Return until when an appeal is possible."""
    return decision.made + APPEALS_FOR


def statement_of(decision: Decision) -> Statement:
    """Return the statement of reasons of a restriction, in the language that is active."""
    post = decision.post
    reason = REASONS.get(decision.reason)
    day = date_format(timezone.localtime(post.created), "DATE_FORMAT") if post else ""
    about = {"kind": kind_of(post.kind).label if post else "", "date": day}
    by_report = decision.source != Decision.Source.OWN
    return Statement(
        what=_(
            "Ihr Beitrag vom %(date)s (%(kind)s) ist nicht mehr öffentlich. Das gilt auf dieser Plattform und bis auf Weiteres. "
            "Antworten anderer bleiben stehen."
        )
        % about,
        why=label_of(decision.reason),
        facts=decision.facts or _("Der Inhalt des Beitrags selbst: %s.") % label_of(decision.reason),
        ground=(
            _("Wir halten den Inhalt für rechtswidrig: %s")
            if reason is not None and reason.illegal
            else _("Der Inhalt passt nicht zu unseren Regeln: %s")
        )
        % decision.ground,
        how=(
            _("Jemand hat uns den Beitrag gemeldet. Ein Mensch hat ihn gelesen und entschieden, kein Programm.")
            if by_report
            else _("Wir haben den Beitrag selbst durchgesehen. Ein Mensch hat entschieden, kein Programm.")
        ),
        redress=_(
            "Sie können bis zum %(date)s kostenlos Einspruch einlegen. Über ihn entscheidet eine andere Person. "
            "Daneben können Sie sich an eine zugelassene Streitbeilegungsstelle oder an ein Gericht wenden."
        )
        % {"date": date_format(timezone.localtime(appeal_until(decision)), "DATE_FORMAT")},
    )


def tell_author(decision: Decision) -> None:
    """Give the author the statement of reasons: inbox, mail or letter. Holders of codes find it on their page."""
    post = decision.post
    if post is None:
        return
    with override(_language(post)):
        _tell_author(
            post,
            f"decision:{decision.pk}",
            _("Ihr Beitrag wurde ausgeblendet"),
            statement_of(decision).text,
            reverse("dialogue:appeal", args=[decision.reference]),
        )


def tell_author_restored(decision: Decision, words: str = "") -> None:
    """Tell the author that the post is public again: the decision was taken back, or an appeal was right."""
    post = decision.post
    if post is None:
        return
    with override(_language(post)):
        text = _("wir haben die Entscheidung geändert: Ihr Beitrag ist wieder öffentlich.")
        if words:
            text = f"{text}\n\n## {_('Unsere Antwort')}\n{words}"
        _tell_author(
            post,
            f"restored:{decision.pk}",
            _("Ihr Beitrag ist wieder öffentlich"),
            text,
            kind_of(post.kind).url_of(post),
        )


def tell_appeal_confirmed(appeal: Appeal) -> None:
    """Tell who appealed that the decision stands."""
    with override(_appeal_language(appeal)):
        subject = _("Ihr Einspruch: Die Entscheidung bleibt")
        text = _(
            "eine andere Person hat Ihren Einspruch geprüft. Die Entscheidung bleibt.\n\n## Begründung\n%(answer)s\n\n"
            "## Was Sie noch tun können\nSie können sich an eine zugelassene Streitbeilegungsstelle oder an ein Gericht wenden."
        ) % {"answer": appeal.answer}
        _tell_appellant(appeal, subject, text)


def tell_appeal_reversed(appeal: Appeal) -> None:
    """Tell who reported something that their appeal was right. Authors hear it from `tell_author_restored`."""
    with override(_appeal_language(appeal)):
        subject = _("Ihr Einspruch hatte Erfolg")
        text = _(
            "eine andere Person hat Ihren Einspruch geprüft und die Entscheidung geändert.\n\n## Begründung\n%s"
        ) % (appeal.answer)
        _tell_appellant(appeal, subject, text)


def tell_notifier_received(notice: Notice) -> None:
    """Confirm that a report arrived (Art. 16 (4))."""
    with override(notice.language):
        _tell_notifier(
            notice,
            "received",
            _("Ihre Meldung %s ist angekommen") % notice.reference,
            _("vielen Dank. Ein Mensch sieht sich den Inhalt an. Mit der Nummer %s sehen Sie, wie es ausgegangen ist.")
            % notice.reference,
        )


def tell_notifier_decided(notice: Notice) -> None:
    """Tell whoever reported something how it was decided, and what they can do (Art. 16 (5))."""
    decision = notice.decision
    if decision is None:
        return
    acted = decision.action in (Decision.Action.HIDE, Decision.Action.DONE)
    with override(notice.language):
        text = (
            _("wir haben Ihre Meldung geprüft. Der Inhalt ist nicht mehr öffentlich. Danke für den Hinweis.")
            if acted
            else _("wir haben Ihre Meldung geprüft. Der Inhalt bleibt öffentlich.")
        )
        if decision.facts and not acted:
            text += f"\n\n## {_('Begründung')}\n{decision.facts}"
        text += "\n\n" + _("Ein Mensch hat entschieden, kein Programm.")
        if not acted:
            text += " " + _(
                "Sind Sie anderer Meinung? Sie können bis zum %s Einspruch einlegen. Über ihn entscheidet eine andere Person."
            ) % date_format(timezone.localtime(appeal_until(decision)), "DATE_FORMAT")
        _tell_notifier(notice, f"decided:{decision.pk}", _("Ihre Meldung %s ist geprüft") % notice.reference, text)


def _language(post: Post) -> str:
    person: Person | None = post.voice.person
    return person.language if person else post.language


def _appeal_language(appeal: Appeal) -> str:
    if appeal.notice is not None:
        return appeal.notice.language
    return _language(appeal.decision.post) if appeal.decision.post else "de"


def _tell_author(post: Post, key: str, subject: str, text: str, url: str) -> None:
    person = notes.reachable(post.voice)
    if person is not None:
        notify(
            to=person, kind=notes.DECISION, subject=subject, text=text, url=url, municipality=post.municipality,
            key=f"dialogue:author:{post.pk}:{key}", language=person.language,
        )  # fmt: skip


def _tell_notifier(notice: Notice, key: str, subject: str, text: str) -> None:
    person: Any = notice.person
    if person is not None and not (person.is_active and (person.email or person.address_lines)):
        person = None
    to = person or (Address(notice.name, email=notice.email) if notice.email else None)
    if to is not None:
        notify(
            to=to, kind=notes.REPORT, subject=subject, text=text, url=reverse("dialogue:report_state", args=[notice.reference]),
            municipality=notice.municipality, key=f"dialogue:report:{notice.pk}:{key}", language=notice.language,
        )  # fmt: skip


def _tell_appellant(appeal: Appeal, subject: str, text: str) -> None:
    if appeal.notice is not None:
        _tell_notifier(appeal.notice, f"appeal:{appeal.pk}", subject, text)
    elif appeal.decision.post is not None:
        url = reverse("dialogue:appeal", args=[appeal.decision.reference])
        _tell_author(appeal.decision.post, f"appeal:{appeal.pk}", subject, text, url)
