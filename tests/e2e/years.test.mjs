// An earlier sheet beside the open one: what is the same, what has changed, what a person joins and parts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage, openPanels, paste, shot } from "./helper.mjs";

const read = (name) => readFile(new URL(`../fixtures/years/${name}.txt`, import.meta.url), "utf8");

/** The panel with last year's sheet beside this year's. */
async function opened(t, name, wishes) {
  const page = await openPage(t, wishes);
  await paste(page, { text: await read(`${name}_before`) });
  await page.locator("tbody[data-kpi]").first().waitFor();
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await paste(page, { text: await read(`${name}_now`) });
  await page.getByRole("navigation", { name: "シート" }).waitFor();
  await openPanels(page, "years");
  await page.locator("[data-part=years-counts]").waitFor();
  return page;
}

const row = (page, name) => page.locator("tr[data-pair]").filter({ hasText: name });
const flags = (page, name) =>
  row(page, name).locator("[data-flag]").evaluateAll((all) => all.map((flag) => flag.dataset.flag));

test("changed units, moved targets and stale actuals are told, with the pace beside them", async (t) => {
  const page = await opened(t, "strategy");
  const counts = page.locator("[data-part=years-counts]");
  assert.equal(
    await counts.innerText(),
    "同じ指標 6（うち要確認 3、変わったところのあるもの 5）、新しい指標 1、なくなった指標 1、決められない指標 0",
  );
  assert.deepEqual(await flags(page, "移住相談件数"), ["section", "actual-not-updated"]);
  await page.getByText("令和5年度の実績値が令和4年度と同じ165です").waitFor();
  assert.deepEqual(await flags(page, "観光入込客数(延べ)"), ["name", "unit", "definition"]);
  await row(page, "観光入込客数(延べ)").getByText("直線より遅れている：令和5年度の実績 1,262,000、直線では 1,458,333.3").waitFor();
  const picture = row(page, "創業支援").getByRole("img", { name: "「創業支援による新規創業件数」の基準値から最終目標値までの進み" });
  assert.match(await picture.locator("desc").textContent(), /基準値 24（平成30年度）、最終目標値 60（令和6年度）.*令和5年度 実績 46、直線 54/);
  await page.getByLabel("変わったところか要確認のある指標だけを表示").check();
  assert.equal(await page.locator("tr[data-pair]").count(), 5);
  await page.getByLabel("変わったところ", { exact: true }).selectOption("final-target");
  assert.equal(await page.locator("tr[data-pair]").count(), 1);
  for (const width of [320, 768, 1440]) {
    await shot(page, "years", width);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide at ${width}`);
  }
});

test("a person parts and joins; undo takes it back, and the draft keeps it", async (t) => {
  const page = await opened(t, "grants");
  const fresh = page.locator("[data-part=years-added] > li");
  assert.equal(await fresh.count(), 3, "twins that nothing tells apart, and a new one");
  const twins = fresh.filter({ hasText: "講座参加者数" });
  await twins.first().getByRole("button", { name: "「講座参加者数」を前の年度の「講座参加者数」と同じ指標とする" }).first().click();
  await page.getByText("「講座参加者数」を前の年度の「講座参加者数」と結び付けました。").waitFor();
  await fresh.nth(1).waitFor({ state: "detached" });
  assert.equal(await row(page, "講座参加者数").count(), 2, "the other of the two is left by elimination");
  await page.getByRole("button", { name: "「来場者数」を前の年度とは別の指標とする" }).click();
  await fresh.filter({ hasText: "来場者数" }).getByText("新しい指標としました").waitFor();
  await page.reload();
  await page.locator("tbody[data-kpi]").first().waitFor();
  await openPanels(page, "years");
  await fresh.filter({ hasText: "来場者数" }).getByText("新しい指標としました").waitFor();
  await page.getByRole("button", { name: "「来場者数」についての判断を取り消す" }).click();
  await row(page, "来場者数").waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await row(page, "来場者数").waitFor({ state: "detached" });
});

test("the comparison is saved as a workbook and in long form; another municipality is warned of", async (t) => {
  const page = await opened(t, "review", { context: { colorScheme: "dark" } });
  assert.equal(await page.locator("[data-part=years-warning]").count(), 0);
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return download;
  };
  const book = await saved("比較表を保存（Excel）");
  assert.match(book.suggestedFilename(), /年度比較.*\.xlsx$/);
  // What stands in it is read natively (`ui::years::files`); here it came out whole.
  const bytes = await readFile(await book.path());
  assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
  assert.ok(bytes.includes("xl/worksheets/sheet3.xml"));
  const download = await saved("比較表を保存（CSV、縦持ち）");
  assert.match(download.suggestedFilename(), /年度比較.*\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("\uFEFF形式,種別,"));
  const users = text.split(/\r?\n/).filter((line) => line.includes("利用者数") && line.includes("58420"));
  assert.equal(users.length, 2, "a row for each year");
  assert.ok(users.every((line) => line.includes("actual-not-updated")));
  await shot(page, "years-dark", 1440);

  for (const city of ["山川市", "海辺市"]) {
    await page.getByRole("button", { name: "別のシートを読み込む" }).click();
    await paste(page, { text: `${city} 総合戦略\n指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t100\t90\n` });
    await page.locator(".ke-sheets__open").nth(city === "山川市" ? 2 : 3).waitFor();
  }
  await openPanels(page, "years");
  await page.locator("[data-part=years-warning]").getByText(/「山川市」.*「海辺市」/).waitFor();
  assert.match(await page.locator("[data-part=years-counts]").innerText(), /同じ指標 1（うち要確認 1/);
});
