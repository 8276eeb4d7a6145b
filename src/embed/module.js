// What starts a module of this product, and the error that its calls throw; for the API and for the page.
//
// This is the template of a file in dist/; nothing is filled in.

export class KpiError extends Error {
  constructor(code, message, { reason, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "KpiError";
    this.code = code;
    if (reason !== undefined) this.reason = reason;
  }
}

/**
 * A module that is instantiated once, however often and from however many places it is asked for.
 *
 * `instantiate` is what wasm-bindgen made, `own` the address of the module that belongs to it, `integrity` its checksum.
 */
export function module(instantiate, own, integrity) {
  let ready = false;
  let starting;

  async function start(wasm) {
    await instantiate({ module_or_path: await source(wasm ?? own) });
    ready = true;
  }

  // Node's fetch does not read files, so there a file URL is read here. A browser compares the module that belongs to
  // this file with its checksum; any other is the caller's choice.
  async function source(wasm) {
    const isAddress = typeof wasm === "string" || wasm instanceof URL;
    if (!isAddress) return wasm;
    if (!globalThis.process?.versions?.node) return wasm === own ? fetch(own, { integrity }) : wasm;
    const url = new URL(wasm, own);
    if (url.protocol !== "file:") return url;
    const files = "node:fs/promises"; // By another name than a text, so that bundlers for browsers do not look for it.
    const { readFile } = await import(/* @vite-ignore */ files);
    return readFile(url);
  }

  return {
    init(wasm) {
      starting ??= start(wasm).catch((cause) => {
        starting = undefined; // A network that fails once must not be the end of it.
        throw new KpiError("not-ready", `kpi-evaluator could not start: ${cause?.message ?? cause}`, { cause });
      });
      return starting;
    },

    // The module throws plain objects `{ code, reason?, message }`; here they become errors that carry a stack.
    called(work) {
      if (!ready) throw new KpiError("not-ready", "kpi-evaluator is not ready: await init() first");
      try {
        return work();
      } catch (fault) {
        if (typeof fault?.code !== "string" || fault instanceof Error) throw fault;
        throw new KpiError(fault.code, fault.message, { reason: fault.reason });
      }
    },
  };
}
