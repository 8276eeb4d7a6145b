// What stays on the PC: the choice to keep nothing, and erasing everything. Another site on the same host keeps its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { hasFocus, openPage, paste, shot } from "./helper.mjs";
import { HOME } from "./homes.mjs";

const WIDTHS = [320, 768, 1440];
const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\r\n来館者数\t人\t1000\t850\r\n";
/** So large that it is read and saved a little later than it is pasted. */
const LARGE = SHEET + Array.from({ length: 4000 }, (_, n) => `指標${n}\t人\t100\t90\r\n`).join("");

/** From the disk there is no service worker, and no other page around. */
const skip = HOME === "file";

/** Another site on the same host: with a key, a cache and a service worker of its own. */
const NEIGHBOUR = {
  "/other/": "<!doctype html><title>other</title>",
  "/other/sw.js": "",
};
const theirs = { "other-site/draft": "theirs", "kpi-evaluators": "not ours either" };

const keys = (page) => page.evaluate(() => Object.keys(localStorage).sort());
const rate = (page) => page.locator('[data-field="rate"][data-value="85.0"]');
const notKept = (page) => page.getByText("下書きは保存していません").first();

async function withDraft(page) {
  await paste(page, { text: SHEET });
  await rate(page).waitFor();
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
}

/** Puts texts under keys, as other sites and earlier visits left them. */
const put = (page, texts) => page.evaluate((texts) => Object.assign(localStorage, texts), texts);

const disclosure = (page, name = "このPCに残すもの") => page.locator("footer details").filter({ hasText: name });

async function openChoices(page) {
  const choices = disclosure(page);
  if ((await choices.getAttribute("open")) === null) await choices.locator("summary").press("Enter");
  return choices;
}

async function choose(page, name) {
  await (await openChoices(page)).getByRole("radio", { name, exact: true }).check();
}

const dialog = (page) => page.getByRole("dialog");

async function askToErase(page) {
  const opener = (await openChoices(page)).getByRole("button", { name: "このPCから全部消す" });
  await opener.press("Enter");
  await dialog(page).getByRole("heading", { name: "このPCから全部消しますか" }).waitFor();
  return opener;
}

async function erase(page) {
  const opener = await askToErase(page);
  await dialog(page).getByRole("button", { name: "消す", exact: true }).press("Enter");
  await dialog(page).getByRole("heading", { name: "消しました" }).waitFor();
  return opener;
}

/** What the browser keeps of service workers and caches. */
const offline = (page) =>
  page.evaluate(async () => ({
    scopes: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    caches: await caches.keys(),
  }));

/** The hosted page after its first visit, beside another site. */
async function besideAnother(t) {
  const page = await openPage(t, { context: { serviceWorkers: "allow" }, pages: NEIGHBOUR, path: "/other/" });
  await page.evaluate(async () => {
    await caches.open("other-site 1");
    await navigator.serviceWorker.register("/other/sw.js");
    await navigator.serviceWorker.ready;
  });
  await page.goto(page.server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return page;
}

test("everything is erased, also what was set aside, and what is not ours stays", async (t) => {
  const page = await openPage(t);
  await put(page, {
    ...theirs,
    "kpi-evaluator/draft-set-aside": "{",
    "kpi-evaluator/draft-set-aside-2": "[",
    "kpi-evaluator/rule-sets": '{"schema":"rule-sets/1","sets":[]}',
    "kpi-evaluator/rule-sets-set-aside": "{",
    "kpi-evaluator/forms": '{"version":1,"forms":[]}',
    "kpi-evaluator/forms-set-aside": "{",
    "kpi-evaluator/element/a/kpi-evaluator/draft": "{}",
    "kpi-evaluator/of-a-later-version": "1",
  });
  await withDraft(page);
  await openChoices(page);
  for (const width of WIDTHS) await shot(page, "keeping", width);
  await askToErase(page);
  const listed = dialog(page).getByRole("listitem");
  assert.equal(await listed.count(), HOME === "file" ? 7 : 8);
  for (const width of WIDTHS) await shot(page, "erase", width);
  await hasFocus(dialog(page).getByRole("button", { name: "やめる" }), "the safe button has the focus");
  await page.keyboard.press("Escape");
  assert.ok((await keys(page)).includes("kpi-evaluator/draft"), "nothing is erased by leaving");

  const opener = await erase(page);
  assert.deepEqual(await keys(page), Object.keys(theirs).sort());
  await dialog(page).getByText("12個の記録を消しました").waitFor();
  for (const width of WIDTHS) await shot(page, "erased", width);
  await dialog(page).getByRole("button", { name: "閉じる" }).press("Enter");
  await hasFocus(opener, "the focus is back");
  assert.equal(await page.locator("[data-kpi]").count(), 0, "the sheet is gone from the screen");
  assert.equal(await page.getByText("以前に保存したルールと様式").count(), 0, "nor is there anything else");
  const undo = page.getByRole("button", { name: "元に戻す" });
  assert.equal(await undo.getAttribute("aria-disabled"), "true", "and cannot be undone");

  // Whoever goes on working leaves nothing either, in whatever language.
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "日本語" }).click();
  await paste(page, { text: SHEET });
  await rate(page).waitFor();
  await notKept(page).waitFor();
  assert.deepEqual(await keys(page), Object.keys(theirs).sort());
  await page.reload();
  await page.locator("textarea").first().waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0);
});

