// Files on the built page: by button, drop and paste; several at once; read anew; large ones in the worker; bad ones.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { openPage, openPanels, paste } from "./helper.mjs";
import { without } from "./homes.mjs";
import { DIST } from "./server.mjs";
import { workbook, zip } from "./xlsx.mjs";

const { default: init, evaluate } = await import(pathToFileURL(join(DIST, "kpi-evaluator.js")));

const HEADER = ["指標名", "単位", "基準値", "目標値（R6）", "実績値（R6）", "担当課"];
const ROWS = [
  ["来館者数", "人", "100", "200", "150", "文化課"],
  ["企業数", "社", "10", "20", "21", "商工課"],
];
const csv = (rows = ROWS) => [HEADER, ...rows].map((row) => row.join(",")).join("\r\n");

/** The same text in CP932: the bytes of the characters that are used, since Node decodes it and does not encode it. */
function cp932(text) {
  const bytes = new Map();
  const decoder = new TextDecoder("shift_jis");
  const leads = [...Array(0x1f).keys()].map((n) => n + 0x81).concat([...Array(0x10).keys()].map((n) => n + 0xe0));
  for (const lead of leads) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !bytes.has(character)) bytes.set(character, [lead, trail]);
    }
  }
  return Buffer.from([...text].flatMap((character) => (character < "\x80" ? [character.charCodeAt(0)] : bytes.get(character))));
}

const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
const choose = (page, ...files) => page.locator("#ke-file").setInputFiles(files);
const names = (page) => page.locator("tbody[data-kpi] .ke-kpi__name").allInnerTexts();

/** Hands files over by an event of the page, as a drop or a paste does. */
function handOver(page, type, files) {
  return page.root().evaluate(
    (root, { type, files }) => {
      const data = new DataTransfer();
      for (const { name, text } of files) data.items.add(new File([text], name));
      const event =
        type === "paste"
          ? new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      // The last place that anybody would aim at: a guest has no foot.
      return (root.querySelector("footer") ?? root.querySelector(".ke-imprint")).dispatchEvent(event);
    },
    { type, files },
  );
}

test("a chosen file is read, kept, and there again after a reload", async (t) => {
  const page = await openPage(t);
  await choose(page, file("実績.csv", csv()));
  await page.locator("tbody[data-kpi]").first().waitFor();
  assert.equal(await page.locator("tbody[data-kpi]").count(), 2);
  await page.getByText("実績.csv").first().waitFor();
  await page.reload();
  await page.locator("tbody[data-kpi]").first().waitFor();
  assert.equal(await page.locator("tbody[data-kpi]").count(), 2);
});

test("what is struck out or hidden is named, and stands greyed in the source", async (t) => {
  const page = await openPage(t);
  const bytes = await readFile(new URL("../fixtures/as_seen_office/sibling_looks.ods", import.meta.url));
  await choose(page, file("見え消し.ods", bytes));
  await page.locator("tbody[data-kpi]").first().waitFor();
  await openPanels(page, "questions", "source");
  await page.locator("[data-panel=questions] details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await page.getByText("取り消し線のある文字1か所（D3）").first().waitFor();
  const struck = page.locator("#ke-source-0-2 s");
  assert.equal(await struck.textContent(), "12（取り消し線のある文字）");
  const look = await struck.evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.textDecorationLine, style.color, style.unicodeBidi];
  });
  assert.deepEqual(look, ["line-through", "rgb(102, 102, 102)", "isolate"]);
  assert.equal(await page.locator("#ke-source-0-3 .ke-source__left-out--unseen").textContent(), "旧（表示されない文字）");
});

test("files are taken wherever they are dropped or pasted", async (t) => {
  for (const type of ["drop", "paste"]) {
    const page = await openPage(t);
    await page.locator("#ke-file").waitFor();
    const passed = await handOver(page, type, [{ name: "実績.csv", text: csv() }]);
    assert.equal(passed, false, "the browser must not open the file itself");
    await page.locator("tbody[data-kpi]").first().waitFor();
  }
});

