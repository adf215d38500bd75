# SPDX-License-Identifier: EUPL-1.2
"""What the city tours tell. A stop finds its place by category and a part of its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StopText:
    """Title, story, how to get there, the illustration, and which facility it is about."""

    title: str
    text: str
    way: str = ""
    scene: str = ""
    category: str = ""
    name: str = ""

    def finds(self, category: str, name: str) -> bool:
        """Whether a facility is the one the stop tells about."""
        return category == self.category and self.name in name


@dataclass(frozen=True)
class TourText:
    """A tour in one language."""

    slug: str
    title: str
    summary: str
    text: str
    language: str
    stops: tuple[StopText, ...]


OLD_TOWN = TourText(
    "altstadt", "Einmal durch die Altstadt",
    "Vom Markt zu Türmen, Gassen und dem Wassertor: die Geschichte Auenstadts in einer guten Stunde.",
    "Dieser Rundgang führt Sie durch achthundert Jahre Stadtgeschichte. Sie brauchen keine Karte und keine Anmeldung: "
    "Gehen Sie einfach los, am besten am Vormittag, wenn auf dem Markt die Stände aufgebaut werden.\n\n"
    "An jeder Station finden Sie einen kurzen Text. Wer mag, liest ihn laut vor – so hat die ganze Gruppe etwas davon. "
    "Und wenn unterwegs der Kaffeeduft stärker ist als die Geschichte: Der Rundgang läuft nicht weg.",
    "de",
    (
        StopText("Der Markt",
                 "Seit 1239 wird hier Markt gehalten, mittwochs und samstags, und zwar immer noch. Die Häuser ringsum sind nach "
                 "dem großen Brand von 1684 entstanden; wer genau hinsieht, findet über drei Türen eine Flamme aus Stein.\n\n"
                 "Im Pflaster markiert eine Reihe heller Steine, wie hoch die Aue beim Hochwasser von 1909 stand. Setzen Sie sich "
                 "kurz an den Brunnen: Von hier sehen Sie fast alles, was zu einer Stadt gehört.",
                 "Start in der Mitte des Platzes, am Brunnen.", "markt", "marketplace", "Markt"),
        StopText("Das Rathaus",
                 "Das Rathaus war früher Kaufhaus, Tanzsaal und Gefängnis unter einem Dach. Die Elle aus Eisen neben dem Tor "
                 "galt als Maß für alles Tuch, das auf dem Markt verkauft wurde. Wer betrog, kam eine Treppe tiefer.\n\n"
                 "Heute bekommen Sie hier Auskunft statt Arrest. Der Eingang mit der Rampe liegt rechts, ein Aufzug fährt bis in "
                 "den Saal.",
                 "Wenige Schritte vom Markt.", "rathaus", "townhall", "Rathaus"),
        StopText("Die Stadtkirche",
                 "Der Turm ist das Wahrzeichen der Stadt und steht ein wenig schief: 41 Zentimeter, sagt die Bauhütte, und das "
                 "schon seit dem Mittelalter. Drinnen lohnt der Blick nach oben. Die Decke zeigt 96 Auenvögel, jeder anders.\n\n"
                 "Jeden Freitag um 12 Uhr spielt die Orgel eine Viertelstunde lang – für alle, die gerade vorbeikommen.",
                 "Der Turm zeigt Ihnen den Weg.", "stadtkirche", "church", "Stadtkirche"),
        StopText("Der Hexenturm",
                 "Der Name ist jünger als der Turm. Hexen wurden hier nie gefangen gehalten, wohl aber Schuldner, Wilddiebe und "
                 "einmal ein ganzer Gemeinderat, der sich weigerte, die Biersteuer zu bewilligen.\n\n"
                 "Von April bis Oktober ist der Turm sonntags offen. Oben haben Sie den besten Blick über die Dächer.",
                 "Am Nordwall entlang, der Weg ist eben.", "turm", "castle", "Hexenturm"),
        StopText("Der Pulverturm",
                 "Hier lagerte das Pulver der Stadt, weit weg von den Herdfeuern. 1813 sollte der Turm gesprengt werden, doch die "
                 "Lunte war feucht. Seitdem sagt man in Auenstadt, wenn etwas nicht klappt: „Das ist wie beim Pulverturm.“",
                 "Weiter auf dem Wall nach Osten.", "turm", "castle", "Pulverturm"),
        StopText("Das Wassertor",
                 "Durch dieses Tor kamen das Holz und die Flößer in die Stadt. An der Mauer sehen Sie die Striche der großen "
                 "Hochwasser. Der oberste stammt von 1909, der jüngste von 2013.\n\n"
                 "Wenn Sie durch das Tor schauen, sehen Sie die Aue. Dort beginnt unser Rundgang am Fluss.",
                 "Bergab zum Südwall.", "tor", "castle", "Wassertor"),
        StopText("Das Museum",
                 "Drei Jahrhunderte lang lebte die Stadt vom Holz, das aus den Bergen herunterkam. Wie man aus Stämmen ein Floß "
                 "bindet, können Kinder und Erwachsene hier selbst ausprobieren. Der Eintritt ist am ersten Sonntag im Monat frei.",
                 "", "museum", "museum", ""),
        StopText("Die Stadtbibliothek",
                 "Ein Ort zum Ausruhen: Die Bibliothek hat Sofas, Zeitungen, freies WLAN und eine Toilette, die auch mit "
                 "dem Rollstuhl gut zu erreichen ist. Fragen Sie nach dem „Auental-Regal“ – dort steht alles, was je über die "
                 "Gegend geschrieben wurde.",
                 "", "bibliothek", "library", ""),
        StopText("Der Bahnhof",
                 "Die Eisenbahn kam 1872 und mit ihr die Fabriken. Das Empfangsgebäude aus rotem Backstein ist fast unverändert. "
                 "Wer Zeit hat, schaut in die Halle: Das Wandbild von 1954 zeigt lauter Menschen aus der Stadt.",
                 "Durch die Bahnhofstraße.", "bahnhof", "train_station", "Bahnhof"),
    ),
)  # fmt: skip

OLD_TOWN_EN = TourText(
    "old-town", "A walk through the old town",
    "From the market square to towers, lanes and the water gate: the story of Auenstadt in about an hour.",
    "This walk takes you through eight hundred years of the town's history. You need neither map nor booking: just set off, "
    "ideally in the morning while the market stalls are being put up.\n\n"
    "There is a short text at every stop. And should the smell of coffee prove stronger than history: the walk will wait.",
    "en",
    (
        StopText("The market square",
                 "Markets have been held here since 1239, on Wednesdays and Saturdays, and they still are. The houses around the "
                 "square were built after the great fire of 1684; look closely and you will find a flame carved above three of "
                 "the doors.",
                 "Start in the middle of the square, at the fountain.", "markt", "marketplace", "Markt"),
        StopText("The town hall",
                 "The town hall was once a shop, a ballroom and a prison under one roof. The iron rod beside the gate was the "
                 "measure for all cloth sold on the market. Cheats ended up one floor below. The entrance with the ramp is on "
                 "the right, and there is a lift.",
                 "A few steps from the market.", "rathaus", "townhall", "Rathaus"),
        StopText("The town church",
                 "The tower leans by 41 centimetres and has done so since the Middle Ages. Inside, look up: the ceiling shows 96 "
                 "birds of the river meadows, no two alike. On Fridays at noon the organ plays for a quarter of an hour for "
                 "everyone who happens to pass by.",
                 "Follow the tower.", "stadtkirche", "church", "Stadtkirche"),
        StopText("The Witches' Tower",
                 "The name is younger than the tower. No witches were ever kept here, but debtors and poachers were, and once a "
                 "whole town council that refused to approve the beer tax. Open on Sundays from April to October.",
                 "Along the northern wall; the path is level.", "turm", "castle", "Hexenturm"),
        StopText("The Water Gate",
                 "Timber and raftsmen entered the town through this gate. The lines on the wall show how high the great floods "
                 "rose; the highest dates from 1909, the latest from 2013.",
                 "Downhill to the southern wall.", "tor", "castle", "Wassertor"),
        StopText("The library",
                 "A place to rest: the library has sofas, newspapers, free wifi and an accessible toilet. Ask for the "
                 "shelf with books in English and Ukrainian.",
                 "", "bibliothek", "library", ""),
    ),
)  # fmt: skip

RIVER = TourText(
    "aue", "Spaziergang an der Aue",
    "Immer am Wasser entlang, mit Bänken im Schatten und guten Chancen auf einen Eisvogel.",
    "Der Spaziergang beginnt an der Brücke und folgt dem Fluss. Unterwegs stehen Bänke, und es geht fast ohne Steigung voran. "
    "Umkehren können Sie an jeder Station.\n\n"
    "Bitte bleiben Sie von März bis Juli auf dem Weg: In den Wiesen brüten Kiebitze. Hunde freuen sich auch an der Leine.",
    "de",
    (
        StopText("Die Alte Brücke",
                 "Fünf Bögen aus hellem Sandstein, gebaut 1596, gesprengt 1945 und Stein für Stein wieder aufgebaut. Auf der "
                 "Brückenmitte steht eine Bank – ein schöner Platz, um dem Wasser zuzusehen.",
                 "Start auf der Brücke.", "bruecke"),
        StopText("Der Flößerplatz",
                 "Hier wurden die Flöße zerlegt und das Holz versteigert. Bei niedrigem Wasser sieht man noch die alten Pfähle. "
                 "Im Sommer treffen sich hier abends die Boulespieler; Mitspielen ist ausdrücklich erlaubt.",
                 "Am Ufer entlang flussabwärts.", "floss"),
        StopText("Die Eisvogelwand",
                 "Das steile Ufer gegenüber ist ein Kinderzimmer: Jedes Jahr brüten dort ein bis zwei Eisvogelpaare. Am besten "
                 "sieht man sie früh am Morgen. Die Schautafel hat der Naturschutzverein gebaut, auch in Brailleschrift.",
                 "Dem Uferweg folgen.", "eisvogel"),
        StopText("Die Weidenkathedrale",
                 "1999 steckten Schulkinder hundert Weidenruten in die Erde. Heute ist daraus eine Halle aus Blättern geworden, "
                 "in der im Sommer Konzerte stattfinden – und ab und zu eine Trauung.",
                 "Weiter geradeaus.", "weiden"),
        StopText("Das alte Wehr",
                 "Vier Mühlen hingen einst an diesem Wehr. Heute erzeugt eine kleine Turbine Strom für 340 Haushalte. Daneben "
                 "steigen Lachse und Barben über die Fischtreppe auf; das Fenster unter der Wasserlinie ist an "
                 "Wochenenden offen.",
                 "Der Weg macht einen Bogen ums Wehr.", "wehr"),
        StopText("Der Auenblick",
                 "Hier öffnet sich das Tal. Die Wiesen werden nur einmal im Jahr gemäht, spät im Sommer, damit Kiebitz und "
                 "Wiesenknopf Zeit haben. An klaren Abenden steht die Sonne genau über dem Fluss.",
                 "Die letzten Meter über die Wiese.", "abend"),
    ),
)  # fmt: skip
