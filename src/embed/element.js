// The custom element `<kpi-evaluator>`: the page as a guest in somebody else's. How it is used: docs/embedding.md.
//
// This is the template of a file in dist/: the build fills in the name of the page's module, which all elements and the
// hosted page share, and the style sheet. It lives in a shadow root, so that styles leak neither in nor out.

import init, { KpiError, mount, version } from "./kpi-evaluator-page.js";
import { Drafts, textsOf } from "./kpi-evaluator-drafts.js";
import { hire } from "./kpi-evaluator-hire.js";

const STYLES = "";

/** What there is to say where the module cannot run; all other words are in the module. */
const NOT_STARTED = {
  ja: "計算し直す機能をこのページで開始できなかったため、保存されている結果を表示しています。理由:",
  en: "The evaluation could not start on this page, so the saved result is shown. Reason:",
};

/**
 * In a frame that is made as high as what it holds, `100vh` would grow with it without end: there the screen says how
 * high a window may be.
 */
const OF_FRAME = parent === window ? "" : `--ke-window: min(100vh, ${Math.round(screen.availHeight * 0.8)}px);`;

/** Reads a sheet anew. The others take effect on the sheet that is there. */
const OF_SOURCE = ["src", "storage", "name"];

/** Like `localStorage`, under names of its own: several elements and the hosted page may share one site. */
class Named {
  #prefix;
  constructor(name) {
    this.#prefix = `kpi-evaluator/element/${encodeURIComponent(name)}/`;
  }
  getItem(key) {
    return localStorage.getItem(this.#prefix + key);
  }
  setItem(key, text) {
    localStorage.setItem(this.#prefix + key, text);
  }
  removeItem(key) {
    localStorage.removeItem(this.#prefix + key);
  }
  get length() {
    return this.#keys().length;
  }
  key(n) {
    return this.#keys()[n] ?? null;
  }
  #keys() {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
    return own.map((key) => key.slice(this.#prefix.length));
  }
}

let shared;

/** One sheet for all elements; no policy forbids it, as it is no text of the document. */
function styles() {
  if (shared) return shared;
  shared = new CSSStyleSheet();
  shared.replaceSync(STYLES);
  return shared;
}

/** The element's content is there only once the document has been read that far. */
function parsed() {
  if (document.readyState !== "loading") return undefined;
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

export class KpiEvaluatorElement extends HTMLElement {
  static observedAttributes = [...OF_SOURCE, "rule-set", "lang", "readonly", "height"];

  #own = new CSSStyleSheet();
  #reason = document.createElement("p");
  #slot = document.createElement("slot");
  #mounted;
  #input;
  #ruleSet;
  #drafts;
  #memory = new Drafts();
  #isUnpacked = false;
  /** Which start is the last: whatever belongs to an earlier one is let go. */
  #turn = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles(), this.#own];
    this.#reason.className = "ke-reason";
    this.#reason.setAttribute("role", "status");
    root.append(this.#reason, this.#slot);
  }

  connectedCallback() {
    // What was set before the element was defined hides the accessors.
    for (const name of ["input", "ruleSet", "drafts"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#size();
    this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) return;
    if (name === "height") this.#size();
    else if (OF_SOURCE.includes(name)) this.#restart();
    else this.#update();
  }

  /** A sheet, in the forms that `evaluate` takes; it wins over `src` and content. */
  get input() {
    return this.#input;
  }

  set input(input) {
    this.#input = input;
    this.#restart();
  }

  /** A rule set as data, or the id of one; it wins over the attribute. */
  get ruleSet() {
    return this.#ruleSet ?? this.getAttribute("rule-set");
  }

  set ruleSet(ruleSet) {
    this.#ruleSet = ruleSet;
    this.#update();
  }

  /** Where drafts are kept instead: an object with `getItem`, `setItem` and `removeItem`. */
  get drafts() {
    return this.#drafts;
  }

  set drafts(drafts) {
    this.#drafts = drafts;
    if (this.isConnected) this.#start();
  }

  /** Another sheet: what was done to the former one is not for this one. */
  #restart() {
    this.#memory = new Drafts();
    if (this.isConnected) this.#start();
  }

  async #start() {
    this.#stop();
    const turn = this.#turn;
    try {
      await parsed();
      this.#unpack();
      const [input] = await Promise.all([this.#read(), init()]);
      if (turn !== this.#turn) return;
      this.#mount(input);
    } catch (fault) {
      if (turn === this.#turn) this.#fail(fault);
    }
  }

  #mount(input) {
    // The result takes the place of what stood for it.
    this.#slot.remove();
    this.#reason.textContent = "";
    const onchange = (ask, kpis) => this.#tellChange(ask, kpis);
    const named = this.getAttribute("storage") === "local" && this.getAttribute("name");
    // What is only shown is not kept, and a draft of this site is none of its business.
    const readonly = this.hasAttribute("readonly");
    const storage = this.#drafts ?? (named && !readonly ? new Named(named) : this.#memory);
    // All elements share one worker. A host whose policy forbids it may say so, and is then not asked.
    const worker = this.getAttribute("worker") === "off" ? undefined : hire;
    this.#mounted = mount(this.shadowRoot, { ...this.#config(), input, storage, worker, onchange });
    this.#tell("ready", { version });
  }

  #config() {
    const given = (name) => this.getAttribute(name) ?? undefined;
    const keeps = this.#drafts !== undefined || (given("storage") === "local" && Boolean(given("name")));
    return {
      ruleSet: this.#ruleSet ?? given("rule-set"),
      lang: this.#lang(),
      readonly: this.hasAttribute("readonly"),
      keeps,
    };
  }

  #lang() {
    const tag = this.getAttribute("lang") ?? this.closest("[lang]")?.getAttribute("lang") ?? "ja";
    return /^en\b/i.test(tag) ? "en" : "ja";
  }

  #update() {
    if (!this.#mounted) {
      // A start under way reads them when it is through; one that failed is tried again.
      if (this.isConnected && this.#reason.textContent) this.#start();
      return;
    }
    try {
      this.#mounted.update(this.#config());
    } catch (fault) {
      this.#tell("error", { code: fault.code ?? "input", message: fault.message });
    }
  }

  #stop() {
    this.#turn += 1;
    this.#mounted?.unmount();
    this.#mounted = undefined;
    this.shadowRoot.append(this.#slot);
  }

  /** Shows what the host put inside, and one line that says why. */
  #fail(fault) {
    this.#stop();
    const cause = fault?.cause?.message ?? fault?.message ?? String(fault);
    this.#reason.lang = this.#lang();
    this.#reason.textContent = `${NOT_STARTED[this.#lang()]} ${cause}`;
    this.#tell("error", { code: fault?.code ?? "input", message: fault?.message ?? String(fault) });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`kpi-evaluator-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** The evaluation of a large sheet takes a while to make: it is made when a listener first looks at it. */
  #tellChange(ask, kpis) {
    let evaluation;
    const event = new CustomEvent("kpi-evaluator-change", { bubbles: true, composed: true });
    Object.defineProperties(event, { detail: { get: () => (evaluation ??= ask()) }, kpis: { value: kpis } });
    this.dispatchEvent(event);
  }

  /** Takes the draft inside, which the dialog that embeds a result puts there. */
  #unpack() {
    if (this.#isUnpacked) return;
    this.#isUnpacked = true;
    const text = this.querySelector(':scope > script[type="application/json"]')?.textContent;
    if (text !== undefined) this.#memory = new Drafts(textsOf(text));
  }

  /** The sheet: given as a property, at an address, as text inside, or as the table inside. */
  async #read() {
    if (this.#input !== undefined && this.#input !== null) return this.#input;
    const src = this.getAttribute("src");
    if (src) return fetched(new URL(src, document.baseURI));
    if (this.querySelector(':scope > script[type="application/json"]')) return undefined;
    const text = this.querySelector(':scope > script[type="text/plain"]')?.textContent;
    if (text !== undefined) return text.trim() ? text : undefined;
    if (this.querySelector("table")) return { html: this.innerHTML, text: this.textContent };
    return this.textContent.trim() ? this.textContent : undefined;
  }

  #size() {
    const height = this.getAttribute("height")?.trim() ?? "";
    const length = /^\d+$/.test(height) ? `${height}px` : height;
    const fits = length !== "" && CSS.supports("height", length);
    this.#own.replaceSync(
      `.ke-root { --ke-measured: ${this.#measured()}; ${OF_FRAME} }` +
        (fits ? `:host { block-size: ${length}; overflow: auto; }` : ""),
    );
  }

  /** The size that the reader chose for text: `rem` is the host's, which often is another. */
  #measured() {
    const probe = document.createElement("div");
    probe.className = "ke-probe";
    this.shadowRoot.append(probe);
    const size = getComputedStyle(probe).fontSize;
    probe.remove();
    return size || "16px";
  }
}

/** A file of the host's own site, recognised by its content. */
async function fetched(address) {
  const refused = (why, cause) => new KpiError("input", `${address.pathname}: ${why}`, { cause });
  if (address.origin !== location.origin) throw refused("not of this site");
  const response = await fetch(address, { credentials: "same-origin" }).catch((cause) => {
    throw refused("not to be had", cause);
  });
  if (!response.ok) throw refused(`status ${response.status}`);
  return { bytes: new Uint8Array(await response.arrayBuffer()), name: nameOf(address) };
}

/** The name of the file there, as people write it. */
function nameOf({ pathname }) {
  const name = pathname.split("/").at(-1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // `100%.csv` is a name too.
  }
}

if (!customElements.get("kpi-evaluator")) customElements.define("kpi-evaluator", KpiEvaluatorElement);
