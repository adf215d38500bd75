# SPDX-License-Identifier: EUPL-1.2
"""Information pages: home, living in the county, and what the law asks for."""

from __future__ import annotations

from allmende.site.demo.texts.model import DE, EASY, EN, Info, Words

HOME = {
    DE: Words(
        "Willkommen im Auental",
        "Zwischen Fluss und Wald, mit kurzen Wegen und offenen Türen: Hier finden Sie, was Sie im Alltag brauchen.",
        "## Ein Landkreis, viele Orte\n\n{people} Menschen leben im Auental, in {core} und in {villages} Dörfern ringsum. Die "
        "Städte und Gemeinden haben sich zusammengetan, damit Sie nur an einer Stelle suchen müssen: nach der Ärztin im Nachbarort, dem "
        "nächsten Spielplatz oder dem richtigen Formular.\n\nFehlt etwas oder stimmt etwas nicht? Sagen Sie es uns. An jedem Ort auf der "
        "Karte gibt es dafür einen Knopf, ganz ohne Anmeldung.",
    ),
    EN: Words(
        "Welcome to the Auental",
        "Between river and forest, with short distances and open doors: here you find what you need in everyday life.",
        "## One county, many places\n\n{people} people live in the Auental, in {core} and in {villages} villages around it. The towns and "
        "villages have joined forces so that you have to look in one place only: for the doctor in the next village, the nearest "
        "playground or the right form.\n\nIs anything missing or wrong? Tell us. Every place on the map has a button for that; you need "
        "no account.",
    ),
    EASY: Words(
        "Willkommen im Auental",
        "Auf dieser Seite finden Sie Hilfe für jeden Tag.",
        "Das Auental ist ein Land-Kreis.\n\nHier leben {people} Menschen.\n\nDie größte Stadt heißt {core}.\n\n"
        "Auf dieser Seite finden Sie:\n\n- Ärztinnen und Ärzte\n- Geschäfte\n- Busse und Bahnen\n- Ämter\n\n"
        "Etwas stimmt nicht? Dann sagen Sie es uns.",
    ),
}

SERVICE = Info(
    "buergerservice",
    "rathaus",
    {
        DE: Words(
            "Bürgerservice",
            "Vom Ausweis bis zum Umzug: Anleitungen Schritt für Schritt und Menschen, die weiterhelfen.",
            "Das Bürgerbüro in {core} ist für alle da, die im Landkreis wohnen. Vieles geht ohne Termin. Wenn Sie lange Wege haben, "
            "kommen wir zu Ihnen: Einmal im Monat steht das rollende Bürgerbüro in jedem größeren Dorf.\n\nUnsere Anleitungen sagen Ihnen "
            "vorher, was Sie brauchen, was es kostet und wie lange es dauert.",
            (
                "Sie müssen nichts allein schaffen",
                (
                    "Beim Ausfüllen helfen wir gern, auch am Telefon. Dolmetscherinnen für Ukrainisch, "
                    "Arabisch und Türkisch sind donnerstags da; Gebärdensprache bitte drei Tage vorher bestellen."
                ),
            ),
        ),
        EN: Words(
            "Citizens' service",
            "From identity cards to moving house: step-by-step guides, and people who help.",
            "The citizens' office in {core} is there for everybody who lives in the county. Much can be done without an appointment. Once a "
            "month the travelling office visits every larger village.\n\nOur guides tell you beforehand what you need, what it costs and how "
            "long it takes.",
            (
                "You need not manage alone",
                (
                    "We are happy to help with forms, on the phone as well. On Thursdays there are interpreters for "
                    "Ukrainian, Arabic and Turkish; please book sign language three days ahead."
                ),
            ),
        ),
        EASY: Words(
            "Hilfe vom Amt",
            "Das Bürger-Büro hilft Ihnen. Zum Beispiel beim Ausweis oder beim Umzug.",
            "Das Bürger-Büro ist in {core}.\n\nSie brauchen oft keinen Termin.\n\nWir helfen Ihnen beim Ausfüllen.\n\n"
            "Sie sprechen wenig Deutsch? Am Donnerstag hilft jemand beim Übersetzen.",
        ),
    },
    in_menu=True,
)

LIFE = Info(
    "leben-im-auental",
    "markt",
    {
        DE: Words(
            "Leben im Auental",
            "Unterwegs, Familie, Gesundheit, Vereine: was den Alltag hier ausmacht.",
            "Viele Wege sind kurz im Auental, manche sind es nicht. Auf diesen Seiten steht, wie es trotzdem gut geht: mit dem Bus, mit der "
            "Nachbarin, mit einem Verein oder mit einer guten Idee.",
        ),
        EN: Words(
            "Living in the Auental",
            "Getting around, families, health, clubs: what everyday life is like here.",
            "Many distances in the Auental are short, some are not. These pages tell you how it works anyway: by bus, with a neighbour, with a "
            "club or with a good idea.",
        ),
        EASY: Words(
            "Leben im Auental",
            "Hier steht: Wie lebt man im Auental?",
            "Sie finden hier Seiten zu:\n\n- Bus und Bahn\n- Kindern und Familien\n- Gesundheit\n- Vereinen\n- Internet",
        ),
    },
    in_menu=True,
)

