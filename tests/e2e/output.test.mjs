// What is handed out: a sheet becomes a file, and the file the same sheet.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { hasFocus, openPage, paste, shot } from "./helper.mjs";
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
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await hasFocus(page.getByRole("button", { name: "出力", exact: true }), "the focus goes back");

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

  // Damaged: it is said, and what is there stays.
  const cut = { ...working, name: "切れた.kpi.json", buffer: working.buffer.subarray(0, 500) };
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await page.locator("#ke-file").setInputFiles(cut);
  await page.getByText("作業ファイル「切れた.kpi.json」は壊れているため開けません").first().waitFor();
  assert.deepEqual(await seen(page), before);
  for (const width of WIDTHS) await shot(page, "working-file-damaged", width);
});

test("a program renders every format, the same each time, and a wrong one is refused by name", async () => {
  const { default: init, evaluate, render, KpiError } = await import(pathToFileURL(join(DIST, "kpi-evaluator.js")).href);
  await init();
  const evaluation = evaluate(SHEET);
  for (const format of ["csv", "csv-long", "json", "html", "md"]) {
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
