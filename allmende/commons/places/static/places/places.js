// SPDX-License-Identifier: EUPL-1.2
// Search near the visitor, and say how many places were found. The page works without this.

const form = document.getElementById("suche");
const status = form?.querySelector("[data-places-status]");

// The position is rounded to about 100 m here; more than that never leaves the browser.
form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (!button) return;
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.pos.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
      form.elements.nahe.value = "";
      button.disabled = false;
      form.requestSubmit();
    },
    (error) => {
      status.textContent = error.code === error.PERMISSION_DENIED ? button.dataset.denied : button.dataset.failed;
      button.disabled = false;
    },
    { maximumAge: 60_000, timeout: 15_000 },
  );
});

// Who names a place no longer asks about where they are.
form?.elements.nahe.addEventListener("input", () => (form.elements.pos.value = ""));

document.addEventListener("htmx:after:swap", () => {
  const count = document.querySelector("[data-places-count]");
  if (count && status) status.textContent = count.textContent;
});
