// Copies of the page with the draft inside: saved by a person, opened by another from the disk.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { dialog, draftsIn, opener, opensCopies, programOf, saveCopy } from "./copies.mjs";
import { hasFocus, openPage, paste, shot } from "./helper.mjs";
import { HOME } from "./homes.mjs";
import { DIST } from "./server.mjs";

const WIDTHS = [320, 768, 1440];
const TITLE = "第2期総合戦略 KPI評価シート（令和5年度）";
/** Titles are read with one width of letters. */
const NAME = TITLE.normalize("NFKC");
const SHEET = `${TITLE}\r\n指標名\t単位\t基準値（R2）\t目標値（R5）\t実績値（R5）\r\n来館者数\t人\t500\t1000\t850\r\n特定健診受診率\t％\t45.2\t60.0\t\r\n`;
const SECOND = "指標名\t単位\t目標値（R5）\t実績値（R5）\r\n新規就農者数\t人\t10\t8\r\n";
const OWN = "指標名\t単位\t目標値（R5）\t実績値（R5）\r\n企業誘致件数\t件\t3\t4\r\n";

const MANIFEST = JSON.parse(await readFile(`${DIST}kpi-evaluator.manifest.json`, "utf8"));
const PUBLISHED = MANIFEST.files.find(({ path }) => path === "kpi-evaluator.html").sha256;

const rate = (page, value) => page.locator(`[data-field="rate"][data-value="${value}"]`);
const kept = (page) => page.getByText("下書きをこのPCに保存しました。").first();
const keys = (page) => page.evaluate(() => Object.keys(localStorage).sort());
const missing = (page) => page.getByRole("textbox", { name: /特定健診受診率.*実績値/ });

/** What a person sees of each KPI. */
const seen = (page) =>
  page.locator("[data-kpi]").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector(".ke-kpi__label").textContent,
      fields: [...row.querySelectorAll("[data-field]")].map(({ dataset }) => [dataset.field, dataset.value]),
      direction: row.dataset.direction,
      label: row.querySelector('[data-field="label"]')?.textContent,
    })),
  );

async function fill(page, value) {
  await missing(page).fill(value);
  await missing(page).press("Enter");
}

/** A draft of two sheets, the first with a figure that was typed and with another rule set, open. */
async function withDraft(t) {
  const page = await openPage(t);
  await paste(page, { text: SHEET });
  await rate(page, "85.0").waitFor();
  await fill(page, "51.3");
  await rate(page, "85.5").waitFor();
  await page.getByRole("combobox", { name: "評価のルール" }).selectOption("ibaraki");
  await page.locator('[data-field="label"]').first().waitFor();
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await paste(page, { text: SECOND });
  await rate(page, "80.0").waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "シート1", exact: true }).click();
  await rate(page, "85.5").waitFor();
  return page;
}

/** Another person's browser. */
const elsewhere = (t) => openPage(t, { expected: opensCopies });

