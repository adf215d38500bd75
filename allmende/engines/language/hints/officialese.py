# SPDX-License-Identifier: EUPL-1.2
"""Words of offices and foreign words, with what people say instead. The lists are our own.

One entry per `|`: word or phrase = what to say. A `!` at the end: the first alternative may replace the word as it stands,
because neither is inflected. Nouns are written with a capital letter and match only such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allmende.engines.language.retrieval.stem import stem

_GERMAN = """
abändern = ändern | abschlägig = ablehnend, Nein | Abschlag = Vorauszahlung | abzüglich = minus, ohne | adäquat = passend | Akteneinsicht = in die Akte schauen
alljährlich = jedes Jahr! | alsbald = bald! | anberaumen = festlegen | anderweitig = anders, woanders | Änderungsbescheid = Brief über die Änderung
anheimstellen = überlassen | Anlieger = Nachbarn an der Straße | Anordnung = Vorschrift, Entscheidung | Anspruchsberechtigte = wer Geld oder Hilfe bekommt
Anspruchsvoraussetzung = Bedingung | Antragsteller = wer den Antrag stellt | Antragstellung = Antrag stellen | aufgrund dessen = deshalb! | aufoktroyieren = aufzwingen
Ausfertigung = Exemplar, Kopie | Aushändigung = Abgabe, abholen | Auslagen = Kosten | ausschließlich = nur! | Außerachtlassung = nicht beachten | außer Kraft setzen = beenden
Beanstandung = Kritik, Fehler | beauflagen = verpflichten | Bedarfsgemeinschaft = Menschen, die zusammen leben und wirtschaften | Bedürftigkeit = zu wenig Geld
befindlich = in, bei | befristet = nur für eine bestimmte Zeit | Beglaubigung = amtliche Bestätigung | Begünstigte = wer etwas bekommt
behufs = für! | Beibringung = vorlegen | beiliegend = mit diesem Brief! | Belange = Wünsche, Interessen
Benachrichtigung = Nachricht | Benutzungsentgelt = Preis | Bescheid = Brief mit der Entscheidung | Bescheinigung = Nachweis, Papier | beschulen = unterrichten | beziehungsweise = oder
Bevollmächtigte = Vertretung | Bewilligung = Zusage | Bewilligungszeitraum = Zeit, in der Sie das Geld bekommen | Bezieher = wer Geld bekommt | bezuschussen = Geld dazugeben | bezüglich = zu, wegen
darlegen = erklären | dementsprechend = darum! | demgemäß = darum! | demnächst = bald! | demzufolge = also! | dergestalt = so! | derzeit = jetzt! | derzeitig = jetzig | desgleichen = auch!
diesbezüglich = dazu! | diesseits = wir, bei uns | Dienststelle = Amt, Büro | Dienstobliegenheiten = Aufgaben | durchführen = machen | Durchführung = machen
Eheschließung = Heirat, Hochzeit | eigenhändig = selbst! | Eigentumsübergang = Verkauf | Einbehaltung = behalten | einholen = besorgen, fragen | Einkünfte = Geld, das man verdient | einreichen = abgeben
Einreichung = abgeben | einschlägig = passend | einstweilig = vorläufig | Einvernehmen = Zustimmung | Einwilligung = Erlaubnis, Ja | Einzahlung = Zahlung | Empfangsbekenntnis = Bestätigung
Entgelt = Preis, Lohn | entrichten = bezahlen | Entrichtung = bezahlen | Entscheidungsfindung = entscheiden | erachten = halten für | erforderlich = nötig! | erforderlichenfalls = wenn nötig! | Erfordernis = Bedingung
Ermessen = eigene Entscheidung | ermächtigen = erlauben | erörtern = besprechen | Erörterung = Gespräch | Erstattung = Rückzahlung | ersuchen = bitten
Erteilung = geben | erwerben = kaufen | etwaig = möglich | etwaige = mögliche! | Fachbereich = Abteilung | Fälligkeit = Tag der Zahlung | fernmündlich = am Telefon! | fristgerecht = rechtzeitig! | fristgemäß = rechtzeitig!
Fristversäumnis = zu spät | fußläufig = zu Fuß! | Gebietskörperschaft = Gemeinde, Stadt | gebührenpflichtig = kostet Geld | Gefährdungslage = Gefahr | gegebenenfalls = wenn nötig, vielleicht! | gegenwärtig = jetzt!
Geldleistung = Geld | gemäß = nach! | Genehmigung = Erlaubnis | Gewährung = geben | gewährleisten = sichern, sorgen für | Glaubhaftmachung = zeigen, dass es stimmt | Grundstückseigentümer = wem das Grundstück gehört
Haushaltsvorstand = Familie | Heranziehung = verlangen | hierorts = hier! | hiermit = mit diesem Brief | hierzu = dazu! | hinreichend = genug! | hinsichtlich = zu, wegen | hochachtungsvoll = mit freundlichen Grüßen!
Inanspruchnahme = nutzen | infolgedessen = deshalb! | inkludieren = enthalten | Inkrafttreten = gilt ab | innerorts = in der Stadt, im Dorf! | insbesondere = vor allem! | Instandsetzung = Reparatur
jedwede = jede! | jeweilig = passend | Kenntnisnahme = lesen | kontaktieren = anrufen, schreiben | Kostenübernahme = Zahlung | kostenpflichtig = kostet Geld | Kraftfahrzeug = Auto | Kraftfahrzeughalter = wem das Auto gehört
Legitimation = Ausweis | Lichtbild = Foto | Lichtbildausweis = Ausweis mit Foto | Lichtsignalanlage = Ampel | Liegenschaft = Grundstück, Haus | mangels = ohne! | Maßgabe = Bedingung | mithin = also! | Mitwirkungspflicht = Sie müssen mithelfen | mittels = mit!
monetär = in Geld | nachfolgend = danach, unten | nachreichen = später abgeben | Nachweis = Papier, Beleg | Nachzahlung = Rest zahlen | Nichtbeachtung = nicht beachten | Niederschrift = Protokoll | Nutzungsentgelt = Preis, Miete
Obliegenheit = Pflicht | obliegen = Aufgabe sein | obsolet = veraltet | Ordnungswidrigkeit = Verstoß | ordnungsgemäß = richtig! | örtlich zuständig = zuständig für Ihren Ort | ortsüblich = wie hier üblich | Pflichtverletzung = Fehler
Postwertzeichen = Briefmarke | Priorisierung = was zuerst kommt | Quittierung = Unterschrift | Rechtsbehelf = Widerspruch | Rechtsbehelfsbelehrung = So können Sie widersprechen | Rechtsgrundlage = Gesetz
Rechtsmittel = Widerspruch, Klage | Restmüllbehältnis = Mülltonne | Rückäußerung = Antwort | Rückantwort = Antwort | Sachverhalt = was geschehen ist | Säumniszuschlag = Geld für zu spätes Zahlen | schnellstmöglich = so schnell wie möglich!
schriftlich = mit einem Brief | seitens = von! | sofern = wenn! | sogenannt = genannt | Sorgeberechtigte = Eltern | Stammdaten = Name, Adresse, Geburtstag | stattgeben = zustimmen | Stellungnahme = Meinung | Straßenbegleitgrün = Bäume und Büsche an der Straße
Strafbewehrung = Strafe | tätigen = machen | Teilnehmerentgelt = Preis | Terminierung = Termin | turnusmäßig = regelmäßig! | unbeschadet = trotz | unentgeltlich = kostenlos! | ungeachtet = trotz! | Unterbringung = Wohnung, Schlafplatz | Unterhaltspflichtige = wer Unterhalt zahlen muss
Unterlagen = Papiere | unterbleiben = nicht geschehen | Untersagung = Verbot | untersagen = verbieten | unverzüglich = sofort! | Veräußerung = Verkauf | veräußern = verkaufen | verauslagen = vorher bezahlen | Verbescheidung = Antwort | Verbringung = bringen
vereinnahmen = bekommen | Vergabeverfahren = Auswahl einer Firma | Verkehrsteilnehmer = wer unterwegs ist | Vermögensverhältnisse = Geld und Besitz | Veranlagung = Berechnung der Steuer | veranlassen = dafür sorgen | verehelicht = verheiratet!
verunfallen = einen Unfall haben | Verwaltungsakt = Entscheidung | Verwaltungsgebühr = Preis | vollumfänglich = ganz! | Vollzug = Ausführung | vorbehaltlich = nur wenn | Vordruck = Formular | vorgenannt = genannt
vorsprechen = kommen | Vorsprache = Besuch, Termin | Wegfall = endet | weitergehend = mehr | widrigenfalls = sonst! | Wiedervorlage = später noch einmal ansehen | Wohnraum = Wohnung | Wohnsitznahme = Umzug
zeitnah = bald! | Zahlungsaufforderung = Rechnung | Zuwendung = Geld | Zuwiderhandlung = Verstoß | zuwiderhandeln = gegen die Regel verstoßen | zuzüglich = plus! | zwecks = für! | Zurverfügungstellung = geben | zum jetzigen Zeitpunkt = jetzt! | zu gegebener Zeit = später!
es sei denn = außer wenn! | in der Regel = meistens! | im Rahmen von = bei! | im Hinblick auf = für! | in Bezug auf = zu! | bis auf Weiteres = vorerst! | von Amts wegen = durch das Amt! | unter Bezugnahme auf = zu! | im Zuge von = bei! | aus gegebenem Anlass = deshalb!
nach Maßgabe = wie es steht in | auf dem Postweg = mit der Post! | ohne schuldhaftes Zögern = sofort! | dem Grunde nach = im Prinzip | in Ermangelung = ohne | für den Fall, dass = wenn! | im Falle von = bei! | zum Zwecke = für
"""

_FOREIGN = """
Agenda = Liste der Themen | akzeptieren = annehmen | Allianz = Bündnis | Akquise = Werbung, Suche | Benefit = Vorteil | Briefing = Besprechung
canceln = absagen | Challenge = Aufgabe | checken = prüfen | Coaching = Beratung | Community = Gemeinschaft | Consulting = Beratung | Deadline = letzter Tag | Defizit = Mangel | Deputat = Stunden | digitalisieren = mit dem Computer machen
Download = Herunterladen | downloaden = herunterladen | effektiv = wirksam | effizient = sparsam | eruieren = herausfinden | Evaluation = Auswertung | Evaluierung = Auswertung | evaluieren = auswerten | Event = Veranstaltung | Expertise = Wissen, Gutachten
explizit = ausdrücklich | Facility-Management = Hausmeister | Feedback = Rückmeldung | Fixkosten = feste Kosten | Flyer = Faltblatt | fokussieren = im Blick haben | Förderkulisse = Fördergelder | generieren = erzeugen | Homepage = Internetseite
implementieren = einführen | Implementierung = Einführung | implizit = ohne es zu sagen | Indikator = Kennzahl | Infrastruktur = Straßen, Leitungen, Schulen | initiieren = beginnen | Inklusion = alle machen mit | innovativ = neu | Input = Beitrag | Integrationsmanagement = Hilfe beim Ankommen
integrieren = einbeziehen | Intention = Absicht | Interaktion = Austausch | interdisziplinär = aus mehreren Fächern | Intervention = Eingreifen | irrelevant = unwichtig | Kick-off = Beginn | kommunal = von der Stadt, von der Gemeinde | kommunizieren = mitteilen | kompensieren = ausgleichen | komplex = schwierig
Kompetenz = Können | konstruktiv = hilfreich | kontinuierlich = dauernd | konzeptionell = im Plan | Koordination = Abstimmung | koordinieren = abstimmen | kooperieren = zusammenarbeiten | Kooperation = Zusammenarbeit | Location = Ort | Logistik = Transport | Management = Leitung | Meeting = Treffen
Migration = Einwanderung | Mobilität = unterwegs sein | Modalität = Art und Weise | modifizieren = ändern | Monitoring = Beobachtung | Newsletter = Rundbrief | obligatorisch = Pflicht | optimieren = verbessern | Optimierung = Verbesserung | Option = Möglichkeit | partiell = teilweise | Partizipation = Mitmachen
Potenzial = Möglichkeit | Prävention = Vorbeugung | präventiv = vorbeugend | primär = zuerst | Priorität = das Wichtigste | Prozedere = Ablauf | realisieren = umsetzen, schaffen | Recherche = Suche | relevant = wichtig | Relevanz = Bedeutung
renaturieren = wieder zu Natur machen | Ressource = Mittel, Geld, Zeit | restriktiv = streng | Scoping = Vorbesprechung | Sharing = Teilen | signifikant = deutlich | Stakeholder = Beteiligte | strukturell = im Aufbau | Subvention = Zuschuss | suboptimal = nicht gut | substanziell = wesentlich | sukzessive = nach und nach
Symposium = Tagung | Synergie = Vorteil | temporär = vorübergehend | Timeline = Zeitplan | tolerieren = dulden | Tool = Werkzeug | transparent = offen | Update = neue Fassung | urban = städtisch | Usability = Bedienbarkeit | User = Nutzer | validieren = prüfen | verifizieren = prüfen | Workshop = Treffen
"""

_VERB_PHRASES = """
in Anspruch nehmen = nutzen | zur Verfügung stellen = geben, anbieten | zur Verfügung stehen = da sein | Anwendung finden = gelten | Berücksichtigung finden = berücksichtigt werden | zur Anwendung kommen = gelten | zur Anwendung bringen = anwenden
zum Einsatz kommen = genutzt werden | in Kenntnis setzen = informieren | zur Kenntnis nehmen = lesen, wissen | zur Kenntnis bringen = sagen | Folge leisten = befolgen, kommen | unter Beweis stellen = zeigen | in Betracht ziehen = überlegen | in Betracht kommen = möglich sein
in Erwägung ziehen = überlegen | Beachtung schenken = beachten | Beachtung finden = beachtet werden | Einsicht nehmen = ansehen | zum Ausdruck bringen = sagen | in Rechnung stellen = berechnen | zur Auszahlung kommen = gezahlt werden | zur Auszahlung gelangen = gezahlt werden
zur Auszahlung bringen = auszahlen | Abhilfe schaffen = das Problem lösen | Vorsorge treffen = vorsorgen | eine Entscheidung treffen = entscheiden | Vorkehrungen treffen = vorbereiten | Stellung nehmen = die Meinung sagen | in Kraft treten = gelten ab | außer Kraft treten = nicht mehr gelten
zum Abschluss bringen = beenden | zur Durchführung bringen = machen | zur Durchführung kommen = stattfinden | zur Vorlage bringen = vorlegen | Mitteilung machen = mitteilen | in Abrede stellen = bestreiten | in Abzug bringen = abziehen | zur Sprache bringen = ansprechen | in Aussicht stellen = versprechen
in Verbindung setzen = anrufen, schreiben | Antrag auf Erteilung stellen = beantragen | Verzicht leisten = verzichten | Beitrag leisten = beitragen, helfen | Hilfestellung leisten = helfen | Unterschrift leisten = unterschreiben | Zahlung leisten = zahlen | Ersatz leisten = ersetzen | Auskunft erteilen = antworten, sagen
eine Erlaubnis erteilen = erlauben | eine Genehmigung erteilen = erlauben | in Auftrag geben = bestellen, beauftragen | Gebrauch machen = nutzen | Rechnung tragen = beachten | zur Folge haben = bewirken | in Frage stellen = bezweifeln | zur Diskussion stellen = besprechen | unter Strafe stellen = bestrafen
Überprüfung vornehmen = prüfen | eine Änderung vornehmen = ändern | eine Prüfung vornehmen = prüfen | eine Prüfung durchführen = prüfen | eine Kontrolle durchführen = kontrollieren | einer Prüfung unterziehen = prüfen | in Verwahrung nehmen = aufbewahren | in Empfang nehmen = abholen
"""

_ENGLISH = """
accompany = go with | accordingly = so! | additional = more, extra | advise = tell | ameliorate = improve | apprise = tell | ascertain = find out | assistance = help | at the present time = now! | at this point in time = now! | attain = reach | cease = stop | commence = start | commencement = start
competent authority = the office in charge | comprise = include | concerning = about! | consequently = so! | constitutes = is | deem = think | demonstrate = show | disseminate = send out | due to the fact that = because! | endeavour = try | ensure = make sure | enumerate = list | erroneous = wrong | expedite = speed up
expiration = end | facilitate = help | finalise = finish | forthwith = at once! | forward = send | furnish = give | henceforth = from now on! | hereby = with this letter | herewith = with this letter! | in accordance with = under! | in addition to = besides! | in excess of = more than! | in lieu of = instead of! | in order to = to!
in respect of = about! | in the event of = if there is | in the event that = if! | inform = tell | initiate = start | leverage = use | magnitude = size | modification = change | modify = change | necessitate = need | notify = tell | notwithstanding = despite! | obtain = get | on behalf of = for! | pertaining to = about!
prior to = before! | pursuant to = under! | purchase = buy | regarding = about! | remittance = payment | remuneration = pay | render = give, make | request = ask | reside = live | residence = home | retain = keep | solely = only! | stipulate = say | submit = send, hand in | subsequent = later | subsequent to = after!
subsequently = later! | sufficient = enough! | terminate = end | thereafter = then! | utilise = use | utilize = use | utilisation = use | whereas = but | with reference to = about! | with regard to = about! | with respect to = about!
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word to avoid: how it is written, what to say instead, and what may safely replace it (or None)."""

    word: str
    instead: str
    replacement: str | None


@dataclass(frozen=True, slots=True)
class WordList:
    """Single words by form (those that do not change) or stem, phrases by their first word in small letters."""

    forms: Mapping[str, Entry]
    stems: Mapping[str, tuple[Entry, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]


def _entries(table: str) -> list[Entry]:
    found = []
    for entry in (part.strip() for line in table.strip().splitlines() for part in line.split("|")):
        word, instead = (side.strip() for side in entry.split("=", 1))
        safe = instead.endswith("!")
        instead = instead.rstrip("!")
        found.append(Entry(word, instead, instead.split(",")[0].strip() if safe else None))
    return found


def _word_list(table: str, language: str) -> WordList:
    forms: dict[str, Entry] = {}
    stems: dict[str, list[Entry]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for entry in _entries(table):
        parts = tuple(entry.word.replace(",", " ,").split())
        if len(parts) > 1:
            lowered = tuple(part.lower() for part in parts)
            phrases.setdefault(lowered[0], []).append((lowered, entry))
        elif entry.replacement is not None:
            forms[entry.word.lower()] = entry
        else:
            stems.setdefault(stem(entry.word.lower(), language), []).append(entry)
    return WordList(forms, {k: tuple(v) for k, v in stems.items()}, {k: tuple(v) for k, v in phrases.items()})


OFFICIALESE = {"de": _word_list(_GERMAN, "de"), "en": _word_list(_ENGLISH, "en")}
FOREIGN = {"de": _word_list(_FOREIGN, "de")}
VERB_PHRASES = tuple(_entries(_VERB_PHRASES))
"""Verbs that hide in nouns ("in Anspruch nehmen"); the last word is the verb, which may stand elsewhere in the sentence."""
