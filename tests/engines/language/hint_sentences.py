# SPDX-License-Identifier: EUPL-1.2
"""Sentences that each rule has to notice, and sentences it has to leave alone. All are our own."""

from __future__ import annotations

CASES: dict[str, tuple[list[str], list[str]]] = {
    "sentence-long": (
        [
            "Bitte bringen Sie zu dem Termin im Rathaus Ihren Ausweis und ein neues Foto mit.",
            "Der Bus fährt jeden Tag um acht und um zehn vom Markt zu dem Bahnhof.",
            "Wir haben das Haus der Vereine am Markt in dem letzten Sommer ganz neu gestrichen.",
            "Die Kinder aus der ersten Klasse malen heute ein Bild von dem Platz am Fluss.",
            "Am Montag kommt die Müllabfuhr nicht am Morgen wie sonst immer, sondern am Nachmittag.",
        ],
        [
            "Der Bus fährt jeden Tag.",
            "Bitte bringen Sie Ihren Ausweis mit.",
            "Das Amt ist heute zu.",
            "Rufen Sie uns an: Wir helfen Ihnen gern.",
            "Das Haus der Vereine am Markt ist seit Montag ganz neu gestrichen.",
        ],
    ),
    "word-long": (
        [
            "Sie brauchen eine Aufenthaltserlaubnis.",
            "Die Straßenverkehrsbehörde ist zu.",
            "Das Einwohnermeldeamt hilft.",
            "Hier ist die Kindertagesstätte.",
            "Der Schwerbehindertenausweis ist neu.",
        ],
        [
            "Sie brauchen eine Aufenthalts-Erlaubnis.",
            "Das Einwohner·melde·amt hilft.",
            "Der Bürgermeister kommt.",
            "Schreiben Sie an buergermeisterin@landkreis-auental.de.",
            "Das Rathaus ist offen.",
        ],
    ),
    "passive": (
        [
            "Der Antrag wird bis Freitag geprüft.",
            "Die Straße wurde gestern gesperrt.",
            "Alle Gäste werden gebeten, leise zu sein.",
            "Die Karte muss vorher gekauft werden.",
            "Das Fest ist abgesagt worden.",
            "Wir melden uns, wenn der Platz belegt wird.",
            "Die Daten werden gespeichert und gelöscht.",
            "Hier wird saniert.",
            "Die Regeln wurden gestern beschlossen.",
            "Der Schaden kann behoben werden.",
        ],
        [
            "Das Amt wird die Pläne bearbeiten.",
            "Das Wetter wird morgen schön.",
            "Meine Tochter wird Lehrerin.",
            "Die Kurse werden im Mai beginnen.",
            "Wir werden Sie gegen Mittag anrufen.",
            "Er wird bald gesund.",
            "Die Gäste haben gegessen.",
            "Das Werden der Stadt zeigt ein Film.",
            "Es wird langsam dunkel.",
            "Wir werden den Platz gestalten.",
            "Die Stelle wird bald bekannt.",
        ],
    ),
    "passive-future": (
        [
            "Der Weg wird im Mai gesperrt werden.",
            "Die Kosten werden vom Kreis übernommen werden.",
            "Der Plan wird bald geändert werden.",
            "Alle Fragen werden beantwortet werden.",
            "Das Haus wird verkauft werden.",
        ],
        [
            "Der Weg wird im Mai gesperrt.",
            "Die Karte wird für ein Jahr erteilt und kann verlängert werden.",
            "Der Weg muss gesperrt werden.",
            "Sie wird Ärztin werden.",
            "Die Kinder werden groß werden.",
            "Das Haus soll verkauft werden.",
        ],
    ),
    "must-infinitive": (
        [
            "Der Antrag ist bis Montag einzureichen.",
            "Die Gebühr ist vorher zu zahlen.",
            "Alle Felder sind auszufüllen.",
            "Der Ausweis ist am Schalter vorzulegen.",
            "Hunde sind an der Leine zu führen.",
            "Bringen Sie die Papiere, die vorzulegen sind.",
        ],
        [
            "Der Text ist leicht zu lesen.",
            "Die Tür ist zu.",
            "Vom Turm ist der Fluss zu sehen.",
            "Es ist schön, im Garten zu sitzen.",
            "Er ist zu Hause geblieben.",
            "Unser Ziel ist, Wege zu bauen.",
            "Die Suppe ist zu heiß zum Essen.",
        ],
    ),
    "nominal-style": (
        [
            "Die Planung und die Errichtung dauern lange.",
            "Nach der Anhörung folgt die Bewertung.",
            "Die Erhöhung der Belastung stört uns.",
            "Die Dringlichkeit der Sanierung ist klar.",
            "Zur Vermeidung einer Verzögerung rufen Sie an.",
        ],
        [
            "Die Wohnung liegt neben der Zeitung.",
            "Die Verwaltung hat eine neue Abteilung.",
            "Wir planen und bauen.",
            "Die Planung dauert lange.",
            "Die Ausstellung zeigt die Siedlung.",
            "Der Ursprung liegt im Dung.",
        ],
    ),
    "verb-phrase": (
        [
            "Sie können die Hilfe in Anspruch nehmen.",
            "Wir stellen Ihnen ein Rad zur Verfügung.",
            "Diese Regel findet Anwendung auf alle.",
            "Die neue Satzung ist in Kraft getreten.",
            "Wir setzen Sie davon in Kenntnis.",
            "Der Rat hat eine Entscheidung getroffen.",
            "Bitte leisten Sie der Ladung Folge.",
        ],
        [
            "Sie können die Hilfe nutzen.",
            "Zu den Leistungen gehört eine Zahlung im Mai.",
            "Der Anspruch ist hoch.",
            "Wir stellen die Räder in den Hof.",
            "Die Kraft des Wassers treibt das Rad.",
            "Das war eine gute Entscheidung.",
            "Die Kinder nehmen den Bus.",
        ],
    ),
    "genitive": (
        [
            "Das ist das Haus des Bürgermeisters.",
            "Die Farbe des Hauses ist gelb.",
            "Wir feiern am Ende dieses Jahres.",
            "Die Öffnungszeiten der Bücherei sind neu.",
            "Das ist die Aufgabe eines Amtes.",
            "Der Rand des neuen Weges ist grün.",
        ],
        [
            "Wir gehen mit der Lehrerin in die Stadt.",
            "Dieses Haus ist alt.",
            "Jedes Gleis ist gesperrt.",
            "Ich gebe das Buch der Lehrerin.",
            "Die Frau, der das Haus gehört, ist hier.",
            "Des Weiteren gibt es Kaffee.",
            "In der Stadt ist Markt.",
        ],
    ),
    "genitive-chain": (
        [
            "Der Name der Tochter des Nachbarn ist Ida.",
            "Die Kosten der Sanierung des Daches sind hoch.",
            "Das ist die Liste der Mitglieder des Rates.",
            "Wegen des Endes der Frist rufen wir an.",
            "Nach dem Bau des Hauses der Vereine war ein Fest.",
        ],
        [
            "Der Name der Tochter ist Ida.",
            "Das Dach des Hauses ist neu.",
            "Die Kosten sind hoch.",
            "Wir fahren mit der Bahn nach Hause.",
            "Die Liste hängt in der Halle der Schule.",
        ],
    ),
    "subjunctive": (
        [
            "Sie könnten auch anrufen.",
            "Das wäre schön.",
            "Wir würden gern helfen.",
            "Sie müssten vorher fragen.",
            "Es hätte mehr Platz.",
            "Das gäbe Ärger.",
        ],
        [
            "Sie können auch anrufen.",
            "Wir möchten helfen.",
            "Die Würde des Menschen zählt.",
            "Sie sollten früh kommen.",
            "Wir konnten nichts tun.",
            "Sei bitte leise.",
        ],
    ),
    "negation": (
        [
            "Das Amt ist nicht offen.",
            "Sie brauchen keinen Termin.",
            "Hier wohnt niemand.",
            "Das kostet nichts.",
            "Wir waren nie dort.",
        ],
        [
            "Das Amt ist zu.",
            "Sie dürfen ohne Termin kommen.",
            "Die Nichte wohnt hier.",
            "Das ist kostenlos.",
            "Der Keiner-Weg ist lang.",
        ],
    ),
    "double-negation": (
        [
            "Das ist nicht unmöglich.",
            "Das ist nicht unüblich hier.",
            "Es geht nicht ohne Termin.",
            "Niemand ist nicht willkommen.",
            "Das ist keine unwichtige Frage.",
        ],
        [
            "Das ist nicht unter uns geschehen.",
            "Das ist nicht unbedingt nötig.",
            "Das geht nicht ohne Weiteres.",
            "Es geht nicht, weil niemand da ist.",
            "Wir können unsere Fragen nicht stellen.",
            "Das ist nicht gut.",
            "Kein Unternehmen zahlt.",
        ],
    ),
    "abbreviation": (
        [
            "Bringen Sie z. B. ein Foto.",
            "Das gilt ggf. auch hier.",
            "Es sind ca. 20 Plätze.",
            "Die Karte inkl. Fahrt kostet viel.",
            "Kommen Sie in die Bahnhofstr. 5.",
        ],
        [
            "Bringen Sie zum Beispiel ein Foto.",
            "Frau Dr. Weber hilft.",
            "Der 3. Weg ist neu.",
            "Es ist fertig. Kommen Sie.",
            "Bei St. Martin ist ein Fest.",
        ],
    ),
    "acronym": (
        ["Das steht im BGB.", "Der ÖPNV ist gut.", "Das BauGB gilt.", "Fragen Sie beim BAMF.", "Der WBS ist da."],
        [
            "Das WC ist links.",
            "Der LKW ist laut.",
            "Die EU zahlt.",
            "Der Öffentliche Nahverkehr (ÖPNV) ist gut.",
            "Ludwig XIV war König.",
            "Gehen Sie weiter.",
        ],
    ),
    "officialese": (
        [
            "Bitte antworten Sie unverzüglich.",
            "Das Entgelt ist hoch.",
            "Gemäß der Satzung gilt das.",
            "Die Liegenschaften sind alt.",
            "Wir benötigen ein Lichtbild.",
            "Das ist gegebenenfalls möglich.",
            "Es sei denn, Sie rufen an.",
            "Die Bedarfsgemeinschaft zieht um.",
        ],
        [
            "Bitte antworten Sie sofort.",
            "Der Preis ist hoch.",
            "Er ist sehr bescheiden.",
            "Das Foto ist neu.",
            "Der Vorhang ist rot.",
            "Wir warten auf den Zug.",
        ],
    ),
    "foreign-word": (
        [
            "Das Meeting ist morgen.",
            "Wir evaluieren den Kurs.",
            "Die Ressourcen sind knapp.",
            "Das ist eine innovative Idee.",
            "Geben Sie uns Feedback.",
        ],
        [
            "Das Treffen ist morgen.",
            "Die Musik ist laut.",
            "Der Computer ist neu.",
            "Das Radio spielt.",
            "Wir prüfen den Kurs.",
        ],
    ),
    "number-word": (
        [
            "Es sind fünf Plätze.",
            "Wir haben zwölf Räume.",
            "Das dauert zwanzig Tage.",
            "Nach dreißig Minuten ist Schluss.",
            "Es kamen hundert Gäste.",
        ],
        [
            "Es ist ein Platz.",
            "Es sind 5 Plätze.",
            "Lassen Sie das nicht außer Acht.",
            "Das ist eine gute Drei.",
            "Das ist einfach.",
            "Wir kamen zu zweit.",
        ],
    ),
    "roman-numeral": (
        [
            "Das steht in Kapitel IV.",
            "Lesen Sie Teil II.",
            "Im XIX. Jahrhundert war das anders.",
            "Sie wohnt in Haus III.",
            "Das ist Band VII.",
            "Lesen Sie Kapitel V.",
        ],
        [
            "Die CD ist neu.",
            "Ich bin hier.",
            "Das Hemd hat Größe XL.",
            "Das Gleis ist V-förmig.",
            "Der Mix ist gut.",
            "Wir haben 4 Kapitel.",
        ],
    ),
    "large-number": (
        [
            "Das kostet 12.500 Euro.",
            "Hier leben 1.250.000 Menschen.",
            "Es sind 3 Millionen Euro.",
            "Wir zählten 250000 Gäste.",
            "Der Bau kostet 1.000 Euro.",
        ],
        [
            "Im Jahr 2024 war das.",
            "Wir wohnen in 07743 Jena.",
            "Rufen Sie an: 03641 492000.",
            "Es sind 250 Plätze.",
            "Die Nummer 1234567 ist frei.",
            "Das kostet 12,50 Euro.",
        ],
    ),
    "percent": (
        ["Es sind 20 Prozent.", "Nur 5 % kamen.", "Wir zahlen 50 Prozent.", "Etwa 12,5 % sind alt.", "Das sind 100 %."],
        [
            "Es ist jeder Zweite.",
            "Das Prozent-Zeichen ist rund.",
            "Es sind 20 Personen.",
            "Nur wenige kamen.",
            "Die Hälfte war da.",
        ],
    ),
    "date-short": (
        [
            "Das Fest ist am 01.03.2025.",
            "Kommen Sie am 24.12.2025 vorbei.",
            "Ab dem 1.1.2026 ist zu.",
            "Am 5. 6. 2025 ist frei.",
            "Bis 31.12.2025 bleibt das.",
        ],
        [
            "Das Fest ist am 1. März 2025.",
            "Es kostet 12.50 Euro.",
            "Um 14.30 Uhr ist Schluss.",
            "Das ist Version 1.2.3.",
            "Der 99.99.2025 ist kein Tag.",
        ],
    ),
    "special-sign": (
        [
            "Das steht in § 5.",
            "Müller & Sohn bauen.",
            "Es dauert ~ 5 Tage.",
            "Alter ≥ 18 ist nötig.",
            "Gehen Sie zu #12.",
            "Das gilt laut §§ 3 und 4.",
        ],
        ["Das steht in Paragraf 5.", "Es sind 5 Tage.", "Ist das wahr?", "Er sagte: „Ja.“", "Wir sind Bürger*innen."],
    ),
    "relative-clause": (
        [
            "Die Frau, die hier arbeitet, hilft Ihnen.",
            "Das ist der Weg, der zum Fluss führt.",
            "Wir kennen Menschen, denen das hilft.",
            "Das Haus, in dem wir wohnen, ist alt.",
            "Der Mann, dessen Hund bellt, kommt.",
            "Das ist ein Platz, welcher allen gehört.",
        ],
        [
            "Das ist das Amt, das ist offen.",
            "Klicken Sie auf den Knopf, das neue Formular wird geladen.",
            "Wir suchen den Weg, um das Ziel zu erreichen.",
            "Der Vater, die Mutter und das Kind kommen.",
            "Wir wissen, welche Frage wichtig ist.",
            "Kommen Sie am Montag, das Amt ist offen.",
            "Die Frau arbeitet hier.",
            "Heute, der 3. Mai, ist ein guter Tag.",
        ],
    ),
    "nested": (
        [
            "Wenn Sie umziehen, sagen Sie es uns, weil wir das wissen müssen.",
            "Wir sagen Ihnen, dass Sie warten, bis wir wissen, ob es geht, weil wir prüfen.",
            "Falls es regnet, bleiben wir da, damit niemand nass wird.",
            "Die Frau, die hier arbeitet, weiß, dass Sie kommen.",
            "Rufen Sie an, wenn Sie krank sind, damit wir das wissen.",
        ],
        [
            "Wenn Sie umziehen, sagen Sie es uns.",
            "Rufen Sie an, damit wir das wissen.",
            "Wir haben Brot, Käse, Obst und Saft.",
            "Sie kommen am Montag, um zu helfen.",
            "Das Amt hilft Ihnen gern.",
        ],
    ),
    "parentheses": (
        [
            "Kommen Sie zum Amt (im alten Rathaus).",
            "Der Kurs (für Anfänger) beginnt.",
            "Das kostet Geld (siehe Rückseite).",
            "Wir helfen (auch am Telefon).",
            "Bringen Sie Papiere (zum Beispiel den Ausweis) mit.",
        ],
        [
            "Der Nahverkehr (ÖPNV) ist gut.",
            "Der Kurs ist neu (2025).",
            "Mehr steht im Netz (www.auenstadt.de).",
            "Wir helfen Ihnen.",
            "Das Amt (12) ist hier.",
        ],
    ),
    "man": (
        [
            "Hier kann man parken.",
            "Man darf baden.",
            "Das sieht man gut.",
            "Wenn man will, geht das.",
            "So macht man das.",
        ],
        [
            "Hier können Sie parken.",
            "Der Mann darf baden.",
            "Manche gehen baden.",
            "Herr Man ist da.",
            "Das mag jeder.",
        ],
    ),
    "filler": (
        [
            "Das ist eigentlich gut.",
            "Wir helfen natürlich gern.",
            "Das ist durchaus möglich.",
            "Grundsätzlich gilt das.",
            "Es ist sozusagen neu.",
        ],
        ["Das ist gut.", "Das Natürliche ist schön.", "Wir helfen gern.", "Der Grundsatz gilt.", "Das ist sicher."],
    ),
    "capitals": (
        [
            "WICHTIGER HINWEIS!",
            "Bitte BEACHTEN SIE das.",
            "Das ist VERBOTEN.",
            "ACHTUNG BAUSTELLE!",
            "Hier gilt RAUCHVERBOT.",
        ],
        ["Wichtiger Hinweis!", "Die EU hilft.", "Das BGB gilt.", "Er fährt nach USA.", "Das DRK und die AWO helfen."],
    ),
    "semicolon": (
        [
            "Das Amt ist zu; kommen Sie morgen.",
            "Es regnet; wir bleiben.",
            "Hier ist Platz; dort nicht.",
            "Er kommt; sie geht.",
            "Der Bus fährt; der Zug steht.",
        ],
        [
            "Das Amt ist zu. Kommen Sie morgen.",
            "Es regnet, wir bleiben.",
            "Wir haben: Brot und Saft.",
            "Er kommt.",
            "Der Bus fährt – gleich.",
        ],
    ),
    "slash": (
        [
            "Vater/Mutter kommen mit.",
            "Nehmen Sie Bus und/oder Bahn.",
            "Der Pass/Ausweis ist nötig.",
            "Montag/Dienstag ist zu.",
            "Das gilt für Bauherren/Planer.",
        ],
        [
            "Es sind 20 km/h.",
            "Das Jahr 2023/24 war gut.",
            "Wir haben 24/7 offen.",
            "Siehe www.auenstadt.de/kita/plan.",
            "Vater und Mutter kommen.",
        ],
    ),
    "two-statements": (
        [
            "Wir prüfen das und wir rufen Sie an.",
            "Das Amt ist zu, aber wir helfen Ihnen.",
            "Er kommt heute und er bringt Kuchen mit.",
            "Füllen Sie das aus und dann gehen Sie zum Amt.",
            "Bleiben Sie da, denn es regnet stark.",
        ],
        [
            "Wir haben Brot und Saft.",
            "Mein Bruder und ich kommen.",
            "Das kostet nicht nur Zeit, sondern auch viel Geld.",
            "Bringen Sie Ausweis und Foto mit.",
            "Das Amt hilft Ihnen und Ihrer Familie.",
            "Er oder sie darf das.",
        ],
    ),
}

