// Many drafts: the list, and what is done with one; nothing of the one that is open is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAMES, hasFocus, openPage, paste, shot } from "./helper.mjs";

const sheet = (name) => `みほん市総合戦略　令和6年度評価シート\n\n指標名\t目標\t実績\n${name}の来館者数\t1000\t745\n${name}の企業数\t10\t12\n`;
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: `${name}の来館者数` });
const isSaved = (page) => page.getByText("下書きをこのPCに保存しました。").first().waitFor();
const dialog = (page) => page.getByRole("dialog");
const items = (page) => dialog(page).getByRole("listitem");
const titles = (page) => dialog(page).locator("h3").allInnerTexts();
const status = (page) => dialog(page).getByRole("status").first();

async function list(page, name = "下書きの一覧") {
  await page.getByRole("button", { name, exact: true }).press("Enter");
  await dialog(page).getByRole("heading", { name, level: 2 }).waitFor();
}

async function begin(page) {
  await list(page);
  await dialog(page).getByRole("button", { name: "新しい下書きを始める" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
}

/** A sheet of this name in the open draft, which has it as its name too. */
async function fill(page, name) {
  await paste(page, { text: sheet(name) });
  await kpi(page, name).waitFor();
  await isSaved(page);
}

/** Names the open draft; Enter takes the name. */
async function rename(page, to) {
  await dialog(page).locator('[aria-current="true"]').getByRole("button", { name: /^名前を変える：/ }).press("Enter");
  const field = dialog(page).getByLabel("下書きの名前");
  await field.and(page.locator(":focus")).waitFor();
  await field.fill(to);
  await field.press("Enter");
  await status(page).getByText(`名前を「${to}」にしました。`).waitFor();
}

const close = async (page) => {
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
};

/** Two drafts, 甲 and 乙; 乙 is open. */
async function two(t, wishes) {
  const page = await openPage(t, wishes);
  await fill(page, "甲");
  await list(page);
  await rename(page, "甲");
  await close(page);
  await begin(page);
  await page.locator("#ke-paste").waitFor();
  await fill(page, "乙");
  await list(page);
  await rename(page, "乙");
  await close(page);
  return page;
}

test("a new draft leaves the one before, both are listed with what they hold, and either is opened again", async (t) => {
  const page = await two(t);
  await list(page);
  assert.deepEqual((await titles(page)).map((title) => title[0]).sort(), ["乙", "甲"]);
  const facts = await items(page).filter({ hasText: "甲" }).innerText();
  assert.match(facts, /みほん市・2024年度・シート1枚・KPI 2件/);
  assert.match(facts, /最後の変更 \d{4}-\d{2}-\d{2} \d{2}:\d{2}・ファイルには未保存・約1 KB/);
  await dialog(page).getByText(/約0\.1 MB \/ 5 MB/).first().waitFor();
  for (const width of [320, 768, 1440]) {
    await shot(page, "drafts", width);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide at ${width}`);
  }
  const search = dialog(page).getByRole("searchbox", { name: "名前・自治体・年度で探す" });
  await search.fill("甲");
  await dialog(page).getByText("2件のうち1件を表示").waitFor();
  await dialog(page).getByRole("button", { name: "開く：甲" }).press("Enter");
  await kpi(page, "甲").waitFor();
  await dialog(page).waitFor({ state: "detached" });
  await hasFocus(page.getByRole("button", { name: "下書きの一覧", exact: true }), "the focus is back");
  // What is done now is done to this one.
  await page.locator("#ke-rule-set").selectOption("capped");
  await isSaved(page);
  await page.reload();
  await kpi(page, "甲").waitFor();
  assert.equal(await page.locator("#ke-rule-set").inputValue(), "capped");
  await list(page);
  await dialog(page).getByRole("button", { name: "開く：乙" }).press("Enter");
  await kpi(page, "乙").waitFor();
  assert.equal(await page.locator("#ke-rule-set").inputValue(), "plain");
});

test("a draft is duplicated and deleted, the open one too, and deleting is taken back", async (t) => {
  const page = await two(t);
  await list(page);
  await dialog(page).getByRole("button", { name: "写しを作る：甲" }).press("Enter");
  await status(page).getByText("「甲（写し）」を作りました。").waitFor();
  assert.equal(await items(page).count(), 3);
  for (const name of ["甲（写し）", "乙"]) {
    await dialog(page).getByRole("button", { name: `削除：${name}`, exact: true }).press("Enter");
    await status(page).getByText(`「${name}」を削除しました。`).waitFor();
    // Undo has the focus.
    await dialog(page).getByRole("button", { name: `削除を取り消す：${name}` }).and(page.locator(":focus")).waitFor();
  }
  // The page begins anew without the one that was open; it comes back all the same.
  assert.equal(await items(page).count(), 1);
  assert.equal(await page.locator("[data-kpi]").count(), 0);
  await dialog(page).getByRole("button", { name: "削除を取り消す：乙" }).press("Enter");
  await status(page).getByText("「乙」を一覧に戻しました。").waitFor();
  await dialog(page).getByRole("button", { name: "開く：乙" }).press("Enter");
  await kpi(page, "乙").waitFor();
  await list(page);
  await dialog(page).getByRole("button", { name: "削除を取り消す：甲（写し）" }).press("Enter");
  await dialog(page).getByRole("button", { name: "開く：甲（写し）" }).press("Enter");
  await kpi(page, "甲").waitFor();
});

test("what cannot be kept is not left for another draft, and the message says what to do", async (t) => {
  const page = await two(t);
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    globalThis.full = true;
    Storage.prototype.setItem = function (key, text) {
      if (globalThis.full) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  });
  await page.locator("#ke-rule-set").selectOption("capped");
  await page.getByText("下書きを保存できません（ブラウザーの保存領域がいっぱいです）").first().waitFor();
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await list(page);
  await dialog(page).getByRole("button", { name: "開く：甲" }).press("Enter");
  await status(page).getByText(/いまの下書きを保存できていないため、別の下書きは開きません/).waitFor();
  await dialog(page).getByRole("button", { name: "写しを作る：甲" }).press("Enter");
  await status(page).getByText(/保存領域がいっぱいのため、できませんでした/).waitFor();
  assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage })), before, "nothing older is touched");
  await close(page);
  await kpi(page, "乙").waitFor();
  assert.equal(await page.locator("#ke-rule-set").inputValue(), "capped");
  await page.evaluate(() => {
    globalThis.full = false;
  });
  await isSaved(page);
  await list(page);
  await dialog(page).getByRole("button", { name: "開く：甲" }).press("Enter");
  await kpi(page, "甲").waitFor();
});

test("two tabs work on two drafts and leave each other alone; each opens its own again", async (t) => {
  const first = await two(t);
  const second = await first.context().newPage();
  await second.goto(first.home);
  await kpi(second, "乙").waitFor();
  await list(second);
  await dialog(second).getByRole("button", { name: "開く：甲" }).click();
  await kpi(second, "甲").waitFor();
  for (const page of [first, second]) {
    await page.locator("#ke-rule-set").selectOption("capped");
    await isSaved(page);
    assert.equal(await page.getByRole("heading", { name: /別のタブで内容が変わりました/ }).count(), 0);
  }
  for (const [page, name] of [[first, "乙"], [second, "甲"]]) {
    await page.reload();
    await kpi(page, name).waitFor();
    assert.equal(await page.locator("#ke-rule-set").inputValue(), "capped");
  }
});

test("a long draft is kept packed and is the same after a reload; all of it is said in English", async (t) => {
  const page = await openPage(t);
  const rows = Array.from({ length: 120 }, (_, n) => `取組${n}の参加者数\t人\t${100 + n}\t${90 + n}\t天候不順により催しを縮小したため\n`);
  await paste(page, { text: `指標名\t単位\t目標\t実績\t要因\n${rows.join("")}` });
  await page.locator("[data-kpi]").nth(119).waitFor();
  await isSaved(page);
  const [units, plain] = await page.evaluate(() => {
    const texts = Object.entries(localStorage).filter(([key]) => key.includes("/document/")).map(([, text]) => text);
    return [texts.join("").length, texts.join("").includes("天候不順")];
  });
  assert.ok(units > 0 && units * 4 < rows.join("").length && !plain, `${units} of ${rows.join("").length}`);
  await page.reload();
  await page.locator("[data-kpi]").nth(119).waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await list(page, "Drafts");
  await dialog(page).getByText("1 sheet, 120 KPIs").waitFor();
  await dialog(page).getByRole("button", { name: "Begin a new draft" }).waitFor();
  await shot(page, "drafts-english", 320);
});

test("what the browser's storage lost, as by a power cut, is there again, and what was erased is not", async (t) => {
  const page = await openPage(t);
  const snapshot = () => page.evaluate(() => ({ ...localStorage }));
  const asOnDisk = (texts) => page.evaluate((texts) => {
    localStorage.clear();
    Object.assign(localStorage, texts);
  }, texts);
  await fill(page, "甲");
  const before = await snapshot();
  await page.locator("#ke-rule-set").selectOption("capped");
  // Until then the page still says that what was there before is saved.
  const isAnew = await page.evaluate(async ({ before, frames }) => {
    const isOther = () => localStorage.getItem("kpi-evaluator/draft") !== before;
    for (let frame = 0; frame < frames && !isOther(); frame += 1) await new Promise(requestAnimationFrame);
    return isOther();
  }, { before: before["kpi-evaluator/draft"], frames: FRAMES });
  assert.ok(isAnew, "the change is kept");
  await isSaved(page);
  // Browsers write their storage to the disk up to a minute late: the last change is missing, or all of it.
  for (const texts of [before, {}]) {
    await asOnDisk(texts);
    await page.reload();
    await kpi(page, "甲").waitFor();
    assert.equal(await page.locator("#ke-rule-set").inputValue(), "capped");
  }
  await page.locator("footer details summary").first().press("Enter");
  await page.getByRole("button", { name: "このPCから全部消す" }).press("Enter");
  await dialog(page).getByRole("button", { name: "消す", exact: true }).press("Enter");
  await dialog(page).getByRole("heading", { name: "消しました" }).waitFor();
  await page.reload();
  await page.locator("#ke-paste").waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0);
  const left = await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("kpi-evaluator");
    opening.onerror = reject;
    opening.onsuccess = () => {
      const asked = opening.result.transaction("drafts").objectStore("drafts").getAllKeys();
      asked.onsuccess = () => resolve(asked.result);
    };
  }));
  assert.deepEqual(left, []);
});
