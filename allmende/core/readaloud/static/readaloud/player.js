// SPDX-License-Identifier: EUPL-1.2
// The player. It is loaded when somebody first presses "Vorlesen": asks the server for sentences, says them one by one with a
// voice of this device or with sound from the server, and marks on the page what is being said.

const CHUNK = 1500; // signs that are asked for at once; the first question is shorter, so that the voice begins sooner
const FIRST = 250;
const REMEMBER = "vorlesen-tempo";
const MARK = "readaloud";

let player = null;

export async function start(link) {
  if (player) return player.focus();
  const [{ pieces, rangeOf }, controls] = await Promise.all([import(link.dataset.reading), loadControls(link)]);
  player = new Player(link, controls, pieces, rangeOf);
  player.open();
}

async function loadControls(link) {
  const style = document.head.appendChild(Object.assign(document.createElement("link"), { rel: "stylesheet", href: link.dataset.style }));
  const styled = new Promise((done) => style.addEventListener("load", done, { once: true }) ?? style.addEventListener("error", done, { once: true }));
  const response = await fetch(link.dataset.player);
  if (!response.ok) throw new Error(`player: ${response.status}`);
  const controls = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("section");
  await styled;
  return document.importNode(controls, true);
}

class Player {
  constructor(link, controls, pieces, rangeOf) {
    Object.assign(this, { link, controls, rangeOf });
    this.words = JSON.parse(controls.dataset.words);
    this.status = controls.querySelector("[data-status]");
    this.speedBox = controls.querySelector("[data-do='speed']");
    this.collect = () => pieces(this.words);
    controls.addEventListener("click", (event) => this.act(event.target.closest("[data-do]")?.dataset.do));
    controls.addEventListener("keydown", (event) => this.key(event));
    this.speedBox.addEventListener("change", () => this.setSpeed());
    this.leave = () => this.voice?.stop();
  }

  begin() {
    this.pieces = this.collect();
    this.queue = []; // {piece, start, end, spoken, lang, url}
    this.asked = 0; // pieces asked for so far
    this.at = 0;
    this.foreign = false;
  }

  open() {
    this.turn = 0; // grows with every change of mind; what an older turn brings is ignored
    this.begin();
    document.body.append(this.controls);
    document.documentElement.classList.add("readaloud-open");
    addEventListener("pagehide", this.leave);
    const speed = read(REMEMBER);
    if (speed && [...this.speedBox.options].some((option) => option.value === speed)) this.speedBox.value = speed;
    this.focus();
    this.asked = this.firstWanted();
    this.play();
  }

  // Whoever has marked text hears the page from there.
  firstWanted() {
    const chosen = getSelection();
    if (chosen.isCollapsed || !chosen.rangeCount) return 0;
    const range = chosen.getRangeAt(0);
    const found = this.pieces.findIndex((piece) => piece.origins.some((origin) => origin && range.comparePoint(origin.node, origin.place) === 0));
    chosen.removeAllRanges();
    return Math.max(found, 0);
  }

  focus() {
    this.controls.querySelector("[data-do='toggle']").focus({ preventScroll: true });
  }

  act(what) {
    if (what === "toggle") this.playing ? this.pause() : this.play();
    else if (what === "next") this.jump(1);
    else if (what === "back") this.jump(-1);
    else if (what === "stop") this.close();
  }

  key(event) {
    if (event.key === "Escape") this.close();
  }

  get speed() {
    return Number(this.speedBox.value);
  }

  setSpeed() {
    write(REMEMBER, this.speedBox.value);
    this.voice?.setSpeed(this.speed);
  }

