// How many bytes a first visit fetches, as the build lies on the disk.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "../../tests/e2e/server.mjs";

/** Bytes of the one file whose name is so. */
function bytes(pattern) {
  const names = readdirSync(DIST).filter((name) => pattern.test(name));
  if (names.length !== 1) throw new Error(`dist/ has ${names.length} files like ${pattern}`);
  return statSync(join(DIST, names[0])).size;
}

/** Sizes of the modules as brotli, and of the page as one file as it is. */
export function sizes() {
  return {
    page: bytes(/^kpi-evaluator-[0-9a-f]+\.wasm\.br$/),
    engine: bytes(/^kpi-engine-[0-9a-f]+\.wasm\.br$/),
    single: bytes(/^kpi-evaluator\.html$/),
  };
}
