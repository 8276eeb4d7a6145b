// The ways into a city's portal: the element, the frame, the static table; on the example's pages.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { hasFocus, openPage, shot } from "./helper.mjs";
import { startServer } from "./server.mjs";

const EXAMPLE = new URL("../../examples/portal/", import.meta.url);
const HOME = "/city/portal/";

/** The example, beside the built page as on a city's server. */
function example(change = (text) => text) {
  const names = readdirSync(EXAMPLE).filter((name) => name !== "README.md");
  return Object.fromEntries(names.map((name) => [HOME + name, change(readFileSync(new URL(name, EXAMPLE), "utf8"))]));
}

const SHEET = readFileSync(new URL("sheet.tsv", EXAMPLE), "utf8");
const ELEMENT = "/city/kpi/kpi-evaluator-element.js";
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'; " +
  "frame-src 'self'; require-trusted-types-for 'script'; trusted-types kpi-evaluator";

/** A page of a strict host that holds `body`. */
function host(body, script = "") {
  return {
    "/host.html":
      `<!doctype html><html lang="ja"><meta charset="utf-8"><title>host</title>` +
      `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
      `<script type="module" src="${ELEMENT}"></script><script type="module" src="/host.js"></script>${body}`,
    "/host.js": script,
    "/sheet.tsv": SHEET,
  };
}

const inside = (text) => `<script type="text/plain">${text}</script>`;

/** Counts modules and remembers their memory, before any script of the page runs. */
function countModules() {
  globalThis.__memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      globalThis.__memories.push((result.instance ?? result).exports.memory);
      return result;
    };
  }
}

test("the example shows all three under the city's policy", async (t) => {
  const page = await openPage(t, { path: `${HOME}index.html`, pages: example() });
  await page.locator("#element .ke-kpi").nth(4).waitFor();
  assert.equal(await page.locator("#element .ke-kpi").count(), 5);
  await page.getByText("5件（達成 1件）").waitFor();
  const frame = page.frameLocator("#frame");
  await frame.locator(".ke-kpi").nth(4).waitFor();
  // The table by itself; that inside the element has made way.
  assert.equal(await page.locator(".kpi-evaluator-table").nth(1).isVisible(), true);
  assert.equal(await page.locator(".kpi-evaluator-table").nth(0).isVisible(), false);
  // Nothing to put in or right where it is only to be read.
  for (const control of ["textarea", "select", "input"]) {
    assert.equal(await page.locator(`#element ${control}`).count(), 0, control);
  }
  assert.equal(await page.title(), "総合戦略の進み具合 | みほん市");
  for (const width of [320, 768, 1440]) await shot(page, "portal", width);
  const wide = await page.evaluate(() => {
    const root = document.getElementById("element").getBoundingClientRect();
    return root.right <= document.documentElement.clientWidth + 1;
  });
  assert.ok(wide, "the element keeps to its column");
});

test("several elements share one module, and the API is the engine alone", async (t) => {
  const script = `
    import init, { evaluate } from "/city/kpi/kpi-evaluator.js";
    await init();
    await init();
    document.title = String(evaluate("指標\\t目標\\t実績\\n人口\\t10\\t9").kpis.length);`;
  const elements = `<kpi-evaluator readonly>${inside(SHEET)}</kpi-evaluator>`.repeat(3);
  const page = await openPage(t, { path: "/blank.html", pages: { ...host(elements, script), "/blank.html": "" } });
  await page.addInitScript(countModules);
  await page.goto(`${page.server.origin}/host.html`);
  for (const n of [0, 1, 2]) await page.locator("kpi-evaluator").nth(n).locator(".ke-kpi").nth(4).waitFor();
  assert.equal(await page.evaluate(() => globalThis.__memories.length), 2);
  const modules = page.server.requests.map(({ path }) => path).filter((path) => path.endsWith(".wasm"));
  assert.equal(modules.filter((path) => !path.includes("-engine-")).length, 1);
  assert.equal(modules.length, 2);
  assert.equal(await page.title(), "1");
});

/** What a style sheet could change, of everything in the element. */
function looks(selector) {
  const told = [];
  const of = ["letterSpacing", "fontSize", "fontFamily", "lineHeight", "color", "backgroundColor", "textTransform"];
  const more = ["borderTopLeftRadius", "borderTopWidth", "paddingTop", "paddingLeft", "display", "fontWeight"];
  const root = document.querySelector(selector).shadowRoot ?? document.querySelector(selector);
  for (const element of root.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    told.push([element.localName, element.className, ...[...of, ...more].map((name) => style[name])].join(" | "));
  }
  return told;
}

