# SPDX-License-Identifier: EUPL-1.2
"""Words of which German street names are made, by theme. Streets of one quarter usually share a theme."""

from __future__ import annotations

import numpy as np

BIRDS = (
    "Amsel Drossel Finken Meisen Lerchen Star Zeisig Schwalben Rotkehlchen Zaunkönig Elstern Dohlen Häher Specht "
    "Kuckuck Nachtigallen Pirol Kiebitz Wachtel Reiher Storchen Falken Habicht Bussard Milan Eulen Uhu Schwanen "
    "Kranich Möwen Grünfink Stieglitz Goldammer Sperber Wiedehopf Eisvogel Bachstelzen Rebhuhn Fasanen"
).split()
TREES = (
    "Ahorn Buchen Birken Eichen Eschen Erlen Fichten Kiefern Lärchen Linden Pappel Platanen Robinien Tannen "
    "Ulmen Weiden Kastanien Eiben Wacholder Haselnuss Holunder Vogelbeer Walnuss Schlehen Weißdorn Sanddorn "
    "Hainbuchen Zedern"
).split()
FLOWERS = (
    "Rosen Tulpen Nelken Astern Dahlien Veilchen Lilien Narzissen Krokus Primel Malven Mohn Kornblumen "
    "Margeriten Sonnenblumen Flieder Jasmin Hortensien Lavendel Enzian Anemonen Akelei Ginster Heide Hyazinthen "
    "Iris Rittersporn Schlüsselblumen Schneeglöckchen Maiglöckchen Pfingstrosen Seerosen"
).split()
FRUIT = (
    "Kirsch Apfel Birnen Pflaumen Quitten Mirabellen Himbeer Brombeer Johannisbeer Stachelbeer Erdbeer "
    "Heidelbeer Hagebutten Mispel Pfirsich Aprikosen Reineclauden Renetten Boskoop"
).split()
ANIMALS = (
    "Fuchs Dachs Hasen Reh Hirsch Igel Marder Wiesel Biber Otter Luchs Eichhörnchen Iltis Hermelin Kaninchen "
    "Hamster Fledermaus Salamander Libellen Schmetterlings Bienen Hummel Ameisen Grillen"
).split()
POETS = (
    "Goethe Schiller Lessing Heine Herder Wieland Kleist Uhland Mörike Storm Fontane Eichendorff Hölderlin "
    "Novalis Büchner Raabe Keller Rilke Hebbel Lenau Chamisso Hauff Klopstock Brentano Rückert Freiligrath "
    "Herwegh Hauptmann Bettina-von-Arnim Annette-von-Droste Ricarda-Huch Else-Lasker-Schüler "
    "Marie-von-Ebner-Eschenbach Karoline-von-Günderrode"
).split()
COMPOSERS = (
    "Bach Händel Haydn Mozart Beethoven Schubert Robert-Schumann Brahms Mendelssohn Weber Liszt Telemann "
    "Bruckner Reger Gluck Lortzing Schütz Pachelbel Clara-Schumann Fanny-Hensel Buxtehude Flotow Nicolai Silcher "
    "Zelter"
).split()
SCHOLARS = (
    "Röntgen Robert-Koch Virchow Humboldt Gauß Kepler Kopernikus Max-Planck Albert-Einstein Lise-Meitner "
    "Emmy-Noether Maria-Sibylla-Merian Liebig Bunsen Hertz Helmholtz Fraunhofer Leibniz Alfred-Brehm Otto-Hahn "
    "Marie-Curie Caroline-Herschel Dorothea-Erxleben Alexander-Fleming Louis-Pasteur Sauerbruch Semmelweis "
    "Paracelsus"
).split()
INVENTORS = (
    "Siemens Zeiss Abbe Daimler Diesel Benz Otto Bosch Ohm Borsig Krupp Gutenberg Zeppelin Lilienthal Drais Reis "
    "Harkort Linde Haber Bertha-Benz Margarete-Steiff Käthe-Paulus Schott Junkers Wankel Zuse"
).split()
REFORMERS = (
    "Jahn Fröbel Pestalozzi Raiffeisen Schulze-Delitzsch Kolping Wichern Bodelschwingh Diesterweg Comenius "
    "Basedow Kneipp Hufeland Louise-Otto-Peters Helene-Lange Clara-Zetkin Käthe-Kollwitz Elisabeth-Selbert "
    "Bertha-von-Suttner Albert-Schweitzer Geschwister-Scholl Anne-Frank Janusz-Korczak Sophie-Scholl "
    "Ernst-Barlach Paula-Modersohn-Becker"
).split()
NAMES = (
    "Luisen Karl Friedrich Augusten Wilhelm Marien Johannes Georg Sophien Anna Elisabeth Heinrich Albert "
    "Charlotten Paulinen Ludwig Moritz Ernst Bernhard Adelheid Katharinen Margareten Theresien Otto Hedwig "
    "Albrecht Amalien"
).split()
PLAIN = (
    "Garten Schul Turm Park Wiesen Wall Feld Berg Wald Mühlen Sonnen Blumen Ufer Quer Ring Neue Hof Post Brunnen "
    "Kloster Kreuz Teich Bleich Hospital Poststall Rosen Wasser"
).split()
CRAFTS = (
    "Töpfer Weber Gerber Böttcher Schmiede Schuster Bäcker Fleischer Färber Seiler Sattler Tuchmacher Krämer "
    "Woll Salz Korn Fischer Müller Glocken Rathaus Kloster Kirch Nonnen Brüder Spital Stifts Mauer Turm Brunnen "
    "Mühl Bader Hirten Kessel Messer Kannen Zinn Leder Hut Nadler Drechsler Wagner Binder Schneider Bücher "
    "Schreiber Apotheker Barbier Brauer Malz Hopfen Wein Markt Fisch Vieh Ross Gänse Tauben Enten Hühner Pfarr "
    "Propstei Dechanei Kantor Glöckner Türmer Wächter Ritter Bürger Grafen Amts Zeughaus Münz Zoll Waage"
).split()
LANES = (
    "Lange Gasse|Breite Gasse|Krumme Gasse|Enge Gasse|Hohe Gasse|Neue Gasse|Alte Gasse|Obere Gasse|Untere Gasse|"
    "Stille Gasse|Finstere Gasse|Kurze Gasse|Große Gasse|Kleine Gasse|Hinter der Mauer|An der Stadtmauer|"
    "Am Zwinger|Hinter dem Rathaus|Am Kornhaus|Am Stadtgraben|Am Spital|Am Pulverturm|Am Hexenturm|An der Münze|"
    "Im Sack|Unter den Arkaden|Am alten Brauhaus|Im Winkel|Predigerstraße|Johannisstraße|Nikolaistraße|"
    "Georgenstraße|Jakobstraße|Michaelisstraße|Barfüßerstraße|Andreasstraße|Martinstraße|Katharinenstraße|"
    "Annenstraße"
).split("|")
VILLAGE = (
    "Kirchgasse|Schulgasse|Lindenstraße|Mühlweg|Bachgasse|Hintergasse|Gartenstraße|Feldstraße|Bergstraße|"
    "Ringstraße|Waldstraße|Wiesenweg|Brunnengasse|Backhausgasse|Schmiedegasse|Pfarrgasse|Am Plan|Winkel|Oberdorf|"
    "Unterdorf|Neue Straße|Zum Friedhof|Zum Sportplatz|Am Dorfteich|Alte Schulstraße|Am Backhaus|Hirtengasse|"
    "Mittelgasse|Querstraße|Am Teich|Zur Linde|Am Gutshof|Gutsstraße|Schäfergasse|Im Oberdorf|Im Unterdorf|"
    "Kurze Straße|Am Kirchberg|Hohle|Am Mühlgraben|Siedlung|Siedlungsstraße|Zum Anger|Sackgasse|Kastanienallee|"
    "Eichenweg|Am Spritzenhaus|Konsumgasse|Bäckergasse|Obergasse|Untergasse|Mittelstraße|Steinweg|Birkenweg|"
    "An der Kirche|Am Schulberg|Rosengasse|Tor|Grabenweg|Am Wehr|Am Rain|Trift|Weinbergstraße|Am Dorfanger|"
    "Försterweg|Jägersteig"
).split("|")
MAIN_VILLAGE = (
    "Hauptstraße|Dorfstraße|Lange Straße|Straße des Friedens|Landstraße|Alte Landstraße|Breite Straße|Auenstraße|"
    "Aueblick|Lindenallee|Kirchstraße|Angerstraße|Gemeindestraße|Alte Poststraße|Heerstraße|Große Straße|"
    "Salzstraße"
).split("|")
RINGS = (
    "Lindenring Parkring Stadtring Jahnring Kastanienring Bürgerring Brunnenring Promenadenring Goethering "
    "Schillerring Platanenallee Lindenallee Ahornallee Gartenring Mühlenring Wiesenring Friedensring "
    "Humboldtring Körnerring Bergring Sonnenring Waldring Quellenring Rosenring Turmring Hopfenring Uhlandring "
    "Fontanering Eichenring"
).split()
WORKS = (
    "Industriestraße|Gewerbering|Werkstraße|Am Güterbahnhof|Fabrikstraße|Gaswerkstraße|Kraftwerkstraße|"
    "Am Gleisdreieck|Zum Umspannwerk|Gewerbestraße|Am Lagerhaus|Handwerkerhof|Ziegeleistraße|Am Sägewerk|"
    "Molkereiweg|An der Spinnerei|Am Gewerbepark|Alte Ziegelei|Zur Weberei|Speicherstraße"
).split("|")

