// The JavaScript API of kpi-evaluator. Its types, and what each part promises: kpi-evaluator.d.ts
//
// This is the template of a file in dist/: the build fills in the version, the names of the files below, and the module's
// checksum. Loading it does nothing. The module is the evaluation alone: there is no page in it.

import instantiate, * as engine from "./kpi-evaluator-engine.js";
import { KpiError, module } from "./kpi-evaluator-module.js";

const WASM = new URL("./kpi-engine.wasm", import.meta.url);
const INTEGRITY = "";

export const version = "0.0.0";

export { KpiError };

const { init, called } = module(instantiate, WASM, INTEGRITY);

export default init;

export function evaluate(input, options) {
  return called(() => engine.evaluate(input, options));
}

export function fits(input, options) {
  return called(() => engine.fits(input, options));
}

export function ruleSets() {
  return called(() => engine.ruleSets());
}

export function compare(before, now, options) {
  return called(() => engine.compare(before, now, options));
}

export function render(evaluation, format, options) {
  return called(() => engine.render(evaluation, format, options));
}
