// No request with data: one visit that uses everything the page does, beside a server that records every request.
// Every other test holds to it as well, for what it does: see `openPage`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { saveCopy } from "./copies.mjs";
import { openPage, openPanels, paste } from "./helper.mjs";
import { HOME } from "./homes.mjs";
import { DOCUMENTS } from "./records.mjs";

const SHEET = DOCUMENTS.findLast(({ records }) => records.kpis[0].name === "認定農業者数").text;
const SMALL = "指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,850\n";
const FORM = "令和5年度 進捗管理\n指標名\t単位\t基準\t令和5年度目標\t令和5年度の状況\n企業誘致件数\t件\t1\t3\t4\n店舗数\t店\t30\t40\t38\n";

const requests = (page) => page.locator('[data-part="requests"]');

/** Presses a button that hands a file out. */
async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await download.path());
}

/** Everything the page does, each named. */
const FEATURES = {
  async "typing and pasting"(page) {
    await paste(page, { text: SHEET, html: "<table><tr><td>指標名</td></tr></table>" });
    await page.getByRole("button", { name: "元に戻す" }).click();
    await paste(page, { text: SHEET });
    await page.locator("[data-kpi]").first().waitFor();
  },
  async "rules: choosing, writing, keeping, handing out"(page) {
    const choice = page.getByRole("combobox", { name: "評価のルール" });
    await choice.selectOption("osaka-library");
    await choice.selectOption("tama");
    await openPanels(page, "rules");
    await page.getByRole("button", { name: "写して変える" }).click();
    const editor = page.getByRole("region", { name: "ルールを書く" });
    await editor.getByLabel("ルールの名前").fill("わがまちの基準");
    await editor.getByRole("button", { name: "保存して使う" }).click();
    await editor.waitFor({ state: "detached" });
    await downloaded(page, () => page.locator('[data-panel="rules"]').getByRole("button", { name: "ファイルに保存" }).first().click());
  },
  async "explanations and places"(page) {
    const row = page.locator("[data-kpi]").filter({ hasText: "認定農業者数" }).first();
    await row.getByRole("button", { name: /根拠/ }).click();
    await page.getByRole("button", { name: /説明をコピー/ }).first().click();
    await page.getByText("説明をコピーしました。").waitFor();
  },
  async "the dialog that embeds"(page) {
    await page.getByRole("button", { name: "ホームページに載せる" }).click();
    const dialog = page.getByRole("dialog", { name: "ホームページに載せる" });
    for (const way of ["table", "frame", "element"]) {
      await dialog.locator(`button[data-way="${way}"]`).click();
      await dialog.getByRole("status").getByText("コピーしました").waitFor();
    }
    await dialog.getByRole("button", { name: "閉じる" }).click();
  },
  async "the check of what was read, and forms"(page) {
    await page.getByRole("button", { name: /別のシート/ }).click();
    await paste(page, { text: FORM });
    await page.locator("[data-kpi]").filter({ hasText: "企業誘致件数" }).waitFor();
    await openPanels(page, "check");
    const button = page.getByRole("button", { name: "原文と見比べて直す" });
    if (await button.count()) await button.click();
    await page.locator("#ke-check-column-4").selectOption("actual");
    await page.locator('[data-kpi] [data-field="rate"][data-value="133.3"]').waitFor();
    await page.getByText("覚えた様式（0）").click();
    await page.getByLabel("様式の名前").fill("進捗管理シート");
    await page.getByRole("button", { name: "様式として覚える" }).click();
    await page.locator('[data-form="進捗管理シート"]').waitFor();
    const forms = page.locator("details").filter({ hasText: "覚えた様式（1）" }).last();
    await downloaded(page, () => forms.getByRole("button", { name: "ファイルに保存" }).click());
  },
  async "files, by the worker"(page) {
    const open = page.getByRole("button", { name: /別のシート/ });
    if (await open.count()) await open.click();
    await page.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer: Buffer.from(SMALL) });
    await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
    await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  },
  async "samples"(page) {
    const open = page.getByRole("button", { name: /別のシート/ });
    if (await open.count()) await open.click();
    await page.getByRole("button", { name: "見本を開く" }).click();
    await page.locator("[data-kpi]").nth(1).waitFor();
  },
  async "a copy with the draft inside"(page, t) {
    await saveCopy(t, page, { dated: true });
  },
  async "both languages"(page) {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("What stays on this PC").waitFor();
    await page.getByRole("button", { name: "日本語" }).click();
  },
  async "what is kept, and erasing it"(page) {
    const keeping = page.locator("footer details").filter({ hasText: "このPCに残すもの" });
    if ((await keeping.getAttribute("open")) === null) await keeping.locator("summary").click();
    await keeping.getByRole("radio", { name: "いつも保存しない" }).check();
    await keeping.getByRole("radio", { name: "このPCに保存する" }).check();
    await keeping.getByRole("button", { name: "このPCから全部消す" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "消す", exact: true }).click();
    await dialog.getByRole("heading", { name: "消しました" }).waitFor();
    await dialog.getByRole("button", { name: "閉じる" }).click();
  },
};

