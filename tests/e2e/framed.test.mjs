// The parts on another site than the host's page: the frame and its protocol, whose work it is to keep drafts, and the
// element with its worker. "localhost" and "127.0.0.1" are two sites for a browser, not only two origins.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./helper.mjs";
import { startServer } from "./server.mjs";

const PROTOCOL = "kpi-evaluator/embed-1";
const HEADER = "指標名\t単位\t目標値（R5）\t実績値（R5）";
const SHEET = `${HEADER}\n来館者数\t人\t1000\t850\n企業数\t社\t10\t12\n`;
/** Too much to be read at hand. */
const LARGE = `${HEADER}\n${Array.from({ length: 3000 }, (_, n) => `指標${n}の利用者数\t人\t200\t${n % 300}\n`).join("")}`;

const HOST = `
  const frame = document.getElementById("frame");
  const told = (globalThis.told = []);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow) return;
    told.push({ ...data, origin });
    document.body.dataset.told = told.map(({ type }) => type).join(" ");
  });
  globalThis.load = (given, to, protocol = "${PROTOCOL}") =>
    frame.contentWindow.postMessage({ protocol, type: "load", ...given }, to);
  globalThis.ask = (to) => frame.contentWindow.postMessage({ protocol: "${PROTOCOL}", type: "evaluate" }, to);`;

/**
 * A city's page, and the parts on another site.
 *
 * @param {(own: string, parts: string) => string} fragment of the frame's address
 * @param {object} [wishes] as for `openPage`
 */
async function framed(t, fragment, wishes = {}) {
  const { pages: more, ...others } = wishes;
  const parts = await startServer(more, undefined, "localhost");
  const page = await openPage(t, {
    path: "/blank.html",
    pages: { "/blank.html": "<!doctype html><title>blank</title>", "/host.js": HOST },
    others: [parts],
    ...others,
  });
  const own = page.server.origin;
  page.server.serve(
    "/host.html",
    `<!doctype html><html lang="ja"><title>host</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; frame-src ${parts.origin}">
    <iframe id="frame" title="frame" src="${parts.url}embed.html#${fragment(own, parts.origin)}"></iframe>
    <script src="/host.js"></script>`,
  );
  await page.goto(`${own}/host.html`);
  return { page, parts, own, frame: page.frameLocator("#frame"), has: (type) => page.locator(`body[data-told*="${type}"]`).waitFor() };
}

const told = (page, type) => page.evaluate((type) => globalThis.told.findLast((message) => message.type === type), type);
const origin = (text) => `origin=${encodeURIComponent(text)}`;
/** What a page or frame has in its storage; nothing where the browser refuses it one. */
const keysOf = (page, index) =>
  page.frames()[index].evaluate(() => {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  });

test("a frame of another site: ready, load, change, resize, save and error, each between these two only", async (t) => {
  const { page, parts, frame, has } = await framed(t, (own) => `${origin(own)}&storage=host&lang=ja`);
  await has("ready");
  const { version } = await told(page, "ready");
  assert.match(version, /^\d+\.\d+\.\d+$/);

  // Another version of the protocol is answered, not heard.
  await page.evaluate(([input, to, protocol]) => {
    load({ input }, to);
    load({ input }, to, protocol);
  }, [SHEET, parts.origin, "kpi-evaluator/embed-9"]);
  await has("change");
  const { evaluation } = await told(page, "change");
  assert.deepEqual([evaluation.schema, evaluation.kpis.length], ["kpi-evaluator/1", 2]);
  await page.evaluate((to) => ask(to), parts.origin);
  await has("evaluation");
  assert.deepEqual((await told(page, "evaluation")).evaluation, evaluation);
  assert.equal((await told(page, "error")).code, "options");
  await has("resize");
  const { height } = await told(page, "resize");
  assert.ok(Number.isInteger(height) && height > 100, String(height));

  await frame.locator("#ke-rule-set").selectOption("capped");
  await has("save");
  const { draft } = await told(page, "save");
  assert.ok(Object.keys(JSON.parse(draft)).every((key) => key.startsWith("kpi-evaluator/")));
  assert.deepEqual([await keysOf(page, 0), await keysOf(page, 1)], [[], []], "the host alone keeps it");
  const all = await page.evaluate(() => globalThis.told);
  assert.deepEqual([...new Set(all.map((message) => message.protocol))], [PROTOCOL]);
  assert.deepEqual([...new Set(all.map((message) => message.origin))], [parts.origin]);

  // The next visit: the host gives the draft back, and the rest can be set by the same message.
  await page.reload();
  await has("ready");
  await page.evaluate(([draft, to]) => load({ draft, lang: "en" }, to), [draft, parts.origin]);
  await frame.locator("[data-kpi]").nth(1).waitFor();
  assert.equal(await frame.locator("#ke-rule-set").inputValue(), "capped");
  await frame.getByRole("heading", { name: "Summary" }).waitFor();
  await page.evaluate((to) => load({ readonly: true }, to), parts.origin);
  await frame.locator("textarea, select").first().waitFor({ state: "detached" });
  await page.evaluate((to) => load({ draft: '{"elsewhere":"x"}' }, to), parts.origin);
  await has("error");
  assert.equal((await told(page, "error")).code, "input");
});