test("something else dragged over the page is left alone", async (t) => {
  const page = await openPage(t);
  await page.locator("#ke-file").waitFor();
  assert.equal(await handOver(page, "drop", []), true);
  assert.equal(await page.locator(".ke-drop").count(), 0);
});

test("several files become sheets of one draft, opened, closed and brought back by keyboard", async (t) => {
  const page = await openPage(t);
  await choose(page, file("一.csv", csv(ROWS.slice(0, 1))), file("二.csv", csv()));
  const sheets = page.getByRole("navigation", { name: "シート" });
  await sheets.waitFor();
  assert.deepEqual(await sheets.locator(".ke-sheets__open").allInnerTexts(), ["一.csv", "二.csv"]);
  assert.equal(await page.locator("tbody[data-kpi]").count(), 1);
  await sheets.getByRole("button", { name: "二.csv", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator("tbody[data-kpi]").nth(1).waitFor();
  await page.reload();
  await page.locator("tbody[data-kpi]").nth(1).waitFor();
  await sheets.getByRole("button", { name: "「二.csv」を閉じる" }).focus();
  await page.keyboard.press("Enter");
  await sheets.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "元に戻す" }).click();
  await sheets.waitFor();
});

test("an encoding is guessed, and switched in one step", async (t) => {
  const page = await openPage(t);
  await choose(page, file("実績.csv", cp932(csv())));
  await page.locator("tbody[data-kpi]").first().waitFor();
  await page.getByText("ファイルの読み方").click();
  const encoding = page.getByLabel("文字コード");
  assert.equal(await encoding.inputValue(), "cp932");
  assert.match(await page.locator(".ke-first-lines pre").innerText(), /指標名,単位/);
  await encoding.selectOption("euc-jp");
  await page.locator(".ke-first-lines pre", { hasText: "指標名" }).waitFor({ state: "detached" });
  await page.getByLabel("文字コード").selectOption("cp932");
  await page.locator(".ke-first-lines pre", { hasText: "指標名" }).waitFor();
  assert.equal(await page.locator("tbody[data-kpi]").count(), 2);
});

test("a separator is switched in one step", async (t) => {
  const page = await openPage(t);
  const text = [HEADER, ...ROWS].map((row) => row.join(";")).join("\n");
  await choose(page, file("実績.csv", text));
  await page.locator("tbody[data-kpi]").first().waitFor();
  await page.getByText("ファイルの読み方").click();
  assert.equal(await page.getByLabel("区切り").inputValue(), ";");
  await page.getByLabel("区切り").selectOption(",");
  await page.locator("tbody[data-kpi]").first().waitFor({ state: "detached" });
});

for (const [name, content, words] of [
  ["図.csv", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\0", "latin1"), /図\.csv/],
  ["途中.xlsx", Buffer.from("PK\x03\x04\x14\x00\x00", "latin1"), /途中\.xlsx/],
]) {
  test(`${name} is refused in words, and the draft stays`, async (t) => {
    const page = await openPage(t);
    await choose(page, file("実績.csv", csv()));
    await page.locator("tbody[data-kpi]").first().waitFor();
    await handOver(page, "drop", []);
    await page.getByRole("button", { name: "別のシートを読み込む" }).click();
    await choose(page, file(name, content));
    await page.locator(".ke-refusals li").first().waitFor();
    assert.match(await page.locator(".ke-refusals li").first().innerText(), words);
    // What was said before stays for a second.
    await page.locator(".ke-status").filter({ hasText: words }).waitFor();
    assert.equal(await page.locator("tbody[data-kpi]").count(), 2);
    await page.getByRole("button", { name: "この一覧を閉じる" }).click();
    await page.locator(".ke-refusals").waitFor({ state: "detached" });
  });
}

test("an archive that would unpack to gigabytes is refused, and the page answers", async (t) => {
  const page = await openPage(t);
  const bomb = zip({ "[Content_Types].xml": "x", "xl/workbook.xml": "y", "xl/worksheets/sheet1.xml": "0".repeat(1 << 28) });
  assert.ok(bomb.length < 1 << 20, "a bomb is small");
  await choose(page, file("爆弾.xlsx", bomb));
  await page.locator(".ke-refusals li[data-reason]").waitFor();
  await page.getByRole("button", { name: "この一覧を閉じる" }).click();
});

test("a file of a gigabyte is refused before it is read", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "大きい.csv");
  await writeFile(path, "");
  await truncate(path, 1 << 30);
  const page = await openPage(t);
  await page.locator("#ke-file").setInputFiles(path);
  await page.locator(".ke-refusals li[data-reason=too-large]").waitFor();
});

