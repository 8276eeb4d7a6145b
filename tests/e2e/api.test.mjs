import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { openPage } from "./helper.mjs";
import { DIST } from "./server.mjs";

const MODULE = pathToFileURL(join(DIST, "kpi-evaluator.js")).href;
/** Files of every kind, by independent writers, with what they are. */
const FILES = {
  "tokorozawa_openpyxl.xlsx": "xlsx",
  "made_xlwt.xls": "xls",
  "made_odfpy.ods": "ods",
  "made_python_docx.docx": "docx",
  "made_cp932.csv": "csv",
  "made_utf16le_bom.tsv": "tsv",
  "made_cp932.html": "html",
};

const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t850\n";

/** The module in Node; one instance for all the tests of this file, which run in their order. */
const load = () => import(MODULE);

test("before init, a call says that it is too early", async () => {
  const { evaluate, ruleSets, KpiError } = await load();
  for (const call of [() => evaluate(SHEET), () => ruleSets()]) {
    assert.throws(call, (fault) => fault instanceof KpiError && fault instanceof Error && fault.code === "not-ready");
  }
});

test("in Node, init reads the file beside the module, once, and may be called again", async () => {
  const api = await load();
  await assert.rejects(api.default(new Uint8Array([1, 2, 3])), (fault) => fault.code === "not-ready" && "cause" in fault);
  const [first, second] = [api.default(), api.default()];
  assert.equal(first, second);
  assert.equal(await first, undefined);
  await api.default();
});

test("the version is the project's", async () => {
  const manifest = await readFile(new URL("../../Cargo.toml", import.meta.url), "utf8");
  assert.equal((await load()).version, /^\[workspace\.package\]\n(?:.*\n)*?version = "(.*)"/m.exec(manifest)[1]);
});

test("in Node, a sheet is evaluated, the same each time", async () => {
  const { default: init, evaluate, ruleSets, version } = await load();
  await init();
  const evaluation = evaluate(SHEET);
  assert.equal(evaluation.schema, "kpi-evaluator/1");
  assert.equal(evaluation.version, version);
  assert.ok(Array.isArray(evaluation.kpis) && Array.isArray(evaluation.notices));
  assert.equal(JSON.stringify(evaluate(SHEET)), JSON.stringify(evaluation));
  assert.ok(Array.isArray(ruleSets()));
});

test("the rule sets that fit are named, best first", async () => {
  const { default: init, fits, KpiError } = await load();
  await init();
  const printed = "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t達成率\t進捗状況\n農家数\t戸\t↑\t100\t85\t85.0%\t概ね順調\n農地\tha\t↑\t100\t40\t40.0%\t遅れ\n";
  const [best] = fits(printed, { lang: "en" });
  assert.deepEqual([best.ruleSet, best.rates, best.labels, best.misses], [
    "ibaraki",
    { reproduced: 2, of: 2 },
    { reproduced: 2, of: 2 },
    [],
  ]);
  assert.match(best.text, /reproduces 2 of 2 printed labels and 2 of 2 printed rates/);
  assert.throws(() => fits(printed, { x: 1 }), (fault) => fault instanceof KpiError && fault.code === "options");
});

test("an unknown option is refused by name", async () => {
  const { default: init, evaluate, KpiError } = await load();
  await init();
  assert.throws(
    () => evaluate(SHEET, { roundng: 1 }),
    (fault) => fault instanceof KpiError && fault.code === "options" && fault.message.includes("roundng"),
  );
});

test("two years are compared, and a person's word counts", async () => {
  const { default: init, compare, evaluate, KpiError } = await load();
  await init();
  const before = evaluate("指標名\t単位\t目標値（R4）\t実績値（R4）\nごみ排出量\tt\t900\t912\n入館者数\t人\t1000\t940\n");
  const now = evaluate("指標名\t単位\t目標値（R5）\t実績値（R5）\nゴミ排出量\tt\t880\t912\n来館者数\t人\t1100\t985\n");
  const found = compare(before, now, { lang: "en" });
  assert.equal(found.schema, "kpi-comparison/1");
  assert.deepEqual(
    found.pairs.map(({ certainty, how, flags }) => [certainty, how, flags.map(({ code }) => code)]),
    [["same", "name", ["actual-not-updated"]]],
  );
  assert.match(found.pairs[0].flags[0].message, /FY2023 actual is the FY2022 one, 912/);
  assert.deepEqual(found.added.map(({ offers }) => offers.map(({ name, how }) => [name, how])), [[["入館者数", "similar"]]]);
  const pairs = { [now.kpis[0].id]: null, [now.kpis[1].id]: before.kpis[1].id };
  const said = compare(before, now, { pairs });
  assert.deepEqual(said.pairs.map(({ how, now: { name } }) => [how, name]), [["person", "来館者数"]]);
  assert.deepEqual(said.summary, { pairs: 1, check: 0, flagged: 1, added: 1, dropped: 1, undecided: 0 });
  for (const [call, code] of [[() => compare({}, now), "input"], [() => compare(before, now, { pears: {} }), "options"]]) {
    assert.throws(call, (fault) => fault instanceof KpiError && fault.code === code);
  }
});

