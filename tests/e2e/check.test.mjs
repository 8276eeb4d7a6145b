// The check step: what was misread is put right by keyboard alone, and remembered for the next sheet.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { hasFocus, openPage, openPanels, paste, shot } from "./helper.mjs";

const WIDTHS = [320, 768, 1440];
const rows = (...lines) => `${lines.map((line) => line.join("\t")).join("\n")}\n`;

const sheet = (year, values) =>
  rows(
    [`${year} 進捗管理`],
    ["指標名", "単位", "基準", `${year}目標`, `${year}の状況`],
    ["第1節 産業", "", "", "", ""],
    ["企業誘致件数", "件", "1", ...values[0]],
    ["店舗数", "店", "30", ...values[1]],
    ["合計", "", "31", "", ""],
  );
const FIRST = sheet("令和5年度", [["3", "4"], ["40", "38"]]);
const NEXT = sheet("令和6年度", [["5", "4"], ["45", "47"]]);
const UNKNOWN = rows(["令和6年度 まとめ"], [""], ["区名", "ことがら", "A", "B"], ["一区", "窓口の数", "10", "12"], ["", "相談の件数", "200", "150"]);

/** Presses a key until something holds; a person does not count either. */
async function until(page, key, holds) {
  for (let n = 0; n < 60; n += 1) {
    if (await holds()) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never led there`);
}

const focused = (page) =>
  page.root().evaluate((root) => {
    const active = root.getRootNode().activeElement;
    return { id: active?.id, role: active?.getAttribute("role"), part: active?.dataset?.part };
  });
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: name });
const rate = (page, name) => kpi(page, name).locator('[data-field="rate"]').first();

async function openEditor(page) {
  await openPanels(page, "check");
  const button = page.getByRole("button", { name: "原文と見比べて直す" });
  if (await button.count()) await button.press("Enter");
  await page.getByRole("grid", { name: "原文の表" }).waitFor();
}

/** Says by keyboard that the fifth column holds the actuals. */
async function actualsByKeyboard(page) {
  await until(page, "Tab", async () => (await focused(page)).id === "ke-check-column-4");
  await until(page, "ArrowUp", async () => (await page.locator("#ke-check-column-4").inputValue()) === "actual");
}

test("a column and a row are put right by keyboard alone, and the result follows", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "企業誘致件数").waitFor();
  await openEditor(page);
  await actualsByKeyboard(page);
  await page.locator('[data-kpi] [data-field="rate"][data-value="133.3"]').waitFor();

  // The row of the sum becomes a KPI.
  await until(page, "Tab", async () => (await focused(page)).role === "grid");
  const line = (number) => page.locator(`[role=grid] tr[data-row="${number}"]`);
  assert.equal(await line(6).getAttribute("data-kind"), null, "outside the table");
  await until(page, "ArrowDown", async () => (await line(6).locator('[aria-selected="true"]').count()) === 1);
  await until(page, "Shift+Tab", async () => (await focused(page)).id === "ke-check-kind");
  await until(page, "ArrowDown", async () => (await page.locator("#ke-check-kind").inputValue()) === "record");
  await kpi(page, "合計").waitFor();
  await page.getByRole("button", { name: "元に戻す" }).press("Enter");
  await kpi(page, "合計").waitFor({ state: "detached" });
  assert.equal(await rate(page, "企業誘致件数").getAttribute("data-value"), "133.3", "only the last step was taken back");
});

test("a field of a record marks its cell, and a cell its field", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "店舗数").waitFor();
  await openEditor(page);
  const record = page.locator('[data-record="店舗数"]');
  await record.locator('[data-part="baseline"]').focus();
  const marked = page.locator('[role=grid] [aria-selected="true"]');
  await marked.filter({ hasText: "30" }).waitFor();
  assert.equal(await marked.count(), 1);
  const id = await marked.getAttribute("id");
  assert.equal(await page.getByRole("grid").getAttribute("aria-activedescendant"), id);
  await page.getByRole("gridcell", { name: "企業誘致件数" }).click();
  await page.locator('[data-record="企業誘致件数"] [data-part="name"][aria-current="true"]').waitFor();
  assert.equal(await page.locator('[data-record] [aria-current="true"]').count(), 1);
});

test("year and term are put right, and what is no year is refused", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: rows(["指標名", "目標", "実績"], ["企業数", "10", "12"]) });
  await kpi(page, "企業数").waitFor();
  await openPanels(page, "check");
  const year = page.getByLabel("実績の年度");
  await year.fill("来年");
  await year.press("Enter");
  await page.getByText("年度として読めません。").waitFor();
  assert.equal(await year.getAttribute("aria-invalid"), "true");
  await year.fill("R6");
  await year.press("Enter");
  await page.locator('[data-kpi] [data-period="FY2024"]').waitFor();
  assert.equal(await year.inputValue(), "令和6年度");
});

test("a form is kept and applied to the second sheet, and is not forced on anyone", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "企業誘致件数").waitFor();
  await openEditor(page);
  await page.locator("#ke-check-column-4").selectOption("actual");
  await page.locator('[data-kpi] [data-field="rate"][data-value="133.3"]').waitFor();
  await page.getByText("覚えた様式（0）").click();
  await page.getByLabel("様式の名前").fill("進捗管理シート");
  await page.getByRole("button", { name: "様式として覚える" }).click();
  await page.getByText("覚えた様式（1）").waitFor();
  await page.locator('[data-form="進捗管理シート"]').waitFor();
  for (const width of WIDTHS) await shot(page, "check", width);

  await page.reload();
  await kpi(page, "企業誘致件数").waitFor();
  const another = page.getByRole("button", { name: /別のシート/ });
  if (await another.count()) await another.click();
  await paste(page, { text: NEXT });
  await openPanels(page, "check");
  await page.locator('[data-form="進捗管理シート"]').waitFor();
  await page.locator('[data-kpi] [data-field="rate"][data-value="80.0"]').waitFor();
  await page.locator('[data-kpi] [data-period="FY2024"]').first().waitFor();
  await page.getByRole("button", { name: "この様式ではない" }).click();
  await page.locator("[data-form]").waitFor({ state: "detached" });
  await page.locator('[data-kpi] [data-field="rate"][data-value="80.0"]').waitFor({ state: "detached" });
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.locator('[data-form="進捗管理シート"]').waitFor();
});

test("where nothing is recognised, the mapping opens on the cells with the best guess", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: UNKNOWN });
  const question = page.getByRole("group", { name: /推測した読み方/ });
  await question.waitFor();
  const roles = await question.locator("[data-part=role]").evaluateAll((selects) => selects.map(({ value }) => value));
  assert.deepEqual(roles, ["section", "name", "target", "actual"]);
  for (const width of WIDTHS) await shot(page, "check-nothing", width);
  await question.getByRole("button", { name: "この読み方で読み取る" }).press("Enter");
  await kpi(page, "相談の件数").waitFor();
  assert.equal(await rate(page, "相談の件数").getAttribute("data-value"), "75.0");
});

test("the check step speaks English", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: "企業数\t社\t10\t12\n店舗数\t店\t5\t4\n" });
  await kpi(page, "企業数").waitFor();
  await page.speak("en");
  await page.getByRole("heading", { name: "Check what was read" }).waitFor();
  await page.getByRole("grid", { name: "Table of the source" }).waitFor();
  for (const width of WIDTHS) await shot(page, "check-english", width);
  await page.locator('[data-answer="columns"]').press("Enter");
  await page.locator('[data-answer="columns"]').waitFor({ state: "detached" });
});

// Years go down, indicators to the right, in words that no header dictionary has.
const ACROSS = rows(["令和6年度 まとめ"], ["項目", "窓口の数", "相談の件数"], ["ねらい", "10", "200"], ["できた", "12", "150"]);
// Nothing tells that the upper row is the target and the lower one the actual.
const TWO_ROWS = rows(["指標名", "単位", "R5", "R6"], ["企業数", "社", "10", "12"], ["", "", "9", "15"], ["店舗数", "店", "5", "6"], ["", "", "4", "3"]);
// The second table has a header that is not known.
const TWO_TABLES = rows(
  ["指標名", "目標", "実績"], ["企業数", "10", "12"], [""], ["このほかに、次の取組があります。"], [""],
  ["ことがら", "ねらい", "できた"], ["窓口の数", "20", "15"], ["相談の件数", "200", "150"],
);

/** Chooses an option of the select that has the focus, by arrow keys. */
async function choose(page, id, value) {
  await until(page, "Tab", async () => (await focused(page)).id === id);
  const select = page.locator(`#${id}`);
  for (const key of ["ArrowDown", "ArrowUp"]) {
    for (let n = 0; n < 30 && (await select.inputValue()) !== value; n += 1) await page.keyboard.press(key);
  }
  assert.equal(await select.inputValue(), value);
}

test("a turned table is put right by keyboard alone", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: ACROSS });
  await page.getByRole("group", { name: /推測した読み方/ }).waitFor();
  await choose(page, "ke-check-course", "right");
  await rate(page, "窓口の数").and(page.locator('[data-value="120.0"]')).waitFor();
  await rate(page, "相談の件数").and(page.locator('[data-value="75.0"]')).waitFor();
  // A field marks its cell where it stands in the source.
  await page.locator('[data-record="相談の件数"] [data-part="actual"]').focus();
  const marked = page.locator('[role=grid] [aria-selected="true"]');
  await marked.filter({ hasText: "150" }).waitFor();
  assert.equal(await marked.count(), 1);
  // Of a turned table a column is a record: the second one is left out.
  await until(page, "Shift+Tab", async () => (await focused(page)).role === "grid");
  await until(page, "ArrowRight", async () => (await page.getByLabel("C列の種類").count()) === 1);
  await until(page, "Shift+Tab", async () => (await focused(page)).id === "ke-check-kind");
  await until(page, "ArrowDown", async () => (await page.locator("#ke-check-kind").inputValue()) === "ignored");
  await kpi(page, "相談の件数").waitFor({ state: "detached" });
  assert.equal(await rate(page, "窓口の数").getAttribute("data-value"), "120.0");
  for (const width of WIDTHS) await shot(page, "check-turned", width);
});

