// What a hostile sheet carries is shown as the text that it is. Every payload would call `ran` if it ran; and the page's
// policy, whose violations fail every test, stands behind the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { draftsIn, opensCopies, programOf, saveCopy } from "./copies.mjs";
import { openPage, paste } from "./helper.mjs";
import { without } from "./homes.mjs";
import { PAYLOADS, RUN, touch, watchedPage } from "./payloads.mjs";
import { startServer } from "./server.mjs";

const HEADER = ["施策", "指標名", "単位", "目標値（R5）", "実績値（R5）", "備考"];
const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
const sheet = (separator) =>
  [HEADER, ...PAYLOADS.map((payload) => [payload, payload, payload, "10", payload, payload]), ["策", "来館者数", "人", "1000", "850", ""]]
    .map((cells) => cells.map(quoted).join(separator))
    .join("\r\n");

const rate = (page, value) => page.locator(`[data-field="rate"][data-value="${value}"]`).first();

/** The last KPI of the sheet, which has a payload in each of its other rows. */
const allOf = (page) => page.locator("tbody[data-kpi]").nth(PAYLOADS.length);

test("there are at least sixty payloads, no two alike", () => {
  assert.ok(PAYLOADS.length >= 60);
  assert.equal(new Set(PAYLOADS).size, PAYLOADS.length);
});

test("pasted as text, in every cell, no payload runs, and they are shown as text", async (t) => {
  const page = await watchedPage(t);
  await paste(page, { text: sheet("\t") });
  await allOf(page).waitFor();
  await touch(page);
  const shown = await page.root().innerText();
  assert.ok(shown.includes(RUN), "the payloads are on the page");
});

test("pasted as HTML, no payload runs", async (t) => {
  const page = await watchedPage(t);
  const rows = PAYLOADS.map((payload) => `<tr><td>${payload}</td><td>${payload}</td><td>人</td><td>10</td><td>5</td><td>${payload}</td></tr>`);
  const header = `<tr>${HEADER.map((cell) => `<th>${cell}</th>`).join("")}</tr>`;
  const good = "<tr><td>策</td><td>来館者数</td><td>人</td><td>1000</td><td>850</td><td></td></tr>";
  // The clipboard's own cleaning by the browser must not be what saves the page: the event is the page's own.
  await page.locator("textarea").first().waitFor();
  await page.root().evaluate((root, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "x");
    const box = root.querySelector("textarea");
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, `<table>${header}${good}${rows.join("")}</table>`);
  await rate(page, "85.0").waitFor();
  await touch(page);
});

test("in files of text and HTML, and in their names, no payload runs", async (t) => {
  const page = await watchedPage(t);
  const html = `<table>${PAYLOADS.map((payload) => `<tr><td>${payload}</td></tr>`).join("")}</table>`;
  await page.locator("#ke-file").setInputFiles([
    { name: `<img src=x onerror=${RUN}>.csv`, mimeType: "text/csv", buffer: Buffer.from(sheet(",")) },
    { name: `"><script>${RUN}<script>.html`, mimeType: "text/html", buffer: Buffer.from(html) },
  ]);
  await page.locator("tbody[data-kpi]").first().waitFor();
  await touch(page);
});

test("typed into the fields of the page, no payload runs", async (t) => {
  const page = await watchedPage(t);
  const others = Array.from({ length: 9 }, (_, index) => `指標${index + 1}\t人\t10\t${index}`).join("\r\n");
  await paste(page, { text: `指標名\t単位\t目標値（R5）\t実績値（R5）\r\n${others}\r\n受診率\t％\t60.0\t\r\n` });
  const field = page.getByRole("textbox", { name: /受診率.*実績値/ });
  for (const payload of PAYLOADS) {
    await field.fill(payload);
    await field.press("Enter");
  }
  await touch(page);
});

test("in a draft, and in the address, no payload runs", async (t) => {
  const page = await watchedPage(t);
  await paste(page, { text: sheet("\t") });
  await allOf(page).waitFor();
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  for (const payload of PAYLOADS) {
    await page.evaluate((fragment) => { location.hash = fragment; }, payload);
  }
  await page.reload();
  await allOf(page).waitFor();
  await touch(page);

  // A draft that is no draft, but a payload.
  for (const payload of [PAYLOADS[0], JSON.stringify({ version: 2, lang: PAYLOADS[8], sheets: [PAYLOADS[9]] })]) {
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [page.kept("kpi-evaluator/draft"), payload]);
    await page.reload();
    await page.root().getByRole("button").first().waitFor();
    await touch(page);
  }
});

