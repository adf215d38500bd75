# SPDX-License-Identifier: EUPL-1.2
"""Votes, who has taken part, and the ballots. The last two share no key, no time and no order.

Beyond the constraints here, triggers (`guard`) let nobody add a ballot outside the open phase, change or remove one,
or touch a question once a vote was released: not through the ORM, not by SQL, in no role.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allmende.core.municipality.models import Municipality
from allmende.core.privacy.fields import EncryptedTextField

FEWEST_LISTED = 30
"""Among fewer ballots somebody might be recognised by theirs, so nobody may have them listed one by one."""


class Vote(models.Model):
    """One vote or poll: its questions are answered together, on one ballot."""

    class Kind(models.TextChoices):
        VOTE = "vote", _("geheime Abstimmung")
        POLL = "poll", _("Umfrage")

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        OPEN = "open", _("freigegeben")
        CLOSED = "closed", _("beendet")
        COUNTED = "counted", _("ausgezählt")
        PUBLISHED = "published", _("veröffentlicht")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    key = models.SlugField(_("Kurzname"), max_length=60, unique=True, help_text=_("steht in der Adresse"))
    kind = models.CharField(_("Art"), max_length=4, choices=Kind.choices, default=Kind.VOTE)
    title = models.CharField(_("Titel"), max_length=160)
    intro = models.TextField(_("Worum geht es?"), max_length=2000, blank=True)
    opens = models.DateTimeField(_("Beginn"))
    closes = models.DateTimeField(_("Ende"))
    live_result = models.BooleanField(
        _("Zwischenstand zeigen"),
        default=False,
        help_text=_("Nur bei Umfragen: Der Stand ist schon vor dem Ende zu sehen."),
    )
    list_from = models.PositiveSmallIntegerField(
        _("Stimmzettel einzeln veröffentlichen ab"),
        default=FEWEST_LISTED,
        validators=[MinValueValidator(FEWEST_LISTED)],
        help_text=_("Bei weniger Stimmzetteln erscheinen nur die Summen, damit niemand wiedererkannt wird."),
    )
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.DRAFT)
    secret = EncryptedTextField(_("Schlüssel der Abstimmung"), null=True, blank=True, editable=False)
    result = models.JSONField(_("Ergebnis"), null=True, blank=True, editable=False)
    standing = models.JSONField(_("Zwischenstand"), null=True, blank=True, editable=False)
    digest = models.CharField(_("Prüfsumme der Urne"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("Abstimmung")
        verbose_name_plural = _("Abstimmungen")
        ordering = ("-closes", "-pk")
        permissions = [
            ("enter_paper", "Can enter paper ballots"),
            ("hand_out_paper", "Can hand out paper ballots"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open", "closed", "counted", "published"]), name="vote_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=["vote", "poll"]), name="vote_kind_known"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="vote_ends_after_begin"),
            models.CheckConstraint(condition=Q(list_from__gte=FEWEST_LISTED), name="vote_lists_no_few_ballots"),
            models.CheckConstraint(
                condition=Q(live_result=False) | Q(kind="poll"), name="vote_no_interim_result_of_a_secret_vote"
            ),
            models.CheckConstraint(
                condition=Q(state="open", secret__isnull=False) | (~Q(state="open") & Q(secret__isnull=True)),
                name="vote_secret_only_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["counted", "published"], result__isnull=False)
                | Q(state__in=["draft", "open", "closed"], result__isnull=True),
                name="vote_result_once_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_poll(self) -> bool:
        """A poll, with weaker promises."""
        return self.kind == self.Kind.POLL


class Question(models.Model):
    """One question of a ballot."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("Ja oder Nein")
        CHOOSE = "choose", _("Auswahl")
        RANKING = "ranking", _("Rangfolge")
        POINTS = "points", _("Punkte verteilen")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="questions", verbose_name=_("Abstimmung"))
    key = models.SlugField(_("Kürzel"), max_length=8)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    kind = models.CharField(_("Art der Frage"), max_length=7, choices=Kind.choices)
    text = models.CharField(_("Frage"), max_length=300)
    hint = models.CharField(_("Erläuterung"), max_length=500, blank=True)
    least = models.PositiveSmallIntegerField(
        _("mindestens"), default=0, help_text=_("Auswahl: so viele Kreuze, wenn überhaupt geantwortet wird")
    )
    most = models.PositiveSmallIntegerField(
        _("höchstens"), default=0, help_text=_("Auswahl: Kreuze; Rangfolge: Plätze; Punkte: Summe")
    )
    most_each = models.PositiveSmallIntegerField(
        _("höchstens je Vorschlag"), default=0, help_text=_("Punkte; 0: keine Grenze")
    )
    cost_limit = models.DecimalField(
        _("Geld insgesamt"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Auswahl: Was die angekreuzten Vorschläge zusammen höchstens kosten."),
    )

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["vote", "key"], name="question_key_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["yes_no", "choose", "ranking", "points"]), name="question_kind_known"
            ),
            models.CheckConstraint(condition=Q(kind="yes_no") | Q(most__gte=1), name="question_limit"),
            models.CheckConstraint(condition=Q(least__lte=F("most")), name="question_least_below_most"),
        ]

    def __str__(self) -> str:
        return self.text