LIVING = (
    Info(
        "unterwegs",
        "bus",
        {
            DE: Words(
                "Bus, Bahn und Mitfahren",
                "So kommen Sie auch ohne eigenes Auto durchs Auental.",
                "Die Stadtbusse in {core} fahren werktags mindestens alle 30 Minuten, die Regionalbusse verbinden alle Dörfer mit dem "
                "Bahnhof. Wo selten ein Bus fährt, hilft der Rufbus: eine Stunde vorher anrufen, zum Preis eines normalen Fahrscheins.\n\n"
                "## Mitfahren\n\nAuf den grünen Mitfahrbänken warten Sie auf ein freundliches Auto aus der Nachbarschaft. Der Mitfahrverein "
                "bringt außerdem Menschen zusammen, die jeden Morgen dieselbe Strecke fahren.\n\n## Mit Rollstuhl, Rollator und Kinderwagen\n\n"
                "Alle Stadtbusse haben eine Rampe. Welche Haltestellen ohne Stufen erreichbar sind, steht auf der Seite jeder Haltestelle.",
                None,
                (
                    (
                        "Was kostet eine Fahrt?",
                        "Im Stadtgebiet 2,20 Euro, über Land je nach Entfernung bis 5,40 Euro. Kinder unter sechs Jahren fahren umsonst mit.",
                    ),
                    ("Darf mein Fahrrad mit?", "Ja, wenn Platz ist. Rollstühle und Kinderwagen gehen vor."),
                ),
            ),
            EN: Words(
                "Bus, train and sharing rides",
                "How to get around the Auental without a car of your own.",
                "Town buses in {core} run at least every 30 minutes on weekdays, regional buses connect all villages with the station. Where buses "
                "are rare, the dial-a-bus helps: ring an hour ahead and pay the normal fare.\n\n## Sharing rides\n\nOn the green ride benches "
                "you wait for a friendly car from the neighbourhood.\n\n## Wheelchairs, walkers and prams\n\nAll town buses have a ramp. The "
                "page of each stop says whether you can reach it without steps.",
            ),
            EASY: Words(
                "Mit dem Bus und der Bahn fahren",
                "So kommen Sie ohne Auto ans Ziel.",
                "In {core} fahren Stadt-Busse.\n\nIn die Dörfer fahren Regional-Busse.\n\nAlle Stadt-Busse haben eine Rampe.\n\n"
                "Wenn kein Bus fährt: Rufen Sie den Ruf-Bus an.\n\nOder setzen Sie sich auf eine Mitfahr-Bank.",
            ),
        },
        (
            (
                {DE: "Alle Bushaltestellen", EN: "All bus stops", EASY: "Alle Halte-Stellen"},
                "/orte/?kategorie=bus_stop",
            ),
            (
                {DE: "Alle Mitfahrbänke", EN: "All ride benches", EASY: "Alle Mitfahr-Bänke"},
                "/orte/?kategorie=ride_bench",
            ),
        ),
    ),
    Info(
        "familie",
        "kita",
        {
            DE: Words(
                "Kinder und Familie",
                "Kita, Schule, Spielplatz und Hilfe, wenn es einmal schwierig wird.",
                "Einen Kita-Platz beantragen Sie für den ganzen Landkreis an einer Stelle. Grundschulen gibt es in {core} und in den größeren "
                "Dörfern; für weite Wege fährt der Schulbus.\n\n## Wenn es schwierig wird\n\nDie Familienberatung ist kostenlos, vertraulich und "
                "hat auch abends Zeit. Sie müssen keinen Grund nennen.\n\n## Willkommen, kleiner Mensch\n\nNach der Geburt besucht Sie auf Wunsch "
                "eine Familienhebamme und bringt einen Rucksack mit: Windeln, ein Bilderbuch und eine Liste aller Spielkreise.",
            ),
            EN: Words(
                "Children and families",
                "Nursery, school, playgrounds, and help when things get difficult.",
                "You apply for a nursery place for the whole county at one office. There are primary schools in {core} and in the larger villages; "
                "school buses cover longer distances.\n\n## When things get difficult\n\nFamily counselling is free and confidential, and has time "
                "in the evening too.",
            ),
            EASY: Words(
                "Kinder und Familie",
                "Hier geht es um Kita, Schule und Hilfe für Familien.",
                "Sie suchen einen Platz in der Kita? Wir helfen Ihnen.\n\nEs gibt viele Spiel-Plätze.\n\nSie haben Sorgen in der Familie?\n\n"
                "Die Familien-Beratung hilft. Das kostet nichts. Niemand erfährt davon.",
            ),
        },
        (
            ({DE: "Alle Kitas", EN: "All nurseries", EASY: "Alle Kitas"}, "/orte/?kategorie=kindergarten"),
            ({DE: "Alle Spielplätze", EN: "All playgrounds", EASY: "Alle Spiel-Plätze"}, "/orte/?kategorie=playground"),
        ),
    ),
    Info(
        "gesundheit",
        "klinikum",
        {
            DE: Words(
                "Gesundheit und Pflege",
                "Praxen, Apotheken, Pflege und der schnelle Weg im Notfall.",
                "Hausarztpraxen gibt es in {core} und in einigen Dörfern. Wo keine ist, kommen Sprechstunden in die Gemeindehäuser. Nachts und am "
                "Wochenende hilft der ärztliche Bereitschaftsdienst am Klinikum.\n\n## Pflege zu Hause\n\nDer Pflegestützpunkt berät "
                "unabhängig und kommt auf Wunsch vorbei: zu Pflegegrad, Hilfsmitteln, Kurzzeitpflege und dazu, wer Sie entlasten kann.",
                ("Im Notfall", "Wählen Sie 112 bei Lebensgefahr, 116 117 für den ärztlichen Bereitschaftsdienst."),
            ),
            EN: Words(
                "Health and care",
                "Doctors, pharmacies, care, and the quick way in an emergency.",
                "There are family doctors in {core} and in some villages. Where there is none, surgeries are held in the village halls. At night and "
                "at weekends the on-call doctors at the hospital help.\n\n## Care at home\n\nThe care advice centre gives independent advice and "
                "visits you on request.",
                ("In an emergency", "Dial 112 if a life is in danger, 116 117 for the doctors on call."),
            ),
            EASY: Words(
                "Gesundheit und Pflege",
                "Hier finden Sie Ärzte, Apotheken und Hilfe bei der Pflege.",
                "Sie sind krank? Gehen Sie in eine Arzt-Praxis.\n\nDie Praxis hat zu? Rufen Sie an: 116 117.\n\n"
                "Sie brauchen Hilfe bei der Pflege? Der Pflege-Stützpunkt berät Sie.",
                ("Im Notfall", "Bei Lebens-Gefahr rufen Sie an: 112"),
            ),
        },
        (
            ({DE: "Alle Arztpraxen", EN: "All doctors", EASY: "Alle Arzt-Praxen"}, "/orte/?kategorie=doctor"),
            ({DE: "Alle Apotheken", EN: "All pharmacies", EASY: "Alle Apotheken"}, "/orte/?kategorie=pharmacy"),
        ),
    ),
    Info(
        "vereine",
        "sportplatz",
        {
            DE: Words(
                "Vereine und Ehrenamt",
                "Mitsingen, mitlöschen, mitgärtnern: So finden Sie Ihren Verein.",
                "Fast jede zweite Person im Auental ist in einem Verein, manche in fünf. Neue sind überall willkommen, auch zum Schnuppern.\n\n"
                "Wer helfen möchte, aber noch nicht weiß, wo: Die Ehrenamtsbörse in der Bibliothek bringt Menschen und Aufgaben zusammen. Vom "
                "Vorlesen bis zum Trauerbegleiten ist alles dabei, zwei Stunden im Monat reichen.",
            ),
            EN: Words(
                "Clubs and volunteering",
                "Sing, garden, fight fires: how to find your club.",
                "Almost every second person in the Auental belongs to a club, some to five. Newcomers are welcome everywhere. If you want to help "
                "but do not know where, the volunteer exchange in the library brings people and tasks together; two hours a month are enough.",
            ),
            EASY: Words(
                "Vereine",
                "In einem Verein machen Menschen etwas zusammen.",
                "Zum Beispiel:\n\n- singen\n- Fußball spielen\n- im Garten arbeiten\n\nSie können überall mitmachen.\n\n"
                "Sie möchten anderen helfen? Fragen Sie in der Bibliothek.",
            ),
        },
        (({DE: "Alle Vereinsheime", EN: "All club houses", EASY: "Alle Vereine"}, "/orte/?kategorie=clubhouse"),),
    ),
    Info(
        "internet",
        "wlan",
        {
            DE: Words(
                "Internet und digitale Hilfe",
                "Freies WLAN, Computer-Sprechstunde und Geräte zum Ausleihen.",
                "Das freie Netz „auental-frei“ funkt an vielen Orten, ohne Passwort und ohne Zeitgrenze. In der Stadtbibliothek stehen "
                "Computer, ein Drucker und ein Scanner.\n\n## Die Digitallotsinnen und Digitallotsen\n\nSie sind geduldig, kostenlos und haben "
                "alles schon einmal erlebt. Donnerstags von 15 bis 18 Uhr in der Bibliothek, und auf Anruf in jedem Dorf.",
            ),
            EN: Words(
                "Internet and digital help",
                "Free wifi, computer surgery and devices to borrow.",
                "The free network “auental-frei” works in many places, without password or time limit. The town library has computers, a printer "
                "and a scanner. The digital guides are patient and free of charge: Thursdays 3 to 6 pm in the library, and on call in every "
                "village.",
            ),
            EASY: Words(
                "Internet",
                "So kommen Sie kostenlos ins Internet.",
                "Das freie Netz heißt: auental-frei.\n\nSie brauchen kein Passwort.\n\nSie haben eine Frage zum Computer oder Handy?\n\n"
                "Am Donnerstag hilft man Ihnen in der Bibliothek.",
            ),
        },
        (({DE: "Alle WLAN-Punkte", EN: "All wifi spots", EASY: "Alle Orte mit Internet"}, "/orte/?kategorie=wifi"),),
    ),
)

