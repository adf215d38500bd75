// SPDX-License-Identifier: EUPL-1.2
// The map of the what-if page: quarters in colours with a figure each, facilities, and pins that can be dragged.
// It knows no question and asks nobody; it is told what to show (`show`, `answer`) and says what was done (`on.…`).

const REACH = 22; // pixels around a finger: targets of 44 pixels
const SLACK = 4; // pixels a finger may tremble
const STEP = 12; // pixels per press of an arrow key
const EMPTY = { type: "FeatureCollection", features: [] };
const OWN = ["whatif-area", "whatif-edge", "whatif-figure", "whatif-place"];
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Board {
  #map;
  #library;
  #on;
  #words;
  #tones;
  #font;
  #data = { areas: EMPTY, places: [] };
  #question = { fresh: [], gone: [], moved: new Map() };
  #figures = {};
  #look = "change";
  #pins = new Map(); // key ("neu:0", "ort:12") to marker
  #closed = new Set();
  #handle = null; // the marker of the place that is pointed at
  #card = null;

  /** on: add(at), shift(index, at, done), move(place, at, done), remove(key); without it one only looks. words: labels; font: name of the letters. */
  constructor({ map, library }, { on = null, words, font }) {
    this.#map = map;
    this.#library = library;
    this.#on = on;
    this.#words = words;
    this.#font = font;
    map.on("style.load", () => this.#layers());
    if (!on) return;
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", (event) => this.#hover(event));
  }

  /** Show other facilities and quarters: places as [key, name, lon, lat], areas as GeoJSON whose features have whole ids. */
  load(data) {
    this.#data = data;
    this.#drop();
    this.#layers();
  }

  /** Show what is being tried out: pins for what is new or moved, marks for what closes. */
  show(question, one) {
    const wanted = new Map(question.fresh.map((at, index) => [`neu:${index}`, { at, label: `${one} ${index + 1}`, sign: String(index + 1) }]));
    for (const [place, at] of question.moved) wanted.set(`ort:${place}`, { at, label: this.#name(place), sign: "↔" });
    for (const [key, marker] of this.#pins) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.#pins.delete(key);
    }
    for (const [key, { at, label, sign }] of wanted) {
      const marker = this.#pins.get(key) ?? this.#pin(key, at);
      const element = marker.getElement();
      if (!element.matches(".is-held")) marker.setLngLat(at);
      element.setAttribute("aria-label", this.#on ? `${label}. ${this.#words.keys}` : label);
      element.textContent = sign;
      this.#pins.set(key, marker);
    }
    this.#closed = new Set(question.gone);
    this.#drop();
    this.#map.getSource("whatif-places")?.setData(this.#places(question));
    this.#question = question;
  }

  /** Take new figures: by quarter { change: [class, text], before: [class, text], after: [class, text] }. */
  answer(figures) {
    this.#figures = figures;
    this.#paint();
  }

  /** Colour the quarters by "change", "before" or "after". */
  look(name) {
    this.#look = name;
    this.#paint();
  }

  /** Bring a point into view. */
  seek(at) {
    if (!this.#map.getBounds().contains(at)) this.#map.easeTo({ center: at, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }

  /** The middle of what is shown. */
  get middle() {
    return this.#map.getCenter().toArray();
  }

  /** Put the focus on a pin; whether there was one. */
  focus(key) {
    const element = this.#pins.get(key)?.getElement();
    element?.focus({ preventScroll: true });
    return Boolean(element);
  }

  // --- layers ------------------------------------------------------------------------------------------------------

  #layers() {
    const map = this.#map;
    if (!map.isStyleLoaded() && !map.getSource("shapes")) return;
    for (const id of [...OWN].reverse()) if (map.getLayer(id)) map.removeLayer(id);
    for (const id of ["whatif-areas", "whatif-figures", "whatif-places"]) if (map.getSource(id)) map.removeSource(id);
    this.#tones = tones(map.getContainer());
    const tone = ["match", ["coalesce", ["feature-state", "tone"], ""], ...Object.entries(this.#tones.fill).flat(), "rgba(0,0,0,0)"];
    map.addSource("whatif-areas", { type: "geojson", data: this.#data.areas });
    map.addSource("whatif-figures", { type: "geojson", data: EMPTY });
    map.addSource("whatif-places", { type: "geojson", data: this.#places(this.#question) });
    const names = map.getLayersOrder().find((id) => map.getLayer(id).type === "symbol"); // streets keep their names
    map.addLayer({ id: "whatif-area", type: "fill", source: "whatif-areas", paint: { "fill-color": tone, "fill-opacity": 0.62 } }, names);
    map.addLayer(
      {
        id: "whatif-edge",
        type: "line",
        source: "whatif-areas",
        paint: { "line-color": this.#tones.text, "line-width": 1.25, "line-opacity": 0.55 },
      },
      names,
    );
    map.addLayer({
      id: "whatif-place",
      type: "circle",
      source: "whatif-places",
      paint: {
        "circle-radius": ["case", ["get", "closed"], 6, 8],
        "circle-color": ["case", ["get", "closed"], this.#tones.ground, this.#tones.text],
        "circle-stroke-width": 2.5,
        "circle-stroke-color": ["case", ["get", "closed"], this.#tones.text, this.#tones.ground],
        "circle-opacity": ["case", ["get", "ghost"], 0.35, 1],
        "circle-stroke-opacity": ["case", ["get", "ghost"], 0.35, 1],
      },
    });
    if (this.#font) map.addLayer({
      id: "whatif-figure",
      type: "symbol",
      source: "whatif-figures",
      layout: { "text-field": ["get", "text"], "text-font": [this.#font], "text-size": 16, "text-padding": 1 },
      paint: { "text-color": this.#tones.text, "text-halo-color": this.#tones.ground, "text-halo-width": 2 },
    });
    this.#paint();
  }

  #places(question) {
    const features = this.#data.places.map(([key, name, lon, lat]) => ({
      type: "Feature",
      id: key,
      properties: { key, name, closed: this.#closed.has(key), ghost: question.moved.has(key) },
      geometry: { type: "Point", coordinates: [lon, lat] },
    }));
    return { type: "FeatureCollection", features };
  }

  #paint() {
    const map = this.#map;
    if (!map.getSource("whatif-areas")) return;
    const features = [];
    for (const { id, properties } of this.#data.areas.features) {
      const [tone, text] = this.#figures[id]?.[this.#look] ?? ["", ""];
      map.setFeatureState({ source: "whatif-areas", id }, { tone });
      if (text) features.push({ type: "Feature", properties: { text }, geometry: { type: "Point", coordinates: properties.at } });
    }
    map.getSource("whatif-figures")?.setData({ type: "FeatureCollection", features });
  }

  #name(place) {
    return this.#data.places.find(([key]) => key === place)?.[1] ?? "";
  }

  // --- pins --------------------------------------------------------------------------------------------------------

  #pin(key, at) {
    const element = Object.assign(document.createElement(this.#on ? "button" : "span"), { className: `whatif-pin whatif-pin--${key.split(":")[0]}` });
    const marker = new this.#library.Marker({ element }).setLngLat(at).addTo(this.#map);
    if (!this.#on) {
      element.setAttribute("role", "img");
      return marker;
    }
    element.type = "button";
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
    for (const kind of ["click", "mousedown", "touchstart", "dblclick"]) element.addEventListener(kind, (event) => event.stopPropagation(), { passive: true });
    element.addEventListener("keydown", (event) => this.#key(event, key, marker));
    element.addEventListener("keyup", (event) => event.key in ARROWS && this.#moved(key, marker.getLngLat().toArray(), true));
    element.addEventListener("pointerdown", (event) => this.#drag(event, key, marker));
    return marker;
  }

  /** Follow one finger or the mouse, also beyond the edge of the map, until it lets go. */
  #drag(down, key, marker) {
    if (!down.isPrimary || down.button) return;
    const element = marker.getElement();
    const start = this.#map.project(marker.getLngLat());
    const events = new AbortController();
    const listen = (kind, then) => element.addEventListener(kind, then, { signal: events.signal });
    let held = false;
    element.setPointerCapture(down.pointerId);
    listen("pointermove", (event) => {
      const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
      if (!held && Math.hypot(x, y) < SLACK) return;
      if (!held) this.#take(key, marker);
      held = true;
      marker.setLngLat(this.#map.unproject([start.x + x, start.y + y]));
      this.#moved(key, marker.getLngLat().toArray(), false);
    });
    const end = () => {
      events.abort();
      element.classList.remove("is-held");
      if (held) this.#moved(key, marker.getLngLat().toArray(), true);
    };
    listen("pointerup", end);
    listen("pointercancel", end);
    listen("lostpointercapture", end);
  }

  /** A pin begins to move: the one that only pointed at a place is now one of the pins. */
  #take(key, marker) {
    const element = marker.getElement();
    element.classList.add("is-held");
    if (this.#handle !== marker) return;
    this.#handle = null;
    this.#shut();
    this.#pins.set(key, marker);
    element.classList.remove("whatif-pin--handle");
    element.textContent = "↔";
  }

  #moved(key, at, done) {
    const [kind, which] = key.split(":");
    if (kind === "neu") this.#on.shift(Number(which), at, done);
    else this.#on.move(Number(which), at, done);
  }

  #key(event, key, marker) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.#on.remove(key);
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const element = marker.getElement();
    const step = STEP * (event.shiftKey ? 5 : 1);
    const from = this.#map.project(marker.getLngLat());
    const to = this.#map.unproject([from.x + arrow[0] * step, from.y + arrow[1] * step]);
    this.#take(key, marker);
    element.classList.remove("is-held");
    marker.setLngLat(to);
    this.seek(to.toArray());
    this.#moved(key, to.toArray(), false);
  }

  // --- pointing at the map -----------------------------------------------------------------------------------------

  #near(point) {
    const box = [[point.x - REACH, point.y - REACH], [point.x + REACH, point.y + REACH]];
    const found = this.#map.getLayer("whatif-place") ? this.#map.queryRenderedFeatures(box, { layers: ["whatif-place"] }) : [];
    const far = ({ geometry }) => {
      const at = this.#map.project(geometry.coordinates);
      return Math.hypot(at.x - point.x, at.y - point.y);
    };
    return found.sort((a, b) => far(a) - far(b))[0] ?? null;
  }

  #hover(event) {
    if (event.originalEvent.buttons || this.#handle?.getElement().matches(".is-held, :focus")) return;
    const found = this.#near(event.point);
    this.#map.getCanvas().style.cursor = found ? "pointer" : "crosshair";
    if (found && !found.properties.closed && !found.properties.ghost) this.#hold(found.properties.key);
    else if (!this.#card) this.#drop();
  }

  /** Put a pin over a place, to take and drag. */
  #hold(place) {
    const key = `ort:${place}`;
    if (this.#handle?.key === key || this.#pins.has(key)) return;
    this.#drop();
    const [, name, lon, lat] = this.#data.places.find(([one]) => one === place);
    this.#handle = this.#pin(key, [lon, lat]);
    this.#handle.key = key;
    const element = this.#handle.getElement();
    element.classList.add("whatif-pin--handle");
    element.setAttribute("aria-label", `${name}. ${this.#words.keys}`);
    element.addEventListener("click", () => this.#pins.has(key) || this.#open(place));
  }

  #drop() {
    this.#shut();
    this.#handle?.remove();
    this.#handle = null;
  }

  #shut() {
    const card = this.#card;
    this.#card = null;
    card?.remove();
  }

  #click(event) {
    if (event.originalEvent.target.closest?.(".maplibregl-popup, .whatif-pin")) return;
    const open = this.#card;
    const found = this.#near(event.point);
    if (found) {
      if (!found.properties.closed && !found.properties.ghost) this.#hold(found.properties.key);
      this.#open(found.properties.key);
    } else if (open) this.#drop(); // the first tap beside a card only closes it
    else this.#on.add(event.lngLat.toArray());
  }

  /** A card with what can be done with a place. */
  #open(place) {
    this.#shut();
    const [, name, lon, lat] = this.#data.places.find(([key]) => key === place);
    const back = this.#closed.has(place) || this.#question.moved.has(place);
    const box = Object.assign(document.createElement("div"), { className: "whatif-card" });
    const title = Object.assign(document.createElement("p"), { className: "map-card__title", textContent: name });
    const button = Object.assign(document.createElement("button"), {
      type: "submit",
      className: "kern-btn kern-btn--secondary kern-btn--x-small",
      name: back ? "ohne" : "weg-id",
      value: back ? `${this.#closed.has(place) ? "weg-id" : "verschoben"}:${place}` : String(place),
      textContent: back ? this.#words.back : this.#words.close,
    });
    button.setAttribute("form", "whatif");
    box.append(title, ...(back ? [] : [Object.assign(document.createElement("p"), { className: "map-card__note", textContent: this.#words.drag })]), button);
    const card = new this.#library.Popup({ offset: 24, maxWidth: "17rem", focusAfterOpen: false }).setLngLat([lon, lat]).setDOMContent(box).addTo(this.#map);
    this.#card = card;
    card.on("close", () => {
      if (this.#card !== card) return;
      this.#card = null;
      this.#drop();
    });
  }
}

/** Colours of the page as the map takes them: rgb, read by painting them. */
function tones(container) {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const plain = (name) => {
    const probe = document.createElement("span");
    probe.className = `whatif-tone whatif-tone--${name}`;
    container.append(probe);
    pen.fillStyle = getComputedStyle(probe).backgroundColor;
    probe.remove();
    pen.fillRect(0, 0, 1, 1);
    return `rgb(${[...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(",")})`;
  };
  const names = ["best", "good", "middling", "low", "lowest", "better", "worse"];
  return { fill: Object.fromEntries(names.map((name) => [name, plain(name)])), text: plain("text"), ground: plain("ground") };
}
