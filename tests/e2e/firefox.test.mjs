// The smoke journey in Firefox: hosted and from the disk. Skipped, and said so, where there is no Firefox.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
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
  test(`in Firefox, the page ${home} counts its requests and erases what it kept`, { skip }, async (t) => {
    const url = await address(t);
    const tab = await openFirefox(t, FIREFOX);
    await tab.goto(url);
    await tab.until(`document.querySelector("#ke-file")`);
    await tab.choose("#ke-file", [await file(t, SHEET)]);
    await tab.until(`document.body.innerText.includes("下書きをこのPCに保存しました。")`);
    const asked = home === "opened from the disk" ? 0 : 1;
    await tab.until(`document.querySelector('[data-part="requests"]').innerText.includes("${asked}件（データを付けたもの：0件）")`);
    await tab.value(`localStorage.setItem("other-site", "theirs")`);
    const press = (text) => `[...document.querySelectorAll("button")].find((it) => it.textContent === "${text}").click()`;
    await tab.value(press("このPCから全部消す"));
    await tab.until(`document.querySelector("dialog[open]")?.innerText.includes("元に戻せません")`);
    await tab.value(press("消す"));
    await tab.until(`document.querySelector("dialog[open]").innerText.includes("消しました")`);
    assert.equal(await tab.value(`Object.keys(localStorage).join()`), "other-site");
  });

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

/** A copy with a draft inside, written by the letter of its format and not by the page. */
async function copy(t, readonly) {
  const documents = { "kpi-evaluator/document/a": `${JSON.stringify({ parts: [["text", Buffer.byteLength(SHEET)]] })}\n${SHEET}` };
  const index = { version: 2, lang: "ja", open: 0, sheets: [{ document: "a" }] };
  const about = { schema: "kpi-evaluator-copy/1", version: "0.0.1", build: "abc", readonly, date: "2026-11-21" };
  const data = JSON.stringify({ ...about, draft: { "kpi-evaluator/draft": JSON.stringify(index), ...documents } });
  const page = await readFile(fileURLToPath(SINGLE), "utf8");
  const line = `<script type="application/json" id="kpi-evaluator-copy">${data}</script>\n`;
  return file(t, page.replace('<script id="kpi-evaluator-start">', (start) => line + start), "copy.html");
}

for (const readonly of [false, true]) {
  const what = readonly ? "to look at" : "to go on with";
  test(`in Firefox, a copy ${what} opens from the disk with its draft`, { skip }, async (t) => {
    const tab = await openFirefox(t, FIREFOX);
    await tab.goto(pathToFileURL(await copy(t, readonly)).href);
    await tab.until(`document.querySelector('[data-field="rate"][data-value="85.0"]')`);
    await tab.until(`document.body.innerText.includes("バージョン 0.0.1（ビルド abc）、2026-11-21")`);
    if (readonly) {
      assert.equal(await tab.value(`document.querySelectorAll("input, textarea, select").length`), 0);
      assert.equal(await tab.value("localStorage.length"), 0);
      return;
    }
    // The page can write its own file down here too.
    await tab.value(`[...document.querySelectorAll("button")].find(({ textContent }) => textContent === "この下書き入りのファイルを保存").click()`);
    await tab.until(`/大きさ：/.test(document.querySelector("dialog[open]")?.innerText)`);
  });
}

/** A file on the disk until the test ends. */
async function file(t, text, name = "sheet.csv") {
  const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-sheet-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
