# SPDX-License-Identifier: EUPL-1.2
"""The illustrations of the demo county. Each scene has a title and a description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allmende.site.demo import scenes_life, scenes_town
from allmende.site.demo.art import EVENING, EVENING_LOW, Sheet


@dataclass(frozen=True)
class Scene:
    """One illustration: how it is painted, its title, and what can be seen in it."""

    title: str
    alt: str
    paint: Callable[[Sheet], None]
    sky: tuple[str, str] | None = None


SCENES: dict[str, Scene] = {
    "auental": Scene("Das Auental", "Gezeichnete Landschaft: Ein Fluss schlängelt sich durch Wiesen, dahinter eine kleine Stadt mit Kirchturm und sanfte Hügel.", scenes_town.valley),
    "markt": Scene("Auf dem Markt", "Gezeichneter Marktplatz mit Fachwerkhäusern, einem Brunnen, vier bunten Marktständen und vielen Menschen.", scenes_town.market),
    "rathaus": Scene("Rathaus", "Gezeichnetes Rathaus mit Uhrturm, grüner Fahne, Treppe und einer Rampe, auf der jemand im Rollstuhl fährt.", scenes_town.town_hall),
    "stadtkirche": Scene("Stadtkirche", "Gezeichnete Kirche mit hohem Turm und Uhr, davor ein Weg zwischen Bäumen.", scenes_town.town_church),
    "dorfkirche": Scene("Dorfkirche", "Gezeichnete kleine Kirche mit rotem Dach an einem Dorfteich mit drei Enten, daneben eine Linde und eine Bank.", scenes_town.village_church),
    "turm": Scene("Turm der Stadtmauer", "Gezeichneter runder Turm mit spitzem Dach in einer alten Stadtmauer, davor ein Weg mit Spaziergängern.", scenes_town.tower),
    "tor": Scene("Stadttor am Wasser", "Gezeichnetes Stadttor mit rundem Durchgang, davor eine steinerne Brücke über das Wasser.", scenes_town.gate),
    "bruecke": Scene("Alte Brücke", "Gezeichnete Steinbrücke mit fünf Bögen über einem Fluss, davor ein Boot und am Ufer zwei Weiden.", scenes_town.bridge),
    "uferweg": Scene("Weg am Fluss", "Gezeichneter Uferweg mit Weiden, einer Bank, einem Reiher und zwei Menschen, einer davon im Rollstuhl.", scenes_town.river_path),
    "bahnhof": Scene("Bahnhof", "Gezeichneter Bahnhof mit Uhr, ein roter Zug am Bahnsteig und wartende Menschen.", scenes_town.station),
    "bus": Scene("Bushaltestelle", "Gezeichneter grüner Bus an einer Haltestelle mit Unterstand, dahinter ein Dorf.", scenes_life.bus_stop),
    "mitfahrbank": Scene("Mitfahrbank", "Gezeichnete grüne Bank an einer Landstraße mit gelbem Schild; eine Person wartet, ein rotes Auto hält.", scenes_life.ride_bench),
    "bibliothek": Scene("In der Bibliothek", "Gezeichneter Lesesaal mit vollen Bücherregalen, einem großen Fenster und lesenden Menschen.", scenes_life.library),
    "spielplatz": Scene("Spielplatz", "Gezeichneter Spielplatz mit roter Schaukel, gelber Rutsche und spielenden Kindern.", scenes_life.playground),
    "feuerwehr": Scene("Feuerwehr", "Gezeichnetes Gerätehaus mit drei roten Toren, Schlauchturm und einem roten Löschfahrzeug davor.", scenes_life.fire_station),
    "schule": Scene("Schule", "Gezeichnetes gelbes Schulgebäude mit Uhr, davor Kinder und eine Lehrkraft auf dem Hof.", scenes_life.school),
    "kita": Scene("Kita", "Gezeichnetes kleines gelbes Haus unter einem Regenbogen, davor spielende Kinder am Sandkasten.", scenes_life.nursery),
    "freibad": Scene("Freibad", "Gezeichnetes Schwimmbecken mit Bahnen, Sprungbrett, Sonnenschirm und Badegästen.", scenes_life.pool),
    "museum": Scene("Im Flößermuseum", "Gezeichneter Museumsraum mit Landschaftsbildern an der Wand und einem Floß mit Segel in der Mitte.", scenes_life.museum),
    "laden": Scene("Leerer Laden", "Gezeichnetes Haus mit zwei leeren Schaufenstern und einem Aushang, zwei Menschen sehen es sich an.", scenes_life.vacant),
    "buergerhaus": Scene("Dorffest am Bürgerhaus", "Gezeichnetes Fachwerkhaus mit bunten Wimpeln, davor Tische und feiernde Menschen.", scenes_life.hall),
    "wlan": Scene("Freies WLAN", "Gezeichneter Platz: Jemand sitzt mit einem Laptop auf einer Bank, daneben ein Mast mit Funkwellen.", scenes_life.wifi),
    "energie": Scene("Sonne und Wind", "Gezeichnete Häuser mit Solarmodulen auf den Dächern, zwei Windräder und eine Wärmepumpe.", scenes_life.solar),
    "advent": Scene("Adventsmarkt", "Gezeichneter verschneiter Marktplatz mit geschmücktem Tannenbaum, Buden und Menschen.", scenes_life.advent, ("#3d5878", "#c9d6e2")),
    "garten": Scene("Kleingarten", "Gezeichneter Garten mit Beeten, zwei Lauben und zwei Menschen bei der Arbeit.", scenes_life.garden),
    "klinikum": Scene("Klinikum", "Gezeichnetes helles Krankenhaus mit blauem Schild, davor ein breiter Weg und Besucher.", scenes_life.hospital),
    "buecherzelle": Scene("Bücherzelle", "Gezeichnete alte Telefonzelle, gefüllt mit Büchern, daneben eine Bank und ein Baum.", scenes_life.bookcase),
    "sportplatz": Scene("Sportplatz", "Gezeichneter Fußballplatz mit spielenden Kindern und einem Vereinsheim.", scenes_life.clubhouse),
    "floss": Scene("Flößerplatz", "Gezeichneter Fluss mit einem Floß aus Baumstämmen, zwei Flößern mit Stangen und Boulespielern am Ufer.", scenes_town.raft),
    "eisvogel": Scene("Eisvogel", "Gezeichneter blau-oranger Eisvogel auf einem Ast über dem Wasser, dahinter ein steiles Ufer mit Bruthöhlen.", scenes_town.kingfisher),
    "weiden": Scene("Weidenkathedrale", "Gezeichnete Halle aus lebenden Weiden mit Bänken und Menschen darin.", scenes_town.willow_hall),
    "wehr": Scene("Altes Wehr", "Gezeichnetes Wehr mit weißem Wasserfall, daneben eine Mühle mit Wasserrad.", scenes_town.weir),
    "abend": Scene("Abend an der Aue", "Gezeichnete Flusslandschaft im Abendlicht mit Stadt und Kirchturm.", scenes_town.valley, (EVENING, EVENING_LOW)),
}  # fmt: skip


def painted(name: str) -> Sheet:
    """Paint a scene."""
    scene = SCENES[name]
    sheet = Sheet(sum(map(ord, name)), *(scene.sky or ()))
    scene.paint(sheet)
    return sheet
