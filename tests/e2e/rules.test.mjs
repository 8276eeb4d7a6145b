// Rule sets in the page: what fits, writing one, keeping it, handing it out; explanations; what is said of one KPI.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { forget, hasFocus, openPage, openPanels, paste, shot } from "./helper.mjs";
import { DOCUMENTS } from "./records.mjs";

const WIDTHS = [320, 768, 1440];
const document = (first) => DOCUMENTS.findLast(({ records }) => records.kpis[0].name === first);
const SHEET = document("認定農業者数");
const LIVING = document("「つくば市に住みたい」ひとの割合");

const labels = (page) =>
  page.locator('[data-field="label"]').evaluateAll((cells) => cells.map((cell) => cell.dataset.value ?? null));
const choice = (page) => page.getByRole("combobox", { name: "評価のルール" });
const editor = (page) => page.getByRole("region", { name: "ルールを書く" });
const saved = (page) => page.getByText("下書きをこのPCに保存しました。").first().waitFor();

async function pasted(t, text, wishes) {
  const page = await openPage(t, wishes);
  await paste(page, { text });
  await page.locator("[data-kpi]").first().waitFor();
  return page;
}

/** A copy of Tama's rule set, with its middle bound and word changed. */
async function write(page) {
  await choice(page).selectOption("tama");
  await page.locator('[data-field="label"][data-value]').first().waitFor();
  await openPanels(page, "rules");
  await page.getByRole("button", { name: "写して変える" }).press("Enter");
  await editor(page).waitFor();
  await editor(page).getByLabel("ルールの名前").fill("わがまちの基準");
  const second = editor(page).getByRole("group", { name: "区分2" });
  await second.getByLabel("評価の言葉").fill("おおむね順調");
  await second.getByRole("textbox", { name: "率の下限" }).fill("９０");
  await second.getByRole("textbox", { name: "率の下限" }).press("Enter");
}

test("a threshold is changed, and the labels that change are shown before anything is saved", async (t) => {
  const page = await pasted(t, SHEET.text);
  await write(page);
  const before = await labels(page);
  const preview = page.locator("[data-changes]");
  await preview.getByText(/件のうち\d+件が変わります/).waitFor();
  const announced = Number(await preview.getAttribute("data-changes"));
  assert.ok(announced > 0);
  assert.equal(await preview.getByRole("listitem").count(), Math.min(announced, 30));
  assert.deepEqual(await labels(page), before, "nothing changes before it is saved");
  for (const width of WIDTHS) await shot(page, "rule-editor", width);

  await editor(page).getByRole("button", { name: "保存して使う" }).press("Enter");
  await editor(page).waitFor({ state: "detached" });
  await page.locator('[data-field="label"][data-value="おおむね順調"]').first().waitFor();
  const after = await labels(page);
  const changed = after.filter((word, index) => word !== before[index]);
  assert.equal(changed.length, announced, "the preview told the truth");
  await hasFocus(choice(page), "the focus is back");

  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.locator('[data-field="label"][data-value="概ね進んでいる"]').first().waitFor();
  assert.deepEqual(await labels(page), before);
});

test("what does not hold together is named, and nothing is saved", async (t) => {
  const page = await pasted(t, SHEET.text);
  await write(page);
  const second = editor(page).getByRole("group", { name: "区分2" });
  const faults = editor(page).getByRole("group", { name: /直すところ/ });
  await second.getByRole("textbox", { name: "率の下限" }).fill("九割");
  await second.getByRole("textbox", { name: "率の下限" }).press("Enter");
  await faults.getByText("「区分2の率の下限」に数字を入れてください。").waitFor();
  await second.getByRole("textbox", { name: "率の下限" }).fill("100");
  await second.getByRole("textbox", { name: "率の下限" }).press("Enter");
  await faults.getByText(/重なっています/).waitFor();
  await editor(page).getByRole("button", { name: "区分3を除く" }).press("Enter");
  await second.getByRole("textbox", { name: "率の下限" }).fill("90");
  await second.getByRole("textbox", { name: "率の下限" }).press("Enter");
  await faults.getByText(/率90%未満.*当てはまる区分がありません/).waitFor();
  await editor(page).getByRole("button", { name: "保存して使う" }).press("Enter");
  await hasFocus(faults, "the focus is on what is to be put right");
  for (const width of WIDTHS) await shot(page, "rule-faults", width);
  await editor(page).getByRole("button", { name: "やめる" }).press("Enter");
  await editor(page).waitFor({ state: "detached" });
  assert.equal(await choice(page).inputValue(), "tama");
});

