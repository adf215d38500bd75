// SPDX-License-Identifier: EUPL-1.2
// Wagtail starts its date fields, choosers and inline panels from scripts inside the page, which our security policy
// forbids. Our templates leave a marker with the same call as data instead:
//   <span hidden data-staff-new="ImageChooser" data-args="[...]">   new ImageChooser(...)
//   <span hidden data-staff-call="initDateChooser" data-args="[...]">   initDateChooser(...)
// and this file carries it out, also for markers that appear later.
(() => {
  const MARKERS = "[data-staff-new], [data-staff-call]";
  const run = (marker) => {
    const { staffNew, staffCall, args } = marker.dataset;
    const target = window[staffNew || staffCall];
    if (typeof target !== "function") return;
    marker.removeAttribute("data-staff-new");
    marker.removeAttribute("data-staff-call");
    if (staffNew) new target(...JSON.parse(args));
    else target(...JSON.parse(args));
  };
  const runAll = () => document.querySelectorAll(MARKERS).forEach(run);
  document.addEventListener("DOMContentLoaded", () => {
    runAll();
    new MutationObserver((changes) => {
      if (changes.some((change) => change.addedNodes.length)) runAll();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
