// What must not be lost: drafts that could not be read, were damaged, or stood against another tab's; and what was typed
// and not left. The storage is the browser's own, changed or made to throw as it happens on people's PCs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, openPanels, paste, shot } from "./helper.mjs";
import { HOME, without } from "./homes.mjs";

const WIDTHS = [320, 768, 1440];
const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\r\n来館者数\t人\t1000\t745\r\n企業数\t社\t10\t12\r\n";
const kpi = (page, name) => page.locator("[data-kpi]").filter({ hasText: name });
const isSaved = (page) => page.getByText("下書きをこのPCに保存しました。").first().waitFor();
const OWN = "kpi-evaluator/";

async function withDraft(page, text = SHEET) {
  await paste(page, { text });
  await kpi(page, "来館者数").waitFor();
  await isSaved(page);
}

const stored = (page) => page.evaluate(() => ({ ...localStorage }));

test("after one failed read at opening, the old draft is there: by itself, or asked about", async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  const before = (await stored(page))[page.kept("kpi-evaluator/draft")];
  for (const isEdited of [false, true]) {
    await page.addInitScript(() => {
      const { getItem } = Storage.prototype;
      let left = 1;
      Storage.prototype.getItem = function (key) {
        if (key.endsWith("kpi-evaluator/draft") && left-- > 0) throw new DOMException("no", "SecurityError");
        return getItem.call(this, key);
      };
    });
    await page.reload();
    if (isEdited) {
      await page.locator("textarea").first().fill(SHEET.replace("来館者数", "別の指標"));
      await page.getByRole("button", { name: "評価する" }).click();
      await page.getByRole("heading", { name: /別のタブで内容が変わりました/ }).waitFor();
      assert.equal((await stored(page))[page.kept("kpi-evaluator/draft")], before, "nothing is overwritten unasked");
      await page.locator('[data-part="take"]').click();
    }
    await kpi(page, "来館者数").waitFor();
  }
});

test("an unknown choice of what to keep deletes nothing and is said", { skip: without("copies") }, async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  const before = await stored(page);
  await page.evaluate(() => localStorage.setItem("kpi-evaluator/keeping", "everything"));
  await page.reload();
  await kpi(page, "来館者数").waitFor();
  await page.getByRole("heading", { name: /この版では読み取れません/ }).waitFor();
  assert.deepEqual(await stored(page), { ...before, "kpi-evaluator/keeping": "everything" });
});

test("a document whose key vanished while the page is open is written again", async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes("/document/")) localStorage.removeItem(key);
  });
  await page.locator("#ke-rule-set").selectOption("capped");
  await isSaved(page);
  await page.reload();
  await kpi(page, "来館者数").waitFor();
  assert.equal(await page.locator("#ke-rule-set").inputValue(), "capped");
});

test("a damaged document is said, set aside with its day and size, and can be opened and saved as a file", async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  await page.evaluate(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      if (key.includes("/document/")) localStorage.setItem(key, text.replace("745", "645"));
    }
  });
  await page.reload();
  await page.getByRole("heading", { name: "前回の下書きが壊れていました" }).waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0, "no other figure without a word");
  await page.locator('[data-part="set-aside"] summary').click();
  const item = page.locator("[data-aside]");
  await item.getByText(/\d{4}-\d{2}-\d{2}に移動・[\d,]+字/).waitFor();
  for (const width of WIDTHS) await shot(page, "set-aside", width);
  const [download] = await Promise.all([page.waitForEvent("download"), item.locator('[data-part="save"]').click()]);
  assert.match(download.suggestedFilename(), /^kpi-evaluator-\d{4}-\d{2}-\d{2}\.json$/);
  await item.locator('[data-part="open"]').click();
  await kpi(page, "来館者数").waitFor();
  await isSaved(page);
  await item.locator('[data-part="remove"]').click();
  await item.locator('[data-part="confirm"]').click();
  await item.waitFor({ state: "detached" });
  await page.reload();
  await kpi(page, "来館者数").waitFor();
});

