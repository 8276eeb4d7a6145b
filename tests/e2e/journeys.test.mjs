// Two people on their way through the page, by keyboard where they would use it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { forget, hasFocus, openPage, openPanels, paste, shot } from "./helper.mjs";
import { DOCUMENTS, OF_THIS_HOME } from "./records.mjs";

const WIDTHS = [320, 768, 1440];
const document = (id) => DOCUMENTS.findLast(({ records }) => records.kpis[0].name === id);

const FIVE_ROWS = [
  ["企業誘致件数", "件", "1", "3", "4"],
  ["新規就農者数", "人", "6", "10", "8"],
  ["観光入込客数", "千人", "900", "1,200", "980"],
  ["待機児童数", "人", "12", "0", "0"],
  ["特定健診受診率", "％", "45.2", "60.0", ""],
]
  .map((cells) => cells.join("\t"))
  .join("\r\n");

test("a section officer pastes five rows without a header and types the missing actual", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: `${FIVE_ROWS}\r\n` });
  const kpi = (name) => page.locator("[data-kpi]").filter({ hasText: name });
  await kpi("企業誘致件数").waitFor();
  assert.equal(await kpi("企業誘致件数").locator('[data-field="rate"]').getAttribute("data-value"), "133.3");

  // What each column means was guessed, and is asked.
  const question = page.getByRole("group", { name: /列の意味を推定/ });
  await question.waitFor();
  const roles = await question.locator("[data-part=role]").evaluateAll((selects) => selects.map(({ value }) => value));
  assert.deepEqual(roles, ["name", "unit", "baseline", "target", "actual"]);
  await question.getByRole("button", { name: "この読み方でよい" }).press("Enter");
  await question.waitFor({ state: "detached" });

  // The missing actual is typed, and the rate is there.
  assert.equal(await kpi("特定健診受診率").locator('[data-field="status"]').getAttribute("data-value"), "not-entered");
  const actual = page.getByRole("textbox", { name: /特定健診受診率.*実績値/ });
  await actual.fill("51.3");
  await actual.press("Enter");
  await kpi("特定健診受診率").locator('[data-field="rate"][data-value="85.5"]').waitFor();
  assert.equal(await kpi("特定健診受診率").locator('[data-field="status"]').getAttribute("data-value"), "not-achieved");

  // Fewer is better for one of them: the direction is chosen.
  await kpi("待機児童数").getByRole("button", { name: /根拠/ }).press("Enter");
  await page.getByRole("combobox", { name: /方向/ }).selectOption("decrease");
  await page.locator('[data-kpi][data-direction="decrease"]').filter({ hasText: "待機児童数" }).waitFor();
  assert.equal(await kpi("待機児童数").locator('[data-field="status"]').getAttribute("data-value"), "achieved");

  // All of it survives a reload, and can be taken back.
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  await page.reload();
  await kpi("特定健診受診率").locator('[data-field="rate"][data-value="85.5"]').waitFor();
  assert.equal(await page.getByRole("group", { name: /列の意味を推定/ }).count(), 0);
  for (const width of WIDTHS) await shot(page, "officer", width);
});

test("what was typed can be undone and done again", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: FIVE_ROWS });
  const row = page.locator("[data-kpi]").filter({ hasText: "特定健診受診率" });
  const actual = page.getByRole("textbox", { name: /特定健診受診率.*実績値/ });
  await actual.fill("60");
  await actual.press("Enter");
  await row.locator('[data-field="rate"][data-value="100.0"]').waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await row.locator('[data-field="status"][data-value="not-entered"]').waitFor();
  await page.getByRole("button", { name: "やり直す", exact: true }).click();
  await row.locator('[data-field="rate"][data-value="100.0"]').waitFor();
});