test("in a copy with a draft inside, to go on with or to look at, no payload runs", { skip: without("copies") }, async (t) => {
  const page = await watchedPage(t, { expected: opensCopies });
  await paste(page, { text: sheet("\t") });
  await allOf(page).waitFor();
  // Into the file's name, and into a correction.
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  const name = `"><img src=x onerror=${RUN}></script><script>${RUN}</script>.csv`;
  await page.locator("#ke-file").setInputFiles([
    { name, mimeType: "text/csv", buffer: Buffer.from("指標名,単位,目標値（R5）,実績値（R5）\r\n受診率,％,60.0,\r\n来館者数,人,1000,850\r\n") },
  ]);
  const field = page.getByRole("textbox", { name: /受診率.*実績値/ });
  await field.fill(`</script><script>${RUN}</script>`);
  await field.press("Enter");
  await page.getByText("下書きをこのPCに保存しました。").first().waitFor();
  const copies = [await saveCopy(t, page), await saveCopy(t, page, { readonly: true })];
  const [[one], [other]] = copies.map(({ text }) => draftsIn(text));
  assert.deepEqual(one.draft, other.draft);
  const texts = Object.values(one.draft).join();
  for (const payload of PAYLOADS) assert.ok(texts.includes(payload.replaceAll('"', '""')), payload);
  for (const { url, text } of copies) {
    assert.equal(programOf(text), programOf(copies[0].text));
    await page.goto(url);
    await rate(page, "85.0").waitFor();
    await touch(page);
    await page.getByRole("navigation").getByRole("button").first().click();
    await allOf(page).waitFor();
    await touch(page);
  }
});

test("what the policy forbids is forbidden: inline script, eval, text as HTML, a foreign address", { skip: without("policy") }, async (t) => {
  const other = await startServer();
  const seen = [];
  const page = await openPage(t, { expected: (fault) => seen.push(fault), others: [other] });
  await page.locator("textarea").first().waitFor();
  const outcome = await page.root().evaluate(async (_, origin) => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      refused.push(`${effectiveDirective} ${blockedURI.replace(origin, "")}`);
    });
    const fails = async (work) => {
      try {
        await work();
        return false;
      } catch {
        return true;
      }
    };
    // What a debugger evaluates is allowed to call eval; what a timer calls is the page's own.
    const timer = (work) => new Promise((resolve) => setTimeout(() => resolve(work())));
    const inline = document.createElement("script");
    inline.append(document.createTextNode("globalThis.inline = true"));
    const threw = {
      html: await fails(() => { document.body.innerHTML = "<img src=x onerror=ran(1)>"; }),
      script: await fails(() => { document.createElement("script").text = "globalThis.inline = true"; }),
      eval: await timer(() => fails(() => globalThis.eval("globalThis.inline = true"))),
      function: await timer(() => fails(() => new Function("globalThis.inline = true")())),
      worker: await fails(() => new Worker(`${origin}/worker.js`)),
      address: await fails(() => fetch(`${origin}/?data=1`)),
    };
    await fails(() => document.head.append(inline));
    await fails(() => setTimeout("globalThis.inline = true"));
    // These tell whoever calls them nothing: the browser's own word counts, and what arrives at the other server.
    navigator.sendBeacon(`${origin}/beacon`, "data");
    new Image().src = `${origin}/picture.png`;
    const wanted = ["connect-src /?data=1", "connect-src /beacon", "img-src /picture.png"];
    const until = Date.now() + 10_000;
    while (!wanted.every((word) => refused.includes(word)) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { threw, unrefused: wanted.filter((word) => !refused.includes(word)), inline: globalThis.inline };
  }, other.origin);
  const threw = { html: true, script: true, eval: true, function: true, worker: true, address: true };
  assert.deepEqual(outcome, { threw, unrefused: [], inline: undefined });
  assert.deepEqual(other.requests, [], "nothing arrives elsewhere");
  t.after(() => {
    // By the page's own event or by the browser's log: of a frame that closes, the event may not arrive any more.
    for (const refused of [/^policy: connect-src|^console: .*"connect-src /, /^policy: require-trusted-types-for|^console: .*'TrustedHTML'/]) {
      assert.ok(seen.some((fault) => refused.test(fault)), seen.join("\n"));
    }
  });
});
