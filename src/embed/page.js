// The page's module, which the hosted page and all custom elements share; no part of the API.
//
// This is the template of a file in dist/: the build fills in the version, the names of the files below, and the module's
// checksum. Loading it does nothing; once it is instantiated, its `main` mounts the page if its node is there.

import instantiate, * as page from "./kpi-evaluator-glue.js";
import { KpiError, module } from "./kpi-evaluator-module.js";

const WASM = new URL("./kpi-evaluator.wasm", import.meta.url);
const INTEGRITY = "";

export const version = "0.0.0";

export { KpiError };

const { init, called } = module(instantiate, WASM, INTEGRITY);

export default init;

/** The page as a guest at the end of a node. */
export function mount(parent, config) {
  const mounted = called(() => page.mount(parent, config));
  return {
    update: (config) => called(() => mounted.update(config)),
    unmount: () => mounted.unmount(),
  };
}
