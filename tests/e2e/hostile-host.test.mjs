// What a hostile embedder gives: payloads in every attribute, property and content of the element, in every field of
// every message to the frame, and in the frame's address. The host's page has no policy that could be what saves it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPanels } from "./helper.mjs";
import { PAYLOADS, RUN, touch, watchedPage } from "./payloads.mjs";

const ELEMENT = "/city/kpi/kpi-evaluator-element.js";
const FRAME = "/city/kpi/embed.html";
const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t850\n";

const host = (body = "", script = "") => ({
  "/host.html":
    `<!doctype html><html lang="ja"><meta charset="utf-8"><title>host</title>` +
    `<script type="module" src="/host.js"></script><body>${body}</body></html>`,
  "/host.js": script,
});

/** A page with one element; `begun()` is kept once it has started again or said why not. */
const WITH_ELEMENT = host(
  `<kpi-evaluator id="guest"><script type="text/plain">${SHEET}</script></kpi-evaluator>`,
  `import "${ELEMENT}";
  globalThis.begun = (element) => new Promise((resolve) => {
    for (const name of ["ready", "error"]) element.addEventListener("kpi-evaluator-" + name, resolve, { once: true });
  });`,
);

async function elementPage(t, { asks = false } = {}) {
  // Addresses that are payloads are asked for, and are not there.
  const expected = (fault) => asks && (fault.includes("404") || fault.startsWith("request: GET /"));
  const page = await watchedPage(t, { path: "/host.html", pages: WITH_ELEMENT, expected });
  await page.locator("kpi-evaluator [data-kpi]").waitFor();
  return page;
}

/** All that is in the shadow root, also while only a reason is shown. */
const guest = (page) => page.locator("kpi-evaluator");
const touchGuest = async (page) => {
  const shadow = await guest(page).evaluateHandle((element) => element.shadowRoot);
  await touch(page, shadow);
};

/** Those that begin anew, and those that do not. */
const ATTRIBUTES = { anew: ["src", "storage", "name"], kept: ["rule-set", "lang", "readonly", "height", "worker"] };
const OF_EVERY_ELEMENT = ["id", "class", "title", "dir", "slot", "part", "exportparts", "is", "theme", "data-x"];

test("in every attribute of the element, no payload runs", async (t) => {
  const page = await elementPage(t, { asks: true });
  const observed = await guest(page).evaluate((element) => element.constructor.observedAttributes);
  const known = [...ATTRIBUTES.anew, ...ATTRIBUTES.kept];
  assert.deepEqual(observed.filter((name) => !known.includes(name)), [], "a new attribute is tried here too");
  for (const name of [...known, ...OF_EVERY_ELEMENT]) {
    await guest(page).evaluate(
      async (element, { name, isAnew, payloads }) => {
        const before = element.getAttribute(name);
        if (name === "name") element.setAttribute("storage", "local");
        for (const payload of payloads) {
          const begun = isAnew ? globalThis.begun(element) : undefined;
          element.setAttribute(name, payload);
          await begun;
        }
        // For the next, as before; what it shows now is touched first.
        globalThis.restore = () => {
          if (before === null) element.removeAttribute(name);
          else element.setAttribute(name, before);
          element.removeAttribute("storage");
        };
      },
      { name, isAnew: ATTRIBUTES.anew.includes(name), payloads: PAYLOADS },
    );
    await touchGuest(page);
    await page.evaluate(() => globalThis.restore());
  }
});

test("in every custom property of the theme, no payload runs, and none asks for anything", async (t) => {
  const page = await elementPage(t);
  for (const name of ["accent", "accent-strong", "text", "ground", "font", "size"]) {
    await guest(page).evaluate(
      (element, [name, payloads]) => {
        for (const payload of [...payloads, "url(/theme)", "red; } * { background: url(/theme) } x {"]) {
          element.style.setProperty(`--kpi-evaluator-${name}`, payload);
          getComputedStyle(element.shadowRoot.querySelector(".ke-main")).color;
        }
      },
      [name, PAYLOADS],
    );
    await touchGuest(page);
  }
});

/** A rule set with a payload in each of its texts. */
const rules = (payload) => ({
  schema: "rule-set/1",
  id: payload,
  name: { ja: payload, en: payload },
  nature: "band",
  basis: "own",
  bands: [{ from: "100", text: payload, en: payload, meaning: "good" }, { text: `${payload}.`, meaning: "poor" }],
  source: { body: payload, plan: payload, url: payload },
  note: { ja: payload },
  remarks: [{ ja: payload }],
});

