# SPDX-License-Identifier: EUPL-1.2
"""Words for names of facilities: surnames, patron saints, clubs, inns. All people and firms are invented."""

from __future__ import annotations

SURNAMES = (
    "Ahrendt Albers Amthor Barthel Baumgart Behrens Bergner Birnstiel Blaufuß Böhnke Brandau Brückner Bujak Burghardt "
    "Claus Cordes Dahlke Demir Dietzel Dornbach Ebeling Eckardt Eisenach Engelhaupt Erdmann Fahrig Feldhaus Fiedler "
    "Finke Frühauf Gerlach Giesecke Glanz Gottwald Grabowski Greiner Haberkorn Hagedorn Hartwig Heidrich Helbing "
    "Henniger Hesselbarth Hildebrandt Hofmeister Holland Ilgen Jacobi Jahnke Junghans Kaiser Kalinowski Karstens "
    "Keilholz Kellner Kiesewetter Kirchhoff Klostermann Knauer Koçak Köditz Kowalczyk Krummbiegel Kühnast Lauterbach "
    "Lehnert Liebetrau Lindig Löffler Ludloff Malinowski Marquardt Meinhold Merten Michaelis Möbius Morgenroth Mühlfeld "
    "Nagel Neubert Nguyen Niebling Nordmann Oelschlägel Ortlepp Osterloh Pabst Pfannschmidt Petrenko Pohl Preuß "
    "Quasdorf Raabe Rauschenbach Rehfeldt Reinwarth Ritschel Rosenstock Rudolph Sander Schellenberg Schlegelmilch "
    "Schmalkalden Schönherr Schreiter Schwanitz Seyfarth Siebert Sommerfeld Stahlhut Steinmetz Stollberg Tannert "
    "Thalmann Tischer Töpfer Trautvetter Uhlig Umbreit Vogelsang Volkenandt Wachsmuth Walther Weidlich Wenzel "
    "Wiegand Windisch Wolfrum Yıldız Zacharias Zeuner Ziegenbalg Zwingmann"
).replace(" Schmalkalden", "").replace(" Eisenach", "").split()  # fmt: skip

