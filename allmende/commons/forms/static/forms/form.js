// SPDX-License-Identifier: EUPL-1.2
// Bring up questions that depend on others of the same page as soon as they are answered. The server decides anyway.

const sheet = document.querySelector("[data-form-sheet]");

function answer(path) {
  const box = sheet.querySelector(`[data-path="${CSS.escape(path)}"]`);
  if (!box || box.hidden) return null;
  const checked = [...sheet.querySelectorAll(`[name="${CSS.escape(path)}"]:checked`)].map((one) => one.value);
  if (box.classList.contains("form-question--several_of")) return checked.length ? checked : null;
  if (checked.length) return checked[0];
  const values = [...box.querySelectorAll("input, select, textarea")]
    .filter((one) => !["radio", "checkbox", "hidden"].includes(one.type) && !one.name.endsWith(".other"))
    .map((one) => one.value.trim())
    .filter(Boolean);
  if (values.length) return values[0];
  return box.querySelector(":checked:not(option)") ? "" : null;
}

const number = (text) => Number(String(text).replace(/\s/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));

function holds(condition) {
  if (condition.all) return condition.all.every(holds);
  if (condition.any) return condition.any.some(holds);
  if (condition.not) return !holds(condition.not);
  const given = answer(condition.path);
  if ("answered" in condition) return (given !== null) === condition.answered;
  if (given === null) return false;
  if ("has" in condition) return given.includes(condition.has);
  if ("at_least" in condition) return number(given) >= condition.at_least;
  if ("at_most" in condition) return number(given) <= condition.at_most;
  if (typeof condition.is === "boolean") return given === (condition.is ? "yes" : "no");
  return typeof condition.is === "number" ? number(given) === condition.is : given === condition.is;
}

function update() {
  for (const box of sheet.querySelectorAll("[data-condition]")) box.hidden = !holds(JSON.parse(box.dataset.condition));
  const shown = [...sheet.querySelectorAll("[data-path]")].filter((box) => !box.hidden).map((box) => box.dataset.path);
  sheet.elements.gezeigt.value = shown.join(" ");
}

if (sheet) {
  sheet.addEventListener("input", update);
  sheet.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