  say(name) {
    const text = this.controls.dataset[name] ?? "";
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  show(playing) {
    this.playing = playing;
    this.controls.dataset.state = playing ? "playing" : "paused";
  }

  async play() {
    const turn = ++this.turn;
    this.show(true);
    if (this.pieces.some((piece) => !piece.element.isConnected)) this.begin(); // a part of the page was exchanged
    if (!this.pieces.length) return this.end("empty");
    this.say("waiting");
    try {
      this.voice ??= await chooseVoice(() => this.queue[this.at + 1]);
      while (turn === this.turn) {
        if (!(await this.fill())) return turn === this.turn && this.end(this.foreign ? "foreign" : this.queue.length ? "ended" : "empty");
        if (turn !== this.turn) return;
        const sentence = this.queue[this.at];
        this.mark(sentence);
        this.fill(this.at + 3); // the next question goes out while this sentence is said
        await this.voice.say(sentence, this.speed, () => turn === this.turn && this.say("playing"));
        if (turn !== this.turn) return;
        this.at += 1;
      }
    } catch (error) {
      if (turn !== this.turn) return;
      this.show(false);
      if (error.name === "NotAllowedError") return this.say("tap");
      this.voice = null;
      this.complain(error);
    }
  }

  complain(error) {
    if (error.told) this.status.textContent = error.message;
    else this.say("failed");
  }

  pause() {
    this.turn += 1;
    this.voice?.stop();
    this.show(false);
    this.say("paused");
  }

  jump(step) {
    this.voice?.stop();
    this.at = Math.max(0, this.at + step);
    if (this.playing) return this.play();
    const turn = ++this.turn;
    this.fill().then((there) => {
      if (turn !== this.turn) return;
      if (there) this.mark(this.queue[this.at]);
      else this.end("ended");
    }, (error) => this.complain(error));
  }

  // The end of the page: the next press begins again.
  end(why) {
    this.turn += 1;
    this.show(false);
    this.say(why);
    this.unmark();
    this.at = 0;
  }

  close() {
    this.turn += 1;
    this.voice?.stop();
    this.unmark();
    this.controls.remove();
    document.documentElement.classList.remove("readaloud-open");
    removeEventListener("pagehide", this.leave);
    player = null;
    this.link.focus();
  }

  // Ask for sentences until there is one at `place`. Returns whether there is.
  async fill(place = this.at) {
    while (this.queue.length <= place && this.asked < this.pieces.length) {
      this.asking ??= this.ask().finally(() => (this.asking = null));
      await this.asking;
    }
    return place < this.queue.length;
  }

  async ask() {
    const limit = this.queue.length ? CHUNK : FIRST;
    const chosen = [];
    let signs = 0;
    let next = this.asked;
    while (next < this.pieces.length && chosen.length < 50 && (!chosen.length || signs + this.pieces[next].text.length <= limit)) {
      const piece = this.pieces[next++];
      // A block beyond all measure is asked for in parts.
      for (let start = 0; start < piece.text.length; start += 2 * CHUNK) chosen.push({ piece, start, text: piece.text.slice(start, start + 2 * CHUNK) });
      signs += piece.text.length;
    }
    for (let first = 0; first < chosen.length; ) {
      let last = first + 1;
      for (let size = chosen[first].text.length; last < chosen.length && size + chosen[last].text.length <= 2 * CHUNK; last++) size += chosen[last].text.length;
      const parts = chosen.slice(first, last);
      const answer = await this.question(parts);
      answer.forEach((sentences, index) => {
        const { piece, start } = parts[index];
        if (!sentences.length && /\p{L}/u.test(parts[index].text)) this.foreign = true;
        for (const one of sentences) this.queue.push({ ...one, piece, start: one.start + start, end: one.end + start });
      });
      first = last;
    }
    this.asked = next;
  }

  async question(parts) {
    const response = await fetch(this.controls.dataset.sentences, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ pieces: parts.map(({ piece, text }) => ({ text, lang: piece.lang })) }),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw Object.assign(new Error(answer.error ?? response.status), { told: Boolean(answer.error) });
    return answer.pieces;
  }

