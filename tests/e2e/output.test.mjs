// What is handed out: a sheet becomes a file, and the file the same sheet.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { hasFocus, openPage, openPanels, paste, shot } from "./helper.mjs";
import { HOME } from "./homes.mjs";
import { DIST } from "./server.mjs";

const WIDTHS = [320, 768, 1440];
const SHEET = `基本目標1 しごとをつくる\r\n指標名\t単位\t望ましい方向\t基準値（R1）\t目標値（R5）\t実績値（R5）\r\n来館者数\t人\t増加\t500\t1,000\t850\r\n待機児童数\t人\t減少\t12\t5\t3\r\n特定健診受診率\t％\t\t45.2\t60.0\t\r\n笑顔🙂の数\t件\t\t1\t10\t推計12\r\n`;

/** What a person sees of each KPI. */
const seen = (page) =>
  page.locator("[data-kpi]").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector(".ke-kpi__label").textContent,
      fields: [...row.querySelectorAll("[data-field]")]
        .filter(({ dataset }) => ["unit", "baseline", "target", "actual", "rate", "status"].includes(dataset.field))
        .map(({ dataset }) => [dataset.field, dataset.value]),
      direction: row.dataset.direction,
    })),
  );

async function open(page) {
  await page.getByRole("button", { name: "出力", exact: true }).click();
  return page.getByRole("dialog", { name: "出力" });
}

async function saved(page, dialog) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "ファイルを保存", exact: true }).click(),
  ]);
  await dialog.getByText(`保存しました：${download.suggestedFilename()}`).waitFor();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a pasted sheet is saved as a workbook, which opens as the same KPIs", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: SHEET });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  const before = await seen(page);
  assert.equal(before.length, 4);

  const dialog = await open(page);
  await dialog.getByText(/^出力の前に確かめたいところ：/).waitFor();
  assert.equal(await dialog.getByRole("table").getByRole("row").count(), 5);
  for (const width of WIDTHS) await shot(page, "output", width);
  const { name, bytes } = await saved(page, dialog);
  assert.match(name, /\.xlsx$/);

  await dialog.getByRole("radio", { name: /^CSV（1指標1行）/ }).check();
  await dialog.getByRole("radio", { name: "Shift_JIS（CP932）" }).check();
  await dialog.getByRole("alert").filter({ hasText: "🙂" }).waitFor();
  await dialog.getByText(/^列を選ぶ/).click();
  await dialog.getByRole("checkbox", { name: "基準値" }).uncheck();
  const csv = new TextDecoder("shift_jis").decode((await saved(page, dialog)).bytes);
  assert.ok(csv.includes("笑顔〓の数") && !csv.includes("基準値"), csv);

  // A picture is shown as it will be, and saved as lines and letters or as points.
  await dialog.getByRole("radio", { name: /^図（SVG）/ }).check();
  const picture = dialog.getByRole("img", { name: "図（SVG）" });
  await picture.evaluate((image) => image.decode());
  for (const width of WIDTHS) await shot(page, "output-picture", width);
  const svg = await saved(page, dialog);
  assert.match(svg.name, /評価_図\.svg$/);
  assert.ok(svg.bytes.toString("utf8").includes("来館者数（人）"));
  const [png] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "PNGで保存" }).click()]);
  assert.equal(png.suggestedFilename(), svg.name.replace(/svg$/, "png"));
  const points = await readFile(await png.path());
  assert.deepEqual([points.subarray(1, 4).toString(), points.readUInt32BE(16)], ["PNG", 1920], "twice as wide as the picture");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await hasFocus(page.getByRole("button", { name: "出力", exact: true }), "the focus goes back");

  // The same sheet held against the rules of machine readability: each with its cells, which lead into the source.
  await openPanels(page, "readability");
  const rule = (id) => page.locator(`[data-panel="readability"] [data-rule="${id}"]`);
  // 1,000 has a comma, 推計12 a word; a blank actual may be 0 or missing.
  await rule("L2-01").getByRole("button", { name: "E3" }).waitFor();
  await rule("L1-09").getByRole("button", { name: "F5" }).click();
  assert.equal(await page.locator('[data-panel="source"]:not([hidden])').count(), 1, "the cell is shown in the source");
  const [clean] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "整えた表を保存（縦持ちのCSV）" }).click(),
  ]);
  const [head, ...rows] = (await readFile(await clean.path(), "utf8")).replace(/^\uFEFF/, "").trimEnd().split("\r\n");
  const figures = rows.map((row) => Number(row.split(",")[head.split(",").indexOf("目標値")]));
  assert.deepEqual(figures, [1000, 5, 60, 10]);

  await page.getByRole("button", { name: "最初からやり直す" }).click();
  await page.locator("#ke-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  assert.deepEqual(await seen(page), before);
});