SAINTS = (
    "St. Marien|St. Johannis|St. Nikolai|St. Petri|St. Jakobi|St. Michaelis|St. Andreas|St. Katharinen|St. Georg|"
    "St. Laurentius|St. Martin|St. Bonifatius|St. Margarethen|St. Ursula|St. Bartholomäus|St. Stephanus|"
    "St. Annen|St. Wigbert|St. Kilian|St. Mauritius|St. Cyriakus|St. Vitus|St. Blasius|St. Gertrudis"
).split("|")
KITAS = (
    "Regenbogen|Pusteblume|Spatzennest|Sonnenschein|Wiesenwichtel|Löwenzahn|Flohkiste|Zwergenland|Kunterbunt|"
    "Schatzkiste|Marienkäfer|Wurzelkinder|Bachstelzchen|Sternschnuppe|Kleine Strolche|Apfelbäumchen|Hasenhügel|"
    "Wirbelwind|Haselmäuse|Mühlenkinder|Aueknirpse|Bienenkorb|Drachenhöhle|Igelnest|Tausendfüßler|Wichtelhaus"
).split("|")
SCHOOLS = (
    "Käthe Kollwitz|Astrid Lindgren|Erich Kästner|Friedrich Fröbel|Maria Sibylla Merian|Wilhelm Busch|"
    "Janusz Korczak|Johann Heinrich Pestalozzi|Geschwister Scholl|Albert Schweitzer|Gebrüder Grimm|"
    "Otfried Preußler|Adam Ries|Heinrich Heine|Bertha von Suttner|Anne Frank|Ludwig Bechstein|"
    "Alexander von Humboldt|Friedrich Schiller"
).split("|")
INNS = (
    "Zur Linde|Goldener Löwe|Zum Anker|Schwarzer Adler|Zur Post|Grüner Baum|Zum Hirsch|Weißes Ross|Zum Schwan|"
    "Auenklause|Zur Sonne|Deutscher Hof|Zum Stern|Drei Eichen|Ratskeller|Brauhaus am Markt|Alte Mühle|Zur Krone|"
    "Fischerhütte|Zum Auerhahn|Bahnhofsgaststätte|Schützenhof|Waldschänke|Zum Storchennest|Erbgericht|"
    "Kartoffelhaus"
).split("|")
ABROAD = (
    "Trattoria Luna|Ristorante Da Marco|Taverna Olympia|Pizzeria Bella Vita|Lotusgarten|Saigon Küche|Anatolia|"
    "Curry Haus|Damaskus Grill|El Sombrero|Sushi Kirschblüte|Adria Grill"
).split("|")
CAFES = (
    "Café am Markt|Café Zuckerhut|Eiscafé Venezia|Marktcafé|Café Sahnestück|Café Lesezeichen|Eisdiele Polarstern|"
    "Café Kränzchen|Kaffeemühle|Café Auenblick|Torten & Träume|Café Glückauf|Eiscafé Dolomiti|Café Leuchtturm|"
    "Konditorei Honigtopf|Café Kleeblatt"
).split("|")
SNACKS = (
    "Marktgrill|Döner Haus am Tor|Imbiss Heißer Stein|Bratwurststand am Markt|Asia Wok|Pizza Blitz|Fischbude|"
    "Suppenküche am Wall|Bahnhofsimbiss|Kebap Point|Currywurst Eck|Burger Scheune"
).split("|")
PUBS = (
    "Kleine Freiheit|Zum alten Zollhaus|Kneipe Querbeet|Bar Laterne|Feuertonne|Schnabel|Irish Pub Harp|Hopfenstube"
).split("|")
SHOPS = ("Aumarkt|Talkorb|Grünkorb|Frischemarkt am Wall|Speisekammer|Landkorb|Preisfuchs|Aumarkt Center").split("|")
FASHION = (
    "Modehaus Liebreiz|Schuhhaus Sohlenglück|Herrenmode Knopf & Kragen|Kinderkram|Wäsche Seidenfaden|"
    "Jeans Scheune|Boutique Elster|Wollstube|Stoffe & Garn|Sportmode Absprung|Schuhe für alle|Modetreff am Markt"
).split("|")
CLUBS = (
    "Heimatverein Schützenverein Gesangverein Feuerwehrverein Kleingartenverein Angelverein Karnevalsverein "
    "Landfrauen Blasmusikverein Imkerverein Rassegeflügelzüchterverein Kirmesverein Reitverein Dorfverein "
    "Jugendclub-Förderverein"
).split()
TOWN_CLUBS = (
    "Turnverein|Sportverein|Schachclub|Ruderclub|Tanzsportclub|Modellbahnfreunde|Chorgemeinschaft|Foto-Club|"
    "Geschichtsverein|Tierschutzverein|Radsportverein|Theatergruppe|Naturfreunde|Volkschor|Tischtennisclub|"
    "Seniorentreff|Deutsch-Ukrainischer Verein|Kunstverein|Briefmarkenfreunde|Wanderverein|Literaturkreis"
).split("|")
SPECIALISTS = (
    "Kinder- und Jugendmedizin|Frauenheilkunde|Augenheilkunde|Hals-Nasen-Ohren-Heilkunde|Orthopädie|"
    "Hautkrankheiten|Innere Medizin|Neurologie|Urologie|Kardiologie"
).split("|")
PHARMACIES = (
    "Löwen-Apotheke|Markt-Apotheke|Rats-Apotheke|Auen-Apotheke|Hirsch-Apotheke|Stern-Apotheke|Linden-Apotheke|"
    "Schwanen-Apotheke|Bahnhof-Apotheke|Mohren-Apotheke|Apotheke am Ring|Kloster-Apotheke|Sonnen-Apotheke|"
    "Brücken-Apotheke|Engel-Apotheke|Park-Apotheke|Adler-Apotheke|Apotheke im Sonnenhang"
).replace("|Mohren-Apotheke", "").split("|")  # fmt: skip
TRADES = {
    "clothes": FASHION, "restaurant": INNS, "cafe": CAFES, "fast_food": SNACKS, "pub": PUBS, "pharmacy": PHARMACIES,
}  # fmt: skip
ART = (
    "Marktbrunnen|Gänsebrunnen|Sandsteinfigur „Die Flößerin“|Wandbild „Auensommer“|Stahlplastik „Strömung“|"
    "Rolandfigur|Skulptur „Lesende“|Postmeilensäule|Klangstein|Windspiel|Bronze „Der Nachtwächter“"
).split("|")
