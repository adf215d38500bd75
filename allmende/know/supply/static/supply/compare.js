// SPDX-License-Identifier: EUPL-1.2
// One map for several scenarios: the buttons choose whose numbers and pins it shows.

import { Board } from "./board.js";
import * as q from "./question.js";

const data = JSON.parse(document.getElementById("compare-data").textContent);
const none = { fresh: [], gone: [], moved: new Map() };

document.addEventListener("map:ready", (event) => {
  const options = JSON.parse(event.target.dataset.map);
  const board = new Board(event.detail, { words: {}, font: options.external ? "" : options.font });
  const show = (key) => {
    const one = data.scenarios[key];
    board.load({ areas: data.areas, places: one.places });
    board.show(one.query ? q.read(new URLSearchParams(one.query)) : none, one.topic);
    board.answer(one.figures);
    board.look("after");
  };
  const chosen = () => show(document.querySelector("[name=ansicht]:checked").value);
  document.addEventListener("change", (change) => change.target.name === "ansicht" && chosen());
  chosen();
});
