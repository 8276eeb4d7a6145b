// The hosted page without a network, and over updates. A new build is made of this one by changing a style sheet.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openPage, paste } from "./helper.mjs";
import { DIST } from "./server.mjs";

const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\r\n来館者数\t人\t1000\t850\r\n";
const NEW_STYLE = "main-0123456789abcdef.css";

/** The page after its first visit: kept for use without a network. */
async function visited(t, wishes = {}) {
  const page = await openPage(t, { context: { serviceWorkers: "allow" }, ...wishes });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return page;
}

const rate = (page, value) => page.locator(`[data-field="rate"][data-value="${value}"]`);

async function withDraft(page) {
  await paste(page, { text: SHEET });
  await rate(page, "85.0").waitFor();
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
}

/** A copy of the build with some texts of a file changed. */
async function changed(t, changes) {
  const folder = `${await mkdtemp(join(tmpdir(), "kpi-evaluator-build-"))}/`;
  t.after(() => rm(folder, { recursive: true }));
  await cp(DIST, folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const text = await readFile(folder + name, "utf8");
    assert.notEqual(change(text), text);
    await writeFile(folder + name, change(text));
  }
  return folder;
}

/** The next build: another style under another name, another name of the build, all checksums right. */
async function nextBuild(t) {
  const { files, build } = JSON.parse(await readFile(`${DIST}kpi-evaluator.manifest.json`, "utf8"));
  const style = files.find(({ path }) => path.startsWith("main-")).path;
  const integrity = (text) => `sha384-${createHash("sha384").update(text).digest("base64")}`;
  const old = await readFile(DIST + style, "utf8");
  const change = (text) =>
    text
      .replaceAll(style, NEW_STYLE)
      .replaceAll(build, "0123456789abcdef")
      .replaceAll(integrity(old), integrity(`${old}/* new */`));
  const folder = await changed(t, {
    "index.html": change,
    "sw.js": change,
    "kpi-evaluator.manifest.json": change,
    [style]: (text) => `${text}/* new */`,
  });
  await rename(folder + style, folder + NEW_STYLE);
  return folder;
}

/** Waits until the browser has dealt with the service worker of the build that is deployed now; gives how it ended. */
const updated = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise((resolve) => {
      const see = () => registration.installing && resolve(registration.installing);
      registration.addEventListener("updatefound", see);
      see();
    });
    await registration.update().catch(() => {});
    const worker = await found;
    while (!["activated", "redundant"].includes(worker.state)) {
      await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    }
    return worker.state;
  });

const kept = (page) => page.evaluate(() => caches.keys().then((names) => names.map((name) => name.split(" ").at(-1))));

const isUnreached = (fault) => fault.startsWith("console: Failed to load resource");

test("after the first visit the page needs no network: a reload keeps the draft", async (t) => {
  const page = await visited(t, { expected: isUnreached });
  await withDraft(page);
  await page.server.close();
  await page.reload();
  await rate(page, "85.0").waitFor();
});

test("without a network a file is read, by the worker", async (t) => {
  const page = await visited(t, { expected: isUnreached });
  await page.server.close();
  await page.reload();
  const buffer = Buffer.from("指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,900\n");
  await page.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer });
  await rate(page, "90.0").waitFor();
  assert.equal(page.workers().length, 1, "the worker's script is kept too");
});

test("a new build comes with a reload: the draft is there, and no file of another build", async (t) => {
  const page = await visited(t);
  await withDraft(page);
  const [first] = await kept(page);
  page.server.deploy(await nextBuild(t));
  const before = page.server.requests.length;
  await page.reload();
  await rate(page, "85.0").waitFor();
  const styles = await page.evaluate(() => [...document.styleSheets].map(({ href }) => href.split("/").at(-1)));
  assert.ok(styles.includes(NEW_STYLE), styles.join());
  assert.deepEqual(page.server.requests.slice(before).filter(({ status }) => status >= 400), []);

  // It is then kept as a whole, too, beside the one before it.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    while (!(await caches.keys()).some((name) => name.endsWith(" 0123456789abcdef"))) {
      await new Promise(requestAnimationFrame);
    }
  });
  assert.deepEqual((await kept(page)).sort(), ["0123456789abcdef", first].sort());
});

test("a build that is only half there is not kept, and the last one still works", async (t) => {
  const page = await visited(t, { expected: (fault) => fault.startsWith("console:") });
  const before = await kept(page);
  const folder = await nextBuild(t);
  await rm(folder + NEW_STYLE);
  page.server.deploy(folder);
  assert.equal(await updated(page), "redundant");
  assert.deepEqual(await kept(page), before);
  await page.server.close();
  await page.reload();
  await paste(page, { text: SHEET });
  await rate(page, "85.0").waitFor();
});

test("a build with a part that was changed on its way is not kept, and the last one still works", async (t) => {
  const page = await visited(t, { expected: (fault) => fault.startsWith("console:") });
  const before = await kept(page);
  const folder = await nextBuild(t);
  await writeFile(folder + NEW_STYLE, `${await readFile(folder + NEW_STYLE, "utf8")}/* changed */`);
  page.server.deploy(folder);
  assert.equal(await updated(page), "redundant");
  assert.deepEqual(await kept(page), before);
});

test("a host turns it off in the page: nothing is kept, the draft stays", async (t) => {
  const page = await visited(t);
  await withDraft(page);
  const off = (text) => text.replace('name="kpi-evaluator-offline" content="on"', 'name="kpi-evaluator-offline" content="off"');
  page.server.deploy(await changed(t, { "index.html": off }));
  await page.reload();
  await rate(page, "85.0").waitFor();
  await page.evaluate(async () => {
    while ((await navigator.serviceWorker.getRegistrations()).length > 0 || (await caches.keys()).length > 0) {
      await new Promise(requestAnimationFrame);
    }
  });
});
