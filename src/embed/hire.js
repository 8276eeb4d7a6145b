// The worker of the guests of a page: the script of the page's own worker, started where the host's policy allows it.
// Where it does not, the module does the work at hand (src/browser/bench.rs).

const SCRIPT = new URL("./kpi-evaluator-worker.js", import.meta.url).href;

let address;
let policy;

/** A started worker. Called when work is first too long to be done at hand; throws where none can be had. */
export function hire() {
  address ??= new URL(SCRIPT).origin === self.origin ? SCRIPT : borrowed();
  return new Worker(allowed());
}

/** A host with Trusted Types takes no plain text for an address. The policy lets this one through, and no other. */
function allowed() {
  const { trustedTypes } = globalThis;
  if (!trustedTypes) return address;
  policy ??= trustedTypes.createPolicy("kpi-evaluator", { createScriptURL: () => address });
  return policy.createScriptURL("");
}

/** Parts of another site: no worker may come from there, but one made here may take its script from there. */
function borrowed() {
  const script = `
    const address = ${JSON.stringify(SCRIPT)};
    const policy = self.trustedTypes?.createPolicy("kpi-evaluator", { createScriptURL: () => address });
    importScripts(policy ? policy.createScriptURL("") : address);`;
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}