_FIELD_FRONT = (
    "Kirch Mühl Stein Sand Lehm Sonnen Kalk Hopfen Wein Linden Eich Buch Fuchs Hasen Hirsch Reh Dachs Wolfs Gänse Schaf "
    "Ziegen Rinder Kreuz Heiligen Pfaffen Mönch Nonnen Herren Bauern Amts Schul Pfarr Hirten Krumm Schwarz Weiß Silber "
    "Gold Ochsen Kälber Stoppel Distel Klee Hafer Gersten Roggen Flachs Kraut Rüben Erbsen Linsen Vogel Katzen Hunds "
    "Krähen Tauben Immen Honig Quellen Ried Rohr Schilf Binsen Torf Kessel Hexen Galgen Richt Gerichts Wart Lug Blick "
    "Hoch Tief Breit Lang Kurz Ober Nieder Mittel Vorder Hinter Stau Wehr Furt Steg Brücken Teufels Engels Toten Juden"
).replace(" Juden", "").split()  # fmt: skip
_FIELD_END = (
    ("Am", "berg"), ("Im", "grund"), ("Am", "rain"), ("Auf dem", "acker"), ("Am", "anger"), ("Am", "graben"),
    ("Am", "born"), ("Am", "teich"), ("Am", "bruch"), ("Im", "winkel"), ("", "weg"), ("", "steig"), ("", "stieg"),
    ("", "pfad"), ("", "straße"), ("In der", "aue"), ("An der", "leite"), ("Auf der", "höhe"), ("An der", "trift"),
    ("Zur", "wiese"), ("Im", "tal"), ("Im", "feld"), ("Am", "hang"), ("Am", "hügel"), ("An der", "hecke"),
)  # fmt: skip