test("whatever is done, only files of the build are asked for, without data, and the page counts them", async (t) => {
  const page = await openPage(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await page.locator("textarea").first().waitFor();
  await requests(page).getByText("読み込み後の通信：0件（データを付けたもの：0件）").waitFor();
  const loaded = page.server.requests.length;
  for (const [name, use] of Object.entries(FEATURES)) {
    await use(page, t);
    const since = page.server.requests.slice(loaded);
    for (const { method, path, bytes, status } of since) {
      assert.ok(method === "GET" && bytes === 0 && !path.includes("?") && status === 200, `${name}: ${method} ${path}`);
    }
    // Each file once, whatever is done with it.
    assert.deepEqual(new Set(since.map(({ path }) => path)).size, since.length, name);
    t.diagnostic(`${name}: ${since.length} requests so far`);
  }
  // From the disk there is nobody to ask; hosted, these are loaded when they are needed.
  const since = page.server.requests.slice(loaded);
  const parts = [/\/kpi-evaluator-worker-[0-9a-f]+\.js$/, /\/kpi-evaluator\.html$/];
  assert.equal(since.length, HOME === "file" ? 0 : parts.length);
  for (const part of HOME === "file" ? [] : parts) assert.ok(since.some(({ path }) => part.test(path)), String(part));
  await requests(page).getByText(`読み込み後の通信：${since.length}件（データを付けたもの：0件）`).waitFor();
  const about = page.locator("footer details").filter({ hasText: "この版と通信について" });
  await about.locator("summary").click();
  assert.equal(await about.getByRole("listitem").count(), since.length);
});

test("a request that could carry data is counted as one", { skip: HOME === "file" }, async (t) => {
  const isMade = (fault) => /figures|\/elsewhere|404/.test(fault);
  const page = await openPage(t, { expected: isMade });
  await requests(page).getByText("0件（データを付けたもの：0件）").waitFor();
  await page.evaluate(async () => {
    for (const address of ["./embed.html", "./embed.html?figures=850", "/elsewhere/850"]) {
      await (await fetch(address)).text();
    }
  });
  await requests(page).getByText("3件（データを付けたもの：2件）").waitFor();
});

test("the page says which version, build and, as one file, which checksum it is", async (t) => {
  const page = await openPage(t);
  await page.locator("textarea").first().waitFor();
  const said = (name) => page.locator(`meta[name="kpi-evaluator-${name}"]`).getAttribute("content");
  const foot = page.locator("footer");
  await foot.getByText(`バージョン ${await said("version")}`).waitFor();
  await foot.getByText(`ビルド ${await said("build")}`).waitFor();
  await foot.getByText("この版と通信について").click();
  assert.equal(await foot.getByText(/^[0-9a-f]{64}$/).count(), HOME === "file" ? 1 : 0);
  if (HOME === "file") await foot.getByText(await said("checksum")).waitFor();
  for (const command of ["certutil -hashfile", "shasum -a 256", "sha256sum"]) {
    assert.equal(await foot.getByText(command).count(), HOME === "file" ? 1 : 0);
  }
});