test("a copy opens from the disk with the same figures, labels and corrections, and is gone on with apart", async (t) => {
  const page = await withDraft(t);
  const given = await seen(page);
  const copy = await saveCopy(t, page);
  assert.equal(copy.name, `${NAME}_下書き.html`);

  // Somebody else, who has a draft of their own.
  const other = await elsewhere(t);
  await paste(other, { text: OWN });
  await rate(other, "133.3").waitFor();
  await kept(other).waitFor();
  await other.goto(copy.url);
  await other.getByRole("heading", { name: "下書き入りのファイルを開いています" }).waitFor();
  await rate(other, "85.5").waitFor();
  assert.deepEqual(await seen(other), given);
  assert.equal(await other.getByRole("combobox", { name: "評価のルール" }).inputValue(), "ibaraki");
  assert.equal(await missing(other).inputValue(), "51.3");
  const before = await keys(other);
  assert.deepEqual(before.filter((key) => key.startsWith("kpi-evaluator/copy/")), []);

  // They go on, and find it again.
  await fill(other, "60");
  await rate(other, "100.0").waitFor();
  await kept(other).waitFor();
  const added = (await keys(other)).filter((key) => !before.includes(key));
  assert.ok(added.length > 0 && added.every((key) => /^kpi-evaluator\/copy\/[0-9a-f]{16}\//.test(key)), added.join());
  await other.reload();
  await rate(other, "100.0").waitFor();
  await other.getByText("前にこのPCで直した内容を表示しています。").waitFor();

  // Back to what was received, and that can be undone.
  await other.getByRole("button", { name: "ファイルを受け取ったときの内容に戻す" }).click();
  await rate(other, "85.5").waitFor();
  assert.deepEqual(await seen(other), given);
  await other.getByRole("button", { name: "元に戻す" }).click();
  await rate(other, "100.0").waitFor();

  // Their own draft is as it was.
  await other.goto(other.home);
  await rate(other, "133.3").waitFor();
});

test("a copy is saved again from a copy: the draft is replaced, the program stays the published one", async (t) => {
  const page = await withDraft(t);
  const first = await saveCopy(t, page);
  const other = await elsewhere(t);
  await other.goto(first.url);
  await fill(other, "60");
  await rate(other, "100.0").waitFor();
  const second = await saveCopy(t, other, { dated: true });
  const today = await other.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  });
  assert.equal(second.name, `${NAME}_下書き_${today}.html`);
  for (const { text } of [first, second]) {
    assert.equal(draftsIn(text).length, 1);
    assert.equal(programOf(text), PUBLISHED);
  }
  const [[made], [again]] = [draftsIn(first.text), draftsIn(second.text)];
  assert.deepEqual([made.schema, made.version, made.build, made.readonly, made.date], ["kpi-evaluator-copy/1", MANIFEST.version, MANIFEST.build, false, undefined]);
  assert.equal(again.date, today);

  const third = await elsewhere(t);
  await third.goto(second.url);
  await rate(third, "100.0").waitFor();
  await third.getByText(`ビルド ${MANIFEST.build}）、${today}`).waitFor();
});

test("a read-only copy shows the same, takes nothing in and writes nothing", async (t) => {
  const page = await withDraft(t);
  const given = await seen(page);
  const copy = await saveCopy(t, page, { readonly: true });
  assert.equal(copy.name, `${NAME}_閲覧用.html`);
  assert.equal(programOf(copy.text), PUBLISHED);

  const other = await elsewhere(t);
  await other.goto(copy.url);
  await other.getByRole("heading", { name: "閲覧用の写しです" }).waitFor();
  await rate(other, "85.5").waitFor();
  const figures = (rows) => rows.map(({ name, fields, label }) => ({ name, fields, label }));
  assert.deepEqual(figures(await seen(other)), figures(given));
  await other.getByText(`バージョン ${MANIFEST.version}（ビルド ${MANIFEST.build}）`).waitFor();

  // A figure that was typed is marked as such, and the rules are named.
  await other.locator("[data-kpi]").filter({ hasText: "特定健診受診率" }).getByText("修正済み").waitFor();
  await other.getByText(/^評価の規則：.*（ibaraki）$/).waitFor();

  const controls = () => other.locator("input, textarea, select, [contenteditable]").count();
  const disclosures = other.getByRole("button", { name: /根拠/ });
  for (let index = 0; index < (await disclosures.count()); index += 1) await disclosures.nth(index).click();
  for (const summary of await other.locator("summary").all()) await summary.click();
  assert.equal(await controls(), 0);
  assert.equal(await opener(other).count(), 0);
  for (const name of ["元に戻す", "最初からやり直す", "別のシートを読み込む"]) {
    assert.equal(await other.getByRole("button", { name }).count(), 0, name);
  }

  // The other sheet is shown, in the other language too, and nothing is kept of either.
  await other.getByRole("navigation").getByRole("button", { name: "シート2", exact: true }).click();
  await rate(other, "80.0").waitFor();
  assert.equal(await controls(), 0);
  await other.getByRole("button", { name: "English" }).click();
  await other.getByRole("heading", { name: "This is a read-only copy" }).waitFor();
  assert.deepEqual(await keys(other), []);
  // What is kept is the place alone, in the address: the other sheet.
  await other.reload();
  await rate(other, "80.0").waitFor();
  await other.getByRole("heading", { name: "閲覧用の写しです" }).waitFor();
  assert.deepEqual(await keys(other), []);
});

