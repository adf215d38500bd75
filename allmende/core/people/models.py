# SPDX-License-Identifier: EUPL-1.2
"""Who uses the system. A person signs in with the e-mail address; there is no user name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.core.people.assurance import Level, SignIn
from allmende.core.people.lines import single_line, tidy_line

ONE_LINE = {"first_name": 80, "last_name": 80, "street": 120, "postcode": 12, "city": 80, "phone": 40}
"""Fields of a person that hold one line of text, with their greatest length."""


def known_language(code: str) -> None:
    """Refuse a language this installation does not speak. Raises `ValidationError`."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("Diese Sprache gibt es hier nicht: %(code)s"), code="language", params={"code": code})


class PersonManager(BaseUserManager["Person"]):
    """Makes people; addresses are compared without regard to case."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Person:
        """Store a person. Nobody can sign in as somebody without a password.

        People without an e-mail address are entered by staff (at the counter, on the phone, on paper).
        """
        person = self.model(email=email, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Store a person who may do everything. Raises `ValueError` without an address: they have to sign in."""
        if not email:
            raise ValueError("An administrator needs an e-mail address.")
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email__iexact=email)


class Person(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A citizen or a member of staff.

    People without an e-mail address exist: they cannot sign in, staff acts for them and writes letters to them.
    """

    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, unique=True, null=True, blank=True)
    first_name = models.CharField(_("Vorname"), max_length=ONE_LINE["first_name"], blank=True, validators=[single_line])
    last_name = models.CharField(_("Nachname"), max_length=ONE_LINE["last_name"], blank=True, validators=[single_line])
    language = models.CharField(
        _("Sprache"),
        max_length=12,
        default="de",
        validators=[known_language],
        help_text=_("In dieser Sprache schreiben wir Ihnen, wenn es den Text darin gibt."),
    )
    street = models.CharField(
        _("Straße und Hausnummer"), max_length=ONE_LINE["street"], blank=True, validators=[single_line]
    )
    postcode = models.CharField(
        _("Postleitzahl"), max_length=ONE_LINE["postcode"], blank=True, validators=[single_line]
    )
    city = models.CharField(_("Ort"), max_length=ONE_LINE["city"], blank=True, validators=[single_line])
    phone = models.CharField(_("Telefon"), max_length=ONE_LINE["phone"], blank=True, validators=[single_line])
    letters_only = models.BooleanField(
        _("Nachrichten als Brief"),
        default=False,
        help_text=_("Wir schicken Ihnen Nachrichten mit der Post statt per E-Mail."),
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("angelegt am"), default=timezone.now)

    objects = PersonManager()

    signed_in: SignIn | None = None
    """How this person signed in; set on the person of a request, None elsewhere."""

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ("last_name", "first_name", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_lower_case"),
            # "No address" is NULL and nothing else: two empty texts would count as the same address.
            models.CheckConstraint(condition=~Q(email=""), name="person_email_not_empty"),
        ]

    def clean(self) -> None:
        super().clean()
        # Before uniqueness and constraints are checked, so that every form takes an address in any case.
        self.email = (self.email or "").lower() or None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = (self.email or "").lower() or None
        # Forms refuse such characters and say so; what reaches this line comes from machines.
        for name, length in ONE_LINE.items():
            setattr(self, name, tidy_line(getattr(self, name), length))
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Whether the person belongs to the administration at this moment: follows from the roles held now."""
        from allmende.core.roles.holding import is_staff

        return is_staff(self)

    def __str__(self) -> str:
        return self.get_full_name() or self.email or gettext("Person %(number)s") % {"number": self.pk}

    def get_full_name(self) -> str:
        """Return first and last name, or an empty text."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """Return the first name, or the address."""
        return self.first_name or str(self)

    @property
    def address_lines(self) -> list[str]:
        """Street and town as lines of a letter's address; empty unless street, postcode and town are known."""
        if not (self.street and self.postcode and self.city):
            return []
        return [self.street, f"{self.postcode} {self.city}"]


class Assurance(models.Model):
    """Somebody or something has checked who a person is.

    One row for each source: the counter, or a provider of identities. A provider's statement holds for the session only,
    unless its configuration says that it lasts.
    """

    COUNTER = "counter"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assurances", verbose_name=_("Person"))
    level = models.PositiveSmallIntegerField(_("Vertrauensniveau"), choices=Level.choices)
    source = models.CharField(_("Quelle"), max_length=40)
    lasting = models.BooleanField(_("gilt über die Sitzung hinaus"), default=False)
    confirmed_at = models.DateTimeField(_("bestätigt am"), default=timezone.now)
    valid_until = models.DateTimeField(_("gültig bis"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bestätigt durch"),
    )
    number = models.PositiveBigIntegerField(null=True, editable=False)
    """Of the identity that the provider stated (see `identities`)."""
    how = models.CharField(_("woran erkannt"), max_length=80, blank=True, validators=[single_line])

    class Meta:
        verbose_name = _("Bestätigung der Identität")
        verbose_name_plural = _("Bestätigungen der Identität")
        ordering = ("-level", "-confirmed_at")
        constraints = [
            models.UniqueConstraint(fields=["person", "source"], name="assurance_once_per_source"),
            models.CheckConstraint(condition=Q(level__gte=Level.NONE, level__lte=Level.HIGH), name="assurance_level"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("confirmed_at")), name="assurance_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_level_display()}"


class KnownIdentity(models.Model):
    """An identity that a provider has stated, as a keyed hash, and the number by which it counts (see `identities`).

    No link to a person: the row has to outlive the account.
    """

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveBigIntegerField()
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("Anmeldung über andere Stellen")

    def __str__(self) -> str:
        return self.key[:8]