test("what was about to be saved is not saved after erasing", async (t) => {
  const page = await openPage(t);
  const opener = (await openChoices(page)).getByRole("button", { name: "このPCから全部消す" });
  await paste(page, { text: LARGE });
  // Erased while the sheet is being read and kept, or just after: nothing must come through later.
  await opener.evaluate((button) => button.click());
  await dialog(page).getByRole("button", { name: "消す", exact: true }).evaluate((button) => button.click());
  await dialog(page).getByRole("heading", { name: "消しました" }).waitFor();
  await dialog(page).getByRole("button", { name: "閉じる" }).click();
  assert.deepEqual(await keys(page), []);
  // The next sheet goes through all that the last one might still have had before it.
  await paste(page, { text: LARGE });
  await rate(page).waitFor();
  await notKept(page).waitFor();
  assert.deepEqual(await keys(page), []);
});

test("the page kept for use without a network is erased with it, and another site's is not", { skip }, async (t) => {
  const page = await besideAnother(t);
  await withDraft(page);
  const before = await offline(page);
  assert.deepEqual(before.scopes.sort(), ["/city/kpi/", "/other/"]);
  assert.equal(before.caches.length, 2);
  await erase(page);
  await dialog(page).getByText("ネットワークなしで使うために").waitFor();
  assert.deepEqual(await offline(page), { scopes: ["/other/"], caches: ["other-site 1"] });
  assert.deepEqual(await keys(page), []);
  // The page lives on without it, with a file that needs the worker's script.
  await dialog(page).getByRole("button", { name: "閉じる" }).press("Enter");
  const buffer = Buffer.from("指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,850\n");
  await page.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer });
  await rate(page).waitFor();
  assert.deepEqual(await offline(page), { scopes: ["/other/"], caches: ["other-site 1"] });
});

test("erasing at once, while the page is still being kept, leaves nothing either", { skip }, async (t) => {
  const page = await openPage(t, { context: { serviceWorkers: "allow" } });
  await erase(page);
  assert.deepEqual(await offline(page), { scopes: [], caches: [] });
});

test("who never wants anything kept leaves one mark, no draft, and no page for use without a network", async (t) => {
  const page = await openPage(t, { context: { serviceWorkers: "allow" } });
  await withDraft(page);
  await choose(page, "いつも保存しない");
  await disclosure(page).getByRole("status").getByText("これからは保存しません").waitFor();
  assert.deepEqual(await keys(page), ["kpi-evaluator/keeping"]);
  await rate(page).waitFor();
  await notKept(page).waitFor();
  for (const width of WIDTHS) await shot(page, "keeping-nothing", width);

  page.on("dialog", (asked) => asked.accept());
  await page.reload();
  await page.locator("textarea").first().waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0);
  await paste(page, { text: SHEET });
  await rate(page).waitFor();
  assert.deepEqual(await keys(page), ["kpi-evaluator/keeping"]);
  assert.equal(await (await openChoices(page)).getByRole("radio", { name: "いつも保存しない" }).isChecked(), true);
  if (HOME !== "file") assert.deepEqual(await offline(page), { scopes: [], caches: [] });

  await choose(page, "このPCに保存する");
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  const kept = await keys(page);
  assert.ok(kept.includes("kpi-evaluator/draft") && !kept.includes("kpi-evaluator/keeping"), kept.join());
});

test("who wants nothing kept for now leaves nothing, and the next visit keeps again", async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  await choose(page, "この画面を閉じるまで、保存しない");
  await notKept(page).waitFor();
  assert.deepEqual(await keys(page), []);
  page.on("dialog", (asked) => asked.accept());
  await page.reload();
  await withDraft(page);
});