# These keys belong to the profile of plain language only, or need its limits.
PLAIN_CASES: dict[str, tuple[list[str], list[str]]] = {
    "sentence-very-long": (
        [
            " ".join(
                ["Wir gehen heute mit allen Kindern zu Fuß"]
                + [f"an dem {n}" for n in ("Fluss", "Markt", "Haus", "Wald", "Zaun", "Turm", "Tor", "Weg")]
            )
            + f" und dann noch {extra} bis zum Ende."
            for extra in ("weiter", "länger", "einmal", "lange", "immer")
        ],
        [
            "Wir gehen.",
            "Das Amt ist heute leider zu.",
            "Kommen Sie bitte am Montag wieder.",
            "Wir helfen allen.",
            "Der Markt ist am Samstag von acht bis zwölf Uhr.",
        ],
    ),
}

ENGLISH: dict[str, tuple[list[str], list[str]]] = {
    "passive": (
        [
            "The form was sent today.",
            "Your request is checked by us.",
            "The road has been closely inspected.",
            "Fees are not refunded.",
            "All papers were given back.",
        ],
        [
            "We are closed on Monday.",
            "You are interested in this.",
            "We sent the form.",
            "The road is long.",
            "She is a speed skater.",
        ],
    ),
    "officialese": (
        [
            "Please pay prior to the visit.",
            "We utilise the hall.",
            "Come in order to help.",
            "Please commence now.",
            "Pursuant to the rules, wait.",
        ],
        ["Please pay before the visit.", "We use the hall.", "Come to help.", "Start now.", "Follow the rules."],
    ),
    "double-negation": (
        [
            "This is not uncommon.",
            "It is not without risk.",
            "It is not unusual here.",
            "That is not inaccurate.",
            "This is never unfriendly.",
        ],
        ["This is not common.", "It is not under the table.", "We are not unique.", "No union is here.", "It is rare."],
    ),
    "abbreviation": (
        [
            "Bring papers, e.g. a passport.",
            "That is, i.e. today.",
            "It takes approx. one hour.",
            "Bread, milk etc. are here.",
            "We open at 5 p.m. today.",
        ],
        [
            "Bring papers such as a passport.",
            "Mr. Smith is here.",
            "It takes an hour.",
            "No. We do not.",
            "Come today.",
        ],
    ),
    "number-word": (
        [
            "There are five rooms.",
            "It takes twenty minutes.",
            "We have two dogs.",
            "Seven people came.",
            "Bring three photos.",
        ],
        ["There is one room.", "It takes 20 minutes.", "We have a dog.", "Many people came.", "Bring photos."],
    ),
}