const MANY = Array.from({ length: 20_000 }, (_, n) => [`指標${n}の利用者数`, "人", 100 + (n % 50), 200, 150 + (n % 90), "企画課"]);

for (const [name, content] of [
  ["実績.csv", () => csv(MANY)],
  ["実績.xlsx", () => workbook([HEADER, ...MANY])],
]) {
  test(`twenty thousand rows of ${name} open with progress, and no task of the page is felt`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-"));
    t.after(() => rm(folder, { recursive: true }));
    const path = join(folder, name);
    await writeFile(path, content());
    const page = await openPage(t);
    await page.locator("#ke-file").waitFor();
    await page.root().evaluate((root) => {
      globalThis.progress = [];
      new MutationObserver(() => {
        const bar = root.querySelector("progress");
        if (bar) globalThis.progress.push(bar.value);
      }).observe(root, { subtree: true, childList: true, attributes: true });
    });
    const tasks = await traced(page, async () => {
      await page.locator("#ke-file").setInputFiles(path);
      await page.locator("tbody[data-kpi]").nth(24).waitFor();
      await openPanels(page, "source");
      await page.locator(".ke-source__row").nth(50).waitFor();
    });
    const steps = await page.root().evaluate(() => [...new Set(globalThis.progress)]);
    assert.ok(steps.length >= 5, `the bar moved ${steps.length} times`);
    const longest = Math.max(...tasks.page);
    const worker = tasks.worker.reduce((sum, one) => sum + one, 0);
    t.diagnostic(`longest task of the page ${longest.toFixed(0)} ms of processor, the worker's ${worker.toFixed(0)} ms`);
    // Milliseconds are a matter of the machine. What is not: how much of the work one task of the page does.
    assert.ok(longest < worker / 10, `${longest} of ${worker} ms`);
  });
}

/**
 * What the tasks of the page and of its workers take of the processor, in milliseconds, while something is done: other
 * work on the machine makes them later, not longer.
 */
async function traced(page, work) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline"] });
  await work();
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const named = (name) => events.filter((event) => event.name === "thread_name" && event.args.name.startsWith(name));
  const tasks = events.filter(({ name, cat, tdur }) => name === "RunTask" && cat.includes("devtools.timeline") && tdur);
  const on = (threads) => {
    const is = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
    return tasks.filter(({ pid, tid }) => is.has(`${pid} ${tid}`)).map(({ tdur }) => tdur / 1000);
  };
  const worker = named("DedicatedWorker");
  const processes = new Set(worker.map(({ pid }) => pid));
  return { page: on(named("CrRendererMain").filter(({ pid }) => processes.has(pid))), worker: on(worker) };
}

const skip = without("parts");

test("where no worker can be started, the page does the work itself", { skip }, async (t) => {
  const page = await openPage(t, { expected: (fault) => fault.includes("404") });
  await page.route("**/kpi-evaluator-worker-*.js", (route) => route.fulfill({ status: 404 }));
  await choose(page, file("実績.csv", csv(MANY.slice(0, 2000))));
  await page.locator("tbody[data-kpi]").first().waitFor();
});