test("styles leak neither in nor out", async (t) => {
  const body = `<link rel="stylesheet" href="cms.css"><h2>x</h2><table><tr><td>1</td></tr></table><button>b</button>
    <kpi-evaluator id="element" readonly>${inside(SHEET)}</kpi-evaluator>`;
  const styled = host(body)["/host.html"];
  const pages = {
    ...host(""),
    "/styled.html": styled,
    "/bare.html": styled.replace(/<link[^>]*>/, ""),
    "/without.html": styled.replace(/<script type="module"[^>]*><\/script>/g, ""),
    "/cms.css": example()[`${HOME}cms.css`],
  };
  const page = await openPage(t, { path: "/styled.html", pages });
  const ready = () => page.locator("kpi-evaluator .ke-kpi").nth(4).waitFor();
  await ready();
  const [within, around] = [await page.evaluate(looks, "#element"), await page.evaluate(looks, "body")];
  assert.ok(within.length > 100);
  await page.goto(`${page.server.origin}/bare.html`);
  await ready();
  assert.deepEqual(await page.evaluate(looks, "#element"), within, "the host's styles do not come in");
  await page.goto(`${page.server.origin}/without.html`);
  const isOwn = (told) => !told.startsWith("kpi-evaluator") && !told.startsWith("script");
  const before = (await page.evaluate(looks, "body")).filter(isOwn);
  assert.deepEqual(around.filter(isOwn), before, "the element's styles do not get out");
});

test("what the element tells, and what changes it", async (t) => {
  const script = `
    window.told = [];
    for (const name of ["ready", "change", "error"]) {
      document.addEventListener("kpi-evaluator-" + name, ({ detail }) => {
        told.push(name === "change" ? [name, detail.schema, detail.ruleSet, detail.kpis.length] : [name, detail.code]);
        document.body.dataset.told = told.length;
      });
    }
    const element = document.createElement("kpi-evaluator");
    element.setAttribute("src", "/sheet.tsv");
    element.setAttribute("name", "one");
    document.body.append(element);`;
  const page = await openPage(t, {
    path: "/host.html",
    pages: host("", script),
    expected: (fault) => fault.includes("404") || fault.includes("/missing.tsv"),
  });
  const element = page.locator("kpi-evaluator");
  const told = (n) => page.locator(`body[data-told="${n}"]`).waitFor();
  await told(2);
  const set = (name, value) => element.evaluate((it, [name, value]) => it.setAttribute(name, value), [name, value]);
  await set("rule-set", "capped");
  await told(3);
  await set("lang", "en");
  await told(4);
  await element.getByRole("heading", { name: "KPI" }).first().waitFor();
  await set("rule-set", "nonsense");
  await told(5);
  await set("readonly", "");
  await set("rule-set", "plain");
  await element.locator("textarea").waitFor({ state: "detached" });
  await set("height", "300");
  assert.equal(await element.evaluate((it) => it.getBoundingClientRect().height), 300);
  await set("height", "red; } * { color: red");
  assert.notEqual(await element.evaluate((it) => it.getBoundingClientRect().height), 300);
  await set("src", "/missing.tsv");
  await element.getByRole("status").getByText("status 404").waitFor();
  await set("src", "https://elsewhere.example/sheet.tsv");
  await element.getByRole("status").getByText("not of this site").waitFor();
  const all = await page.evaluate(() => globalThis.told);
  assert.deepEqual(all.slice(0, 3), [
    ["ready", undefined],
    ["change", "kpi-evaluator/1", "plain", 5],
    ["change", "kpi-evaluator/1", "capped", 5],
  ]);
  assert.deepEqual(all[4], ["error", "options"]);
  assert.deepEqual(all.slice(-2), [["error", "input"], ["error", "input"]]);
});

test("taken out and put back, the work is still there", async (t) => {
  const page = await openPage(t, { path: "/host.html", pages: host(`<kpi-evaluator>${inside(SHEET)}</kpi-evaluator>`) });
  const element = page.locator("kpi-evaluator");
  await element.locator(".ke-kpi").nth(4).waitFor();
  await element.locator("#ke-rule-set").selectOption("capped");
  const handle = await element.elementHandle();
  await handle.evaluate((it) => it.remove());
  assert.equal(await handle.evaluate((it) => it.shadowRoot.querySelectorAll(".ke-root").length), 0);
  await handle.evaluate((it) => document.body.append(it));
  await element.locator(".ke-root .ke-main").waitFor();
  assert.equal(await element.locator(".ke-root").count(), 1);
  assert.equal(await element.locator("#ke-rule-set").inputValue(), "capped");
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], "nothing is kept unless it is asked for");
});

