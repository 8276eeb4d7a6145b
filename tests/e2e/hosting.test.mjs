// The headers of `hosting/`: the same for every host, in step with the page's own policy, and the page works under them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage } from "./helper.mjs";
import { DIST } from "./server.mjs";

const hosting = (name) => readFileSync(new URL(`../../hosting/${name}`, import.meta.url), "utf8");

/** `_headers`: blocks of a path with `*`, and below it headers. */
const BLOCKS = hosting("_headers")
  .split("\n")
  .filter((line) => line.trim() && !line.startsWith("#"))
  .reduce((blocks, line) => {
    if (line.startsWith("/")) return [...blocks, { path: line.trim(), lines: [] }];
    blocks.at(-1).lines.push(line.trim());
    return blocks;
  }, []);

/** What a host that reads `_headers` says with a file: its own word on caching, unless the file has another. */
function headersOf(file) {
  const headers = {};
  const fits = (path) => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(`/${file}`);
  for (const line of BLOCKS.filter(({ path }) => fits(path)).flatMap(({ lines }) => lines)) {
    const name = line.slice(0, line.indexOf(":"));
    assert.ok(!(name in headers), `${file}: ${name} twice; hosts do not agree on what that means`);
    headers[name] = line.slice(line.indexOf(":") + 2);
  }
  return { "Cache-Control": "public, max-age=0, must-revalidate", ...headers };
}

test("every host's file says the page's own policy, and who may frame it", () => {
  const page = readFileSync(new URL("../../index.html", import.meta.url), "utf8");
  const [, own] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page);
  assert.equal(headersOf("")["Content-Security-Policy"], `${own}; frame-ancestors 'none'`);
  const { "Cache-Control": _, ...all } = headersOf("");
  assert.ok(Object.keys(all).length >= 7);
  for (const file of ["nginx.conf", "apache.htaccess", "cloudfront-headers.json"]) {
    const text = hosting(file);
    // CloudFront has a switch for the one that says no more than that.
    const said = (value) => (value === "nosniff" && file.endsWith(".json") ? "ContentTypeOptions" : value);
    for (const value of Object.values(all)) assert.ok(text.includes(said(value)), `${file}: ${value}`);
  }
});

test("what hosts accept is not exceeded", () => {
  // The least that the hosts document: rules, characters of a line, wildcards of a path.
  assert.ok(BLOCKS.length <= 100);
  for (const { path, lines } of BLOCKS) {
    assert.ok(path.split("*").length <= 2, path);
    for (const line of lines) assert.ok(line.length <= 2000 && /^[\w-]+: \S/.test(line), line);
  }
});

test("names with a hash are kept for good, all others are asked for again", () => {
  const { files } = JSON.parse(readFileSync(`${DIST}kpi-evaluator.manifest.json`, "utf8"));
  for (const { path } of files) {
    const isHashed = /-[0-9a-f]{16}\.(js|css|wasm)$|^kpi-evaluator-[0-9a-f]{16}\.wasm$/.test(path);
    assert.equal(headersOf(path)["Cache-Control"].includes("immutable"), isHashed, path);
  }
});

test("under these headers the page works, its worker too", async (t) => {
  const page = await openPage(t, { headers: headersOf });
  const buffer = Buffer.from("指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,850\n");
  await page.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  assert.equal(page.workers().length, 1);
});

test("under these headers, with the portal named, the page for frames works there, its worker too", async (t) => {
  const headers = (file) => {
    const { "X-Frame-Options": _, "Content-Security-Policy": policy, ...others } = headersOf(file);
    return { ...others, "Content-Security-Policy": policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'") };
  };
  const pages = { "/host.html": '<!doctype html><title>host</title><iframe src="/city/kpi/embed.html#lang=ja"></iframe>' };
  const page = await openPage(t, { headers, path: "/host.html", pages });
  const rows = Array.from({ length: 3000 }, (_, n) => `指標${n}の利用者数,人,200,${n % 300}`).join("\n");
  const buffer = Buffer.from(`指標名,単位,目標値（R5）,実績値（R5）\n${rows}\n`);
  const frame = page.frameLocator("iframe");
  await frame.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer });
  await frame.locator("[data-kpi]").first().waitFor();
  assert.equal(page.workers().length, 1);
});

test("under these headers no other page can frame it", async (t) => {
  const seen = [];
  const page = await openPage(t, {
    headers: headersOf,
    path: "/host.html",
    pages: { "/host.html": '<!doctype html><title>host</title><iframe src="/city/kpi/"></iframe>' },
    expected: (fault) => seen.push(fault),
  });
  await page.locator("iframe").waitFor();
  t.after(() => assert.ok(seen.some((fault) => fault.includes("frame-ancestors")), seen.join("\n")));
  assert.equal(await page.frames()[1].locator("#kpi-evaluator").count(), 0);
});
