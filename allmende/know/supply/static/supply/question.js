// SPDX-License-Identifier: EUPL-1.2
// What is being tried out: topic, group, way and changes, as they stand in the address (see changes.py). Values are never
// changed in place, so that undoing is going back to an older one.

const NAMES = ["thema", "gruppe", "weg"];
export const MOST = 10;

const pair = (point) => `${point[0].toFixed(5)},${point[1].toFixed(5)}`;
const point = (text) => text.split(",").map(Number);

/** Read a question from URLSearchParams or FormData. */
export function read(parameters) {
  const moved = parameters.getAll("verschoben").map((text) => text.split("@"));
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, String(parameters.get(name) ?? "")])),
    fresh: parameters.getAll("neu").map(point),
    gone: parameters.getAll("weg-id").map(Number),
    moved: new Map(moved.map(([place, at]) => [Number(place), point(at)])),
  };
}

/** The address part of a question: `?thema=...`. */
export function query(question) {
  return `?${parameters(question).map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C|%40/g, decodeURIComponent)}`).join("&")}`;
}

/** Its parameters as [name, value]. */
export function parameters(question) {
  return [
    ...NAMES.map((name) => [name, question[name]]).filter(([, value]) => value),
    ...question.fresh.map((at) => ["neu", pair(at)]),
    ...question.gone.map((place) => ["weg-id", String(place)]),
    ...[...question.moved].map(([place, at]) => ["verschoben", `${place}@${pair(at)}`]),
  ];
}

export const size = (question) => question.fresh.length + question.gone.length + question.moved.size;

export const add = (question, at) => ({ ...question, fresh: [...question.fresh, at] });

export const close = (question, place) => ({
  ...without(question, place),
  gone: [...question.gone.filter((other) => other !== place), place],
});

export const move = (question, place, at) => ({ ...question, moved: new Map(question.moved).set(place, at) });

export const shift = (question, index, at) => ({
  ...question,
  fresh: question.fresh.map((old, position) => (position === index ? at : old)),
});

export const drop = (question, index) => ({ ...question, fresh: question.fresh.filter((_, position) => position !== index) });

/** The question with an existing place as it is today. */
export function without(question, place) {
  const moved = new Map(question.moved);
  moved.delete(place);
  return { ...question, moved, gone: question.gone.filter((other) => other !== place) };
}

export const reset = (question) => ({ ...question, fresh: [], gone: [], moved: new Map() });

/** What a button of the form does, by its name and value; null where it is none that changes the question. */
export function command(question, name, value) {
  const at = (text) => question.fresh.findIndex((known) => pair(known) === text);
  if (name === "neu") return add(question, point(value));
  if (name === "weg-id") return close(question, Number(value));
  if (name === "verschoben") return move(question, Number(value.split("@")[0]), point(value.split("@")[1]));
  if (name === "ersetzt") return shift(question, at(value.split("@")[0]), point(value.split("@")[1]));
  if (name === "ohne") {
    if (value === "alles") return reset(question);
    const [kind, what] = value.split(":");
    return kind === "neu" ? drop(question, at(what)) : without(question, Number(what));
  }
  return null;
}
