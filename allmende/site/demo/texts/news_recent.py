# SPDX-License-Identifier: EUPL-1.2
"""News of the last weeks."""

from __future__ import annotations

from allmende.site.demo.texts.model import DE, EASY, EN, News, Words

RECENT = (
    News("advent-auf-dem-markt", 2, "advent", {
        DE: Words("Adventsmarkt: Lichter, Waffeln und ein Karussell von 1926",
            "Vom ersten Adventswochenende an wird der Markt in {core} wieder zum Wohnzimmer der Stadt.",
            "Ab {in:5} duftet es auf dem Markt nach Waffeln und gebrannten Mandeln. 32 Stände sind dabei, so viele wie seit zehn "
            "Jahren nicht mehr. Neu ist eine Reihe, in der nur Vereine verkaufen: Der Erlös bleibt im Ehrenamt.\n\n"
            "Das Kinderkarussell von 1926 dreht sich wieder. Ein Jahr lang haben es die Freiwilligen der offenen Werkstatt "
            "restauriert, jedes Pferd hat einen eigenen Namen bekommen. Welchen, darf man raten.\n\n"
            "## Gut zu wissen\n\n- Geöffnet täglich von 11 bis 20 Uhr, freitags und samstags bis 21 Uhr\n"
            "- Die Gassen zwischen den Ständen sind mindestens 1,80 Meter breit\n"
            "- Zwei Rollstuhl-Parkplätze liegen direkt am Nordwall\n- Die Stadtbusse fahren freitags und samstags eine Stunde länger",
            ("Leise Stunde", "Mittwochs von 11 bis 12 Uhr bleibt die Musik aus und das Licht ruhig. Das tut vielen gut.")),
        EN: Words("Advent market: lights, waffles and a carousel from 1926",
            "From the first weekend of Advent the market square of {core} turns into the town's living room again.",
            "From {in:5} the market smells of waffles and roasted almonds. There are 32 stalls, more than in the past ten years, "
            "and one row is reserved for local clubs: what they earn stays with the volunteers.\n\n"
            "The children's carousel from 1926 is turning again. The volunteers of the open workshop spent a year restoring it.\n\n"
            "- Open daily 11 am to 8 pm, Fridays and Saturdays until 9 pm\n- The lanes between the stalls are at least 1.80 m wide\n"
            "- Two parking spaces for wheelchair users next to the northern wall\n- Town buses run one hour longer on Fridays and Saturdays",
            ("Quiet hour", "On Wednesdays from 11 to 12 there is no music and the lights stay calm.")),
        EASY: Words("Advents-Markt in {core}",
            "Bald ist Advent. Dann ist wieder Markt in {core}.",
            "Der Markt beginnt am {in:5}.\n\nEs gibt 32 Stände.\n\nSie können dort essen, trinken und Geschenke kaufen.\n\n"
            "Für Kinder gibt es ein altes Karussell.\n\n## Wann ist der Markt offen?\n\n- Jeden Tag von 11 Uhr bis 20 Uhr.\n"
            "- Am Freitag und am Samstag bis 21 Uhr.\n\n## Ist der Markt gut für Rollstühle?\n\nJa. Die Wege sind breit.",
            ("Leise Stunde", "Am Mittwoch von 11 Uhr bis 12 Uhr ist keine Musik.")),
    }),
    News("mitfahrbaenke", 9, "mitfahrbank", {
        DE: Words("Neue Mitfahrbänke: Platz nehmen und ankommen",
            "In weiteren Dörfern stehen jetzt grüne Bänke. Wer dort sitzt, möchte mitgenommen werden.",
            "Das Prinzip ist so alt wie die Landstraße: Sie setzen sich auf die grüne Bank, klappen das Schild mit Ihrem Ziel um und "
            "warten. Meist dauert es keine zehn Minuten, bis jemand hält. Seit dieser Woche gibt es die Bänke auch in {v2}, {v4} "
            "und {v5}.\n\n„Am Anfang dachte ich, das traut sich niemand“, sagt Helga Tannert aus {v2}. „Inzwischen fahre ich zweimal "
            "in der Woche so zum Einkaufen. Und ich kenne wieder meine halbe Nachbarschaft.“\n\n"
            "Die Bänke hat der Bauhof aus Lärchenholz aus dem Stadtwald gebaut. Sitzhöhe und Armlehnen wurden mit dem Seniorenbüro "
            "ausprobiert.",
            ("Mitmachen", "Fahrerinnen und Fahrer können sich beim Mitfahrverein einen grünen Punkt für die Windschutzscheibe holen.")),
        EN: Words("New ride benches: take a seat, get a lift",
            "More villages now have green benches. Whoever sits there would like to be taken along.",
            "The idea is as old as the road: you sit on the green bench, flip the sign to your destination and wait. It rarely takes ten "
            "minutes until somebody stops. As of this week there are benches in {v2}, {v4} and {v5} as well.\n\n"
            "The benches were built from local larch by the municipal workshop. Height and armrests were tried out together with the "
            "senior citizens' office."),
        EASY: Words("Neue Mitfahr-Bänke",
            "Es gibt neue grüne Bänke in den Dörfern.",
            "Sie wollen in einen anderen Ort fahren?\n\nSie haben kein Auto?\n\nDann setzen Sie sich auf die grüne Bank.\n\n"
            "Am Schild zeigen Sie: Da will ich hin.\n\nEin Auto hält an und nimmt Sie mit.\n\nDas kostet nichts.\n\n"
            "Neue Bänke gibt es in {v2}, {v4} und {v5}."),
    }),
    News("waermeplan", 16, "energie", {
        DE: Words("Wärmeplan: Was heißt das für mein Haus?",
            "Die Gemeinden beraten im Winter, wo sich Wärmenetze lohnen. Vier Abende erklären, was das für Sie bedeutet.",
            "Muss ich meine Heizung austauschen? Nein, jedenfalls nicht wegen des Wärmeplans. Er sagt nur, wo sich in den nächsten "
            "Jahren gemeinsame Lösungen anbieten: ein Wärmenetz im Sonnenhang etwa, oder viele einzelne Wärmepumpen in den Dörfern.\n\n"
            "An vier Abenden erklären Fachleute den Entwurf und beantworten Ihre Fragen. Bringen Sie gern Ihre letzte "
            "Heizkostenabrechnung mit.\n\n- {core}, Bürgerhaus: {in:9}, 18 Uhr\n- {v1}: {in:14}, 18 Uhr\n- {v3}: {in:16}, 18 Uhr\n"
            "- Online: {in:21}, 19 Uhr\n\nFür die Abende in {core} und {v1} übersetzen Dolmetscherinnen in Deutsche Gebärdensprache."),
        EN: Words("Heat plan: what does it mean for my house?",
            "This winter the municipalities discuss where heat networks make sense. Four evenings explain what that means for you.",
            "Do I have to replace my heating? No, at least not because of the heat plan. It only says where shared solutions are "
            "promising in the coming years. On four evenings experts explain the draft and answer your questions.\n\n"
            "- {core}, community hall: {in:9}, 6 pm\n- {v1}: {in:14}, 6 pm\n- {v3}: {in:16}, 6 pm\n- online: {in:21}, 7 pm"),
        EASY: Words("Heizen in der Zukunft",
            "Die Gemeinden machen einen Plan. In dem Plan steht: Wie heizen wir in Zukunft?",
            "Viele Menschen fragen: Muss ich meine Heizung jetzt austauschen?\n\nNein. Das müssen Sie nicht.\n\n"
            "Es gibt 4 Treffen. Dort können Sie Fragen stellen.\n\n- In {core} am {in:9} um 18 Uhr\n- In {v1} am {in:14} um 18 Uhr\n"
            "- In {v3} am {in:16} um 18 Uhr\n- Im Internet am {in:21} um 19 Uhr\n\nDas kostet nichts."),
    }),
    News("bibliothek-der-dinge", 24, "bibliothek", {
        DE: Words("Bohrmaschine statt Buch: Die Bibliothek verleiht Dinge",
            "Nähmaschine, Beamer, Lastenrad: 60 Dinge können Sie ab sofort mit dem Bibliotheksausweis ausleihen.",
            "Eine Bohrmaschine läuft in ihrem Leben im Schnitt 13 Minuten. Die der Stadtbibliothek soll es weiter bringen: Sie gehört zur "
            "neuen Bibliothek der Dinge. Sechzig Gegenstände stehen bereit, vom Raclette-Gerät bis zum Fernglas.\n\n"
            "Ausgeliehen wird wie ein Buch, für zwei Wochen. Kaution gibt es keine, nur eine Bitte: Sagen Sie Bescheid, wenn etwas "
            "klemmt. Die offene Werkstatt repariert es dann.\n\nDer Ausweis ist für alle unter 18 kostenlos, sonst kostet er 12 Euro im "
            "Jahr.",
            ("Wunschzettel", "Was fehlt? An der Theke liegt eine Liste. Auf Platz eins steht zurzeit: ein Zelt für sechs Personen.")),
        EN: Words("A drill instead of a book: the library lends things",
            "Sewing machine, projector, cargo bike: you can now borrow sixty things with your library card.",
            "In its whole life a drill runs for about 13 minutes. The one in the town library should do better: it is part of the new "
            "library of things. You borrow an item like a book, for two weeks, without a deposit.\n\n"
            "The card is free for everyone under 18 and costs 12 euros a year for adults."),
        EASY: Words("In der Bibliothek gibt es mehr als Bücher",
            "Sie können in der Bibliothek jetzt auch Dinge ausleihen.",
            "Zum Beispiel:\n\n- eine Bohrmaschine\n- eine Nähmaschine\n- ein Fernglas\n\nSie dürfen die Dinge 2 Wochen behalten.\n\n"
            "Sie brauchen einen Bibliotheks-Ausweis.\n\nDer Ausweis kostet 12 Euro im Jahr.\n\nKinder und Jugendliche bezahlen nichts."),
    }),
    News("hausarztpraxis", 31, "klinikum", {
        DE: Words("Zwei Tage in der Woche: Sprechstunde im Dorfgemeinschaftshaus",
            "Dienstags und donnerstags hält eine Hausärztin wieder Sprechstunde in {v3}.",
            "Fast drei Jahre lang gab es in {v3} keine ärztliche Sprechstunde mehr. Jetzt kommt das Medizinische Versorgungszentrum aus "
            "{core} zu den Menschen: Dr. Thalmann hält dienstags von 9 bis 13 Uhr und donnerstags von 14 bis 18 Uhr Sprechstunde im "
            "Gemeindehaus.\n\nEine Anmeldung ist gut, aber nicht nötig. Rezepte können Sie auch in den Briefkasten der Praxis werfen. Ein "
            "Bürgerbus fährt an beiden Tagen die Nachbardörfer ab.\n\nMöglich wurde das, weil die Gemeinde zwei Räume umgebaut hat: "
            "ohne Schwelle, mit breiten Türen und einer Liege, die sich absenken lässt."),
        EN: Words("Two days a week: a doctor in the village again",
            "On Tuesdays and Thursdays a family doctor sees patients in {v3}.",
            "For almost three years there was no doctor in {v3}. Now the medical centre in {core} comes to the people: Dr Thalmann is there "
            "on Tuesdays from 9 am to 1 pm and on Thursdays from 2 to 6 pm. You may book an appointment, but you need not. On both days a "
            "community bus collects patients from the neighbouring villages."),
        EASY: Words("Eine Ärztin kommt ins Dorf",
            "In {v3} gibt es wieder eine Ärztin.",
            "Die Ärztin heißt Frau Doktor Thalmann.\n\nSie ist im Gemeinde-Haus.\n\n- Am Dienstag von 9 Uhr bis 13 Uhr\n"
            "- Am Donnerstag von 14 Uhr bis 18 Uhr\n\nSie brauchen keinen Termin.\n\nDie Türen sind breit. Es gibt keine Stufen.\n\n"
            "Ein Bus holt Sie ab."),
    }),
    News("buergerhaushalt", 40, "buergerhaus", {
        DE: Words("80.000 Euro für Ihre Ideen",
            "Was fehlt in Ihrem Ort? Bis Ende des Jahres sammeln wir Vorschläge für den Bürgerhaushalt.",
            "Im vergangenen Jahr wurden aus 143 Vorschlägen elf Dinge, die man anfassen kann: ein Trinkbrunnen am Bahnhof, ein "
            "Basketballkorb in {v4}, Hochbeete vor dem Seniorenzentrum. Nun sind wieder 80.000 Euro zu vergeben.\n\n"
            "Mitmachen dürfen alle ab 12 Jahren, die im Landkreis wohnen. Ein Vorschlag kann so kurz sein wie dieser Satz. Die Verwaltung "
            "prüft, was er kostet und ob er geht, und schreibt das dazu. Im Frühjahr stimmen alle ab.\n\n"
            "Vorschläge nehmen die Bürgerbüros und Bibliotheken auch auf Papier an."),
        EN: Words("80,000 euros for your ideas",
            "What is missing where you live? Until the end of the year we collect proposals for the participatory budget.",
            "Last year eleven real things grew out of 143 proposals: a drinking fountain at the station, a basketball hoop in {v4}, raised "
            "beds at the home for the elderly. Now there are 80,000 euros again.\n\nEverybody from the age of 12 who lives in the county "
            "may take part, whatever their passport. All vote in spring."),
        EASY: Words("Geld für Ihre Ideen",
            "Sie haben eine Idee für Ihren Ort? Sagen Sie uns die Idee!",
            "Es gibt 80 Tausend Euro für gute Ideen.\n\nAlle ab 12 Jahren dürfen mitmachen.\n\nSie können die Idee aufschreiben.\n\n"
            "Oder Sie sagen die Idee im Bürger-Büro.\n\nIm Frühling stimmen alle ab: Welche Idee ist die beste?"),
    }),
)  # fmt: skip
