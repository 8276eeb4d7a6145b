// The page as its user meets it: how soon it is there, a large file, an edited cell, a search, and how long it is deaf
// meanwhile.

import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SINGLE, startServer } from "../../tests/e2e/server.mjs";
import { ROWS } from "./api.mjs";
import { inTurns, median } from "./measure.mjs";
import { PREACT } from "./preact.mjs";
import { csv } from "./sheets.mjs";

const { resolve } = createRequire(import.meta.url);

/** A sheet of that size takes a while where other work shares the machine. */
const PATIENCE = 180_000;

/** A table that shows a single KPI. */
const ONE_ROW = "table:not(:has(tbody[data-kpi] ~ tbody[data-kpi])) tbody[data-kpi]";

const PAPA = { "/papa.html": "<!doctype html><title>Papa</title>", "/papa.js": readFileSync(resolve("papaparse/papaparse.min.js")) };

/** Runs before the page: tells when what was waited for stood in the document and had its turn to be painted. */
function witness() {
  /** Milliseconds from the event (or, without one, from the navigation) to the first painted frame with `selector`. */
  globalThis.timed = (selector, event) =>
    new Promise((resolve) => {
      let start = event ? undefined : 0;
      if (event) addEventListener(event, () => (start ??= performance.now()), { capture: true, once: true });
      const look = () => {
        if (start === undefined || !document.querySelector(selector)) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
}

/** Milliseconds from the navigation until `selector` is painted, in a profile that has never been there. */
async function start(browser, address, selector) {
  const context = await browser.newContext({ locale: "ja-JP", serviceWorkers: "block" });
  await context.addInitScript(witness);
  await context.addInitScript((selector) => (globalThis.there = timed(selector)), selector);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  const spent = await page.evaluate(() => there);
  await context.close();
  return spent;
}

/** How soon the page, and the page as one file, is there, beside a page of Preact. */
async function starts(browser, server) {
  return inTurns(7, {
    preact: () => start(browser, `${server.origin}/preact.html`, "#app textarea"),
    hosted: () => start(browser, server.url, "#kpi-evaluator textarea"),
    single: () => start(browser, SINGLE, "#kpi-evaluator textarea"),
  });
}

/** The longest task of the page's thread while `work` is done, in milliseconds. */
async function longestTask(browser, page, work) {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline", "toplevel", "__metadata"] });
  const result = await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === "RunTask" && mains.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error("the browser told of no task");
  return [result, Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000];
}

/** Milliseconds until `selector` is painted, of which `act` is the cause by an event of that kind. */
async function after(page, event, selector, act) {
  await page.evaluate(([event, selector]) => void (globalThis.there = timed(selector, event)), [event, selector]);
  await act();
  return page.evaluate(() => there);
}

/** A large file is opened, its first missing figure is typed, and a name is looked for. */
async function journey(browser, server, file) {
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(witness);
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator("#ke-file").waitFor({ state: "attached" });
  const [open, openTask] = await longestTask(browser, page, () =>
    after(page, "change", "tbody[data-kpi]", () => page.locator("#ke-file").setInputFiles(file)),
  );
  const missing = page.getByRole("textbox", { name: /実績値/ }).first();
  await missing.fill("777");
  const id = await missing.evaluate((field) => field.closest("tbody").dataset.kpi);
  const [edit, editTask] = await longestTask(browser, page, () =>
    after(page, "keydown", `tbody[data-kpi="${id}"] [data-field="rate"][data-value]`, () => missing.press("Enter")),
  );
  const search = page.getByRole("searchbox", { name: "検索" });
  const [filter, filterTask] = await longestTask(browser, page, () =>
    after(page, "input", ONE_ROW, () => search.fill(`図書館の来館者数${ROWS - 7}`)),
  );
  await context.close();
  return { open, openTask, edit, editTask, filter, filterTask };
}

/** Papa Parse splits the same file, from the disk's bytes to rows, in a page of its own. */
async function papa(browser, server, file) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.origin}/papa.html`);
  await page.addScriptTag({ url: "/papa.js" });
  const times = [];
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file" })));
  await page.locator("input").setInputFiles(file);
  for (let run = 0; run < 5; run += 1) {
    const spent = await page.evaluate(async () => {
      const text = await document.querySelector("input").files[0].text();
      const start = performance.now();
      globalThis.split = Papa.parse(text).data.length;
      return performance.now() - start;
    });
    times.push(spent);
  }
  await context.close();
  return median(times.slice(1));
}

/** The journey several times, each after Papa Parse had its turn: the median of each figure. */
async function journeys(browser, server) {
  const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-"));
  const file = join(folder, "実績.csv");
  await writeFile(file, csv(ROWS));
  const all = [];
  for (let round = 0; round < 3; round += 1) {
    const splitting = await papa(browser, server, file);
    all.push({ splitting, ...(await journey(browser, server, file)) });
  }
  await rm(folder, { recursive: true });
  return Object.fromEntries(Object.keys(all[0]).map((name) => [name, median(all.map((each) => each[name]))]));
}

/** All figures of the page. */
export async function measured(browser) {
  const server = await startServer({ ...PREACT, ...PAPA });
  const figures = { start: await starts(browser, server), journey: await journeys(browser, server) };
  await server.close();
  return figures;
}