test("a rule set goes out as a file and comes back on an empty PC with the same labels", async (t) => {
  const page = await pasted(t, SHEET.text);
  await write(page);
  await editor(page).getByRole("button", { name: "保存して使う" }).click();
  await page.locator('[data-field="label"][data-value="おおむね順調"]').first().waitFor();
  const before = await labels(page);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "ファイルに保存" }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), "rule-set-own-1.json");
  const file = await readFile(await download.path());
  const rules = JSON.parse(file.toString());
  assert.deepEqual([rules.schema, rules.name.ja, rules.basis], ["rule-set/1", "わがまちの基準", "own"]);

  await forget(page);
  await page.reload();
  await paste(page, { text: SHEET.text });
  await page.locator("[data-kpi]").first().waitFor();
  assert.equal(await choice(page).locator("option", { hasText: "わがまちの基準" }).count(), 0);
  await openPanels(page, "rules");
  await page.locator('[data-import="rule-set"]').setInputFiles({ name: "x.json", mimeType: "application/json", buffer: file });
  await page.locator('[data-field="label"][data-value="おおむね順調"]').first().waitFor();
  assert.deepEqual(await labels(page), before);

  // It is kept for the next visit, and for the next sheet.
  await saved(page);
  await page.reload();
  await page.locator('[data-field="label"][data-value="おおむね順調"]').first().waitFor();
  assert.deepEqual(await labels(page), before);
  assert.equal(await choice(page).locator("option:checked").innerText(), "わがまちの基準");

  await openPanels(page, "rules");
  await page.locator('[data-import="rule-set"]').setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.getByText(/ルールのファイルを開けません/).waitFor();
  assert.deepEqual(await labels(page), before, "what is no rule set changes nothing");
});

test("the rule set that fits is proposed and taken by a person, never by itself", async (t) => {
  const page = await pasted(t, LIVING.text);
  assert.equal(await choice(page).inputValue(), "plain", "nothing is chosen by itself");
  await openPanels(page, "rules");
  const fits = page.getByRole("group", { name: "印字との照合" });
  const best = fits.locator("[data-fit]");
  await best.waitFor();
  assert.match(await best.innerText(), /評価\d+件中\d+件.*を再現します/);
  const proposed = await best.getAttribute("data-fit");
  assert.equal(proposed, "tsukuba");
  for (const width of WIDTHS) await shot(page, "fits", width);
  await fits.getByRole("button", { name: /このルールを使う/ }).first().press("Enter");
  await page.locator('[data-field="label"][data-value]').first().waitFor();
  assert.equal(await choice(page).inputValue(), proposed);
  assert.match(await best.innerText(), /^選ばれている/);
});

