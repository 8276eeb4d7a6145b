// Measures what the build in `dist/` does in Chromium, beside what people would use otherwise, and writes
// `BENCHMARKS.md`: `cargo xtask bench`.

import { writeFileSync } from "node:fs";
import { launch } from "../../tests/e2e/browser.mjs";
import * as api from "./api.mjs";
import * as page from "./page.mjs";
import { sizes } from "./sizes.mjs";
import { document } from "./table.mjs";

const browser = await launch();
try {
  const figures = { sizes: sizes(), page: await page.measured(browser), api: await api.measured(browser) };
  const text = document(figures, browser.version());
  writeFileSync(new URL("../../BENCHMARKS.md", import.meta.url), text);
  console.log(text);
} finally {
  await browser.close();
}
