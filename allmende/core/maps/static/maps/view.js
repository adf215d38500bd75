// SPDX-License-Identifier: EUPL-1.2
// One map: ground, shapes, points with clusters, and the tie between the map and the list beside it.

const CLUSTER_FROM = 40; // fewer points than this are never gathered
const NAMES_FROM = 15.5;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const night = matchMedia("(prefers-color-scheme: dark)");
const isSingle = ["==", ["coalesce", ["get", "count"], 1], 1];

function isDark() {
  const chosen = document.documentElement.dataset.kernTheme;
  return chosen ? chosen === "dark" : night.matches;
}

/** The house's accent as #rrggbb; the page may give it in any notation, so one pixel is painted and read. */
function accent(region) {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = getComputedStyle(region).accentColor;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function readData(region) {
  const script = document.getElementById(`${region.id}-daten`);
  return script ? JSON.parse(script.textContent) : {};
}

/** Draw the map of a region; resolves when it can be used. */
export async function show(region, options, library, pins) {
  const canvas = region.querySelector("[data-map-canvas]");
  let data = readData(region);
  const map = new library.Map({
    container: canvas,
    style: styleAddress(options),
    bounds: data.bounds ?? options.bounds ?? undefined,
    fitBoundsOptions: fitting(false),
    maxZoom: 19,
    minZoom: 4,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    attributionControl: options.external ? { compact: true } : false,
    fadeDuration: calm.matches ? 0 : 200,
    locale: options.words,
    transformRequest: (url, kind) => request(url, kind, options),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
  const keys = document.getElementById(`${region.id}-tasten`);
  if (keys) map.getCanvas().setAttribute("aria-describedby", keys.id);

  map.setMissingStyleImageResolver(async (name) => {
    const image = await pins.image(name, options.icons, isDark());
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: 2 });
  });
  const redraw = () => addLayers(map, data, options, accent(region), pins.imageName);
  map.on("style.load", redraw);
  night.addEventListener("change", () => map.setStyle(styleAddress(options)));
  map.getCanvas().addEventListener("webglcontextlost", () => (region.dataset.state = "failed"));

  listenToPins(map, region, library, options);
  listenToList(map, region);
  for (const swapped of ["htmx:afterSettle", "htmx:after:settle", "htmx:after:swap"]) {
    document.addEventListener(swapped, () => {
      const fresh = readData(region);
      if (JSON.stringify(fresh) === JSON.stringify(data)) return;
      data = fresh;
      removeLayers(map);
      redraw();
      if (data.bounds) map.fitBounds(data.bounds, fitting(!calm.matches));
    });
  }
  await new Promise((resolve, reject) => {
    map.once("style.load", resolve);
    map.once("error", (event) => reject(event.error));
  });
  keepInside(map, data, options);
  region.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: { map, library } }));
}

function styleAddress(options) {
  return options.external || (isDark() ? options.dark : options.light);
}

/** Addresses made whole for the worker. Letters our typeface lacks (Arabic, Hebrew ...) are drawn by the browser itself. */
function request(url, kind, options) {
  const start = kind === "Glyphs" && !options.external ? Number(/(\d+)-\d+\.pbf$/.exec(url)?.[1]) : 0;
  if (start >= 0x500 && (start < 0x1c00 || start >= 0x2e00)) throw new Error("not in the typeface");
  return { url: new URL(url, location.href).href };
}

function fitting(animate) {
  return { padding: 48, maxZoom: 16, animate };
}

/** Nobody gets lost: the map ends some way beyond what there is to see. */
function keepInside(map, data, options) {
  if (options.external) return;
  const boxes = [map.getStyle().sources.basemap?.bounds, data.bounds && data.bounds.flat()].filter(Boolean);
  if (!boxes.length) return;
  const edge = (index, pick) => pick(...boxes.map((box) => box[index]));
  const [west, south, east, north] = [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
  const x = Math.max(east - west, 0.02);
  const y = Math.max(north - south, 0.02);
  map.setMaxBounds([
    [west - x, Math.max(south - y, -85)],
    [east + x, Math.min(north + y, 85)],
  ]);
}

const OWN = ["shape-area", "shape-edge", "shape-label", "point", "point-name", "active"];

function removeLayers(map) {
  for (const id of OWN) if (map.getLayer(id)) map.removeLayer(id);
  for (const id of ["shapes", "points", "active"]) if (map.getSource(id)) map.removeSource(id);
}

function addLayers(map, data, options, tone, imageName) {
  const dark = isDark();
  const colour = ["coalesce", ["get", "colour"], tone];
  const text = { "text-color": dark ? "#edebf2" : "#2d2a33", "text-halo-color": dark ? "#14161c" : "#ffffff" };
  const source = pointSource(data);
  const layer = data.tiles ? { source: "points", "source-layer": "points" } : { source: "points" };

  map.addSource("shapes", { type: "geojson", data: data.shapes ?? { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "shape-area",
    type: "fill",
    source: "shapes",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": colour, "fill-opacity": ["coalesce", ["get", "strength"], dark ? 0.16 : 0.1] },
  });
  map.addLayer({
    id: "shape-edge",
    type: "line",
    source: "shapes",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 2, 16, 4], "line-opacity": 0.85 },
  });

  if (!options.external) map.addLayer({
    id: "shape-label",
    type: "symbol",
    source: "shapes",
    filter: ["has", "label"],
    layout: { "text-field": ["get", "label"], "text-font": [options.font], "text-size": 14, "text-padding": 1 },
    paint: { ...text, "text-halo-width": 2 },
  });

  map.addSource("points", source);
  map.addLayer({
    id: "point",
    type: "symbol",
    ...layer,
    layout: { "icon-image": imageName(tone), "icon-allow-overlap": true, "icon-ignore-placement": true },
  });
  if (!options.external) map.addLayer({
    // an outside style may not have our letters
    id: "point-name",
    type: "symbol",
    ...layer,
    filter: isSingle,
    minzoom: NAMES_FROM,
    layout: {
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": [options.font],
      "text-size": 12.5,
      "text-anchor": "top",
      "text-offset": [0, 1.3],
      "text-max-width": 9,
    },
    paint: { ...text, "text-halo-width": 1.6 },
  });

  map.addSource("active", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "active",
    type: "circle",
    source: "active",
    paint: {
      "circle-radius": 19,
      "circle-color": tone,
      "circle-opacity": 0.15,
      "circle-stroke-color": tone,
      "circle-stroke-width": 4,
    },
  });
}

