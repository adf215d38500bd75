// SPDX-License-Identifier: EUPL-1.2
// Pictures of the points: a disc in the colour of the group with the symbol of the kind, or with a number, in white.

const SIZE = 30; // CSS pixels; drawn at twice that
const HEX = /^#[0-9a-f]{3,8}$/i;
const sprites = new Map();

/** Expression for the name of the picture of a point: what the picture shows is all in its name. */
export function imageName(accent) {
  const pin = [
    "concat",
    "pin|",
    ["coalesce", ["get", "colour"], accent],
    "|",
    ["coalesce", ["get", "icon"], ""],
    "|",
    ["to-string", ["coalesce", ["get", "label"], ""]],
  ];
  const cluster = ["concat", "cluster|", accent, "|", ["to-string", ["get", "count"]]];
  return ["case", [">", ["coalesce", ["get", "count"], 1], 1], cluster, pin];
}

/** Draw the picture that such a name asks for; null for any other name. */
export async function image(name, icons, dark) {
  const [kind, colour, ...rest] = name.split("|");
  if (kind === "cluster") return cluster(colour, Number(rest[0]), dark);
  return kind === "pin" ? pin(colour, ...rest, icons, dark) : null;
}

async function pin(colour, icon, label, icons, dark) {
  const pen = sheet(SIZE);
  disc(pen, SIZE, HEX.test(colour) ? colour : "#1f3a93", dark ? "#e9e7ee" : "#ffffff");
  if (label) number(pen, SIZE, label.slice(0, 3), label.length > 2 ? 10 : 12, "#ffffff");
  else if (icon && icons) await symbol(pen, icons, icon);
  return done(pen);
}

function cluster(colour, count, dark) {
  const size = [10, 100, 1000, Infinity].findIndex((limit) => count < limit) * 7 + 36;
  const pen = sheet(size);
  disc(pen, size, colour, dark ? "#14161c" : "#ffffff");
  number(pen, size, count.toLocaleString(document.documentElement.lang || "de"), 13, dark ? "#14161c" : "#ffffff");
  return done(pen);
}

function sheet(size) {
  const canvas = Object.assign(document.createElement("canvas"), { width: size * 2, height: size * 2 });
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  return pen;
}

function done(pen) {
  return pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
}

function disc(pen, size, colour, ring) {
  const middle = size / 2;
  const circle = (radius, fill) => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
  };
  pen.save();
  pen.shadowColor = "rgb(0 0 0 / 35%)";
  pen.shadowBlur = 4;
  pen.shadowOffsetY = 2;
  circle(middle - 2.5, ring);
  pen.restore();
  circle(middle - 4.2, colour);
}

function number(pen, size, text, height, colour) {
  pen.fillStyle = colour;
  pen.font = `600 ${height}px "Fira Sans", sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, size / 2, size / 2 + 0.5);
}

async function symbol(pen, address, icon) {
  if (!sprites.has(address)) sprites.set(address, load(address));
  const found = (await sprites.get(address))?.getElementById(icon);
  if (!found) return;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const { name, value } of found.attributes) if (name !== "id") svg.setAttribute(name, value);
  for (const [name, value] of [["width", "64"], ["height", "64"], ["color", "#ffffff"]]) svg.setAttribute(name, value);
  svg.innerHTML = found.innerHTML;
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  try {
    await picture.decode();
  } catch {
    return;
  }
  const edge = 15;
  pen.drawImage(picture, (SIZE - edge) / 2, (SIZE - edge) / 2, edge, edge);
}

async function load(address) {
  const response = await fetch(address);
  return response.ok ? new DOMParser().parseFromString(await response.text(), "image/svg+xml") : null;
}