test("the explanation of a KPI is read out in order, and copied", async (t) => {
  const page = await pasted(t, SHEET.text, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await choice(page).selectOption("osaka-library");
  const row = page.locator("[data-kpi]").filter({ hasText: "認定農業者数" }).first();
  await row.locator('[data-field="label"][data-value]').waitFor();
  await row.getByRole("button", { name: /根拠/ }).press("Enter");
  const group = page.getByRole("group", { name: /^説明.*認定農業者数/ });
  const spoken = await group.ariaSnapshot();
  const sentences = spoken.split("\n").filter((line) => line.includes("- paragraph:"));
  assert.match(spoken.split("\n")[0], /- group "説明.*認定農業者数/);
  assert.match(sentences[0], /達成率は 実績値.* ÷ 目標値.* × 100 = [\d.]+%（四捨五入・小数第1位）です。/);
  assert.match(sentences[1], /大阪府立図書館.*の区分では.*「.+」（.+）です。.*出典：大阪府立図書館/);
  await group.getByRole("button", { name: /説明をコピー/ }).press("Enter");
  await page.getByText("説明をコピーしました。").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^認定農業者数.*：達成率は/);
  for (const width of WIDTHS) await shot(page, "explanation", width);
});

test("method, target and reason of one KPI are said by keyboard, kept, and taken back", async (t) => {
  const page = await pasted(t, SHEET.text);
  const row = page.locator("[data-kpi]").filter({ hasText: "認定農業者数" }).first();
  const rate = () => row.locator('[data-field="rate"]').first().getAttribute("data-value");
  const printed = await rate();
  await row.getByRole("button", { name: /根拠/ }).press("Enter");
  await page.getByRole("button", { name: /値や方向を修正/ }).press("Enter");
  const group = page.getByRole("group", { name: "このKPIだけの扱い" });
  await group.getByLabel(/^目標値/).press("ControlOrMeta+A");
  await page.keyboard.type("1000");
  await page.keyboard.press("Tab");
  await row.getByText("個別の扱いあり").waitFor();
  assert.notEqual(await rate(), printed);
  await group.getByLabel("変えた理由").fill("計画の改定");
  await group.getByLabel("変えた理由").press("Enter");
  await group.getByText("個別の扱い：目標値＝1000（理由：計画の改定）").waitFor();
  await group.getByLabel("計算方法").focus();
  await page.keyboard.press("ArrowDown");
  await group.getByText(/計算方法＝/).waitFor();
  for (const width of WIDTHS) await shot(page, "override", width);
  const said = await rate();

  await saved(page);
  await page.reload();
  await row.getByText("個別の扱いあり").waitFor();
  assert.equal(await rate(), said);
  await row.getByRole("button", { name: /根拠/ }).press("Enter");
  await page.getByRole("button", { name: /値や方向を修正/ }).press("Enter");
  await group.getByRole("button", { name: "すべて取り消す" }).press("Enter");
  await row.getByText("個別の扱いあり").waitFor({ state: "detached" });
  assert.equal(await rate(), printed);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await row.getByText("個別の扱いあり").waitFor();
});

test("a finding is put right by one press, and undo takes it back", async (t) => {
  const text = ["指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t達成率", "来館者数\t人\t↑\t1,200\t1,100\t98.0%"].join("\n");
  const page = await pasted(t, text);
  await openPanels(page, "findings");
  const finding = page.locator('[data-code="printed-rate-differs"]');
  await finding.getByRole("button", { name: "「98.0%」を「91.7%」に直す" }).press("Enter");
  await finding.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "検算で見つかったこと（0）" }).waitFor();
  assert.equal(await page.locator('[data-field="check"]').getAttribute("data-value"), "match");
  await page.getByRole("button", { name: "元に戻す" }).click();
  await finding.waitFor();
  for (const width of WIDTHS) await shot(page, "finding", width);
});

test("from a project's label one gets to its KPIs and their cells, in English too", async (t) => {
  const grants = document("サイトのアクセス件数");
  const page = await pasted(t, grants.text);
  await page.speak("en");
  await openPanels(page, "projects");
  const project = page.locator("[data-project]").first();
  await project.getByText(/The KPIs behind it/).press("Enter");
  const links = project.locator(".ke-chain").getByRole("button");
  const count = await links.count();
  assert.ok(count >= 2);
  for (const width of WIDTHS) await shot(page, "chain-english", width);
  for (let index = 0; index < count; index += 1) {
    await links.nth(index).press("Enter");
    await hasFocus(page.root(), `link ${index} moves the focus to its place`, ":not(body, .ke-chain *)");
  }
});