test("where the policy forbids the module, the content is shown with the reason", async (t) => {
  const page = await openPage(t, {
    path: `${HOME}index.html`,
    pages: example((text) => text.replaceAll(" 'wasm-unsafe-eval'", "")),
    expected: (fault) => /wasm|WebAssembly|Content Security Policy/i.test(fault),
  });
  await page.locator("#element").getByRole("status").getByText("開始できなかった").waitFor();
  assert.equal(await page.locator("#element .kpi-evaluator-table").isVisible(), true);
  assert.match(await page.locator("#element").getByRole("status").textContent(), /WebAssembly|wasm/i);
});

test("a frame hears its host only, and tells it only", async (t) => {
  const script = `
    window.told = { right: [], wrong: [] };
    addEventListener("message", ({ source, data }) => {
      for (const id of ["right", "wrong"]) {
        if (source === document.getElementById(id).contentWindow) told[id].push(data);
      }
      document.body.dataset.told = told.right.map(({ type }) => type).join(" ");
    });
    window.load = (id, given, protocol = "kpi-evaluator/embed-1") =>
      document.getElementById(id).contentWindow.postMessage({ protocol, type: "load", ...given }, "*");`;
  const frame = (id, fragment) => `<iframe id="${id}" title="${id}" src="/city/kpi/embed.html#${fragment}"></iframe>`;
  const body = frame("right", "storage=host&lang=ja") + frame("wrong", "origin=https%3A%2F%2Fcity.example&lang=ja");
  const page = await openPage(t, {
    path: "/host.html",
    pages: host(body, script),
  });
  const has = (type) => page.locator(`body[data-told*="${type}"]`).waitFor();
  await has("ready");
  const [right, wrong] = [page.frameLocator("#right"), page.frameLocator("#wrong")];
  await wrong.locator(".ke-main").waitFor();
  await page.evaluate((input) => {
    load("wrong", { input });
    load("right", { input }, "kpi-evaluator/embed-9");
    load("right", { input });
  }, SHEET);
  await has("change");
  await has("resize");
  await right.locator(".ke-kpi").nth(4).waitFor();
  const told = await page.evaluate(() => globalThis.told);
  assert.deepEqual(told.wrong, []);
  assert.equal(await wrong.locator(".ke-kpi").count(), 0);
  assert.ok(told.right.every(({ protocol }) => protocol === "kpi-evaluator/embed-1"));
  assert.equal(told.right.find(({ type }) => type === "error").code, "options");
  assert.equal(told.right.find(({ type }) => type === "change").evaluation.kpis.length, 5);
  // The work is the host's: it gets the draft, and gives it back.
  await right.locator("#ke-rule-set").selectOption("capped");
  await has("save");
  const draft = await page.evaluate(() => globalThis.told.right.findLast(({ type }) => type === "save").draft);
  assert.deepEqual(await page.frames()[1].evaluate(() => Object.keys(localStorage)), []);
  await page.reload();
  await has("ready");
  await page.evaluate((draft) => load("right", { draft }), draft);
  await right.locator(".ke-kpi").nth(4).waitFor();
  await page.evaluate(() => load("right", { draft: '{"elsewhere":"x"}' }));
  await has("error");
});

test("the table needs no script", async (t) => {
  const page = await openPage(t, {
    path: `${HOME}index.html`,
    pages: example(),
    context: { javaScriptEnabled: false },
  });
  assert.equal(await page.locator(".kpi-evaluator-table").count(), 2);
  for (const table of await page.locator(".kpi-evaluator-table table").all()) assert.ok(await table.isVisible());
  assert.equal(await page.getByRole("row").count(), 16);
});