test("the module exports what its types declare, and no more", async () => {
  const declared = (await readFile(join(DIST, "kpi-evaluator.d.ts"), "utf8"))
    .matchAll(/^export (default )?(?:function|const|class) (\w+)/gm);
  const names = [...declared].map(([, isDefault, name]) => (isDefault ? "default" : name));
  assert.deepEqual(Object.keys(await load()).sort(), names.sort());
});

const BLANK = "<!doctype html><title>blank</title><main>CMS</main>";

test("a foreign page loads the module and stays as it was", async (t) => {
  const page = await openPage(t, { path: "/host.html", pages: { "/host.html": BLANK } });
  const before = await page.content();
  const schema = await page.evaluate(
    async ([module, sheet]) => {
      const { default: init, evaluate } = await import(module);
      await Promise.all([init(), init()]);
      return evaluate(sheet).schema;
    },
    [`${page.server.url}kpi-evaluator.js`, SHEET],
  );
  assert.equal(schema, "kpi-evaluator/1");
  assert.equal(await page.content(), before);
  assert.equal(page.server.requests.filter(({ path }) => path.endsWith(".wasm")).length, 1);
});

test("on the page itself, a script gets the engine once, and the page goes on with its own module", async (t) => {
  const page = await openPage(t);
  const schema = await page.evaluate(
    async ([module, sheet]) => {
      const { default: init, evaluate } = await import(module);
      await init();
      return evaluate(sheet).schema;
    },
    [`${page.server.url}kpi-evaluator.js`, SHEET],
  );
  assert.equal(schema, "kpi-evaluator/1");
  await page.locator("#kpi-evaluator textarea").first().waitFor();
  const modules = page.server.requests.map(({ path }) => path).filter((path) => path.endsWith(".wasm"));
  assert.deepEqual(modules.filter((path) => path.includes("-engine-")).length, 1);
  assert.equal(modules.length, 2);
});

test("a worker evaluates", async (t) => {
  // Whatever happens is posted: a worker that says nothing would keep the test waiting.
  const worker = `
    import init, { evaluate, KpiError } from "/city/kpi/kpi-evaluator.js";
    const code = (work) => { try { work(); } catch (fault) { return fault instanceof KpiError && fault.code; } };
    onmessage = ({ data }) =>
      init()
        .then(() => [evaluate(data).schema, code(() => evaluate(data, { unknown: 1 }))])
        .catch(String)
        .then((answer) => postMessage(answer));`;
  const page = await openPage(t, { path: "/host.html", pages: { "/host.html": BLANK, "/worker.js": worker } });
  const answer = await page.evaluate(
    (sheet) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message ?? "worker failed to load"));
        worker.postMessage(sheet);
      }),
    SHEET,
  );
  assert.deepEqual(answer, ["kpi-evaluator/1", "options"]);
});

test("in Node, files are told by their content: text in any encoding, workbooks, documents", async () => {
  const { default: init, evaluate, KpiError } = await load();
  await init();
  const fixture = (name) => readFile(new URL(`../fixtures/${name}`, import.meta.url));
  for (const [name, source] of Object.entries(FILES)) {
    const evaluation = evaluate({ bytes: new Uint8Array(await fixture(name)), name });
    assert.equal(evaluation.document.source, source, name);
    assert.equal(evaluation.document.name, name);
    assert.ok(evaluation.kpis.length > 0, name);
  }
  const bytes = new TextEncoder().encode(SHEET);
  assert.deepEqual(evaluate({ bytes }).kpis, evaluate(SHEET).kpis);
  const unreadable = (input, reason) =>
    assert.throws(() => evaluate(input), (fault) => fault instanceof KpiError && fault.code === "unreadable" && fault.reason === reason);
  unreadable({ bytes: new Uint8Array(await fixture("encrypted.xlsx")) }, "encrypted");
  unreadable({ bytes: new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]) }, "truncated");
  unreadable({ bytes: new Uint8Array(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)), name: "a.csv" }, "unknown-type");
});