  mark({ piece, start, end }) {
    this.unmark();
    const range = this.rangeOf(piece, start, end);
    piece.element.toggleAttribute("data-reading", true);
    this.marked = piece.element;
    if (range && globalThis.Highlight) CSS.highlights.set(MARK, new Highlight(range));
    else piece.element.dataset.reading = "whole";
    this.scroll((range ?? piece.element).getBoundingClientRect());
  }

  unmark() {
    globalThis.CSS?.highlights?.delete(MARK);
    this.marked?.removeAttribute("data-reading");
  }

  // Only when the sentence is out of sight, and gently where that is welcome.
  scroll({ top, bottom }) {
    const floor = innerHeight - this.controls.offsetHeight;
    if (top >= 0 && bottom <= floor) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: top - Math.max(16, Math.min(floor / 3, floor - (bottom - top))), behavior: calm ? "instant" : "smooth" });
  }
}

// Voices of this device only: others would send the text to their maker.
async function chooseVoice(following) {
  const local = await deviceVoices();
  return new Mixed(local, new ServerVoice(following));
}

async function deviceVoices() {
  const speech = globalThis.speechSynthesis;
  if (!speech) return [];
  if (!speech.getVoices().length)
    await new Promise((done) => {
      speech.addEventListener?.("voiceschanged", done, { once: true });
      setTimeout(done, 250);
    });
  return speech.getVoices().filter((voice) => voice.localService);
}

// Each sentence by the device where it has a voice for the language, else by the server.
class Mixed {
  constructor(voices, server) {
    Object.assign(this, { voices, server });
  }

  async say(sentence, speed, begun) {
    const voice = this.voices.find((one) => one.lang.toLowerCase().startsWith(sentence.lang));
    this.current = voice ? new DeviceVoice(voice) : this.server;
    try {
      await this.current.say(sentence, speed, begun);
    } catch (error) {
      if (!voice) throw error;
      this.voices = []; // it has a voice, but does not speak
      this.current = this.server;
      await this.server.say(sentence, speed, begun);
    }
  }

  setSpeed(speed) {
    this.current?.setSpeed(speed);
  }

  stop() {
    this.current?.stop();
  }
}

class DeviceVoice {
  constructor(voice) {
    this.voice = voice;
  }

  say({ spoken }, speed, begun) {
    return new Promise((done, failed) => {
      const text = Object.assign(new SpeechSynthesisUtterance(spoken), { voice: this.voice, lang: this.voice.lang, rate: speed });
      const silent = setTimeout(() => failed(new Error("silent")), 3000);
      text.onstart = () => {
        clearTimeout(silent);
        begun();
      };
      text.onend = () => {
        clearTimeout(silent);
        done();
      };
      text.onerror = (event) => {
        clearTimeout(silent);
        ["canceled", "interrupted"].includes(event.error) ? done() : failed(new Error(event.error));
      };
      this.text = text; // some browsers forget an utterance that nobody holds
      speechSynthesis.speak(text);
    });
  }

  setSpeed() {} // from the next sentence on: changing it now would begin this one again

  stop() {
    speechSynthesis.cancel();
  }
}

class ServerVoice {
  constructor(following) {
    this.following = following;
    this.audio = new Audio();
    this.audio.preservesPitch = true;
  }

  say({ url }, speed, begun) {
    return new Promise((done, failed) => {
      const { audio } = this;
      audio.onplaying = () => {
        begun();
        const next = this.following();
        if (next) this.ahead = Object.assign(new Audio(), { preload: "auto", src: next.url });
      };
      audio.onended = done;
      audio.onerror = () => failed(audio.error ?? new Error("sound"));
      this.stopped = done;
      audio.src = url;
      audio.defaultPlaybackRate = audio.playbackRate = speed;
      audio.play().catch((error) => (error.name === "AbortError" ? done() : failed(error)));
    });
  }

  setSpeed(speed) {
    this.audio.defaultPlaybackRate = this.audio.playbackRate = speed;
  }

  stop() {
    this.audio.pause();
    this.stopped?.();
  }
}

// Without storage (private windows) the speed is simply not remembered.
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // see above
  }
}