/** `data.points` is a collection, or the address of one: then there are many, and the library fetches them. */
function pointSource(data) {
  if (data.tiles) return { type: "vector", tiles: [data.tiles], maxzoom: 16 };
  const points = data.points ?? { type: "FeatureCollection", features: [] };
  if (points.features?.length < CLUSTER_FROM) return { type: "geojson", data: points };
  return {
    type: "geojson",
    data: points,
    cluster: true,
    clusterRadius: 50,
    clusterMaxZoom: 15,
    clusterProperties: { count: ["+", 1] },
  };
}

// --- map to list ---------------------------------------------------------------------------------------------------

function listenToPins(map, region, library, options) {
  let popup = null;
  map.on("click", "point", async (event) => {
    const [first] = event.features;
    if (first.properties.count > 1) return enlarge(map, first);
    const found = new Map(event.features.filter((one) => !(one.properties.count > 1)).map((one) => [idOf(one), one]));
    popup?.remove();
    popup = new library.Popup({ offset: 16, maxWidth: "18rem", focusAfterOpen: true })
      .setLngLat(first.geometry.coordinates)
      .setDOMContent(card([...found.values()].slice(0, 8), options))
      .addTo(map);
    const item = itemOf(idOf(first));
    mark(item);
    if (item && matchMedia("(min-width: 60rem)").matches) item.scrollIntoView({ block: "nearest" });
  });
  map.on("mousemove", "point", (event) => {
    map.getCanvas().style.cursor = "pointer";
    mark(itemOf(idOf(event.features[0])));
  });
  map.on("mouseleave", "point", () => {
    map.getCanvas().style.cursor = "";
    mark(null);
  });
}

async function enlarge(map, feature) {
  const { cluster_id: id, expand } = feature.properties;
  const zoom = id === undefined ? expand : await map.getSource("points").getClusterExpansionZoom(id);
  map.easeTo({ center: feature.geometry.coordinates, zoom: Math.min(zoom + 0.2, 17), animate: !calm.matches });
}

function idOf(feature) {
  return String(feature.properties.id ?? feature.id ?? "");
}

function card(features, options) {
  const list = document.createElement("ul");
  list.className = "map-card";
  for (const feature of features) {
    const { name, note, url } = feature.properties;
    const address = url ?? options.link?.replace("{id}", encodeURIComponent(idOf(feature)));
    const title = document.createElement(address ? "a" : "span");
    title.className = "map-card__title";
    title.textContent = name ?? options.words["Map.Title"];
    if (address) title.href = address;
    const item = document.createElement("li");
    item.append(title);
    if (note) item.append(Object.assign(document.createElement("span"), { className: "map-card__note", textContent: note }));
    list.append(item);
  }
  return list;
}

// --- list to map ---------------------------------------------------------------------------------------------------
// An entry of the list says which point it is: <li data-map-feature="12" data-map-at="8.7,50.1">

function itemOf(id) {
  return id ? document.querySelector(`[data-map-feature="${CSS.escape(id)}"]`) : null;
}

function mark(item) {
  for (const other of document.querySelectorAll(".is-on-map")) if (other !== item) other.classList.remove("is-on-map");
  item?.classList.add("is-on-map");
}

function listenToList(map, region) {
  let current = null;
  const point = (event) => {
    const item = event.target.closest?.("[data-map-feature]") ?? null;
    if (item === current || (item?.dataset.mapRegion && item.dataset.mapRegion !== region.id)) return;
    current = item;
    const at = item?.dataset.mapAt?.split(",").map(Number);
    const features = at ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } }] : [];
    map.getSource("active")?.setData({ type: "FeatureCollection", features });
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
}