class Option(models.Model):
    """Something to choose in a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options", verbose_name=_("Frage"))
    key = models.SlugField(_("Kürzel"), max_length=12)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    text = models.CharField(_("Vorschlag"), max_length=200)
    detail = models.CharField(_("Erläuterung"), max_length=500, blank=True)
    cost = models.DecimalField(_("Kosten"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("Vorschlag auf dem Stimmzettel")
        verbose_name_plural = _("Vorschläge auf dem Stimmzettel")
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="option_key_once"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gt=0), name="option_cost_positive"),
        ]

    def __str__(self) -> str:
        return self.text


class Channel(models.TextChoices):
    """How somebody voted."""

    ONLINE = "online", _("im Netz")
    PAPER = "paper", _("auf Papier")


class Participation(models.Model):
    """Somebody has voted, or was handed a paper ballot. Its key is the keyed hash of the credential: twice is impossible.

    The key's secret belongs to one vote and is destroyed when that closes. The table lies in the order of the hashes.
    """

    record = models.CharField(_("Kennung"), max_length=64, primary_key=True)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+", verbose_name=_("Abstimmung"))
    day = models.DateField(_("Tag"))
    channel = models.CharField(_("Weg"), max_length=6, choices=Channel.choices)
    area = models.CharField(_("Gebiet"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Teilnahme")
        verbose_name_plural = _("Teilnahmen")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["online", "paper"]), name="participation_channel_known")
        ]

    def __str__(self) -> str:
        return f"{self.record[:8]}…"


class Ballot(models.Model):
    """What was voted: a whole ballot in one row. No person, no day, no number, no receipt. Its key is random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+", verbose_name=_("Abstimmung"))
    channel = models.CharField(_("Weg"), max_length=6, choices=Channel.choices)
    content = models.TextField(_("Stimmzettel"))

    class Meta:
        verbose_name = _("Stimmzettel")
        verbose_name_plural = _("Stimmzettel")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["online", "paper"]), name="ballot_channel_known"),
            models.CheckConstraint(condition=Q(content__startswith="{"), name="ballot_is_an_object"),
        ]

    def __str__(self) -> str:
        return str(self.vote)


class Receipt(models.Model):
    """A code that a voter was shown once. Published after the vote; leads to no ballot and to no person."""

    code = models.CharField(_("Quittung"), max_length=12, primary_key=True)
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+", verbose_name=_("Abstimmung"))

    class Meta:
        verbose_name = _("Quittung")
        verbose_name_plural = _("Quittungen")
        default_permissions = ()

    def __str__(self) -> str:
        return self.code


class PaperBatch(models.Model):
    """A pile of paper ballots, typed in by one person and, without seeing that, by another."""

    class State(models.TextChoices):
        FIRST = "first", _("erste Eingabe")
        SECOND = "second", _("zweite Eingabe")
        COMPARED = "compared", _("verglichen")
        CONFIRMED = "confirmed", _("in der Urne")
        DISCARDED = "discarded", _("verworfen")

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="batches", verbose_name=_("Abstimmung"))
    number = models.PositiveSmallIntegerField(_("Nummer"))
    sheets_expected = models.PositiveSmallIntegerField(_("Zettel im Stapel"))
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.FIRST)
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("erste Eingabe"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zweite Eingabe"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    day = models.DateField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Stapel Stimmzettel")
        verbose_name_plural = _("Stapel Stimmzettel")
        default_permissions = ()
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="batch_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["first", "second", "compared", "confirmed", "discarded"]),
                name="batch_state_known",
            ),
            models.CheckConstraint(condition=Q(sheets_expected__gte=1), name="batch_not_empty"),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(first__isnull=True) | ~Q(second=F("first")),
                name="batch_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote}: {_('Stapel')} {self.number}"


class PaperSheet(models.Model):
    """One paper ballot of a pile as the two people typed it. Empty text: not typed yet; `SPOILED`: not valid."""

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("Stapel"))
    number = models.PositiveSmallIntegerField(_("Zettel"))
    first = models.TextField(_("erste Eingabe"), blank=True)
    second = models.TextField(_("zweite Eingabe"), blank=True)

    class Meta:
        verbose_name = _("Stimmzettel auf Papier")
        verbose_name_plural = _("Stimmzettel auf Papier")
        default_permissions = ()
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="sheet_number_once")]

    def __str__(self) -> str:
        return str(self.number)


SPOILED = "!"
"""Stands for the content of a paper ballot that is not valid."""
