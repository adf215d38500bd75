// SPDX-License-Identifier: EUPL-1.2
// Asks the server while somebody drags: at most eight times a second, one request at a time, the latest question next.
// The last question is always answered: after a refusal or a broken connection it is asked again.

const GAP = 125; // milliseconds from one request to the next
const LONGEST_WAIT = 30_000;
const TIMEOUT = 15_000;

export class Asker {
  #wanted = null;
  #running = null;
  #timer = 0;
  #last = 0;
  #failures = 0;

  /**
   * load(query, signal) fetches; show(text, query) takes the answer; tell(kind, seconds) says that it takes longer:
   * "busy" (too many questions, goes on in so many seconds), "offline", "refused" (this question is not answered) or "".
   */
  constructor({ load, show, tell }) {
    Object.assign(this, { load, show, tell });
    addEventListener("online", () => this.#wanted && this.#plan(0));
  }

  /** Ask this next. With `now`, what is under way is given up for it. */
  ask(query, { now = false } = {}) {
    this.#wanted = query;
    if (now) this.#running?.abort();
    if (!this.#running || now) this.#plan(this.#failures ? undefined : now ? 0 : GAP - (performance.now() - this.#last));
  }

  /** Forget what was asked: something else on the page answers it. */
  forget() {
    this.#wanted = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#running?.abort();
  }

  #plan(wait) {
    if (wait === undefined && this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), Math.max(0, wait ?? 0));
  }

  async #send() {
    this.#timer = 0;
    const query = this.#wanted;
    if (query === null || this.#running) return;
    this.#wanted = null;
    this.#last = performance.now();
    const running = (this.#running = new AbortController());
    const late = setTimeout(() => running.abort("late"), TIMEOUT);
    let wait = GAP;
    try {
      const response = await this.load(query, running.signal);
      const text = await response.text();
      if (running.signal.aborted) throw running.signal.reason;
      if (response.status === 429) wait = this.#again(query, "busy", Number(response.headers.get("Retry-After")) * 1000);
      else if (response.status >= 500) wait = this.#again(query, "offline");
      else {
        this.#failures = 0;
        this.tell(response.ok ? "" : "refused", 0);
        if (response.ok) this.show(text, query);
      }
    } catch {
      // Given up for a newer question, or the connection broke.
      if (!running.signal.aborted || running.signal.reason === "late") wait = this.#again(query, "offline");
      else wait = 0;
    } finally {
      clearTimeout(late);
      if (this.#running === running) this.#running = null;
    }
    if (this.#wanted !== null) this.#plan(wait);
  }

  #again(query, kind, wait = 0) {
    this.#wanted ??= query;
    this.#failures += 1;
    const pause = Math.min(wait || 500 * 2 ** this.#failures, LONGEST_WAIT);
    this.tell(kind, Math.ceil(pause / 1000));
    return pause;
  }
}