test("a thousand mounts leave nothing behind", async (t) => {
  // What the engine compiles because it has become hot would be counted with what is left behind.
  const flags = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation";
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", flags] });
  const server = await startServer(host(""));
  t.after(() => Promise.all([browser.close(), server.close()]));
  const page = await browser.newPage();
  await page.addInitScript(countModules);
  await page.goto(`${server.origin}/host.html`);
  const session = await page.context().newCDPSession(page);
  const mounts = (count) =>
    page.evaluate(
      async ([count, text]) => {
        for (let n = 0; n < count; n += 1) {
          const element = document.createElement("kpi-evaluator");
          element.input = text;
          const changed = new Promise((resolve) =>
            element.addEventListener("kpi-evaluator-change", resolve, { once: true }),
          );
          document.body.append(element);
          await changed;
          element.remove();
        }
      },
      [count, SHEET],
    );
  const heaps = async () => {
    for (const _ of [1, 2]) await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => globalThis.__memories[0].buffer.byteLength);
    return { js: usedSize, wasm };
  };
  await mounts(100);
  let before = await heaps();
  // A machine that is busy lets more elements live at once, and the module's memory never shrinks: that is a peak, and
  // comes once. What is left behind comes with every thousand.
  for (const isLast of [false, true]) {
    await mounts(1000);
    const after = await heaps();
    const growths = ["wasm", "js"].map((heap) => {
      const growth = (after[heap] / before[heap] - 1) * 100;
      t.diagnostic(`${heap} heap: ${before[heap]} → ${after[heap]} bytes, ${growth.toFixed(2)} %`);
      return growth;
    });
    if (growths.every((growth) => growth <= 2)) return;
    assert.ok(!isLast, `wasm, js: ${growths} %`);
    before = after;
  }
});

test("however many elements come and go, there is one worker", async (t) => {
  const page = await openPage(t, { path: "/host.html", pages: host("") });
  const lines = Array.from({ length: 2000 }, (_, n) => `指標${n}の利用者数\t人\t200\t${n % 300}`);
  const large = ["指標名\t単位\t目標値（R5）\t実績値（R5）", ...lines].join("\n");
  let started = 0;
  page.on("worker", () => (started += 1));
  const mount = (stays) =>
    page.evaluate(
      async ([input, stays]) => {
        const element = document.createElement("kpi-evaluator");
        element.input = input;
        const changed = new Promise((resolve) => {
          element.addEventListener("kpi-evaluator-change", ({ detail }) => resolve(detail.kpis.length), { once: true });
        });
        document.body.append(element);
        const count = await changed;
        if (!stays) element.remove();
        return count;
      },
      [large, stays],
    );
  for (const stays of [true, ...Array(10).fill(false), true]) assert.equal(await mount(stays), 2000);
  // One that goes in the midst of its work takes the worker with it; what others wait for begins again in a new one.
  await page.evaluate((input) => {
    const [going, staying] = [1, 2].map(() => Object.assign(document.createElement("kpi-evaluator"), { input }));
    document.body.append(going, staying);
    staying.addEventListener("kpi-evaluator-change", () => (document.body.dataset.stayed = "yes"));
    going.addEventListener("kpi-evaluator-ready", () => setTimeout(() => going.remove()));
  }, large);
  await page.locator('body[data-stayed="yes"]').waitFor();
  // The browser tells of a worker's end a little later than of what the next one did.
  while (page.workers().length > 1) await page.workers()[0].waitForEvent("close");
  assert.equal(page.workers().length, 1);
  assert.ok(started <= 2, `${started} workers were started`);
});

test("the dialog is worked by keyboard, and what it makes works", async (t) => {
  const page = await openPage(t, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await page.locator("textarea").first().fill(SHEET);
  await page.getByRole("button", { name: "評価する" }).click();
  const opener = page.getByRole("button", { name: "ホームページに載せる" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "ホームページに載せる" });
  await dialog.waitFor();
  await hasFocus(dialog, "the focus is in the dialog", "dialog *");
  assert.equal(await dialog.getByRole("textbox", { name: "部品を置く場所のURL" }).inputValue(), page.server.url);
  for (const width of [320, 768, 1440]) await shot(page, "embed-dialog", width);
  const made = {};
  for (const way of ["table", "frame", "element"]) {
    await dialog.locator(`button[data-way="${way}"]`).focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("status").getByText("コピーしました").waitFor();
    made[way] = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(made[way].replaceAll("\r\n", "\n"), await dialog.locator(`#ke-embed-${way}`).inputValue());
  }
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await hasFocus(opener, "the focus is back");

  const all = host(made.table + made.frame + made.element)["/host.html"];
  const pages = { ...host(""), "/host.html": all.replaceAll(page.server.url, "/city/kpi/") };
  const guest = await openPage(t, { path: "/host.html", pages });
  await guest.locator("kpi-evaluator .ke-kpi").nth(4).waitFor();
  await guest.frameLocator("iframe").locator(".ke-kpi").nth(4).waitFor();
  assert.equal(await guest.locator("body > .kpi-evaluator-table").isVisible(), true);
});
