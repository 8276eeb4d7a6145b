// The check step: what was misread is put right by keyboard alone, and remembered for the next sheet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, shot } from "./helper.mjs";

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
    return { id: active?.id, role: active?.getAttribute("role") };
  });
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: name });
const rate = (page, name) => kpi(page, name).locator('[data-field="rate"]').first();

async function openEditor(page) {
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
