// The page inside a frame: `<kpi-evaluator>` and the protocol `kpi-evaluator/embed-1` (docs/embedding.md).
//
// The host names its origin in the fragment. Messages count only if they come from the window that holds the frame and
// from that origin, and answers go to that origin only. Without one, it is the frame's own.

import "./kpi-evaluator-element.js";
import { Drafts, textsOf } from "./kpi-evaluator-drafts.js";

const PROTOCOL = "kpi-evaluator/embed-1";

const wishes = new URLSearchParams(location.hash.slice(1));
const host = originOf(wishes.get("origin") ?? location.origin);
const element = document.createElement("kpi-evaluator");

/** Drafts that the host owns: it is sent all of them, once for all that is written in one go, and gives them back. */
function hostDrafts(texts) {
  let waiting = false;
  const drafts = new Drafts(texts, () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      if (isHostOwned() && element.drafts === drafts) post("save", { draft: String(drafts) });
    });
  });
  return drafts;
}

function originOf(text) {
  try {
    const { origin } = new URL(text);
    return origin === text && origin !== "null" ? origin : undefined;
  } catch {
    return undefined;
  }
}

/** KPIs up to which a change carries its evaluation. */
const AT_ONCE = 1000;

/** The last change. */
let last;

const isHeard = host !== undefined && parent !== window;

function post(type, rest = {}) {
  if (isHeard) parent.postMessage({ protocol: PROTOCOL, type, ...rest }, host);
}

function failed(code, message) {
  post("error", { code, message });
}

/** `{ input?, draft?, ruleSet?, lang?, readonly? }`; what is not given stays. */
function load({ input, draft, ruleSet, lang, readonly }) {
  if (lang !== undefined) element.setAttribute("lang", String(lang));
  if (readonly !== undefined) element.toggleAttribute("readonly", Boolean(readonly));
  if (ruleSet !== undefined) element.ruleSet = ruleSet;
  if (input !== undefined) {
    // A draft of the last sheet must not win over the new one.
    if (element.drafts) element.drafts = hostDrafts();
    element.input = input;
  }
  if (draft !== undefined) {
    take(draft);
  }
}

/** A draft is opened from memory; whether changes are sent is the host's wish. */
function take(draft) {
  try {
    element.drafts = hostDrafts(textsOf(draft));
  } catch {
    failed("input", "draft: not one of this product");
  }
}

function isHostOwned() {
  return wishes.get("storage") === "host";
}

for (const name of ["rule-set", "lang", "name"]) {
  if (wishes.has(name)) element.setAttribute(name, wishes.get(name));
}
// Another origin of the same site shares this storage. It names itself, so that it could be told of nothing else, but
// whatever is told it must have been done in a frame of its own: what a reader kept on this host, or in a frame of
// somebody else, is neither told to it nor replaced by what it sends. No name of an own draft holds a line break.
if (host !== undefined && host !== location.origin && wishes.has("name")) {
  element.setAttribute("name", `${host}\n${wishes.get("name")}`);
}
if (wishes.get("storage") === "local") element.setAttribute("storage", "local");
if (isHostOwned()) element.drafts = hostDrafts();
if (wishes.has("readonly")) element.setAttribute("readonly", "");
// In a window of its own the page would say, under the city's address, whatever a link wants it to.
if (wishes.has("draft") && parent !== window) take(wishes.get("draft"));
document.documentElement.lang = element.getAttribute("lang") ?? "ja";

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window || origin !== host) return;
  try {
    hear(data);
  } catch {
    // A value that no text can be made of, where one was asked for.
    failed("options", "message: this cannot be read");
  }
});

function hear(data) {
  if (typeof data?.protocol !== "string" || !data.protocol.startsWith("kpi-evaluator/embed-")) return;
  if (data.protocol !== PROTOCOL) failed("options", `protocol: this page speaks ${PROTOCOL}`);
  else if (data.type === "load") load(data);
  else if (data.type === "evaluate") post("evaluation", { evaluation: last?.detail });
  else failed("options", `type: ${String(data.type)} is not known`);
}

element.addEventListener("kpi-evaluator-ready", ({ detail }) => post("ready", detail), { once: true });
element.addEventListener("kpi-evaluator-change", (event) => {
  last = event;
  const { kpis } = event;
  // The evaluation is made by looking at it, which of a large sheet would be felt: the host gets it for the asking.
  if (isHeard) post("change", kpis > AT_ONCE ? { kpis } : { kpis, evaluation: event.detail });
});
element.addEventListener("kpi-evaluator-error", ({ detail }) => failed(detail.code, detail.message));

let height = 0;
new ResizeObserver(([entry]) => {
  const now = Math.ceil(entry.contentRect.height);
  if (now === height) return;
  height = now;
  post("resize", { height });
}).observe(element);

document.getElementById("kpi-evaluator-frame").replaceChildren(element);
