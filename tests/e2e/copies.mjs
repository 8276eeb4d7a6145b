// Copies of the page with a draft inside: how a person saves one, and what it is without the draft.

import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The line of a draft. Nothing but data can stand in it: there is no `<`. */
const DRAFT = /^<script type="application\/json" id="kpi-evaluator-copy">[^<]*<\/script>\n/m;

/** The button that opens the dialog, and the dialog. */
export const opener = (page) => page.getByRole("button", { name: "この下書き入りのファイルを保存" });
export const dialog = (page) => page.getByRole("dialog", { name: "この下書き入りのファイルを保存" });

/**
 * Saves a copy as a person does; it is there until the test ends.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Page} page
 * @param {{ readonly?: boolean, dated?: boolean }} wishes
 * @returns {Promise<{ url: string, name: string, text: string }>} its address, the name that the page proposes, its text
 */
export async function saveCopy(t, page, { readonly = false, dated = false } = {}) {
  await opener(page).click();
  const box = dialog(page);
  if (readonly) await box.getByRole("radio", { name: /見るだけ/ }).check();
  if (dated) await box.getByRole("checkbox", { name: /作成日/ }).check();
  // Its size is said once the page is there that the file is made of.
  await box.getByText(/^大きさ：/).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    box.getByRole("button", { name: "ファイルを保存" }).click(),
  ]);
  const folder = await mkdtemp(join(tmpdir(), "kpi-evaluator-copy-"));
  t.after(() => rm(folder, { recursive: true }));
  const name = download.suggestedFilename();
  const path = join(folder, name);
  await download.saveAs(path);
  await box.getByText(`保存しました：${name}`).waitFor();
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "hidden" });
  return { url: pathToFileURL(path).href, name, text: await readFile(path, "utf8") };
}

/** The SHA-256 of a copy's program: of the file without its draft. */
export const programOf = (text) => createHash("sha256").update(text.replace(DRAFT, "")).digest("hex");

/** What stands in a copy. */
export const draftsIn = (text) => [...text.matchAll(new RegExp(DRAFT, "gm"))].map(([line]) => JSON.parse(/>(.*)</.exec(line)[1]));

/** For `openPage`: opening a copy from the disk is meant to be. */
export const opensCopies = (fault) => /^request: GET file:.*\/kpi-evaluator-copy-[^/]+\/[^/]+\.html$/.test(fault);
