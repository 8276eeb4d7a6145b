// Bad input: a clear message or plain text, no panic, no lost draft, an answer within seconds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, shot } from "./helper.mjs";

const GOOD = "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t850\n";

/** Large inputs may take their time where other work shares the machine; how long is for benchmarks to say. */
const PATIENCE = 180_000;

const repeat = (line, bytes) => line.repeat(Math.ceil(bytes / Buffer.byteLength(line)));

/** Small inputs without a KPI: each is answered by a message that says what is needed. */
const SMALL = {
  "only prose": "会議の冒頭、市長があいさつした。\n次に、事務局が資料を説明した。質疑はなかった。\n",
  "a table without KPIs": "No.\t事業項目\t概要\t関係課\n①\t相談窓口\t窓口を開く。\t産業振興課\n②\t講座\t講座を開く。\t産業振興課\n",
  "binary bytes": Array.from({ length: 4096 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join(""),
  "unbalanced quotes": '"""\t"a\t""b"\n"c\t\t"',
  "unbalanced tags": "</td></tr><table><tr><td rowspan=9999 colspan=9999>x<tr></table></table><b",
  "lone surrogates": "\ud800\udc00\ud800 \udfff \ud83d",
  "nothing but blanks": "   \n\n",
};

/** The same, too large to be answered at once. */
const LARGE = {
  "a line of a million characters": "あ".repeat(1_000_000),
  "ten megabytes of prose": repeat("会議の冒頭、市長があいさつした。次に、事務局が資料を説明した。\n", 10_000_000),
};

/** Says that there is no KPI, takes the next sheet, and is then ready for another. */
async function refuses(page, name, text) {
  await paste(page, { text });
  await page.getByText("KPIが見つかりませんでした").first().waitFor({ timeout: PATIENCE });
  assert.equal(await page.locator("[data-kpi]").count(), 0, name);
  // The page lives on.
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await paste(page, { text: GOOD });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
}

test("small inputs without a KPI: each is told so with what to do, and the page takes the next sheet", async (t) => {
  const page = await openPage(t);
  let isFirst = true;
  for (const [name, text] of Object.entries(SMALL)) {
    if (!isFirst) await page.getByRole("button", { name: "別のシートを読み込む" }).click();
    isFirst = false;
    await refuses(page, name, text);
  }
});

for (const [name, text] of Object.entries(LARGE)) {
  test(`${name}: says that there is no KPI, and what to do`, async (t) => {
    await refuses(await openPage(t), name, text);
  });
}

test("ten megabytes of rows are answered, with a sign while they are read", async (t) => {
  const page = await openPage(t);
  const text = `指標名\t単位\t目標値（R5）\t実績値（R5）\n${repeat("来館者数\t人\t1000\t850\n", 10_000_000)}`;
  await paste(page, { text });
  await page.locator("[data-kpi]").first().waitFor({ timeout: PATIENCE });
  const total = await page.locator('[data-count="all"]').innerText();
  assert.equal(Number(/[\d,]+/.exec(total.replace("KPI", ""))[0].replaceAll(",", "")), 25_000);
  await page.getByText("KPIは25,000件までしか読みません").first().waitFor();
  // Too large for the storage: told, and nothing lost.
  await page.getByText("下書きを保存できません").first().waitFor();
  await shot(page, "too-large", 768);
});

test("markup in a name is shown as its characters and never runs", async (t) => {
  const page = await openPage(t);
  const name = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>来館者数`;
  await paste(page, { text: GOOD.replace("来館者数", name), html: undefined });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  assert.ok((await page.locator("[data-kpi]").innerText()).includes("onerror"));
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.equal(await page.root().locator("img, script").count(), 0);
});

test("markup in a clipboard table never runs either", async (t) => {
  const page = await openPage(t);
  const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  const html = `<table onclick="globalThis.ran=1">${row(["指標名", "単位", "目標値（R5）", "実績値（R5）"], "th")}${row(
    [`来館者数<img src=x onerror="globalThis.ran=1"><svg onload="globalThis.ran=1">`, "人", "1000", "850"], "td")}</table>`;
  await paste(page, { text: "来館者数", html });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});

test("NUL in a cell is no obstacle", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: GOOD.replace("来館者数", "来館\u0000者数") });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
});

for (const [name, script] of Object.entries({
  "refused storage": () => {
    Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  },
  "full storage": () => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  },
})) {
  test(`${name} is told, and the work stays in memory`, async (t) => {
    const page = await openPage(t);
    await page.addInitScript(script);
    await page.reload();
    await paste(page, { text: GOOD });
    await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
    await page.getByText("下書きを保存できません").first().waitFor();
    await page.speak("en");
    await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  });
}

test("an unreadable draft is set aside, never overwritten", async (t) => {
  const page = await openPage(t);
  // Only once the page has started: else it finds the draft now, and has moved it before the reload.
  await page.locator("textarea").first().waitFor();
  await page.evaluate((key) => localStorage.setItem(key, "{not a draft"), page.kept("kpi-evaluator/draft"));
  await page.reload();
  await page.getByText(/前回の下書きを読め|読めなかった下書き/).first().waitFor();
  await paste(page, { text: GOOD });
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  const kept = await page.evaluate(() => Object.values({ ...localStorage }));
  assert.ok(kept.includes("{not a draft"));
});

test("a draft survives bad input", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: GOOD });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await paste(page, { text: SMALL["unbalanced quotes"] });
  await page.getByText("KPIが見つかりませんでした").first().waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
});