LEGAL = (
    Info("impressum", "", {
        DE: Words("Impressum", "Wer diese Seiten verantwortet.",
            "## Dies ist eine Vorführung\n\nDer Landkreis Auental ist erfunden. Alle Orte, Menschen, Firmen und Ereignisse auf diesen Seiten "
            "hat sich ein Programm oder ein Mensch ausgedacht; Ähnlichkeiten wären Zufall. Die Telefonnummern sind von der "
            "Bundesnetzagentur für Filme und Bücher reserviert und gehören niemandem.\n\n## Herausgeber\n\nLandkreis Auental, vertreten durch "
            "die Landrätin, {office}\n\nVerantwortlich für den Inhalt: Pressestelle, post@auental.example"),
        EN: Words("Imprint", "Who is responsible for these pages.",
            "## This is a demonstration\n\nThe county of Auental is fictional. All places, people, firms and events on these pages are invented. "
            "The telephone numbers are reserved for films and books and belong to nobody.\n\n## Publisher\n\nLandkreis Auental, {office}, "
            "post@auental.example"),
        EASY: Words("Wer macht diese Seite?", "Hier steht: Wer ist für die Seite verantwortlich?",
            "Den Land-Kreis Auental gibt es nicht wirklich.\n\nDie Seite ist ein Beispiel.\n\nAlle Namen sind ausgedacht."),
    }, in_footer=True),
    Info("datenschutz", "", {
        DE: Words("Datenschutz", "Was wir speichern, wozu und wie lange.",
            "## Besuch dieser Seiten\n\nWir setzen keine Werbung, keine Zählpixel und keine Dienste fremder Anbieter ein. Auch die Karte kommt "
            "von unserem eigenen Server. Ein Cookie wird erst gesetzt, wenn Sie sich anmelden oder Ihre Anzeige einstellen.\n\n"
            "## Wenn Sie uns schreiben\n\nFür eine Meldung brauchen wir weder Namen noch Adresse. Wenn Sie eine E-Mail-Adresse angeben, "
            "nutzen wir sie nur für die Antwort und löschen sie ein halbes Jahr nach dem Abschluss.\n\n## Ihre Rechte\n\n"
            "Sie dürfen Auskunft, Berichtigung und Löschung verlangen und sich bei der Aufsichtsbehörde beschweren. Unsere "
            "Datenschutzbeauftragte erreichen Sie unter datenschutz@auental.example."),
        EN: Words("Privacy", "What we store, what for and how long.",
            "## Visiting these pages\n\nThere is no advertising, no tracking and no third-party service. The map, too, comes from our own server. "
            "A cookie is set only when you sign in or change the display.\n\n## When you write to us\n\nA report needs neither name nor "
            "address. An e-mail address you give is used for the answer only and deleted half a year after the matter is closed.\n\n"
            "## Your rights\n\nYou may ask for access, correction and deletion and complain to the supervisory authority: "
            "datenschutz@auental.example."),
        EASY: Words("Daten-Schutz", "Was wissen wir über Sie?",
            "Wir speichern sehr wenig.\n\nEs gibt keine Werbung.\n\nSie können uns ohne Namen schreiben.\n\n"
            "Ihre E-Mail-Adresse benutzen wir nur für die Antwort.\n\nDanach löschen wir die Adresse."),
    }, in_footer=True),
)  # fmt: skip
