// Drafts as texts by key, for guests: in memory, and as the one text in which they travel.

import { KpiError } from "./kpi-evaluator-module.js";

/** Like `localStorage`, but gone with its holder. What changes is told. */
export class Drafts {
  #texts;
  #changed;
  constructor(texts, changed = () => {}) {
    this.#texts = new Map(texts);
    this.#changed = changed;
  }
  getItem(key) {
    return this.#texts.get(key) ?? null;
  }
  setItem(key, text) {
    this.#texts.set(key, text);
    this.#changed();
  }
  removeItem(key) {
    if (this.#texts.delete(key)) this.#changed();
  }
  get length() {
    return this.#texts.size;
  }
  key(n) {
    return [...this.#texts.keys()][n] ?? null;
  }
  /** All of them as one text; `textsOf` takes it apart. */
  toString() {
    return JSON.stringify(Object.fromEntries(this.#texts));
  }
}

/** The texts of a draft by their keys; all else is refused. */
export function textsOf(draft) {
  const refused = (cause) => new KpiError("input", "the draft is not one of this product", { cause });
  let entries;
  try {
    entries = Object.entries(JSON.parse(draft));
  } catch (fault) {
    throw refused(fault);
  }
  const isOwn = ([key, text]) => key.startsWith("kpi-evaluator/") && typeof text === "string";
  if (!entries.every(isOwn)) throw refused();
  return entries;
}