test("rows of one record are put right by keyboard alone", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: TWO_ROWS });
  await kpi(page, "企業数").first().waitFor();
  await openEditor(page);
  await choose(page, "ke-check-record-rows", "2");
  const values = async (name) => {
    const record = page.locator(`[data-record="${name}"]`);
    await record.waitFor();
    return (await record.locator("[data-part]").allInnerTexts()).map((text) => text.split("\n").at(-1).trim());
  };
  await page.locator('[data-record="店舗数"] [data-part="actual"]').nth(1).waitFor();
  assert.deepEqual(await values("企業数"), ["企業数", "社", "10", "9", "12", "15"]);
  assert.deepEqual(await values("店舗数"), ["店舗数", "店", "5", "4", "6", "3"]);
  // The lower row of the last column is no actual after all.
  await choose(page, "ke-check-column-3-1", "note");
  await page.locator('[data-record="店舗数"] [data-part="actual"]').nth(1).filter({ hasText: "3" }).waitFor({ state: "detached" });
  for (const width of WIDTHS) await shot(page, "check-rows", width);
});

test("a further table is drawn by keyboard alone", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: TWO_TABLES });
  await kpi(page, "企業数").waitFor();
  assert.equal(await kpi(page, "相談の件数").count(), 0, "not recognised");
  await openEditor(page);
  await until(page, "Tab", async () => (await focused(page)).part === "further");
  await page.keyboard.press("Enter");
  await page.getByText("6～8行目を表として推測しました").first().waitFor();
  const roles = page.locator(".ke-columns [data-part=role]");
  assert.deepEqual(await roles.evaluateAll((selects) => selects.map(({ value }) => value)), ["name", "target", "actual"]);
  for (const width of WIDTHS) await shot(page, "check-further", width);
  const confirm = page.getByRole("button", { name: "この読み方で読み取る" });
  await hasFocus(page.root(), "the focus goes to what was added", "#ke-check-table");
  await until(page, "Tab", async () => confirm.evaluate((button) => button === button.getRootNode().activeElement));
  await page.keyboard.press("Enter");
  await kpi(page, "相談の件数").waitFor();
  assert.equal(await rate(page, "相談の件数").getAttribute("data-value"), "75.0");
  assert.equal(await rate(page, "企業数").getAttribute("data-value"), "120.0", "the first is as it was");
  assert.equal(await page.locator("#ke-check-table option").count(), 2);
  // There is nothing left to draw.
  await page.locator('[data-part="further"]').press("Enter");
  await page.locator(".ke-checking").getByText("並んだセルがありません").waitFor();
});

