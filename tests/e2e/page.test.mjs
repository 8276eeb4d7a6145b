import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, shot } from "./helper.mjs";
import { without } from "./homes.mjs";

test("the page opens under any path, fills its place and says what it is", { skip: without("head") }, async (t) => {
  const page = await openPage(t);
  await page.root().locator("textarea").first().waitFor();
  assert.equal(await page.title(), "KPI評価シート");
  assert.equal(await page.locator("html").getAttribute("lang"), "ja");
  assert.equal(await page.getByText("読み込んでいます…").count(), 0);
});

test("opening the page asks for its own files only, each once, and sends nothing", { skip: without("parts") }, async (t) => {
  const page = await openPage(t);
  await page.root().locator("textarea").first().waitFor();
  const { requests } = page.server;
  assert.deepEqual(requests.filter(({ method, bytes }) => method !== "GET" || bytes > 0), []);
  const paths = requests.map(({ path }) => path);
  assert.deepEqual(paths.toSorted(), [...new Set(paths)].sort());
  assert.equal(paths.filter((path) => path.endsWith(".wasm")).length, 1);
});

test("a page whose module cannot start says so in two languages", { skip: without("head", "parts") }, async (t) => {
  const page = await openPage(t, {
    path: "/blank",
    pages: { "/blank": "" },
    expected: (fault) => fault.startsWith("console:"),
  });
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto(page.server.url);
  const alert = page.getByRole("alert");
  await alert.getByText("開始できませんでした").waitFor();
  await alert.getByText("The page could not start").waitFor();
});

test("a module that was changed on its way is not run", { skip: without("head", "parts") }, async (t) => {
  const page = await openPage(t, { path: "/blank", pages: { "/blank": "" }, expected: (fault) => fault.startsWith("console:") });
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  });
  await page.goto(page.server.url);
  await page.getByRole("alert").getByText("The page could not start").waitFor();
  assert.equal(await page.root().locator("textarea").count(), 0);
});

for (const width of [320, 768, 1440]) {
  test(`nothing is wider than a window of ${width} px`, async (t) => {
    const page = await openPage(t, { width });
    await page.root().locator("textarea").first().waitFor();
    await shot(page, "start", width);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
  });
}

test("a file is read by a worker, which shares the page's module, wherever the page is opened from", async (t) => {
  const page = await openPage(t);
  const buffer = Buffer.from("指標名,単位,目標値（R5）,実績値（R5）\n来館者数,人,1000,850\n");
  await page.locator("#ke-file").setInputFiles({ name: "sheet.csv", mimeType: "text/csv", buffer });
  await page.locator('[data-field="rate"][data-value="85.0"]').waitFor();
  assert.equal(page.workers().length, 1);
  assert.ok(page.server.requests.filter(({ path }) => path.endsWith(".wasm")).length <= 1);
});