test("a worker that breaks off is dropped, and the page lives on", { skip }, async (t) => {
  const page = await openPage(t);
  await page.route("**/kpi-evaluator-worker-*.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: "onmessage = ({ data }) => postMessage(data.module ? { ready: true } : { job: data.job, broken: true });",
    }),
  );
  await paste(page, { text: csv(MANY.slice(0, 2000)) });
  await page.getByText("処理が途中で止まりました").waitFor();
  await page.unroute("**/kpi-evaluator-worker-*.js");
  await page.getByRole("button", { name: "もう一度試す" }).click();
  await page.locator("tbody[data-kpi]").first().waitFor();
});

test("reading can be stopped, and what was there is there", async (t) => {
  const page = await openPage(t);
  await paste(page, { text: csv().replaceAll(",", "\t") });
  await page.locator("tbody[data-kpi]").nth(1).waitFor();
  await page.getByRole("button", { name: "別のシートを読み込む" }).click();
  await choose(page, file("大.csv", csv(Array(10).fill(MANY).flat())));
  await page.getByRole("button", { name: "読み取りをやめる" }).click();
  await page.locator(".ke-busy").waitFor({ state: "detached" });
  assert.equal(await page.locator("tbody[data-kpi]").count(), 2);
});

test("each worksheet of a workbook is a sheet of the draft, and hidden ones are read when asked for", async (t) => {
  const page = await openPage(t);
  const hidden = new Set(["三"]);
  await choose(page, file("実績.xlsx", workbook({ 一: [HEADER, ...ROWS.slice(0, 1)], 空: [], 二: [HEADER, ...ROWS], 三: [HEADER, ...ROWS] }, hidden)));
  const sheets = page.getByRole("navigation", { name: "シート" });
  await sheets.waitFor();
  const tabs = () => sheets.locator(".ke-sheets__open").allInnerTexts();
  assert.deepEqual(await tabs(), ["実績.xlsx – 一", "実績.xlsx – 二"]);
  assert.equal(await page.locator("tbody[data-kpi]").count(), 1);
  assert.match(await page.locator('li[data-code="hidden-left-out"]').first().textContent(), /三/);
  await page.getByText("ファイルの読み方").click();
  await page.getByRole("button", { name: "非表示のシート・行・列も読み取る" }).click();
  await sheets.getByRole("button", { name: "実績.xlsx – 三", exact: true }).click();
  assert.deepEqual(await tabs(), ["実績.xlsx – 一", "実績.xlsx – 二", "実績.xlsx – 三"]);
  await page.locator("tbody[data-kpi]").nth(1).waitFor();
});

const FIXTURES = new URL("../fixtures/", import.meta.url);

for (const name of [
  "tokorozawa_openpyxl.xlsx",
  "made_xlwt.xls",
  "made_odfpy.ods",
  "made_python_docx.docx",
  "made_cp932.html",
  "made_eucjp.csv",
  "made_utf16le_bom.tsv",
  "pdf/made_chromium_ruled.pdf",
]) {
  test(`${name} shows on the page what the module tells of it`, async (t) => {
    const bytes = await readFile(new URL(name, FIXTURES));
    await init();
    const { kpis } = evaluate({ bytes, name });
    assert.ok(kpis.length > 0);
    const page = await openPage(t);
    await choose(page, file(name.split("/").at(-1), bytes));
    await page.locator("tbody[data-kpi]").first().waitFor();
    const rows = page.locator("tbody[data-kpi]");
    assert.deepEqual(
      await rows.evaluateAll((found) => found.map((kpi) => kpi.dataset.kpi)),
      kpis.map(({ id }) => id),
    );
    const rates = await page.locator('tr[data-measurement] [data-field="rate"]').evaluateAll((cells) =>
      cells.map(({ dataset }) => dataset.value ?? null).filter((rate) => rate),
    );
    assert.deepEqual(rates, kpis.flatMap(({ measurements }) => measurements.map(({ rate }) => rate).filter(Boolean)));
  });
}

test("our own export is read back as the same records", async (t) => {
  await init();
  const before = evaluate(csv());
  const page = await openPage(t);
  await choose(page, file("評価.json", JSON.stringify(before)));
  await page.locator("tbody[data-kpi]").first().waitFor();
  assert.equal(await page.locator("tbody[data-kpi]").count(), before.kpis.length);
});
