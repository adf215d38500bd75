# SPDX-License-Identifier: EUPL-1.2
"""People without e-mail, letters and inboxes: matters taken down at the counter, letters that wait, notices to citizens."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from allmende.commons.cases.actions import enter_case, take_step
from allmende.commons.cases.contact import ANSWER, Contact
from allmende.commons.cases.models import Case
from allmende.core.municipality.models import Municipality
from allmende.core.notices import batches, queries
from allmende.core.notices.actions import mark_read, notify, set_wish
from allmende.core.notices.kinds import INBOX
from allmende.core.notices.models import Notice
from allmende.core.people.models import Person
from allmende.engines.townscape import County
from allmende.site.demo import Progress, accounts

# channel, subject, what the person said, name, street and number, answer ("" = none yet)
_MATTERS = (
    ("counter", "Laterne im Weidenweg leuchtet nicht", "Die Laterne vor Nummer 4 ist seit Montag dunkel. Abends sieht man die Stufe nicht.", "Hertha Zielke", "Weidenweg 4", ""),
    ("phone", "Bank am Mühlgraben ist durchgebrochen", "Herr Novák rief an: Die Bank am Mühlgraben ist durchgebrochen, ein Brett steht hoch.", "Josef Novák", "Am Mühlgraben 11", "Vielen Dank für Ihren Anruf. Der Bauhof hat die Bank am Donnerstag repariert. Sie können sich wieder setzen."),
    ("paper", "Bürgerbus soll auch am Samstag fahren", "Brief vom 3. November: Samstags kommt niemand aus dem Dorf zum Markt. Ob der Bürgerbus auch samstags fahren kann?", "Wilhelmine Oertel", "Dorfstraße 23", "Vielen Dank für Ihren Brief. Der Verein Bürgerbus sucht zwei weitere Fahrerinnen oder Fahrer. Sobald sie gefunden sind, fährt der Bus ab März auch am Samstagvormittag."),
)  # fmt: skip

# account, subject, text, address, read
_NOTICES = (
    ("buergerin@auental.example", "Willkommen im Postfach", "Guten Tag, Frau Petrenko,\n\nhier liegt alles, was wir Ihnen schreiben. Unter „Wie wir Ihnen schreiben“ wählen Sie, ob Sie dazu eine E-Mail oder einen Brief möchten.", "/postfach/einstellungen/", True),
    ("buergerin@auental.example", "Ihr Hinweis zur Praxis: Danke!", "Guten Tag, Frau Petrenko,\n\nSie hatten recht: Die Praxis hat mittwochs ganz geschlossen.\n\n## Was wir getan haben\n- Die Öffnungszeiten sind geändert.\n- Die Praxis weiß Bescheid.", "/orte/?q=Arzt", False),
    ("buerger@auental.example", "Ihr Hinweis zur Toilette: Wir kümmern uns", "Guten Tag, Herr Uhlig,\n\ndie Tür wird im Januar verbreitert. Bis dahin steht am Markt eine **barrierefreie Toilette** offen, täglich von 8 bis 20 Uhr.", "/orte/?q=Toilette", False),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Store what is missing; return how many matters and notices were added."""
    staff = Person.objects.filter(email=accounts.ACCOUNTS[0].email).first()
    county = Municipality.objects.filter(kind="county", presence__isnull=False).order_by("pk").first()
    if staff is None or county is None or Case.objects.filter(channel="counter").exists():
        return 0
    for channel, subject, text, name, street, answer in _MATTERS:
        case, _new = enter_case(
            staff,
            municipality=county,
            channel=channel,
            subject=subject,
            text=text,
            submission_key=uuid5(NAMESPACE_URL, f"demo:{subject}"),
            contact=Contact(name, street, "99998", "Auenstadt"),
        )
        if channel == "paper":  # these letters are printed; the later ones still wait
            batches.mark_printed(
                staff, batches.form_batch(staff, county, queries.open_letters(staff).values_list("pk", flat=True))
            )
        if answer:
            take_step(staff, case, "answer", answer)
    for email, subject, text, url, read in _NOTICES:
        person = Person.objects.filter(email=email).first()
        if person is None:
            continue
        set_wish(person, ANSWER, INBOX)  # their addresses are made up: no mails to them
        notice: Notice = notify(
            to=person,
            kind=ANSWER,
            subject=subject,
            text=text,
            url=url,
            municipality=county,
            key=f"demo:{email}:{subject}",
        )
        if read:
            mark_read(person, notice)
    return len(_MATTERS) + len(_NOTICES)
