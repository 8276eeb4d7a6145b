// What the tests share: one browser per file, a page that fails its test when anything is wrong, paste, screenshots.
//
//     import { test } from "node:test";
//     import { openPage, paste, shot } from "./helper.mjs";
//
//     test("a pasted sheet gives its rates", async (t) => {
//       const page = await openPage(t);
//       await paste(page, { text: "指標\t目標\t実績\n…" });
//       await page.getByRole("table").waitFor();
//       await shot(page, "result", 320);
//     });
//
// No test sleeps or waits a fixed time: Playwright's locators wait for what they name. `page.waitForFunction` does not
// work under the page's policy, which forbids eval.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { IS_SHELL, launch } from "./browser.mjs";
import { HOME, HOMES } from "./homes.mjs";
import { SINGLE, startServer } from "./server.mjs";

const OUTPUT = fileURLToPath(new URL("./output/", import.meta.url));

/** How many frames something may take: the focus, where the step of drawing that moves it comes after the one that answers
 * a key, or what is kept a moment later. */
export const FRAMES = 600;

/** How long a locator waits before it gives up; long, because other work may share the machine. */
const PATIENCE = 30_000;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/**
 * Opens the built page in its home (`homes.mjs`) and a fresh profile, with a fresh server; all of it closes when the
 * test ends.
 *
 * The test fails if anything in the profile logs an error, throws, violates a policy, or asks for anything but what the
 * build's manifest lists and the home consists of: by GET, without query and body, from its own server; from the disk,
 * nothing but the file. No other place decides that, for any test in any home.
 *
 * Locators of the page (`locator`, `getByRole` …) look only where the product is: a test needs not know its home.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [wishes]
 * @param {number} [wishes.width] of the window; height 900
 * @param {string} [wishes.path] to open instead of the page's home, from the top: "/host.html"; locators then look
 *   everywhere
 * @param {Record<string, string>} [wishes.pages] texts to serve beside the built page
 * @param {(name: string) => Record<string, string>} [wishes.headers] that the server sends with a file of the page
 * @param {(fault: string) => boolean} [wishes.expected] which faults are meant to be
 * @param {import("playwright-core").BrowserContextOptions} [wishes.context] language, colours, reduced motion …
 * @param {Awaited<ReturnType<typeof startServer>>[]} [wishes.others] servers that the page may ask too; they close with
 *   the test, and what they are asked is held to the same
 * @returns {Promise<import("playwright-core").Page & Surroundings>}
 *
 * @typedef {object} Surroundings
 * @property {Awaited<ReturnType<typeof startServer>>} server
 * @property {string} home the address of the page's home
 * @property {() => import("playwright-core").Locator} root the node that the product is mounted in
 * @property {(key: string) => string} kept the name under which the browser's storage has what the product calls `key`
 * @property {(language: "ja" | "en") => Promise<void>} speak
 */
export async function openPage(t, wishes = {}) {
  const { width = 1280, path, pages, headers, expected = () => false, context: more, others = [] } = wishes;
  const home = HOMES[HOME];
  const server = await startServer({ ...home.pages, ...pages }, headers);
  const context = await browser.newContext({
    locale: "ja-JP",
    viewport: { width, height: 900 },
    // It would ask for every file a second time, and answer for the server; its own tests allow it.
    serviceWorkers: "block",
    ...more,
  });
  context.setDefaultTimeout(PATIENCE);
  if (IS_SHELL) await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const servers = [server, ...others];
  const faults = await watched(context, servers);
  t.after(async () => {
    try {
      await context.close();
    } finally {
      // A server that is left open would keep the whole run from ending.
      for (const each of servers) {
        await each.close();
        faults.push(...each.foreign());
      }
    }
    assert.deepEqual(faults.filter((fault) => !expected(fault)), []);
  });
  const page = await context.newPage();
  const address = home.address(server);
  const scope = home.scope?.(page) ?? page.mainFrame();
  Object.assign(page, {
    server,
    home: address,
    root: () => scope.locator(home.root),
    kept: (key) => home.kept + key,
    speak: (language) => home.speak(page, language),
  });
  if (path === undefined) {
    for (const name of LOCATING) page[name] = (...given) => scope[name](...given);
  }
  await page.goto(path === undefined ? address : server.origin + path);
  return page;
}

/** How tests find something. */
const LOCATING = ["locator", "getByRole", "getByLabel", "getByText"];

