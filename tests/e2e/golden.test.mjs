// The records of a careful reader, through the JavaScript API and through the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste } from "./helper.mjs";
import { without } from "./homes.mjs";
import { DOCUMENTS, differences, OF_THIS_HOME, shownDifferences } from "./records.mjs";

test("the JavaScript API in Chromium gives the records of every document", { skip: without("module") }, async (t) => {
  const page = await openPage(t, { path: "/host.html", pages: { "/host.html": "<!doctype html><title>host</title>" } });
  const results = await page.evaluate(
    async ([module, texts]) => {
      const { default: init, evaluate } = await import(module);
      await init();
      return texts.map((text) => [evaluate(text), JSON.stringify(evaluate(text)) === JSON.stringify(evaluate(text))]);
    },
    [`${page.server.url}kpi-evaluator.js`, DOCUMENTS.map(({ text }) => text)],
  );
  assert.ok(DOCUMENTS.length >= 6);
  results.forEach(([evaluation, isSame], index) => {
    assert.deepEqual(differences(DOCUMENTS[index].records, evaluation), [], DOCUMENTS[index].name);
    assert.ok(isSame, "the same input gives the same bytes");
  });
});

for (const { name, text, records } of OF_THIS_HOME) {
  test(`pasted whole, ${name} shows its records, and still does after a reload`, async (t) => {
    const page = await openPage(t);
    await paste(page, { text });
    await page.locator("[data-kpi]").first().waitFor();
    const shown = await rows(page);
    assert.deepEqual(shownDifferences(records, shown), []);
    await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
    await page.reload();
    await page.locator("[data-kpi]").first().waitFor();
    assert.deepEqual(await rows(page), shown);
    await page.getByText("前回の下書きを復元しました。").first().waitFor();
  });

  test(`the counts of ${name} add up`, async (t) => {
    const page = await openPage(t);
    await paste(page, { text });
    await page.locator("[data-kpi]").first().waitFor();
    const counts = await page.locator("[data-count]").evaluateAll((buttons) =>
      buttons.map((button) => [button.dataset.count, Number(/\d+/.exec(button.lastElementChild.textContent)[0])]));
    const { all, mismatch = 0, ...parts } = Object.fromEntries(counts);
    assert.equal(all, records.kpis.length);
    assert.equal(Object.values(parts).reduce((sum, count) => sum + count, 0), all);
    const mismatches = records.kpis.flatMap(({ measurements }) => measurements).filter(({ check }) => check === "mismatch");
    assert.equal(mismatch, mismatches.length);
  });
}

/** What the rows of the result say. */
function rows(page) {
  return page.locator("[data-kpi]").evaluateAll((groups) =>
    groups.map((group) => {
      const value = (row, field) => row.querySelector(`[data-field="${field}"]`)?.dataset.value ?? null;
      return {
        name: group.querySelector("th").textContent,
        direction: group.dataset.direction,
        baseline: value(group, "baseline"),
        measurements: [...group.querySelectorAll("[data-measurement]")].map((row) => ({
          period: row.dataset.period ?? null,
          basis: row.dataset.basis ?? null,
          ...Object.fromEntries(["target", "actual", "rate", "status"].map((field) => [field, value(row, field)])),
          // Where nothing is printed at all, there is no column that says so of each.
          check: group.closest("table").querySelector('[data-field="check"]') ? value(row, "check") : "not-printed",
        })),
      };
    }),
  );
}