test("a storage that throws is said, and saving goes on by itself when it takes texts again", async (t) => {
  const page = await openPage(t);
  await page.locator("textarea").first().waitFor();
  await page.evaluate(() => {
    const { setItem } = Storage.prototype;
    globalThis.full = true;
    Storage.prototype.setItem = function (key, text) {
      if (globalThis.full) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  }).catch(() => {});
  // In a frame the storage is that of the frame.
  for (const frame of page.frames().slice(1)) {
    await frame.evaluate(() => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, text) {
        if (globalThis.parent.full) throw new DOMException("full", "QuotaExceededError");
        setItem.call(this, key, text);
      };
    });
  }
  await paste(page, { text: SHEET });
  await page.getByText("下書きを保存できません（ブラウザーの保存領域がいっぱいです）").first().waitFor();
  await page.evaluate(() => {
    globalThis.full = false;
  });
  await isSaved(page);
  const keys = Object.keys(await stored(page));
  assert.ok(keys.includes(page.kept(`${OWN}draft`)), keys.join());
});

/** What was typed into one of these is kept without being left: within a second, or at once when the page goes. */
const WITHOUT_ACTUAL = SHEET.replace("\t12\r\n", "\t\r\n");
const FIELDS = {
  cell: {
    find: (page) => page.locator('input[id*="-actual-"]').first(),
    text: "13.57",
    async isBack(page) {
      await page.getByRole("heading", { name: "入力の途中だった内容を戻しました" }).waitFor();
      await page.locator('[data-field="rate"][data-value="135.7"]').first().waitFor();
      await page.getByRole("button", { name: "元に戻す" }).click();
      await page.locator('[data-field="rate"][data-value="135.7"]').first().waitFor({ state: "detached" });
      await page.getByRole("heading", { name: "入力の途中だった内容を戻しました" }).waitFor({ state: "detached" });
    },
  },
  "paste box": {
    async find(page) {
      await page.getByRole("button", { name: /別のシート/ }).click();
      return page.locator("#ke-paste");
    },
    text: "指標名 半分",
    async isBack(page) {
      const box = page.locator("#ke-paste");
      await box.waitFor();
      assert.equal(await box.inputValue(), "指標名 半分");
    },
  },
  "rule editor": {
    async find(page) {
      await openPanels(page, "rules");
      await page.getByRole("button", { name: "写して変える" }).click();
      return page.locator("#ke-rule-name");
    },
    text: "みほん市の",
    async isBack(page) {
      const name = page.locator("#ke-rule-name");
      await name.waitFor();
      assert.match(await name.inputValue(), /みほん市の$/);
      await page.locator("#ke-rule-editor").waitFor();
    },
  },
};

for (const [name, { find, text, isBack }] of Object.entries(FIELDS)) {
  test(`what is typed and not left is there after a reload: ${name}`, async (t) => {
    const page = await openPage(t);
    await withDraft(page, WITHOUT_ACTUAL);
    const field = await find(page);
    await field.focus();
    await page.keyboard.press("End");
    await page.keyboard.insertText(text);
    // At once: the page goes away before any timer is due.
    await page.reload();
    await isBack(page);
  });

  test(`what is typed and not left is kept within a second, whatever happens to the page: ${name}`, async (t) => {
    const page = await openPage(t);
    await withDraft(page, WITHOUT_ACTUAL);
    const field = await find(page);
    await field.focus();
    await page.keyboard.press("End");
    await page.keyboard.insertText(text);
    const key = page.kept("kpi-evaluator/draft-typed");
    const within = await page.evaluate(async ([key, text]) => {
      const begun = performance.now();
      while (!localStorage.getItem(key)?.includes(text)) {
        if (performance.now() - begun > 5000) return undefined;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return performance.now() - begun;
    }, [key, text]);
    assert.ok(within < 1000, `${within} ms`);
    // No event tells a page that its process is killed: here, none of them is heard.
    await page.evaluate(() => {
      for (const target of [globalThis, document]) {
        for (const type of ["pagehide", "visibilitychange", "beforeunload"]) {
          target.addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true });
        }
      }
    });
    await page.reload();
    await isBack(page);
  });
}
