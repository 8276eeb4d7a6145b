// Two tabs with the same draft: neither overwrites the other unasked, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste, shot } from "./helper.mjs";
import { without } from "./homes.mjs";

const table = (name) => `指標名\t目標\t実績\n${name}\t10\t12\n`;
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: name });
const question = (page) => page.getByRole("heading", { name: /別のタブで内容が変わりました/ });

/** Two tabs; each has a sheet of its own, and the second one kept its draft last. */
async function twoTabs(t) {
  const first = await openPage(t);
  const second = await first.context().newPage();
  await second.goto(first.home);
  // It has begun, with nothing: else it opens what the first one keeps.
  await second.locator("#ke-paste").waitFor();
  await paste(first, { text: table("企業数") });
  await kpi(first, "企業数").waitFor();
  // The second one is asked although it has nothing yet: else its first sheet would take the place of the other.
  await question(second).waitFor();
  await second.locator('[data-part="keep"]').click();
  await question(second).waitFor({ state: "detached" });
  await paste(second, { text: table("店舗数") });
  await kpi(second, "店舗数").waitFor();
  await question(first).waitFor();
  return [first, second];
}

test("the other tab's state is taken, and undo brings back the own", { skip: without("tabs") }, async (t) => {
  const [first] = await twoTabs(t);
  for (const width of [320, 768, 1440]) await shot(first, "other-tab", width);
  await first.locator('[data-part="take"]').press("Enter");
  await question(first).waitFor({ state: "detached" });
  await kpi(first, "店舗数").waitFor();
  await first.getByRole("button", { name: "元に戻す" }).click();
  await kpi(first, "企業数").waitFor();
});

test("the own state is kept, the other tab hears of it, and a new tab opens what was chosen", { skip: without("tabs") }, async (t) => {
  const [first, second] = await twoTabs(t);
  // Until the choice nothing is overwritten.
  await first.getByRole("button", { name: /別のシート/ }).click();
  await paste(first, { text: table("来客数") });
  await kpi(first, "来客数").waitFor();
  const stored = () => first.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.ok((await stored()).includes("店舗数"), "the other tab's draft is still there");
  await first.locator('[data-part="keep"]').press("Enter");
  await question(first).waitFor({ state: "detached" });
  await question(second).waitFor();
  await kpi(second, "店舗数").waitFor();
  const third = await first.context().newPage();
  await third.goto(first.home);
  await kpi(third, "来客数").waitFor();
  await first.getByRole("button", { name: "元に戻す" }).click();
  await kpi(first, "店舗数").waitFor();
});
