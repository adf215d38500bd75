// SPDX-License-Identifier: EUPL-1.2
// Starts the maps of a page. Small on purpose: the drawing library is fetched only when a map comes into view.
// Without JavaScript or WebGL the region stays hidden (map.css) and the sentence beside it points to the list.

const settings = (region) => JSON.parse(region.dataset.map);

function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

function fail(region, error) {
  region.dataset.state = "failed";
  if (error) console.warn("Karte:", error);
}

function stylesheet(address) {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.onload = resolve;
    link.onerror = () => reject(new Error(address));
    document.head.append(link);
  });
}

async function start(region) {
  if (region.dataset.state) return;
  region.dataset.state = "loading";
  const options = settings(region);
  try {
    const modules = [options.view, options.pins, options.library].map((address) => import(address));
    const [view, pins, library] = await Promise.all([...modules, stylesheet(options.css)]);
    library.setWorkerUrl(new URL(options.worker, location.href).href);
    await view.show(region, options, library, pins);
    region.dataset.state = "ready";
  } catch (error) {
    fail(region, error);
  }
}

const nearby = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      nearby.unobserve(entry.target);
      start(entry.target);
    }
  },
  { rootMargin: "200px" },
);

for (const region of document.querySelectorAll("[data-map]")) {
  if (canDraw()) nearby.observe(region);
  else fail(region);
}
