// The harness itself: what it must catch, and that a paste is a paste.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, paste } from "./helper.mjs";

const HOST = `<!doctype html><title>host</title><textarea></textarea><script>
  document.querySelector("textarea").addEventListener("paste", (event) => {
    document.title = JSON.stringify([event.isTrusted, event.clipboardData.getData("text/plain"), event.clipboardData.getData("text/html")]);
  });
</script>`;

test("a paste is trusted, carries both flavours unchanged and inserts the text", async (t) => {
  const page = await openPage(t, { path: "/host.html", pages: { "/host.html": HOST } });
  const html = `<table><tr><td style="mso-x:1" x:num="1">指標</td></tr></table>`;
  await paste(page, { text: "指標\t目標\r\n来館者数\t1,000", html });
  const [isTrusted, text, seen] = JSON.parse(await page.title());
  assert.equal(isTrusted, true);
  assert.equal(text.replaceAll("\r\n", "\n"), "指標\t目標\n来館者数\t1,000");
  assert.ok(seen.includes(html), seen);
  assert.equal(await page.locator("textarea").inputValue(), "指標\t目標\n来館者数\t1,000");
});

test("errors, exceptions, violations and foreign requests are noticed", async (t) => {
  const seen = [];
  const policy = `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`;
  const page = await openPage(t, {
    path: "/host.html",
    pages: { "/host.html": `<!doctype html>${policy}<title>host</title>` },
    expected: (fault) => seen.push(fault.split(":")[0]),
  });
  await page.evaluate(async () => {
    console.error("logged");
    setTimeout(() => { throw new Error("thrown"); });
    new Image().src = "http://127.0.0.1:9/picture.png";
    await fetch("http://127.0.0.1:9/data").catch(() => {});
    await new Promise((resolve) => setTimeout(resolve));
  });
  t.after(() => assert.deepEqual([...new Set(seen)].sort(), ["console", "policy", "request", "thrown"]));
});