test("in every property of the element, and in what it holds, no payload runs", async (t) => {
  const page = await elementPage(t);
  const tried = await guest(page).evaluate(
    async (element, { payloads, sets, sheet }) => {
      let tried = 0;
      const with_ = async (change) => {
        const begun = globalThis.begun(element);
        change();
        await begun;
        tried += 1;
      };
      const memory = (text) => ({ getItem: () => text, setItem() {}, removeItem() {} });
      for (const [n, payload] of payloads.entries()) {
        for (const input of [payload, { html: payload, text: payload }, { bytes: new TextEncoder().encode(payload), name: payload }, { html: [payload] }]) {
          await with_(() => { element.input = input; });
        }
        await with_(() => { element.input = `${sheet}${payload}\t${payload}\t10\t${payload}\n`; });
        element.ruleSet = payload;
        element.ruleSet = sets[n];
        await with_(() => { element.drafts = memory(payload); });
        await with_(() => { element.drafts = memory(JSON.stringify({ version: 2, sheets: [payload] })); });
        element.ruleSet = undefined;
        await with_(() => { element.drafts = undefined; });
      }
      return tried;
    },
    { payloads: PAYLOADS, sets: PAYLOADS.map(rules), sheet: SHEET },
  );
  assert.equal(tried, PAYLOADS.length * 8);
  await touchGuest(page);

  // Content as text. What the host's own parser makes of other content is the host's business.
  for (const type of ["text/plain", "application/json"]) {
    await page.evaluate(
      async ([type, payloads]) => {
        for (const payload of payloads) {
          const element = document.createElement("kpi-evaluator");
          const script = Object.assign(document.createElement("script"), { type, text: payload });
          element.append(script);
          const begun = globalThis.begun(element);
          document.querySelector("kpi-evaluator").replaceWith(element);
          await begun;
        }
      },
      [type, PAYLOADS],
    );
    await touchGuest(page);
  }
});

test("a rule set's address is a link only where it leads to the web", async (t) => {
  const page = await elementPage(t);
  const urlOf = (url) =>
    guest(page).evaluate((element, ruleSet) => {
      const changed = new Promise((resolve) => element.addEventListener("kpi-evaluator-change", resolve, { once: true }));
      element.ruleSet = ruleSet;
      return changed.then(() => undefined);
    }, { ...rules("own"), source: { body: "body", url } });
  await urlOf("https://city.example/plan");
  await openPanels(page, "rules");
  const link = guest(page).locator('a[target="_blank"]');
  assert.equal(await link.getAttribute("href"), "https://city.example/plan");
  for (const url of [`javascript:${RUN}`, ` \tJavaScript:${RUN}`, `data:text/html,<script>${RUN}</script>`, "//elsewhere.example", "relative"]) {
    await urlOf(url);
    await link.waitFor({ state: "detached" });
  }
});

/** A host that holds one frame, and remembers what it is told. */
const WITH_FRAME = (fragment) =>
  host(
    `<iframe id="frame" title="frame" src="${FRAME}#${fragment}"></iframe>`,
    `globalThis.told = [];
    const frame = document.getElementById("frame");
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      told.push(data);
      document.body.dataset.last = data.type;
      globalThis.heard?.(data);
    });
    globalThis.post = (data) => frame.contentWindow.postMessage(data, location.origin);
    /** Posts, then waits for the answer to a message that is always answered: they come in their order. */
    globalThis.settled = (data) => new Promise((resolve) => {
      globalThis.heard = ({ type, message }) => { if (type === "error" && message.includes("the end")) resolve(); };
      post(data);
      post({ protocol: "kpi-evaluator/embed-1", type: "the end" });
    });`,
  );

