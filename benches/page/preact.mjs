// A page of Preact with no more in it than a heading, a box and a button: as early as a page can well be there.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** What the server has of it, by path; it is at `/preact.html`. */
export const PREACT = {
  "/preact.html": `<!doctype html><html lang="ja"><meta charset="utf-8"><title>Preact</title>
<div id="app"></div><script type="module" src="/app.js"></script></html>`,
  "/app.js": `import { h, render } from "./preact.js";
const app = h("main", null, h("h1", null, "KPI評価シート"), h("textarea", { rows: 6 }), h("button", null, "読み込む"));
render(app, document.getElementById("app"));`,
  "/preact.js": readFileSync(resolve("preact")),
};
