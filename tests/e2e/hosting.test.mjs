// The headers of `hosting/`: the same for every host, in step with the page's own policy, and the page works under them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openPage } from "./helper.mjs";
import { DIST } from "./server.mjs";

const hosting = (name) => readFileSync(new URL(`../../hosting/${name}`, import.meta.url), "utf8");

/** `_headers`: blocks of a path with `*`, and below it headers, or `! Name` for one that does not count. */
const BLOCKS = hosting("_headers")
  .split("\n")
  .filter((line) => line.trim() && !line.startsWith("#"))
  .reduce((blocks, line) => {
    if (line.startsWith("/")) return [...blocks, { path: line.trim(), lines: [] }];
    blocks.at(-1).lines.push(line.trim());
    return blocks;
  }, []);

/** What a host that reads `_headers` says with a file. */
function headersOf(file) {
  const headers = {};
  const fits = (path) => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(`/${file}`);
  for (const line of BLOCKS.filter(({ path }) => fits(path)).flatMap(({ lines }) => lines)) {
    if (line.startsWith("! ")) delete headers[line.slice(2)];
    else headers[line.slice(0, line.indexOf(":"))] = line.slice(line.indexOf(":") + 2);
  }
  return headers;
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
