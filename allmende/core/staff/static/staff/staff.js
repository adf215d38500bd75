// SPDX-License-Identifier: EUPL-1.2
// Date and time fields: Wagtail starts its choosers from a script inside the page, which our security policy forbids.
// The widgets' templates leave a marker instead, and this file starts the chooser for each marker that appears.
(() => {
  const start = (marker) => {
    const init = window[marker.dataset.staffChooser];
    if (typeof init !== "function" || !document.getElementById(marker.dataset.for)) return;
    marker.removeAttribute("data-staff-chooser");
    init(marker.dataset.for, JSON.parse(marker.dataset.config));
  };
  const startAll = (root) => root.querySelectorAll("[data-staff-chooser]").forEach(start);
  document.addEventListener("DOMContentLoaded", () => {
    startAll(document);
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const node of change.addedNodes) if (node.nodeType === 1) startAll(node.parentNode || node);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
