// SPDX-License-Identifier: EUPL-1.2
// One map for several scenarios: the buttons choose whose numbers and pins it shows.

const part = document.querySelector("[data-whatif-map]");
const drawn = new Promise((resolve) => document.addEventListener("map:ready", resolve, { once: true }));
const [{ Board }, q] = await Promise.all([import(part.dataset.board), import(part.dataset.question)]);
const data = JSON.parse(document.getElementById("compare-data").textContent);
const none = { fresh: [], gone: [], moved: new Map() };

const { target, detail } = await drawn;
const options = JSON.parse(target.dataset.map);
const board = new Board(detail, { words: {}, font: options.external ? "" : options.font });

function show() {
  const one = data.scenarios[document.querySelector("[name=ansicht]:checked").value];
  board.load({ areas: data.areas, places: one.places });
  board.show(one.query ? q.read(new URLSearchParams(one.query)) : none, one.topic);
  board.answer(one.figures);
  board.look("after");
}

document.addEventListener("change", (event) => event.target.name === "ansicht" && show());
show();
