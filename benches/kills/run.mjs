// Kills the page's renderer, and apart from that the whole browser, at moments of chance while a person edits, and says how
// many lost a change that was said to be saved, or one that was older than a second.
//
//     cargo xtask kills 50            (or: node benches/kills/run.mjs 50 [seed])
//
// A change is a reason typed into a field and left. It is "said" once the page tells that the draft is saved after it. After
// the kill the page is opened again, and the reason that stands there says which changes are left. The moments come from a
// seed, so that a run can be repeated, as far as a busy machine allows.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { ARGUMENTS, EXECUTABLE } from "../../tests/e2e/browser.mjs";
import { startServer } from "../../tests/e2e/server.mjs";

const SHEET = "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t745\n企業数\t社\t10\t12\n";
const SAVED = "下書きをこのPCに保存しました";
const SAVING = "下書きを保存しています";

/** The earliest and the latest moment of a kill, in milliseconds after the first change. */
const MOMENTS = [100, 4000];

/** How old a change is that must never be lost, whatever was said, in milliseconds. */
const OLD = 1000;

/** How long a page may take to show its draft again, in milliseconds. */
const PATIENCE = 40_000;

/** Numbers from 0 to 1 that are the same for a seed (mulberry32). */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A browser of our own over a profile: in a group of its own, so that all of it can be killed at once. */
async function started(profile) {
  const own = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(EXECUTABLE, [...ARGUMENTS, ...own], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (more) => {
      said += more;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    child.on("exit", () => reject(new Error(`the browser ended: ${said.slice(-500)}`)));
  });
  const gone = new Promise((resolve) => child.on("exit", resolve));
  const kill = async () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
    await gone;
  };
  return { browser: await chromium.connectOverCDP(address), kill };
}

/** The field of the reason of the first KPI. */
async function field(page) {
  await page.locator(".ke-kpi__open").first().waitFor({ timeout: PATIENCE });
  const reason = page.getByRole("textbox", { name: "未達成の理由" });
  if (!(await reason.isVisible())) await page.locator(".ke-kpi__open").first().press("Enter");
  await reason.waitFor({ timeout: PATIENCE });
  return reason;
}

/** Hears what the page says of saving: calls `hear` with "saving" or "saved" whenever that changes. */
async function listen(page, hear) {
  await page.exposeBinding("__told", (_, state) => hear(state));
  await page.evaluate(
    ([saved, saving]) => {
      let last;
      const look = () => {
        const text = document.body.textContent;
        const state = text.includes(saving) ? "saving" : text.includes(saved) ? "saved" : "other";
        if (state !== last) globalThis.__told((last = state));
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    },
    [SAVED, SAVING],
  );
}

/**
 * Edits until it is stopped. What it gives grows meanwhile: the moments of changes, and how many were said to be saved;
 * `ended` tells why it ended.
 */
function editing(page, reason, random) {
  const made = { at: [], said: 0, ended: undefined, stop: undefined };
  // A page that is gone says nothing any more, also not that something is saved.
  const stopped = new Promise((resolve) => (made.stop = resolve));
  let isStopped = false;
  stopped.then(() => (isStopped = true));
  let hear = () => {};
  const run = async () => {
    await listen(page, (state) => hear(state));
    for (let n = 1; !isStopped; n += 1) {
      let wasSaving = false;
      const saved = new Promise((resolve) => {
        hear = (state) => {
          if (state === "saving") wasSaving = true;
          if (state === "saved" && wasSaving) resolve();
        };
      });
      await reason.fill(`理由 ${n}`);
      await reason.press("Tab");
      made.at[n] = Date.now();
      await Promise.race([saved, stopped]);
      if (isStopped) return;
      made.said = n;
      await pause(random() * 400);
    }
  };
  made.ended = run().catch((fault) => fault); // Most often that the page is gone.
  return made;
}

/** Which change stands there when the page is opened again; 0 for none. */
async function left(page, url) {
  await page.goto(url);
  try {
    const reason = await field(page);
    return Number((await reason.inputValue()).replace("理由 ", "")) || 0;
  } catch {
    return 0;
  }
}

/** A page with a sheet, in which nothing was changed yet, its draft saved. */
async function begun(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await page.locator("textarea").first().fill(SHEET);
  await page.getByRole("button", { name: "評価する" }).click();
  const reason = await field(page);
  await page.getByText(SAVED).first().waitFor();
  return { page, reason };
}

async function killed(url, random, way) {
  const profile = mkdtempSync(join(tmpdir(), "kpi-evaluator-kills-"));
  let own = await started(profile);
  try {
    const { page, reason } = await begun(own.browser.contexts()[0], url);
    const made = editing(page, reason, random);
    while (made.at.length === 0) {
      const fault = await Promise.race([made.ended, pause(5)]);
      if (fault) throw fault;
    }
    await pause(MOMENTS[0] + random() * (MOMENTS[1] - MOMENTS[0]));
    const { said } = made;
    const at = Date.now();
    made.stop();
    if (way === "renderer") {
      const session = await own.browser.contexts()[0].newCDPSession(page);
      const crash = new Promise((resolve) => page.once("crash", resolve));
      session.send("Page.crash").catch(() => {}); // Nobody is left to answer.
      await crash;
      await page.close().catch(() => {});
    } else {
      await own.kill();
      own = await started(profile);
    }
    await made.ended;
    const old = made.at.findLastIndex((moment) => moment !== undefined && moment <= at - OLD);
    const again = await own.browser.contexts()[0].newPage();
    again.setDefaultTimeout(PATIENCE);
    const there = await left(again, url);
    return { changes: made.at.length - 1, said, old: Math.max(old, 0), there };
  } finally {
    await own.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function main(times, seed) {
  const server = await startServer();
  const rows = [];
  try {
    for (const way of ["renderer", "browser"]) {
      const random = chance(seed);
      const row = { killed: way, times, changes: 0, "said to be saved": 0, "lost though said": 0, "lost, older than 1 s": 0, "no draft at all": 0 };
      for (let n = 0; n < times; n += 1) {
        const { changes, said, old, there } = await killed(server.url, random, way);
        row.changes += changes;
        row["said to be saved"] += said;
        row["lost though said"] += there < said ? 1 : 0;
        row["lost, older than 1 s"] += there < old ? 1 : 0;
        row["no draft at all"] += there === 0 && said > 0 ? 1 : 0;
        console.error(`${way} ${n + 1}/${times}: ${changes} changes, ${said} said, ${there} there`);
      }
      rows.push(row);
    }
  } finally {
    await server.close();
  }
  console.table(rows);
  return rows.some((row) => row["lost though said"] > 0 || row["lost, older than 1 s"] > 0) ? 1 : 0;
}

const [times = "50", seed = "20260401"] = process.argv.slice(2);
process.exitCode = await main(Number(times), Number(seed));
