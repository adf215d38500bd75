# SPDX-License-Identifier: EUPL-1.2
"""Abbreviations of German and English administrative texts: how they are written, said, and whether they may end a sentence.

One table for three uses: the sentence splitter must not stop at "z. B.", the hints propose the long form, and
the read-aloud text says it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One abbreviation.

    Attributes:
        written: as in a text, with one space between parts ("z. B.").
        spoken: the words behind it ("zum Beispiel").
        may_end: whether it can be the last word of a sentence ("usw.", "Str."), so that a capital letter after it counts.
    """

    written: str
    spoken: str
    may_end: bool = False


_GERMAN = """
Abb.=Abbildung | Abs.=Absatz | Abschn.=Abschnitt | Abt.=Abteilung | a. a. O.=am angegebenen Ort! | a. D.=außer Dienst!
allg.=allgemein | Anm.=Anmerkung | Art.=Artikel | Aufl.=Auflage | Az.=Aktenzeichen | AZ.=Aktenzeichen
Bd.=Band | bes.=besonders | betr.=betrifft | Betr.=Betreff | Bhf.=Bahnhof! | Hbf.=Hauptbahnhof! | bspw.=beispielsweise
bzgl.=bezüglich | bzw.=beziehungsweise | ca.=circa | Co.=Co! | d. h.=das heißt | d. J.=dieses Jahres! | d. M.=dieses Monats!
dergl.=dergleichen! | dgl.=dergleichen! | Dipl.-Ing.=Diplom-Ingenieur | Dr.=Doktor | ebd.=ebenda! | e. V.=eingetragener Verein!
etc.=et cetera! | evtl.=eventuell | Evtl.=Eventuell | exkl.=exklusive | f.=folgende! | ff.=folgende! | Fa.=Firma | Fam.=Familie
Fr.=Frau | geb.=geboren | gem.=gemäß | Gem.=Gemäß | ggf.=gegebenenfalls | Ggf.=Gegebenenfalls | ggfs.=gegebenenfalls
Hausnr.=Hausnummer | Hr.=Herr | Hrn.=Herrn | Hrsg.=Herausgeber | i. A.=im Auftrag! | i. d. F.=in der Fassung
i. d. R.=in der Regel | I. d. R.=In der Regel | i. H. v.=in Höhe von | i. S. d.=im Sinne des | i. S. v.=im Sinne von
i. V.=in Vertretung! | i. V. m.=in Verbindung mit | inkl.=inklusive | insb.=insbesondere | insbes.=insbesondere
Jg.=Jahrgang | Jh.=Jahrhundert! | Jhd.=Jahrhundert! | jur.=juristisch | Kap.=Kapitel | kath.=katholisch | ev.=evangelisch
lt.=laut | max.=maximal | med.=medizinisch | Mio.=Millionen! | Mrd.=Milliarden! | mtl.=monatlich! | jährl.=jährlich!
Min.=Minuten! | Sek.=Sekunden! | Std.=Stunden! | min.=mindestens | mind.=mindestens | Mwst.=Mehrwertsteuer! | MwSt.=Mehrwertsteuer!
n. Chr.=nach Christus! | v. Chr.=vor Christus! | Nr.=Nummer | Nrn.=Nummern | o. Ä.=oder Ähnliches! | o. ä.=oder ähnlich!
o. g.=oben genannt | Pfr.=Pfarrer | Pkt.=Punkt | Pl.=Platz! | Prof.=Professor | rd.=rund | Reg.-Bez.=Regierungsbezirk | rer.=rerum
S.=Seite | s.=siehe | s. a.=siehe auch | s. o.=siehe oben! | s. u.=siehe unten! | sog.=sogenannt | St.=Sankt
städt.=städtisch | stellv.=stellvertretend | Stk.=Stück! | Str.=Straße! | Tel.=Telefon | tel.=telefonisch | tgl.=täglich!
Tsd.=Tausend! | u.=und | u. a.=unter anderem! | u. Ä.=und Ähnliches! | u. ä.=und ähnlich! | u. U.=unter Umständen | usf.=und so fort!
usw.=und so weiter! | u. v. m.=und vieles mehr! | v. a.=vor allem | V. i. S. d. P.=Verantwortlich im Sinne des Presserechts
v. H.=vom Hundert! | vgl.=vergleiche | Vgl.=Vergleiche | vorm.=vormittags! | nachm.=nachmittags! | wg.=wegen | z. B.=zum Beispiel
Z. B.=Zum Beispiel | z. H.=zu Händen | z. Hd.=zu Händen | z. T.=zum Teil! | z. Z.=zurzeit! | z. Zt.=zurzeit! | Ziff.=Ziffer | zzgl.=zuzüglich
Zi.=Zimmer | zw.=zwischen | Abt.-Nr.=Abteilungsnummer | Tel.-Nr.=Telefonnummer | Art.-Nr.=Artikelnummer | Ing.=Ingenieur
Mo.=Montag! | Di.=Dienstag! | Mi.=Mittwoch! | Do.=Donnerstag! | Fr.=Frau | Sa.=Samstag! | So.=Sonntag!
Jan.=Januar! | Feb.=Februar! | Febr.=Februar! | Apr.=April! | Aug.=August! | Sep.=September! | Sept.=September! | Okt.=Oktober!
Nov.=November! | Dez.=Dezember! | Std./Woche=Stunden pro Woche!
"""

