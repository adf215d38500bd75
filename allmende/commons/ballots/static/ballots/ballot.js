// SPDX-License-Identifier: EUPL-1.2
// The running total beside a question: crosses, points or money. The server checks all of it anyway.

const money = new Intl.NumberFormat("de-DE", { style: "currency", currency: "EUR", minimumFractionDigits: 0 });

function count(question) {
  const { ballotWatch: kind, most, limit } = question.dataset;
  const boxes = [...question.querySelectorAll("input[type=checkbox]:checked")];
  if (kind === "cost") {
    // Whole cents, so that sums are exact.
    const now = boxes.reduce((sum, box) => sum + Math.round(Number(box.dataset.cost) * 100), 0);
    const top = Math.round(Number(limit) * 100);
    return { over: now > top, values: { now: money.format(now / 100), limit: money.format(top / 100), left: money.format((top - now) / 100) } };
  }
  const now = kind === "count" ? boxes.length
    : [...question.querySelectorAll("input[type=number]")].reduce((sum, field) => sum + (Number(field.value) || 0), 0);
  return { over: now > Number(most), values: { now, most } };
}

function show(question) {
  const line = question.querySelector(".ballot-running");
  const { over, values } = count(question);
  const text = (over ? line.dataset.over : line.dataset.words).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (line.textContent !== text) line.textContent = text;
  line.toggleAttribute("data-too-much", over);
}

for (const question of document.querySelectorAll("[data-ballot-watch]")) {
  show(question);
  question.addEventListener("input", () => show(question));
}
