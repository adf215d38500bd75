# SPDX-License-Identifier: EUPL-1.2
"""News of the last months."""

from __future__ import annotations

from allmende.site.demo.texts.model import DE, EASY, EN, News, Words

OLDER = (
    News("aufzug-am-bahnhof", 52, "bahnhof", {
        DE: Words("Bahnhof: Der Aufzug kommt",
            "Am Gleis 2 wird gebaut. Bis der Aufzug fertig ist, hilft der Begleitdienst.",
            "Es war die am häufigsten gemeldete Barriere im ganzen Landkreis: 34 Stufen zum Bahnsteig 2. Jetzt haben die Bauarbeiten für "
            "den Aufzug begonnen. Im Sommer soll er fahren.\n\nBis dahin hilft der Begleitdienst: Rufen Sie bis zum Vorabend um 18 Uhr an, "
            "dann wartet jemand auf Sie und kennt den Weg über die Rampe am Güterschuppen. Das kostet nichts.\n\n"
            "Während der Arbeiten ist der Zugang vom Busbahnhof an drei Wochenenden gesperrt. Die Umleitung ist ausgeschildert und "
            "stufenfrei."),
        EN: Words("Station: the lift is on its way",
            "Building has started on platform 2. Until the lift is ready, the escort service helps.",
            "It was the barrier most often reported in the whole county: 34 steps up to platform 2. Work on the lift has now begun and it "
            "should be running by summer. Until then you can book the escort service free of charge; please ring by 6 pm the evening before."),
        EASY: Words("Am Bahnhof wird ein Aufzug gebaut",
            "Zum Gleis 2 führen viele Stufen. Bald gibt es einen Aufzug.",
            "Der Aufzug ist im Sommer fertig.\n\nBrauchen Sie bis dahin Hilfe?\n\nDann rufen Sie am Tag vorher an.\n\n"
            "Ein Mensch hilft Ihnen am Bahnhof.\n\nDas kostet nichts."),
    }),
    News("freies-wlan", 67, "wlan", {
        DE: Words("Freies WLAN jetzt auch in den Dörfern",
            "An Bushaltestellen, Gemeindehäusern und im Freibad: „auental-frei“ wächst auf über zwanzig Orte.",
            "Kein Passwort, keine Anmeldung, keine Werbung: Das freie Netz im Auental ist einfach da. Seit dieser Woche funkt es auch am "
            "Gemeindehaus in {v1} und an der Bushaltestelle in {v5}.\n\nBetreut wird das Netz von elf Ehrenamtlichen. Wer einen "
            "Internetanschluss und ein Fenster zur Straße hat, kann mitmachen: Ein kleines Gerät auf dem Fensterbrett genügt.\n\n"
            "Und wenn das Telefon nicht so will wie Sie: Die Digitallotsinnen und Digitallotsen helfen donnerstags in der Bibliothek."),
        EN: Words("Free wifi reaches the villages",
            "At bus stops, village halls and the open-air pool: “auental-frei” now works in more than twenty places.",
            "No password, no registration, no advertising: the free network of the Auental is simply there. It is looked after by eleven "
            "volunteers. And if your phone has a mind of its own, the digital guides help on Thursdays in the library."),
        EASY: Words("Internet für alle",
            "An vielen Orten gibt es kostenloses Internet.",
            "Das Netz heißt: auental-frei.\n\nSie brauchen kein Passwort.\n\nNeu ist das Netz in {v1} und in {v5}.\n\n"
            "Sie haben Fragen zum Handy?\n\nAm Donnerstag hilft man Ihnen in der Bibliothek."),
    }),
    News("kita-eroeffnet", 81, "kita", {
        DE: Words("Platz für 45 Kinder: Die neue Kita ist offen",
            "Nach anderthalb Jahren Bauzeit sind die ersten Kinder eingezogen – mit Gummistiefeln und großen Plänen.",
            "Der Schlüssel war aus Salzteig und so lang wie ein Kind: Mit ihm hat die vierjährige Mila die neue Kita aufgeschlossen. 45 "
            "Kinder haben nun Platz, sechs Plätze sind für Kinder mit besonderem Förderbedarf.\n\nDas Haus ist aus Holz, heizt mit "
            "Erdwärme und hat einen Garten mit Wasserlauf. Gekocht wird selbst. Was übrig bleibt, holt nachmittags die Tafel ab.\n\n"
            "Für das nächste Kita-Jahr können Sie Ihr Kind jetzt anmelden. Unsere Anleitung führt Sie Schritt für Schritt hindurch."),
        EN: Words("Room for 45 children: the new nursery is open",
            "After a year and a half of building the first children have moved in, with wellingtons and big plans.",
            "Four-year-old Mila unlocked the new nursery with a key made of salt dough. There is room for 45 children, six of the places are "
            "for children with special needs. You can register your child for next year now; our guide leads you through step by step."),
        EASY: Words("Die neue Kita ist offen",
            "Es gibt eine neue Kita für 45 Kinder.",
            "Das Haus ist aus Holz.\n\nDie Kinder haben einen großen Garten.\n\n6 Plätze sind für Kinder mit Behinderung.\n\n"
            "Sie suchen einen Platz für Ihr Kind?\n\nSie können Ihr Kind jetzt anmelden."),
    }),
    News("auenlauf", 95, "uferweg", {
        DE: Words("Auenlauf: 612 Menschen und ein Storch am Start",
            "Fünf Kilometer am Fluss, zehn für die Schnellen und einer für alle, die es gemütlich mögen.",
            "Der älteste Läufer war 84, die jüngste Läuferin drei Jahre und auf den Schultern ihres Vaters. 612 Menschen sind beim Auenlauf "
            "ins Ziel gekommen, dazu ein Storch, der kurz nach dem Startschuss über die Strecke spazierte.\n\n"
            "Die inklusive Runde über einen Kilometer war so gut besucht wie nie: 58 Teilnehmende mit Rollstuhl, Handbike, Rollator oder "
            "Laufrad. Danke an die 70 Helferinnen und Helfer – und an die Anwohner, die kübelweise Wasser an die Strecke gestellt haben.\n\n"
            "Die Ergebnisse hängen im Rathaus aus."),
        EN: Words("Meadow Run: 612 people and a stork",
            "Five kilometres along the river, ten for the fast and one for those who prefer to take it easy.",
            "The oldest runner was 84, the youngest three and on her father's shoulders. The inclusive lap of one kilometre was more popular "
            "than ever: 58 people took part with wheelchair, handbike, walker or balance bike. Thanks to the 70 helpers!"),
        EASY: Words("Der Auen-Lauf war ein Erfolg",
            "612 Menschen sind am Fluss gelaufen.",
            "Viele Menschen haben mitgemacht.\n\nAuch Menschen mit Rollstuhl und Rollator.\n\nDer älteste Läufer war 84 Jahre alt.\n\n"
            "Danke an alle Helferinnen und Helfer!"),
    }),
    News("leerstand-probewohnen", 112, "laden", {
        DE: Words("Ladenlokal sucht Mensch mit Idee",
            "Drei Monate mietfrei: Wer einen leeren Laden mit Leben füllt, bekommt Starthilfe.",
            "Eine Fahrradwerkstatt, ein Unverpackt-Laden, ein Atelier für Glasperlen: Alle drei haben in den vergangenen zwei Jahren in "
            "leeren Läden angefangen, und alle drei sind geblieben. Nun geht das Programm weiter.\n\nWer eine Idee hat, zahlt in den "
            "ersten drei Monaten keine Miete. Danach steigt sie in Stufen. Die Wirtschaftsförderung hilft bei Anträgen, die offene "
            "Werkstatt beim Renovieren.\n\nAuf der Ortskarte finden Sie alle leeren Läden mit Größe und Vorgeschichte. Vielleicht ist "
            "Ihrer dabei."),
        EN: Words("Shop seeks person with an idea",
            "Three months without rent: whoever brings an empty shop to life gets help to start.",
            "A bicycle workshop, a zero-waste shop, a studio for glass beads: all three started in empty shops during the past two years, and "
            "all three have stayed. Now the programme continues. You will find all empty shops on our map, with size and history."),
        EASY: Words("Leere Läden",
            "In der Stadt stehen Läden leer. Vielleicht haben Sie eine Idee?",
            "Sie möchten einen Laden aufmachen?\n\n3 Monate lang bezahlen Sie keine Miete.\n\nDie Stadt hilft Ihnen.\n\n"
            "Alle leeren Läden finden Sie auf der Karte."),
    }),
    News("hochwasser-uebung", 130, "bruecke", {
        DE: Words("Gut vorbereitet: Hochwasserübung an der Aue",
            "180 Einsatzkräfte haben den Ernstfall geprobt. Was Sie selbst tun können, steht in der neuen Broschüre.",
            "Um 6:12 Uhr heulten die Sirenen, um 7:40 Uhr stand der Deich aus Sandsäcken: Feuerwehren, Rettungsdienst, Bauhof und viele "
            "Freiwillige haben einen ganzen Samstag lang geübt.\n\nGut geklappt hat die Nachbarschaftshilfe: In {v6} hat das Dorf in "
            "einer Stunde eine Liste gemacht, wer im Notfall Hilfe braucht. Weniger gut war der Funk im Tal. Daran wird gearbeitet.\n\n"
            "- Speichern Sie wichtige Unterlagen als Kopie an einem zweiten Ort\n- Halten Sie Wasser und Essen für drei Tage bereit\n"
            "- Sprechen Sie mit Ihren Nachbarn"),
        EN: Words("Well prepared: flood exercise on the river",
            "180 people rehearsed the emergency. The new leaflet says what you can do yourself.",
            "The sirens sounded at 6.12 am, by 7.40 am the dike of sandbags stood. Neighbours' help worked well, radio in the valley did "
            "less so; it is being improved.\n\n- Keep copies of important papers in a second place\n- Have water and food for three days\n"
            "- Talk to your neighbours"),
        EASY: Words("Übung für Hochwasser",
            "Was tun bei Hochwasser? Das haben viele Menschen geübt.",
            "180 Menschen haben einen Tag lang geübt.\n\nDas können Sie tun:\n\n- Legen Sie Wasser und Essen für 3 Tage bereit.\n"
            "- Machen Sie Kopien von wichtigen Papieren.\n- Sprechen Sie mit Ihren Nachbarn."),
    }),
    News("freibadsaison", 158, "freibad", {
        DE: Words("Das Freibad ist offen – und hat jetzt einen Lift ins Wasser",
            "Die Saison hat begonnen. Der neue Lift bringt alle ins Becken, die nicht über die Leiter können.",
            "Das Wasser hat 19 Grad, die Rutsche ist frisch gestrichen und am Kiosk gibt es wieder die berühmten Pommes. Neu ist der Lift am "
            "Nichtschwimmerbecken. Das Personal ist eingewiesen; fragen Sie einfach.\n\nFrühschwimmerinnen und Frühschwimmer kommen "
            "dienstags und donnerstags schon ab 7 Uhr hinein. Kinder unter sechs Jahren zahlen keinen Eintritt, eine Familienkarte "
            "kostet neun Euro."),
        EN: Words("The open-air pool is open, and has a lift into the water",
            "The season has begun. A new lift takes everybody into the pool who cannot use the ladder.",
            "The water is at 19 degrees, the slide has been repainted and the kiosk sells its famous chips again. Early swimmers are welcome "
            "from 7 am on Tuesdays and Thursdays. Children under six get in free, a family ticket is nine euros."),
        EASY: Words("Das Frei-Bad ist offen",
            "Sie können wieder im Frei-Bad schwimmen.",
            "Neu ist ein Lift ins Wasser.\n\nDer Lift ist für Menschen, die keine Leiter benutzen können.\n\n"
            "Kinder unter 6 Jahren bezahlen nichts.\n\nEine Karte für die Familie kostet 9 Euro."),
    }),
)  # fmt: skip
