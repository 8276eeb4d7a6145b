// The smoke journey in Firefox: hosted and from the disk. Skipped, and said so, where there is no Firefox.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { openFirefox } from "./firefox.mjs";
import { SINGLE, startServer } from "./server.mjs";

const SHEET = "指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,850\n特定健診受診率,％,60.0,\n";

/** `FIREFOX`, or the first on the `PATH`. */
const FIREFOX = [
  process.env.FIREFOX ?? "",
  ...(process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => ["firefox-esr", "firefox"].map((name) => join(folder, name))),
].find((path) => path && existsSync(path));
const skip = FIREFOX ? false : "there is no Firefox: set FIREFOX, or install firefox-esr";

const homes = {
  "served by a host": async (t) => {
    const server = await startServer();
    t.after(async () => {
      await server.close();
      assert.deepEqual(server.foreign(), []);
    });
    return server.url;
  },
  "opened from the disk": async () => SINGLE,
};

for (const [home, address] of Object.entries(homes)) {
  test(`in Firefox, the page ${home} opens a file, takes a figure and keeps it`, { skip }, async (t) => {
    const url = await address(t);
    const tab = await openFirefox(t, FIREFOX);
    await tab.goto(url);
    await tab.until(`document.querySelector("#ke-file")`);
    await tab.choose("#ke-file", [await file(t, SHEET)]);
    await tab.until(`document.querySelector('[data-field="rate"][data-value="85.0"]')`);

    // The missing figure is typed, and the rate is there.
    const label = `[...document.querySelectorAll("label")].find(({ textContent }) => /特定健診受診率.*実績値/.test(textContent))`;
    await tab.value(`${label}.control.focus()`);
    await tab.type("51.3\uE007");
    await tab.until(`document.querySelector('[data-field="rate"][data-value="85.5"]')`);

    // The draft is kept on this PC.
    await tab.until(`document.body.innerText.includes("下書きをこのPCに保存しました。")`);
    await tab.reload();
    await tab.until(`document.querySelector('[data-field="rate"][data-value="85.5"]')`);
  });
}

/** A file on the disk until the test ends. */
async function file(t, text) {
  const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-sheet-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "sheet.csv");
  await writeFile(path, text);
  return path;
}
