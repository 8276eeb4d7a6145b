// Tables that may hold KPIs: a reading is taken, a candidate dismissed, both undone, by pointer and by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hasFocus, openPage, paste, shot } from "./helper.mjs";

const WIDTHS = [320, 768, 1440];

/** Two tables under words that may mean either; nothing else. */
const TWO = `項目	確保方策	見込額
健診の受診者数	1,200人	1,350人
相談の利用者数	800人	760人
教室の開催数	40回	52回
訪問した世帯の数	300件	280件

ここからは別の表です。

名称	確保方策	見込額
図書館の来館者数	200人	350人
体育館の利用者数	80人	60人
公民館の講座数	4回	5回
`;

/** Beside a table that is sure. */
const BESIDE = `指標名	目標	実績
企業数	10	12
店舗数	5	4

ここからは別の表です。

${TWO}`;

const candidates = (page) => page.locator("[data-candidate]");
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: name });
const heading = (page, n) => page.getByRole("heading", { name: `KPIの表かもしれないところ（${n}）` });
const focused = (page) =>
  page.root().evaluate((root) => {
    const active = root.getRootNode().activeElement;
    return { id: active?.id ?? "", text: active?.textContent ?? "" };
  });

/** Presses a key until something holds; a person does not count either. */
async function until(page, key, holds) {
  for (let n = 0; n < 80; n += 1) {
    if (await holds()) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never led there`);
}

test("where nothing was read, what may be a table of KPIs stands first, and is taken in one press", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: TWO });
  await heading(page, 2).waitFor();
  assert.equal(await page.locator("#ke-nothing-heading").count(), 0, "it stands in place of the other");
  assert.equal(await page.locator("[data-kpi]").count(), 0, "candidates are not counted");
  for (const width of WIDTHS) {
    await shot(page, "candidates", width);
    const over = await page.root().evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.ok(over <= 0, `${over} px too wide at ${width}`);
  }
  await candidates(page).first().locator('[data-take="0"]').click();
  await kpi(page, "健診の受診者数").waitFor();
  await heading(page, 1).waitFor();
  assert.equal(await kpi(page, "健診の受診者数").locator('[data-field="rate"]').first().getAttribute("data-value"), "112.5");
  await page.getByRole("button", { name: "元に戻す" }).click();
  await heading(page, 2).waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0);
});

test("the other reading is taken as it is shown", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: BESIDE });
  await heading(page, 2).waitFor();
  for (const width of WIDTHS) await shot(page, "candidates-beside", width);
  const second = candidates(page).first().locator(".ke-candidate__reading").nth(1);
  await second.getByText("別の列を実績値とする").or(second.getByText("目標値と実績値が逆")).waitFor();
  const shown = await second.locator("tbody tr").first().locator("td").allTextContents();
  await second.getByRole("button", { name: /この読み方を使う/ }).click();
  await kpi(page, "健診の受診者数").waitFor();
  const read = await kpi(page, "健診の受診者数")
    .locator("[data-field]")
    .evaluateAll((cells) => Object.fromEntries(cells.map((cell) => [cell.dataset.field, cell.dataset.value ?? ""])));
  for (const value of shown) {
    const figure = value.split(" ")[0].replaceAll(",", "");
    if (/^\d/.test(figure)) assert.ok(Object.values(read).includes(figure), `${figure} in ${JSON.stringify(read)}`);
  }
  await kpi(page, "企業数").waitFor();
});

test("by keyboard alone: taken, dismissed, undone; the focus goes on, and it is said", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: BESIDE });
  await heading(page, 2).waitFor();
  const on = (part) => async () =>
    page.root().evaluate((root, part) => root.getRootNode().activeElement?.matches(part) ?? false, part);
  await until(page, "Tab", on("[data-dismiss]"));
  await page.keyboard.press("Enter");
  await heading(page, 1).waitFor();
  await page.getByText("KPIの表かもしれないところが1か所あります。").waitFor();
  await hasFocus(page.root(), "the next candidate has the focus", "[data-candidate] *");
  assert.match((await focused(page)).text, /^\d\. /);
  await until(page, "Tab", on("[data-take]"));
  await page.keyboard.press("Enter");
  await kpi(page, "図書館の来館者数").waitFor();
  await candidates(page).first().waitFor({ state: "detached" });
  await hasFocus(page.root(), "the result has the focus", "#ke-result-heading");
  const undo = page.getByRole("button", { name: "元に戻す" });
  await undo.press("Enter");
  await heading(page, 1).waitFor();
  await undo.press("Enter");
  await heading(page, 2).waitFor();
});

test("what was dismissed stays so after a reload", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: TWO });
  await heading(page, 2).waitFor();
  await candidates(page).first().getByRole("button", { name: /KPIではない/ }).click();
  await heading(page, 1).waitFor();
  await candidates(page).first().getByRole("button", { name: /KPIではない/ }).click();
  await page.locator("#ke-nothing-heading").waitFor();
  await hasFocus(page.root(), "what was said before has the focus", "#ke-nothing-heading");
  await page.getByText("保存しました").first().waitFor();
  await page.reload();
  await page.locator("#ke-nothing-heading").waitFor();
  assert.equal(await candidates(page).count(), 0);
});

test("its place in the source is a press away, and the way back too", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: TWO });
  await heading(page, 2).waitFor();
  await candidates(page).nth(1).getByRole("button", { name: /原文を見る/ }).click();
  await hasFocus(page.root(), "its place has the focus", '[data-panel="source"] *');
  assert.match((await focused(page)).text, /名称/);
});

test("candidates speak English", async (t) => {
  const page = await openPage(t);
  await page.speak("en");
  await paste(page, { text: TWO });
  await page.getByRole("heading", { name: "May be tables of KPIs (2)" }).waitFor();
  await page.getByRole("button", { name: /^Use this reading/ }).first().click();
  await kpi(page, "健診の受診者数").waitFor();
});
