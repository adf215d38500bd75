# SPDX-License-Identifier: EUPL-1.2
"""Everyday German words of which compounds are made, for texts too few to show them all on their own.

The splitter learns parts from the texts themselves. In a small town's texts "Kirchenaustritt" may stand without "Kirche" ever
standing alone; these words, written down here from general knowledge, fill such gaps. They are never proposed as corrections.
"""

from allmende.engines.language.retrieval import fold

COMMON = frozenset(
    fold(word)
    for word in """
abend abfall abfuhr abgabe ablauf abstand abteilung abwasser adresse akte alarm alltag altar alter amt anbau angebot anlage anmeldung
annahme anruf anschluss anschrift ansprache antrag anzeige apotheke arbeit archiv art arzt asche asyl aufenthalt aufgabe aufsicht
ausbau ausbildung ausflug ausgabe auskunft ausland ausschuss ausstellung austritt ausweis auto bach bad bahn bahnhof balkon ball
band bank bau bauer baum becken bedarf befreiung begegnung beginn begleitung behinderte behinderung behörde beihilfe beirat beitrag
beleuchtung benutzung beratung berechtigung bereich berg bericht beruf bescheid bescheinigung beschluss beschwerde besitz bestand
bestattung bestätigung besuch beteiligung betrag betreuung betrieb betten bewerbung bewohner biene bier bild bildung biotop blatt blick
blind blume boden boot box brand brennstoff brief brille brot bruch brücke brunnen buch bücherei bühne bund burg bürger büro bus café
container dach damm darlehen datei daten datum deich denkmal deutsch deutschland dienst digital ding dokument dorf drogen durchgang
ehe ehre eigentum eignung einfahrt eingang einkauf einkommen einrichtung einsatz einsicht einwohner eis eisen elektro eltern empfang
energie entgelt entlastung entsorgung entwicklung erbe erde ereignis ergebnis erlass erlaubnis ermäßigung ersatz erst erziehung essen
fach fahrer fahrrad fahrt fahrzeug fall familie farbe feier feld fenster ferien fern fest feuer feuerwehr film finanz firma fisch fläche
flasche fleisch flucht flug fluss flüchtling form förderung foto frage frau freibad freiheit freizeit friedhof frist frucht frau führer
führung fund fuß garage garten gas gast gastronomie gebäude gebiet gebühr geburt gefahr gehweg geist geld gelände gemeinde gemüse
generation gerät gericht geruch geschäft geschichte geschirr gesetz gesicht gespräch gesundheit getränk gewalt gewässer gewerbe glas
gottesdienst grab grad grenze groß grund gruppe grün gutachten güter haar hafen haft halle halt haltestelle hand handel handwerk hang
haupt haus haushalt hebamme hecke heft heil heim heimat heizung helfer herbst herz hilfe hitze hobby hochschule hochwasser hochzeit hof
holz hort hospiz hotel hund hunde hygiene idee imbiss impfung industrie information insel institut internet jagd jahr jahrgang jubiläum
jugend jugendliche junge kaffee kalender kamera kammer kampf kanal karte kasse katalog kater katze kauf kelle keller kenn kennzeichen
kind kinder kindergarten kino kirche kita klage klasse kleider kleidung klima klinik knoten koch kohle kommune konto kontrolle konzert
kopf kosten kraft kranke kranken krankheit kreis kreuz krippe küche kultur kunde kunst kurs kurz labor laden lager land landschaft lang
lärm last lauf leben lebensmittel leer lehrer leistung leiter leitung lesen leute licht lied liste loch lohn luft mädchen mahlzeit makler
mangel mann markt material mauer maut medien mehr meister melde meldung mensch messe metall miete mieter minister mittag mittel möbel
mobil mode monat moor morgen motor müll museum musik mutter mütter nachbar nachbarschaft nachhilfe nachmittag nachricht nacht nahrung
nahverkehr name natur netz neu nord not notfall nummer nutzung obst ofen ordnung ort ost paket papier park partei partner pass pate
patient pause personal personen pfand pflanze pflege pflicht plan platz politik polizei portal post praktikum praxis preis presse privat
probe programm projekt protokoll prüfung punkt qualität quartier quelle rad rat ratte rathaus rauch raum recht recycling regen region
register reifen reinigung reise renn rente reparatur reserve rest restaurant rettung rezept richt richtung ring roll rohr rollstuhl ruf
ruhe rund saal sache sachen sack salz sammlung sand sanierung satzung sauna schaden schadstoff schein schiff schild schlaf schlag
schloss schluss schlüssel schmutz schnee schreib schrift schuh schulden schule schüler schutz schwanger schwangerschaft schwimm schwimmen
see seele seite selbst senioren service sicherheit siedlung sirene sitz sitzung solar sommer sonder sonne sonntag sorge sozial spaziergang
speise sperr sperrung spiel spielplatz spiele spende sport sprache sprech sprechstunde spur staat stadt staffel stall stamm stand
standort station statistik statt stelle steuer stiftung stil stimme stoff strand straße strecke streit strom stück student studie studium
stuhl stunde sturm suche sucht süd tafel tag tages tages talent tank tanz tasche tausch taxi technik teil telefon termin test theater
thema tier tipp tisch tochter tod toilette ton tonne tor tour tourismus tracht träger transport trauer trauung treff treffen trennung
treppe trink trocken turm turn turnen übergang übung ufer uhr umbau umgang umland umwelt umzug unfall unter unterhalt unterkunft
unterlagen unterricht unterschrift unterstützung untersuchung urkunde urlaub urne urteil vater verband verbot verbrauch verein verfahren
vergabe vergnügen verhütung verkauf verkehr verlag verlängerung verleih verlust vermieter vermittlung verordnung versammlung
versicherung versorgung vertrag vertreter verwaltung vieh viertel vogel volk voll vor vorrat vorschule vorsorge vortrag wache wahl wald
wander wandern wappen ware wärme warnung wartung wasch wasser wechsel weg wehr weihnacht weihnachten wein weiter welt werk werkstatt wert
wesen west wetter wild wind winter wirtschaft wissen woche wohn wohnen wohnung wunsch zahl zahlung zahn zaun zeichen zeit zeitung zelt
zentrum zertifikat zeuge zeugnis ziel zimmer zins zone zucht zug zukunft zulage zulassung zuschlag zuschuss zustand zuwendung zweck
""".split()
)
"""Folded."""
