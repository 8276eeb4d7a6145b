// The JavaScript API beside Papa Parse and SheetJS, in one blank page: time, growth with the rows, memory.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { startServer } from "../../tests/e2e/server.mjs";
import { inTurns } from "./measure.mjs";
import { csv, workbook } from "./sheets.mjs";

const { resolve } = createRequire(import.meta.url);

/** Rows of the sheet that peers are measured with, and those that growth is seen by. */
export const ROWS = 20_000;
export const GROWTH = [1_000, ROWS, 100_000];

const PAGES = {
  "/api.html": "<!doctype html><title>API</title>",
  "/papa.js": readFileSync(resolve("papaparse/papaparse.min.js")),
  "/sheetjs.js": readFileSync(resolve("xlsx/dist/xlsx.full.min.js")),
};

/** Opens a blank page with the API as `api`, both peers, and the module's memory at hand. */
async function open(browser, files) {
  const pages = { ...PAGES, ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`/${name}`, bytes])) };
  const server = await startServer(pages);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.origin}/api.html`);
  for (const name of ["papa.js", "sheetjs.js"]) await page.addScriptTag({ url: `/${name}` });
  await page.evaluate(
    async ({ module, names }) => {
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
          const made = await original(...given);
          globalThis.memory = (made.instance ?? made).exports.memory;
          return made;
        };
      }
      globalThis.api = await import(module);
      await api.default();
      const fetched = names.map(async (name) => [name, new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer())]);
      globalThis.files = Object.fromEntries(await Promise.all(fetched));
    },
    { module: `${server.url}kpi-evaluator.js`, names: Object.keys(files) },
  );
  const close = async () => {
    await context.close();
    await server.close();
  };
  return { page, close };
}

/** Milliseconds of an evaluation in the page. */
const evaluation = (page, name) =>
  page.evaluate((name) => {
    const start = performance.now();
    const { kpis } = api.evaluate({ bytes: files[name], name });
    const spent = performance.now() - start;
    if (kpis.length === 0) throw new Error(`${name}: no KPI`);
    return spent;
  }, name);

/** Whole evaluations beside what others take to split or read the same bytes. */
async function besidePeers(browser) {
  const { page, close } = await open(browser, { "sheet.csv": csv(ROWS), "sheet.xlsx": workbook(ROWS) });
  const figures = await inTurns(5, {
    papa: () =>
      page.evaluate(() => {
        const text = new TextDecoder().decode(files["sheet.csv"]);
        const start = performance.now();
        globalThis.split = Papa.parse(text).data.length;
        return performance.now() - start;
      }),
    csv: () => evaluation(page, "sheet.csv"),
    sheetJs: () =>
      page.evaluate(() => {
        const start = performance.now();
        const book = XLSX.read(files["sheet.xlsx"], { type: "array", dense: true });
        globalThis.read = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 }).length;
        return performance.now() - start;
      }),
    xlsx: () => evaluation(page, "sheet.xlsx"),
  });
  await close();
  return figures;
}

/** Evaluations of more and more rows: milliseconds and KPIs by rows. */
async function growth(browser) {
  const name = (rows) => `${rows}.csv`;
  const { page, close } = await open(browser, Object.fromEntries(GROWTH.map((rows) => [name(rows), csv(rows)])));
  const times = await inTurns(3, Object.fromEntries(GROWTH.map((rows) => [rows, () => evaluation(page, name(rows))])));
  const kpis = await page.evaluate(
    (names) => names.map((name) => api.evaluate({ bytes: files[name], name }).kpis.length),
    GROWTH.map(name),
  );
  await close();
  return GROWTH.map((rows, index) => ({ rows, ms: times[rows], kpis: kpis[index] }));
}

/** Bytes of the text, of the module's memory after it was evaluated once, and of the result in the page's heap. */
async function memory(browser) {
  const { page, close } = await open(browser, { "sheet.csv": csv(ROWS) });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  };
  const before = await heap();
  const [text, wasm] = await page.evaluate(() => {
    globalThis.kept = api.evaluate({ bytes: files["sheet.csv"], name: "sheet.csv" });
    return [files["sheet.csv"].length, memory.buffer.byteLength];
  });
  const result = (await heap()) - before;
  await close();
  return { text, wasm, result };
}

/** All figures of the API. */
export async function measured(browser) {
  return { ...(await besidePeers(browser)), growth: await growth(browser), memory: await memory(browser) };
}