test("a copy whose draft is damaged says so, and shows no draft of the reader in its place", async (t) => {
  const page = await withDraft(t);
  const copy = await saveCopy(t, page);
  await writeFile(fileURLToPath(copy.url), copy.text.replace('"draft":{', '"draft":['));
  const other = await elsewhere(t);
  await paste(other, { text: OWN });
  await kept(other).waitFor();
  const before = await keys(other);
  await other.goto(copy.url);
  await other.getByRole("heading", { name: "このファイルの下書きを読めません" }).waitFor();
  assert.equal(await other.locator("[data-kpi]").count(), 0);
  await paste(other, { text: SECOND });
  await rate(other, "80.0").waitFor();
  await other.goto(other.home);
  await rate(other, "133.3").waitFor();
  assert.deepEqual(await keys(other), before);
});

test("the dialog is opened and left by keyboard, and its copy is of what is there then", async (t) => {
  const page = await withDraft(t);
  await opener(page).press("Enter");
  await dialog(page).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  await hasFocus(opener(page), "the focus is back");
  await fill(page, "60");
  await rate(page, "100.0").waitFor();
  const other = await elsewhere(t);
  await other.goto((await saveCopy(t, page)).url);
  await rate(other, "100.0").waitFor();
});

const hosted = { skip: HOME === "file" ? "there is no host" : false };
const SINGLE = "/city/kpi/kpi-evaluator.html";

test("from a host, the page as one file is fetched only when a copy is asked for", hosted, async (t) => {
  const page = await withDraft(t);
  const asked = () => page.server.requests.filter(({ path }) => path === SINGLE);
  assert.deepEqual(asked(), []);
  await opener(page).click();
  await dialog(page).getByText(/^大きさ：/).waitFor();
  assert.deepEqual(asked().map(({ method, bytes }) => [method, bytes]), [["GET", 0]]);
  // For the next copy it is there.
  await page.keyboard.press("Escape");
  await saveCopy(t, page);
  assert.equal(asked().length, 1);
});

for (const [what, answer, words] of [
  ["is not there", { status: 404, body: "" }, /読み込めませんでした/],
  ["was changed", (text) => ({ body: text.replace("</body>", "<b></b></body>") }), /公開されたものと一致しません/],
  ["is of another build", (text) => ({ body: text.replaceAll(MANIFEST.build, "0123456789abcdef") }), /新しい版に置き換わっています/],
]) {
  test(`from a host, no copy is made where the page as one file ${what}`, hosted, async (t) => {
    const page = await openPage(t, { expected: (fault) => fault.startsWith("console: Failed to load resource") });
    await page.route(`**${SINGLE}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, ...(typeof answer === "function" ? answer(await response.text()) : answer) });
    });
    await paste(page, { text: SHEET });
    await opener(page).click();
    await dialog(page).getByRole("status").filter({ hasText: words }).waitFor();
    assert.equal(await dialog(page).getByRole("button", { name: "ファイルを保存" }).getAttribute("aria-disabled"), "true");
    // Once it is right again, the next try succeeds.
    await page.keyboard.press("Escape");
    await page.unroute(`**${SINGLE}`);
    assert.equal(programOf((await saveCopy(t, page)).text), PUBLISHED);
  });
}

test("the dialog and both kinds of copies fit every window", async (t) => {
  const page = await withDraft(t);
  const copies = [await saveCopy(t, page), await saveCopy(t, page, { readonly: true, dated: true })];
  const fits = async (where, width) =>
    assert.ok((await where.evaluate(() => document.documentElement.scrollWidth)) <= width, `${where.url()} ${width}`);
  for (const language of ["日本語", "English"]) {
    await page.getByRole("button", { name: language }).click();
    await page.getByRole("button", { name: /この下書き入りのファイルを保存|Save a copy with this draft inside/ }).click();
    await page.getByRole("dialog").getByText(/^(大きさ：|Size: )/).waitFor();
    for (const width of WIDTHS) {
      await shot(page, `copy-dialog-${language === "English" ? "en" : "ja"}`, width);
      await fits(page, width);
      assert.ok(await page.getByRole("dialog").evaluate((box) => box.scrollWidth <= box.clientWidth), `${width}`);
    }
    await page.keyboard.press("Escape");
    for (const [kind, { url }] of copies.entries()) {
      const other = await elsewhere(t);
      await other.goto(url);
      await other.getByRole("button", { name: language }).click();
      for (const width of WIDTHS) {
        await shot(other, `copy-${kind === 0 ? "editable" : "readonly"}-${language === "English" ? "en" : "ja"}`, width);
        await fits(other, width);
      }
    }
  }
});