/** Keeps the table as a form. */
async function keepForm(page, name) {
  const summary = page.getByText(/^覚えた様式（\d+）$/);
  if (!(await page.getByLabel("様式の名前").isVisible())) await summary.click();
  await page.getByLabel("様式の名前").fill(name);
  await page.getByRole("button", { name: "様式として覚える" }).click();
  await page.locator(`[data-form="${name}"]`).waitFor();
}

/** Opens the page anew with another sheet. */
async function another(page, text) {
  await page.reload();
  await page.getByRole("button", { name: /別のシート/ }).click();
  await paste(page, { text });
}

test("a form is renamed, exported, deleted and taken in again", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "企業誘致件数").waitFor();
  await openEditor(page);
  await actualsByKeyboard(page);
  await keepForm(page, "進捗管理");
  const name = page.getByLabel("様式「進捗管理」の名前");
  await name.fill("進捗管理シート");
  await name.press("Enter");
  const renamed = page.getByLabel("様式「進捗管理シート」の名前");
  await renamed.waitFor();
  const item = page.locator(".ke-forms__item");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    item.getByRole("button", { name: /ファイルに保存/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "様式_進捗管理シート.json");
  const file = await readFile(await download.path(), "utf8");
  assert.equal(JSON.parse(file).schema, "form/1");
  await item.getByRole("button", { name: /削除/ }).click();
  await page.getByText("覚えた様式（0）").waitFor();
  await hasFocus(page.root(), "the focus stays near", "#ke-form-file");
  const upload = (text) =>
    page.locator("#ke-form-file").setInputFiles({ name: "様式.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await upload("{}");
  await page.getByText("様式のファイルではありません").waitFor();
  await upload(file);
  await renamed.waitFor();
  await page.getByText("様式のファイルではありません").waitFor({ state: "detached" });
  // It works as the one that was kept.
  await another(page, NEXT);
  await openPanels(page, "check");
  await page.locator('[data-form="進捗管理シート"]').waitFor();
  await page.locator('[data-kpi] [data-field="rate"][data-value="80.0"]').waitFor();
});

test("two forms that fit ask which", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "企業誘致件数").waitFor();
  await openEditor(page);
  await keepForm(page, "様式A");
  await actualsByKeyboard(page);
  await keepForm(page, "様式B");
  await another(page, NEXT);
  await page.getByText("見出しと値の合う様式が2つあります").waitFor();
  assert.equal(await page.locator("[data-form]").count(), 0, "none is applied unasked");
  await page.getByRole("button", { name: "「様式B」で読み取る" }).press("Enter");
  await page.locator('[data-form="様式B"]').waitFor();
  await page.locator('[data-kpi] [data-field="rate"][data-value="80.0"]').waitFor();
});

test("a form whose header is there over other values is not applied, and says so", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIRST });
  await kpi(page, "企業誘致件数").waitFor();
  await openEditor(page);
  await actualsByKeyboard(page);
  await keepForm(page, "進捗管理");
  await another(page, sheet("令和6年度", [["5", "順調に進んでいる"], ["45", "やや遅れている"]]));
  await page.getByText("様式「進捗管理」と見出しは同じですが、5列目の値が「実績値」に合わないため使いませんでした。").waitFor();
  assert.equal(await page.locator("[data-form]").count(), 0);
});