/** Saves by a button of the dialog. */
async function savedBy(page, dialog, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), mimeType: "application/octet-stream", buffer: await readFile(await download.path()) };
}

test("a working file, alone or inside of a workbook, opens as the same draft with corrections and judgements", async (t) => {
  const page = await openPage(t);
  const figure = (value) => page.locator(`[data-field="rate"][data-value="${value}"]`);
  await paste(page, { text: SHEET });
  await figure("85.0").waitFor();
  const actual = page.getByRole("textbox", { name: /特定健診受診率.*実績値/ });
  await actual.fill("51.3");
  await actual.press("Enter");
  await figure("85.5").waitFor();
  await page.locator(".ke-kpi__open").first().press("Enter");
  const cause = page.getByRole("textbox", { name: "未達成の理由" });
  await cause.fill("改修工事のため</script>");
  await cause.press("Tab");
  const before = await seen(page);

  let dialog = await open(page);
  const working = await savedBy(page, dialog, "作業ファイルを保存");
  assert.match(working.name, /_作業_.*\.kpi\.json$/);
  await dialog.getByRole("checkbox", { name: /^作業ファイルも中に入れる/ }).check();
  for (const width of WIDTHS) await shot(page, "working-file", width);
  const workbook = await savedBy(page, dialog, "ファイルを保存");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 900 });

  for (const file of [working, workbook]) {
    await page.getByRole("button", { name: "最初からやり直す" }).click();
    await page.locator("#ke-file").setInputFiles(file);
    await figure("85.5").waitFor();
    assert.deepEqual(await seen(page), before, file.name);
    await page.locator(".ke-kpi__open").first().press("Enter");
    assert.equal(await page.getByRole("textbox", { name: "未達成の理由" }).inputValue(), "改修工事のため</script>");
  }

  // Pasted as text it is a draft too.
  await page.getByRole("button", { name: "最初からやり直す" }).click();
  await paste(page, { text: working.buffer.toString("utf8") });
  await figure("85.5").waitFor();
  assert.deepEqual(await seen(page), before, "pasted");

  // Damaged: it is said, and what is there stays.
  const cut = { ...working, name: "切れた.kpi.json", buffer: working.buffer.subarray(0, 500) };
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await page.locator("#ke-file").setInputFiles(cut);
  await page.getByText("作業ファイル「切れた.kpi.json」は壊れているため開けません").first().waitFor();
  assert.deepEqual(await seen(page), before);
  for (const width of WIDTHS) await shot(page, "working-file-damaged", width);
});

test("where the browser has a dialog for it, a working file is saved again to the place that was chosen", async (t) => {
  const page = await openPage(t);
  // A handle as the browser's own dialog gives it, of a file in the page's private folder. A page from the disk has none:
  // there, of a folder in memory, whose files hold what was written once it is closed.
  await page.evaluate((isFromDisk) => {
    const files = new Map();
    const handle = (name) => ({
      name,
      getFile: async () => new Blob([files.get(name)]),
      createWritable: async () => {
        const written = [];
        return { write: async (bytes) => void written.push(bytes.slice()), close: async () => void files.set(name, new Blob(written)) };
      },
    });
    globalThis.folder = async () =>
      isFromDisk ? { getFileHandle: async (name) => handle(name) } : navigator.storage.getDirectory();
    globalThis.asked = [];
    globalThis.answer = "R6.kpi.json";
    globalThis.showSaveFilePicker = async (options) => {
      asked.push(options.suggestedName);
      if (!answer) throw new DOMException("The user aborted a request.", "AbortError");
      return (await folder()).getFileHandle(answer, { create: true });
    };
  }, HOME === "file");
  const written = (name) =>
    page.evaluate(async (name) => (await (await (await folder()).getFileHandle(name)).getFile()).text(), name);
  const asked = () => page.evaluate(() => asked.length);
  await paste(page, { text: SHEET });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  const save = async (says, name = "作業ファイルを保存") => {
    const dialog = await open(page);
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.getByText(says).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  };
  await page.evaluate(() => (globalThis.answer = ""));
  await save("保存先が選ばれなかったため、保存していません。");
  await page.evaluate(() => (globalThis.answer = "R6.kpi.json"));
  await save("「R6.kpi.json」に保存しました");
  const first = JSON.parse(await written("R6.kpi.json"));
  assert.equal(first.schema, "kpi-evaluator-file/1");
  assert.equal(first.draft.sheets[0].log, undefined, "nothing was done yet");

  const actual = page.getByRole("textbox", { name: /特定健診受診率.*実績値/ });
  await actual.fill("51.3");
  await actual.press("Enter");
  await page.locator('[data-field="rate"][data-value="85.5"]').waitFor();
  await save("「R6.kpi.json」に保存しました");
  assert.equal(await asked(), 2, "asked once more only after the person had left");
  const { log } = JSON.parse(await written("R6.kpi.json")).draft.sheets[0];
  assert.deepEqual(log.entries.map(({ what, to }) => [what, to]), [["cell", "51.3"]]);

  // Other work in the same page is not written over it.
  await page.getByRole("button", { name: "最初からやり直す" }).click();
  await paste(page, { text: SHEET.replaceAll("850", "900") });
  await page.locator('[data-field="rate"][data-value="90.0"]').waitFor();
  await page.evaluate(() => (globalThis.answer = "別の.kpi.json"));
  await save("「別の.kpi.json」に保存しました");
  assert.equal(await asked(), 3);
  assert.deepEqual(JSON.parse(await written("R6.kpi.json")).draft.sheets[0].log, log);
});

