// Text without columns, folded into a table by hand: an offer taken, a folding of one's own, by pointer and by keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste } from "./helper.mjs";

/** A cell a line, under a title and a heading; no words for the columns. */
const LINES = `進み具合の一覧

図書館のようす
貸出の点数
1,200点
1,100点
来館の人数
800人
760人
催しの回数
12回
15回
`;

const folds = (page) => page.locator("[data-part=fold]");
const kpis = (page) => page.locator("[data-kpi]");

test("a page of a cell a line is folded in one press, and undo takes it back", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: LINES });
  const first = page.locator("[data-fold='1']");
  await first.waitFor();
  assert.match(await first.innerText(), /貸出の点数[\s\S]*1,200[\s\S]*1,100/);
  await folds(page).first().click();
  await kpis(page).nth(2).waitFor();
  assert.equal(await kpis(page).count(), 3);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await first.waitFor();
  assert.equal(await kpis(page).count(), 0);
});

test("where the first record begins, and how many values it has, is said by keyboard and read at once", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: LINES });
  const line = page.locator("#ke-folds-first");
  await line.waitFor();
  await line.fill("7");
  await page.keyboard.press("Tab");
  await page.getByText("2件のKPIとして読めます。").waitFor();
  await page.locator("#ke-folds-cells").fill("9");
  await page.keyboard.press("Tab");
  await page.getByText("この指定では読み取れる行がありません。").waitFor();
  await page.locator("#ke-folds-cells").fill("3");
  await page.keyboard.press("Tab");
  await page.getByText("2件のKPIとして読めます。").waitFor();
  await folds(page).last().press("Enter");
  await kpis(page).nth(1).waitFor();
  assert.equal(await kpis(page).count(), 2);
});