_ENGLISH = """
a.m.=a m! | p.m.=p m! | approx.=approximately | Apt.=apartment | Aug.=August! | Ave.=avenue! | c.=circa | cf.=compare | Co.=company! | Corp.=corporation!
Dec.=December! | dept.=department! | Dept.=department! | Dr.=Doctor | e.g.=for example | E.g.=For example | est.=established | etc.=et cetera! | ext.=extension
Feb.=February! | Fri.=Friday! | i.e.=that is | I.e.=That is | incl.=including | Inc.=incorporated! | Jan.=January! | Jr.=junior!
Ltd.=limited! | max.=maximum | min.=minimum | Mon.=Monday! | Mr.=Mister | Mrs.=Missis | Ms.=Miz | No.=number | Nov.=November! | Oct.=October!
p.=page | par.=paragraph | para.=paragraph | pp.=pages | Prof.=Professor | Rd.=road! | Sat.=Saturday! | sec.=section | Sec.=section | Sep.=September!
Sept.=September! | Sr.=senior! | St.=Saint | tel.=telephone | Tel.=telephone | Thu.=Thursday! | Tue.=Tuesday! | vs.=versus | viz.=namely | Wed.=Wednesday!
"""

NAMES_BEFORE = frozenset(
    {"Dr.", "Prof.", "Fr.", "Hr.", "Hrn.", "St.", "Pfr.", "Fam.", "Dipl.-Ing.", "Ing.", "Mr.", "Mrs.", "Ms."}
)
"""Titles and parts of names: normal in a text, so no editor is bothered about them."""


NUMBER_FOLLOWS = frozenset({"Art.", "No."})
"""These are also words of their own ("eine neue Art.", "No."); only a number after them makes them abbreviations."""


def _parse(table: str) -> dict[str, Abbreviation]:
    entries = (entry.strip() for line in table.strip().splitlines() for entry in line.split("|"))
    found: dict[str, Abbreviation] = {}
    for entry in entries:
        written, spoken = entry.split("=")
        found[written.replace(" ", "")] = Abbreviation(written, spoken.rstrip("!"), spoken.endswith("!"))
    return found


GERMAN = _parse(_GERMAN)
ENGLISH = _parse(_ENGLISH)


def table(language: str) -> dict[str, Abbreviation]:
    """Return the abbreviations of a language ("de", "en"; others get the German ones) by their form without spaces."""
    return ENGLISH if language == "en" else GERMAN


@lru_cache(maxsize=4)
def pattern(language: str) -> re.Pattern[str]:
    """Return an expression that matches any abbreviation of a language, with or without spaces between its parts.

    The longest come first; the number of signs it may take is bounded, so that searching stays linear.
    """
    forms = sorted({entry.written for entry in table(language).values()}, key=len, reverse=True)
    alternatives = "|".join(re.escape(form).replace(r"\ ", r"[ \u00a0\u202f]?") for form in forms)
    return re.compile(rf"(?<![\w.])(?:{alternatives})(?![^\W\d])")


def lookup(written: str, language: str) -> Abbreviation | None:
    """Return the abbreviation that is written so, spaces ignored, or None; "Hauptstr." is one, too."""
    known = table(language).get("".join(written.split()))
    if known is None and language != "en" and written.endswith("str.") and written[:-4].isalpha():
        return Abbreviation(written, written[:-1] + "aße", may_end=True)
    return known