test("in every field of every message to a frame, no payload runs", async (t) => {
  const page = await watchedPage(t, { path: "/host.html", pages: WITH_FRAME("storage=host") });
  const frame = page.frameLocator("#frame");
  await frame.locator(".ke-main").waitFor();
  await page.evaluate(
    async ({ payloads, sets, sheet }) => {
      const protocol = "kpi-evaluator/embed-1";
      const load = (given) => globalThis.settled({ protocol, type: "load", ...given });
      for (const [n, payload] of payloads.entries()) {
        await globalThis.settled(payload);
        await globalThis.settled({ protocol: payload, type: payload });
        await globalThis.settled({ protocol: `kpi-evaluator/embed-${payload}`, type: "load", input: payload });
        await globalThis.settled({ protocol, type: payload, input: payload });
        for (const type of ["ready", "change", "save", "resize", "error"]) {
          await globalThis.settled({ protocol, type, version: payload, evaluation: payload, draft: payload, height: payload, code: payload, message: payload });
        }
        await load({ input: payload });
        await load({ input: { html: payload, text: payload } });
        await load({ input: { bytes: new TextEncoder().encode(payload), name: payload } });
        await load({ draft: payload });
        await load({ draft: JSON.stringify({ "kpi-evaluator/draft": payload }) });
        await load({ draft: { toString: payload } });
        await load({ lang: payload, readonly: payload });
        await load({ ruleSet: payload });
        await load({ ruleSet: sets[n], [payload]: payload, __proto__: { input: payload } });
        await load({ input: `${sheet}${payload}\t${payload}\t10\t${payload}\n`, ruleSet: sets[n], lang: "en", readonly: false });
      }
    },
    { payloads: PAYLOADS, sets: PAYLOADS.map(rules), sheet: SHEET },
  );
  await frame.locator(".ke-root").waitFor();
  await touch(page, frame.locator("#kpi-evaluator-frame"));
  await touch(page, frame.locator(".ke-root"));
  // It lives on.
  await page.evaluate((input) => globalThis.settled({ protocol: "kpi-evaluator/embed-1", type: "load", ruleSet: "plain", input }), SHEET);
  await frame.locator('[data-field="rate"][data-value="85.0"]').waitFor();
});

test("a frame hears nobody but the window that holds it", async (t) => {
  const pages = {
    ...WITH_FRAME("storage=host"),
    "/sibling.html": `<!doctype html><title>sibling</title><script src="/sibling.js"></script>`,
    "/sibling.js": `
      const load = { protocol: "kpi-evaluator/embed-1", type: "load", input: ${JSON.stringify(SHEET.replace("来館者数", "よそ者"))} };
      parent.frames[0].postMessage(load, "*");
      parent.document.body.dataset.sibling = "posted";`,
  };
  const page = await watchedPage(t, { path: "/host.html", pages });
  const frame = page.frameLocator("#frame");
  await frame.locator(".ke-main").waitFor();
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: "/sibling.html", title: "sibling" }));
  });
  await page.locator('body[data-sibling="posted"]').waitFor();
  await page.evaluate((input) => globalThis.settled({ protocol: "kpi-evaluator/embed-1", type: "load", input }), SHEET);
  await frame.locator("[data-kpi]").waitFor();
  assert.match(await frame.locator("[data-kpi]").innerText(), /来館者数/);
  const changes = await page.evaluate(() => globalThis.told.filter(({ type }) => type === "change").length);
  assert.equal(changes, 1);
});

test("in every part of a frame's address, no payload runs, and no origin but a plain one is told anything", async (t) => {
  const page = await watchedPage(t, { path: "/host.html", pages: host() });
  const loaded = (fragment) =>
    page.evaluate(
      ([address, fragment]) =>
        new Promise((resolve) => {
          document.querySelector("iframe")?.remove();
          const frame = Object.assign(document.createElement("iframe"), { id: "frame", title: "frame" });
          const told = [];
          globalThis.told = told;
          globalThis.onmessage = ({ source, data }) => { if (source === frame.contentWindow) told.push(data); };
          // The frame's script has run by then, and read its address.
          frame.onload = () => resolve();
          frame.src = `${address}#${fragment}`;
          document.body.append(frame);
        }),
      [FRAME, fragment],
    );
  const frame = page.frameLocator("#frame");
  /** The page, or the reason why not. */
  const begun = frame.locator(".ke-main, .ke-reason:not(:empty)").first();
  const shadow = frame.locator(".ke-root, .ke-reason").first();
  for (const payload of PAYLOADS) {
    const names = ["origin", "lang", "rule-set", "readonly", "name", "storage", "draft", payload];
    await loaded(new URLSearchParams(names.map((name) => [name, payload])).toString());
    await begun.waitFor();
    await touch(page, frame.locator("#kpi-evaluator-frame"));
    await touch(page, shadow);
    assert.deepEqual(await page.evaluate(() => globalThis.told), [], payload);
  }
});
