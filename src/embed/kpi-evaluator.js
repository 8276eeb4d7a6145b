// The JavaScript API of kpi-evaluator. Its types, and what each part promises: kpi-evaluator.d.ts
//
// This is the template of a file in dist/: the build fills in the version, the names of the two files below, and the
// module's checksum.
// Loading it does nothing; `init` instantiates the module, once, however often and from however many places it is
// called. The page itself starts through it too, so that page and scripts share one instance.

import instantiate, * as module from "./kpi-evaluator-glue.js";

const WASM = new URL("./kpi-evaluator.wasm", import.meta.url);
const INTEGRITY = "";

export const version = "0.0.0";

export class KpiError extends Error {
  constructor(code, message, { reason, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "KpiError";
    this.code = code;
    if (reason !== undefined) this.reason = reason;
  }
}

let ready = false;
let starting;

export default function init(wasm) {
  starting ??= start(wasm).catch((cause) => {
    starting = undefined; // A network that fails once must not be the end of it.
    throw new KpiError("not-ready", `kpi-evaluator could not start: ${cause?.message ?? cause}`, { cause });
  });
  return starting;
}

async function start(wasm) {
  await instantiate({ module_or_path: await source(wasm ?? WASM) });
  ready = true;
}

// Node's fetch does not read files, so there a file URL is read here. A browser compares the module that belongs to
// this file with its checksum; any other is the caller's choice.
async function source(wasm) {
  const isAddress = typeof wasm === "string" || wasm instanceof URL;
  if (!isAddress) return wasm;
  if (!globalThis.process?.versions?.node) return wasm === WASM ? fetch(WASM, { integrity: INTEGRITY }) : wasm;
  const url = new URL(wasm, WASM);
  if (url.protocol !== "file:") return url;
  const files = "node:fs/promises"; // By another name than a text, so that bundlers for browsers do not look for it.
  const { readFile } = await import(/* @vite-ignore */ files);
  return readFile(url);
}

export function evaluate(input, options) {
  return called(() => module.evaluate(input, options));
}

export function fits(input, options) {
  return called(() => module.fits(input, options));
}

export function ruleSets() {
  return called(() => module.ruleSets());
}

export function render(evaluation, format, options) {
  return called(() => module.render(evaluation, format, options));
}

/** The page as a guest at the end of a node, for the custom element; no part of the API. */
export function mount(parent, config) {
  const mounted = called(() => module.mount(parent, config));
  return {
    update: (config) => called(() => mounted.update(config)),
    unmount: () => mounted.unmount(),
  };
}

// The module throws plain objects `{ code, reason?, message }`; here they become errors that carry a stack.
function called(work) {
  if (!ready) throw new KpiError("not-ready", "kpi-evaluator is not ready: await init() first");
  try {
    return work();
  } catch (fault) {
    if (typeof fault?.code !== "string" || fault instanceof Error) throw fault;
    throw new KpiError(fault.code, fault.message, { reason: fault.reason });
  }
}