THEMES: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "birds": (BIRDS, ("weg", "weg", "stieg")),
    "trees": (TREES, ("weg", "straße", "allee")),
    "flowers": (FLOWERS, ("weg", "straße", "weg")),
    "fruit": (FRUIT, ("weg", "garten", "weg")),
    "animals": (ANIMALS, ("weg", "pfad", "winkel")),
    "poets": (POETS, ("straße", "straße", "weg")),
    "composers": (COMPOSERS, ("straße", "weg")),
    "scholars": (SCHOLARS, ("straße", "ring")),
    "inventors": (INVENTORS, ("straße", "straße")),
    "reformers": (REFORMERS, ("straße", "weg")),
    "names": (NAMES, ("straße", "platz")),
    "plain": (PLAIN, ("straße", "weg")),
    "crafts": (CRAFTS, ("gasse", "gasse", "straße", "gasse", "gasse", "straße", "hof")),
}
FOR_ZONE = {
    "wilhelm": ["names", "poets", "plain"],
    "villa": ["plain", "composers", "trees", "poets"],
    "rows": ["reformers", "composers", "scholars"],
    "slab": ["scholars", "reformers"],
    "houses": ["birds", "trees", "flowers", "fruit", "animals", "fields", "fields"],
}


def words(theme: str, rng: np.random.Generator) -> list[str]:
    """All street names of a theme, shuffled; hyphenated for persons with first names."""
    if theme == "lanes":
        return _shuffled(LANES, rng)
    if theme == "village":
        return _shuffled(VILLAGE, rng)
    if theme == "works":
        return _shuffled(WORKS, rng)
    if theme == "fields":
        return fields(rng, 120)
    stems, suffixes = THEMES[theme]
    names = []
    for n, stem in enumerate(_shuffled(stems, rng)):
        suffix = suffixes[n % len(suffixes)]
        if stem == "Neue":
            names.append("Neue Straße")
        elif "-" in stem:
            names.append(f"{stem}-{suffix.capitalize()}")
        else:
            names.append(stem + suffix)
    return names


def fields(rng: np.random.Generator, count: int) -> list[str]:
    """Names from field names: Am Fuchsberg, Im Mühlgrund, Kirchsteig ..."""
    names: list[str] = []
    seen: set[str] = set()
    while len(names) < count:
        front = _FIELD_FRONT[int(rng.integers(len(_FIELD_FRONT)))]
        word, end = _FIELD_END[int(rng.integers(len(_FIELD_END)))]
        name = f"{word} {front}{end}".strip()
        if name not in seen and front[-2:] != end[:2]:
            seen.add(name)
            names.append(name)
    return names


def _shuffled(items: list[str], rng: np.random.Generator) -> list[str]:
    return [items[i] for i in rng.permutation(len(items)).tolist()]