test("a program evaluates a working file, with what was put right and its rules", async () => {
  const { default: init, evaluate, KpiError } = await import(pathToFileURL(join(DIST, "kpi-evaluator.js")).href);
  await init();
  // A first actual that was corrected from 850 to 860, and rules of its own.
  const bytes = await readFile(new URL("../working_files/1.kpi.json", import.meta.url));
  for (const input of [{ bytes, name: "R5.kpi.json" }, { bytes }, bytes.toString("utf8")]) {
    const { kpis, ruleSet } = evaluate(input);
    assert.deepEqual([kpis.map(({ measurements }) => measurements[0].rate), ruleSet], [["86.0", "112.5"], "own"]);
  }
  assert.equal(evaluate({ bytes }, { ruleSet: "ibaraki", sheet: 1 }).ruleSet, "ibaraki");
  const faults = (input, options) => {
    try {
      return evaluate(input, options);
    } catch (fault) {
      assert.ok(fault instanceof KpiError);
      return [fault.code, fault.reason];
    }
  };
  assert.deepEqual(faults({ bytes: bytes.subarray(0, 900) }), ["unreadable", "damaged"]);
  assert.deepEqual(faults({ bytes }, { sheet: 2 }), ["options", undefined]);
});

test("a program renders every format, the same each time, and a wrong one is refused by name", async () => {
  const { default: init, evaluate, render, KpiError } = await import(pathToFileURL(join(DIST, "kpi-evaluator.js")).href);
  await init();
  const evaluation = evaluate(SHEET);
  for (const format of ["csv", "csv-long", "json", "html", "md", "svg"]) {
    const text = render(evaluation, format);
    assert.equal(typeof text, "string", format);
    assert.ok(text.includes("来館者数"), format);
    assert.equal(render(evaluation, format), text);
  }
  const options = { date: "2026-04-01", paper: "a3" };
  const workbook = render(evaluation, "xlsx", options);
  assert.ok(workbook instanceof Uint8Array);
  assert.deepEqual(render(evaluation, "xlsx", options), workbook);
  assert.deepEqual(JSON.parse(render(evaluation, "json")), evaluation);
  const again = evaluate({ bytes: workbook, name: "a.xlsx" });
  const said = ({ kpis }) => kpis.map(({ name, unit, measurements }) => [name, unit, measurements.map(({ period, rate, status }) => [period, rate, status])]);
  assert.deepEqual(said(again), said(evaluation));
  const refused = (code, word, ...given) =>
    assert.throws(
      () => render(...given),
      (fault) => fault instanceof KpiError && fault.code === code && fault.message.includes(word),
    );
  refused("options", "docx", evaluation, "docx");
  refused("options", "colour", evaluation, "csv", { colour: "red" });
  refused("options", "🙂", evaluation, "csv", { encoding: "cp932" });
  assert.ok(render(evaluation, "csv", { encoding: "cp932", unfit: "replace" }) instanceof Uint8Array);
  refused("input", "evaluate", { schema: "other" }, "csv");
});