test("of a large sheet the host is told how many KPIs there are, and given the evaluation when it asks", async (t) => {
  const { page, parts, has } = await framed(t, (own) => `${origin(own)}&lang=ja`);
  await has("ready");
  await page.evaluate(([input, to]) => load({ input }, to), [LARGE, parts.origin]);
  await has("change");
  const { kpis, evaluation } = await told(page, "change");
  assert.deepEqual([kpis, evaluation], [3000, undefined]);
  await page.evaluate((to) => ask(to), parts.origin);
  await has("evaluation");
  assert.equal((await told(page, "evaluation")).evaluation.kpis.length, 3000);
});

test("a frame that was made for another host neither hears nor tells this one", async (t) => {
  // It posts to the host that it was made for; the browser says in the log that this is not it.
  const refused = (fault) => /postMessage|target origin/i.test(fault);
  for (const fragment of [() => origin("https://www.city.example"), () => origin("null"), () => origin("*"), () => "lang=ja"]) {
    const { page, parts, frame } = await framed(t, fragment, { expected: refused });
    await frame.locator(".ke-main").waitFor();
    await page.evaluate(([input, to]) => load({ input }, to), [SHEET, parts.origin]);
    // Whatever it would have done is done once it answers its own reader.
    await frame.locator("textarea").first().fill(SHEET.replace("来館者数", "読んだ人"));
    await frame.getByRole("button", { name: "評価する" }).click();
    await frame.locator("[data-kpi]").nth(1).waitFor();
    assert.match(await frame.locator("[data-kpi]").first().innerText(), /読んだ人/);
    assert.deepEqual(await page.evaluate(() => globalThis.told), []);
  }
});

test("a draft in a frame's address is shown in a frame, and never in a window of its own", async (t) => {
  const { page, parts, own, frame, has } = await framed(t, (own) => `${origin(own)}&storage=host`);
  await has("ready");
  await page.evaluate(([input, to]) => load({ input }, to), [SHEET, parts.origin]);
  await has("change");
  await frame.locator("#ke-rule-set").selectOption("capped");
  await has("save");
  const { draft } = await told(page, "save");
  const address = `${parts.url}embed.html#${origin(own)}&draft=${encodeURIComponent(draft)}`;
  const framing = `<!doctype html><html lang="ja"><title>host</title><iframe id="frame" title="frame" src="${address.replaceAll("&", "&amp;")}"></iframe>`;
  page.server.serve("/framing.html", framing);
  await page.goto(`${own}/framing.html`);
  await frame.locator("[data-kpi]").nth(1).waitFor();
  // The same address, as a link would lead to it.
  await page.goto(address);
  await page.locator("textarea").first().waitFor();
  assert.equal(await page.locator("[data-kpi]").count(), 0);
  assert.equal(await page.getByText("来館者数").count(), 0);
});

test("a large sheet in a frame of another site is read by its worker", async (t) => {
  const { page, parts, frame, has } = await framed(t, (own) => origin(own));
  await has("ready");
  await page.evaluate(([input, to]) => load({ input }, to), [LARGE, parts.origin]);
  await frame.locator("[data-kpi]").first().waitFor();
  assert.equal(page.workers().length, 1);
});

test("a frame's own storage, kept apart or refused by the browser, is neither the host's nor the page's own", async (t) => {
  const { page, parts, frame } = await framed(t, (own) => `${origin(own)}&storage=local&name=plan`);
  await frame.locator("textarea").first().fill(SHEET);
  await frame.getByRole("button", { name: "評価する" }).click();
  const isKept = frame.getByText("下書きをこのPCに保存しました。").first();
  await isKept.or(frame.getByText("下書きを保存できません").first()).waitFor();
  t.diagnostic((await isKept.count()) ? "this browser keeps it apart" : "this browser refuses it");
  assert.deepEqual(await keysOf(page, 0), [], "the host's storage");
  const kept = await keysOf(page, 1);
  assert.equal(kept.length > 0, (await isKept.count()) > 0, "what is said is true");
  const ofHost = `kpi-evaluator/element/${encodeURIComponent(`${page.server.origin}\nplan`)}/`;
  assert.ok(kept.every((key) => key.startsWith(ofHost)), kept.join());
  // The same address in a window of its own has another storage.
  await page.goto(`${parts.url}embed.html#storage=local&name=plan`);
  await page.locator("textarea").first().waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});