test("rule sets and forms of before stay where nothing is kept, and that is said", async (t) => {
  const page = await openPage(t);
  await put(page, { "kpi-evaluator/rule-sets": '{"schema":"rule-sets/1","sets":[]}' });
  await choose(page, "いつも保存しない");
  await page.getByText("以前に保存したルールと様式は、消さずに残してあります。").waitFor();
  assert.deepEqual(await keys(page), ["kpi-evaluator/keeping", "kpi-evaluator/rule-sets"]);
});

test("all of it is said in English too", async (t) => {
  const page = await openPage(t);
  await page.getByRole("button", { name: "English" }).click();
  const choices = disclosure(page, "What stays on this PC");
  if ((await choices.getAttribute("open")) === null) await choices.locator("summary").press("Enter");
  await choices.getByRole("radio", { name: "Never keep anything" }).check();
  await disclosure(page, "About this version").locator("summary").press("Enter");
  for (const width of WIDTHS) await shot(page, "keeping-english", width);
  await choices.getByRole("button", { name: "Erase everything on this PC" }).press("Enter");
  await dialog(page).getByText("It cannot be undone").waitFor();
  for (const width of WIDTHS) await shot(page, "erase-english", width);
  await dialog(page).getByRole("button", { name: "Erase" }).press("Enter");
  await dialog(page).getByRole("heading", { name: "Erased" }).waitFor();
  assert.deepEqual(await keys(page), []);
});

test("from the disk, it is said that other files can read drafts, and where to choose", async (t) => {
  const page = await openPage(t);
  await page.locator("textarea").first().waitFor();
  const note = page.getByRole("heading", { name: /ほかのHTMLファイルからも読める/ });
  assert.equal(await note.count(), HOME === "file" ? 1 : 0);
  if (HOME !== "file") return;
  for (const width of WIDTHS) await shot(page, "disk-note", width);
  await page.getByRole("button", { name: "保存のしかたを選ぶ" }).press("Enter");
  const choices = page.locator("footer details").first();
  await hasFocus(choices.locator("summary"), "the choices are where the button leads");
  await choices.getByText("多くのブラウザーで、このPCにあるほかのHTMLファイルと共通です").waitFor();
  await choose(page, "いつも保存しない");
  await note.waitFor({ state: "detached" });
});

test("where nothing can be kept, nothing can be erased, and that is said", async (t) => {
  const page = await openPage(t, { path: "/blank", pages: { "/blank": "" } });
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  await page.goto(page.home);
  await erase(page);
  await dialog(page).getByText("保存が許可されていないため、保存してあるものはありません").waitFor();
});

test("what could not be erased is said", async (t) => {
  const page = await openPage(t);
  await withDraft(page);
  await page.evaluate(() => {
    Storage.prototype.removeItem = () => { throw new DOMException("no", "SecurityError"); };
  });
  await askToErase(page);
  await dialog(page).getByRole("button", { name: "消す", exact: true }).press("Enter");
  await dialog(page).getByRole("heading", { name: "全部は消せませんでした" }).waitFor();
  await dialog(page).getByText("ブラウザーの設定で").waitFor();
});

test("an element erases its own drafts only", { skip }, async (t) => {
  const element = (name) =>
    `<kpi-evaluator id="${name}" name="${name}" storage="local"><script type="text/plain">${SHEET}</script></kpi-evaluator>`;
  const page = await openPage(t, {
    path: "/host.html",
    pages: {
      "/host.html":
        `<!doctype html><html lang="ja"><title>host</title><meta charset="utf-8">` +
        `<script type="module" src="/city/kpi/kpi-evaluator-element.js"></script>${element("one")}${element("two")}`,
    },
  });
  for (const name of ["one", "two"]) {
    const rules = page.locator(`#${name} #ke-rule-set`);
    await rules.selectOption("capped");
    await page.locator(`#${name}`).getByText("保存しました").first().waitFor();
  }
  const of = async (name) => (await keys(page)).filter((key) => key.startsWith(`kpi-evaluator/element/${name}/`)).length;
  assert.ok((await of("one")) > 0 && (await of("two")) > 0);
  await page.locator("#one").getByRole("button", { name: "保存した下書きを消す" }).click();
  await page.locator("#one").getByRole("button", { name: "消す", exact: true }).click();
  await page.locator("#one").getByRole("heading", { name: "消しました" }).waitFor();
  for (const width of WIDTHS) await shot(page, "erased-element", width);
  assert.equal(await of("one"), 0);
  assert.ok((await of("two")) > 0, "the other's is there");
  await page.locator("#one").getByRole("button", { name: "閉じる" }).click();
  await page.locator("#one .ke-kpi").waitFor();
  assert.equal(await page.locator("#one #ke-rule-set").inputValue(), "plain", "the host's sheet, as the host gives it");
});