test("a committee member finds what was not met and what was never published", async (t) => {
  const page = await openPage(t);
  const visible = () => page.locator("[data-kpi]").evaluateAll((groups) =>
    groups.filter((group) => group.checkVisibility()).map((group) => group.querySelector(".ke-kpi__label").textContent));
  const only = (kind) => page.locator(`[data-count="${kind}"]`);

  await paste(page, { text: document("サイトのアクセス件数").text });
  await page.locator("[data-kpi]").nth(4).waitFor();
  await only("not-achieved").click();
  await page.locator("[data-kpi]").nth(1).waitFor({ state: "detached" });
  assert.deepEqual(await visible(), ["在宅ワークによる新規就労(内定含む)者"]);
  // Several add up; pressed again, one is off.
  await only("not-published").click();
  await page.locator("[data-kpi]").nth(1).waitFor();
  await only("not-achieved").click();
  await page.locator("[data-kpi]").filter({ hasText: "第3次産業の事業所数" }).waitFor();
  assert.deepEqual(await visible(), ["第3次産業の事業所数"]);
  await only("all").click();
  await openPanels(page, "projects");
  const parent = page.locator('[data-project="東京郊外型の女性の新しい就労推進事業"]');
  assert.match(await parent.innerText(), /相当程度効果があった/);
  assert.match(await parent.innerText(), /印字と異なる/);
  for (const width of WIDTHS) await shot(page, "committee-grants", width);

  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await paste(page, { text: document("「つくば市に住みたい」ひとの割合").text });
  await page.locator("[data-kpi]").nth(6).waitFor();
  await only("not-achieved").click();
  await page.locator("[data-kpi]").nth(2).waitFor({ state: "detached" });
  assert.equal((await visible()).length, 2);
  assert.match(await page.locator("[data-kpi]").nth(1).innerText(), /推計/);
  for (const width of WIDTHS) await shot(page, "committee-indicators", width);
});

test("every notice leads to its place, and every place back", async (t) => {
  const page = await openPage(t);
  for (const { name, text } of OF_THIS_HOME.slice(0, 6)) {
    await t.test(name, async () => {
      await forget(page);
      await page.reload();
      await paste(page, { text });
      await page.locator("[data-kpi]").first().waitFor();
      for (const name of ["questions", "findings"]) {
        if (await page.locator(`[data-opens="${name}"]`).count()) await openPanels(page, name);
      }
      for (const disclosure of await page.locator("details:has([data-code]) > summary").all()) await disclosure.click();
      const links = page.locator("[data-code] .ke-notice__links").getByRole("button");
      const count = await links.count();
      assert.ok(count >= (await page.locator("[data-code]").count()), "each notice has a link");
      for (let index = 0; index < count; index += 1) {
        const link = links.nth(index);
        await link.press("Enter");
        await hasFocus(page.root(), `link ${index} moves the focus to its place`, ":not(body, [data-code] *)");
      }
    });
  }
});

test("the page speaks English too, and keeps what was read", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: document("認定農業者数").text });
  await page.locator("[data-kpi]").first().waitFor();
  const rates = () => page.locator('[data-field="rate"]').evaluateAll((cells) => cells.map((cell) => cell.dataset.value));
  const before = await rates();
  await page.speak("en");
  await page.getByRole("heading", { name: "Summary" }).waitFor();
  assert.equal(await page.root().evaluate((root) => root.closest("[lang]").lang), "en");
  assert.deepEqual(await rates(), before);
  await page.locator("[data-kpi]").first().getByRole("button").first().press("Enter");
  await page.getByText(/actual .* ÷ target .* × 100 = /i).first().waitFor();
  for (const width of WIDTHS) await shot(page, "english", width);
});

test("another rule set changes labels only, says where it comes from, and is kept", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: document("認定農業者数").text });
  await page.locator("[data-kpi]").first().waitFor();
  const fields = (field) => page.locator(`[data-field="${field}"]`).evaluateAll((cells) => cells.map((cell) => cell.dataset.value));
  const rates = await fields("rate");
  assert.equal(await page.locator('[data-field="label"]').count(), 0, "no labels, no column of labels");
  const choice = page.getByRole("combobox", { name: "評価のルール" });
  await choice.selectOption("osaka-library");
  await page.locator('[data-field="label"][data-value]').first().waitFor();
  assert.deepEqual(await fields("rate"), rates);
  await openPanels(page, "rules");
  await page.locator('[data-panel="rules"]').getByText("出典：大阪府立図書館").waitFor();
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  await page.reload();
  await page.locator('[data-field="label"][data-value]').first().waitFor();
  assert.equal(await choice.inputValue(), "osaka-library");
  for (const width of WIDTHS) await shot(page, "rule-set", width);
});