test("another origin of the same site neither hears nor replaces what a reader kept on this one", async (t) => {
  const parts = await startServer({
    "/portal.html": `<!doctype html><html lang="ja"><title>portal</title>
      <iframe id="frame" title="frame" src="/city/kpi/embed.html#storage=local&name=plan&lang=ja"></iframe>`,
  });
  const page = await openPage(t, {
    path: "/blank.html",
    pages: { "/blank.html": "<!doctype html><title>blank</title>", "/host.js": HOST },
    others: [parts],
  });
  const own = page.server.origin;
  page.server.serve(
    "/host.html",
    `<!doctype html><html lang="ja"><title>host</title>
    <iframe id="frame" title="frame" src="${parts.url}embed.html#${origin(own)}&storage=local&name=plan&lang=ja"></iframe>
    <script src="/host.js"></script>`,
  );
  const frame = page.frameLocator("#frame");
  await page.goto(`${parts.origin}/portal.html`);
  await frame.locator("textarea").first().fill(SHEET.replace("来館者数", "読んだ人"));
  await frame.getByRole("button", { name: "評価する" }).click();
  await frame.getByText("下書きをこのPCに保存しました。").first().waitFor();

  await page.goto(`${own}/host.html`);
  await page.locator(`body[data-told*="ready"]`).waitFor();
  await frame.locator("textarea").first().waitFor();
  await page.evaluate(([input, to]) => load({ input }, to), [SHEET, parts.origin]);
  await frame.locator("[data-kpi]").nth(1).waitFor();
  await frame.locator("#ke-rule-set").selectOption("capped");
  await frame.getByText("下書きをこのPCに保存しました。").first().waitFor();
  assert.ok(!JSON.stringify(await page.evaluate(() => globalThis.told)).includes("読んだ人"));

  // What was done in its own frame is its own, also next time; the reader's is as it was.
  await page.goto(`${own}/host.html`);
  await frame.locator("[data-kpi]").nth(1).waitFor();
  assert.equal(await frame.locator("#ke-rule-set").inputValue(), "capped");
  await page.goto(`${parts.origin}/portal.html`);
  await frame.locator("[data-kpi]").nth(1).waitFor();
  assert.match(await frame.locator("[data-kpi]").first().innerText(), /読んだ人/);
});

test("a frame whose storage is refused says so, and the host's storage works all the same", async (t) => {
  for (const storage of ["local", "host"]) {
    const { page, parts, frame, has } = await framed(t, (own) => `${origin(own)}&storage=${storage}&name=plan`);
    // As browsers do that block what they call third-party cookies.
    await page.addInitScript(() => {
      if (globalThis.parent === globalThis) return;
      Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } });
    });
    await page.reload();
    await has("ready");
    await page.evaluate(([input, to]) => load({ input }, to), [SHEET, parts.origin]);
    await frame.locator("[data-kpi]").nth(1).waitFor();
    await frame.locator("#ke-rule-set").selectOption("capped");
    if (storage === "host") await has("save");
    else await frame.getByText("下書きを保存できません").first().waitFor();
  }
});

/**
 * An element with its parts from another site, under a policy with `more`; gives how many workers read its large sheet.
 * Exactly so many violations are meant to be.
 */
async function foreignElement(t, { more, violations = 0, attributes = "" }) {
  const allowed = () => ({ "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" });
  const parts = await startServer({}, allowed, "localhost");
  const seen = [];
  const page = await openPage(t, {
    path: "/blank.html",
    others: [parts],
    pages: { "/blank.html": "<!doctype html><title>blank</title>" },
    expected: (fault) => violations > 0 && seen.push(fault),
  });
  // The page tells its faults when it closes, which comes first.
  t.after(() => assert.equal(seen.filter((fault) => fault.startsWith("policy:")).length, violations, seen.join("\n")));
  const policy =
    `default-src 'none'; script-src 'self' ${parts.origin} 'wasm-unsafe-eval'; connect-src ${parts.origin}; ` +
    `require-trusted-types-for 'script'; ${more}`;
  page.server.serve(
    "/host.html",
    `<!doctype html><html lang="ja"><meta charset="utf-8"><title>host</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module" src="${parts.url}kpi-evaluator-element.js"></script>
    <kpi-evaluator${attributes}><script type="text/plain">${LARGE}</script></kpi-evaluator>`,
  );
  await page.goto(`${page.server.origin}/host.html`);
  await page.locator("kpi-evaluator [data-kpi]").first().waitFor();
  return page.workers().length;
}

test("in an element of another site, a large sheet is read by a worker", async (t) => {
  assert.equal(await foreignElement(t, { more: "worker-src blob:; trusted-types kpi-evaluator" }), 1);
});

test("where the host's policy allows no worker, or not its address, the work is done at hand", async (t) => {
  assert.equal(await foreignElement(t, { more: "worker-src 'none'; trusted-types kpi-evaluator", violations: 1 }), 0);
  assert.equal(await foreignElement(t, { more: "worker-src blob:; trusted-types 'none'", violations: 1 }), 0);
});

test("where the host says that there is to be no worker, its policy is not even asked", async (t) => {
  const attributes = ` worker="off"`;
  assert.equal(await foreignElement(t, { more: "worker-src 'none'; trusted-types 'none'", attributes }), 0);
});
