// SPDX-License-Identifier: EUPL-1.2
// The form of an idea: a pin on the map, and a text that survives a reload. Without this file the form works all the same.

const form = document.querySelector("[data-idea-form]");
if (form) {
  pinOnTheMap(form);
  keepWhatIsWritten(form);
}

/** A tap on the map sets the pin; an address that was found sets it too. */
function pinOnTheMap(form) {
  const lon = form.elements.namedItem("lon");
  const lat = form.elements.namedItem("lat");
  if (!lon || !lat) return;
  const remove = form.querySelector("[data-unpick]");
  let map = null;
  let marker = null;
  let library = null;

  function set(x, y, fly) {
    lon.value = x.toFixed(6);
    lat.value = y.toFixed(6);
    if (remove) remove.hidden = false;
    if (!map) return;
    marker ??= new library.Marker({ draggable: false });
    marker.setLngLat([x, y]).addTo(map);
    if (fly) map.jumpTo({ center: [x, y], zoom: Math.max(map.getZoom(), 15) });
  }

  function clear() {
    lon.value = "";
    lat.value = "";
    marker?.remove();
    if (remove) remove.hidden = true;
  }

  form.querySelector(".part-pick")?.removeAttribute("hidden");
  form.addEventListener("map:ready", (event) => {
    ({ map, library } = event.detail);
    map.getCanvas().classList.add("part-crosshair");
    map.on("click", (click) => set(click.lngLat.lng, click.lngLat.lat, false));
    if (lon.value && lat.value) set(Number(lon.value), Number(lat.value), true);
  });
  remove?.addEventListener("click", clear);
  const found = form.querySelector("[data-spots]");
  found?.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-spot]");
    if (!chosen) return;
    const [x, y] = chosen.dataset.spot.split(",").map(Number);
    form.elements.namedItem("wo").value = chosen.dataset.label;
    set(x, y, true);
  });
  document.addEventListener("htmx:after:swap", () => {
    const first = found?.querySelector("[data-spot-first]:not([data-taken])");
    if (!first) return;
    first.dataset.taken = "";
    const [x, y] = first.dataset.spotFirst.split(",").map(Number);
    set(x, y, true);
  });
}

/** Keep the words in this tab (never beyond it: the device may be a library's) until they were sent. */
function keepWhatIsWritten(form) {
  const key = `allmende-${form.dataset.keep}`;
  const names = ["title", "text", "wo", "name"];
  const fields = names.map((name) => form.elements.namedItem(name)).filter(Boolean);
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    for (const field of fields) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  } catch {
    // Storage is switched off: the button for drafts is there.
  }
}