/** Collects what must not happen in any page of a profile. */
async function watched(context, servers) {
  const origins = servers.map(({ origin }) => origin);
  const faults = [];
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => faults.push(`thrown: ${error.error().stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = origins.includes(url.origin) || url.href === SINGLE || ["data:", "blob:"].includes(url.protocol);
    if (!isOwn || request.method() !== "GET") faults.push(`request: ${request.method()} ${url}`);
  });
  // The system's dialog for a place of a file, which nobody can answer here: tests put one of their own in its place.
  await context.addInitScript(() => delete globalThis.showSaveFilePicker);
  await context.exposeBinding("__violated", (_, text) => faults.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.__violated(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return faults;
}

/**
 * Pastes as a person does: both flavours are put on the clipboard, the box gets the focus and Ctrl+V is pressed, so
 * the page sees a trusted paste event, and the browser inserts the text unless the page prevents it.
 *
 * @param {import("playwright-core").Page} page
 * @param {{ text?: string, html?: string }} clipboard at least one flavour
 * @param {import("playwright-core").Locator} [box] by default the first text area
 */
export async function paste(page, clipboard, box = page.locator("textarea").first()) {
  await copy(clipboard);
  await box.focus();
  await page.keyboard.press("ControlOrMeta+V");
}

/** The page that `copy` copies from, opened once for all pastes of a file. */
let copier;

/** Puts both flavours on the clipboard, unchanged, by answering the copy event of a page of its own. */
async function copy({ text, html }) {
  copier ??= browser.newContext().then((context) => context.newPage());
  const page = await copier;
  await page.evaluate(
    ({ text, html }) => {
      document.title = "";
      const answer = (event) => {
        if (text !== undefined) event.clipboardData.setData("text/plain", text);
        if (html !== undefined) event.clipboardData.setData("text/html", html);
        event.preventDefault();
        document.title = "copied";
      };
      document.addEventListener("copy", answer, { once: true });
    },
    { text, html },
  );
  await page.keyboard.press("ControlOrMeta+C");
  assert.equal(await page.title(), "copied");
}

/** Empties the browser's storage and the journal beside it, as on a PC where the page never was. */
export async function forget(page) {
  await page.evaluate(async () => {
    localStorage.clear();
    const kept = await indexedDB.databases();
    // Opening one that is not there would make it.
    if (!kept.some(({ name }) => name === "kpi-evaluator")) return;
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open("kpi-evaluator");
      opening.onerror = reject;
      opening.onsuccess = () => {
        const database = opening.result;
        const clearing = database.transaction("drafts", "readwrite");
        clearing.objectStore("drafts").clear();
        clearing.onerror = reject;
        clearing.oncomplete = () => resolve(database.close());
      };
    });
  });
}

/**
 * Waits until an element has the focus; given a selector, until what has the focus beside the element matches it.
 *
 * @param {import("playwright-core").Locator} locator
 * @param {string} why what the focus is there for
 * @param {string} [selector]
 */
export async function hasFocus(locator, why, selector) {
  const other = await locator.evaluate(async (element, { frames, selector }) => {
    const root = element.getRootNode();
    const holds = () => (selector ? root.activeElement?.matches(selector) : root.activeElement === element);
    for (let frame = 0; frame < frames && !holds(); frame += 1) await new Promise(requestAnimationFrame);
    return holds() ? null : `not on ${root.activeElement?.outerHTML.slice(0, 200)}`;
  }, { frames: FRAMES, selector });
  assert.equal(other, null, why);
}

/** Pictures are for people to look at: taken where one asks for them, `KE_SHOTS=1 node --test …`. */
const TAKES_SHOTS = Boolean(process.env.KE_SHOTS);

/**
 * Opens a panel below the table of KPIs, unless it is open: `questions`, `findings`, `check`, `candidates`, `rules`,
 * `sections`, `projects` or `source`.
 *
 * @param {import("playwright-core").Page} page
 * @param {string[]} names
 */
export async function openPanels(page, ...names) {
  for (const name of names) {
    const button = page.locator(`[data-opens="${name}"]`);
    await button.waitFor();
    if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
    await page.locator(`[data-panel="${name}"]:not([hidden])`).waitFor();
  }
}

/**
 * The page at a width; where pictures are asked for, one of the whole page, in `tests/e2e/output/<name>-<width>.png`, for
 * other homes than the hosted page in a folder of its own.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {number} width
 */
export async function shot(page, name, width) {
  await page.setViewportSize({ width, height: 900 });
  if (!TAKES_SHOTS) return;
  const folder = HOME === "hosted" ? OUTPUT : `${OUTPUT}${HOME}/`;
  await mkdir(folder, { recursive: true });
  // Hiding the caret would add a style element, which the page's policy forbids.
  await page.screenshot({ path: `${folder}${name}-${width}.png`, fullPage: true, caret: "initial" });
}
