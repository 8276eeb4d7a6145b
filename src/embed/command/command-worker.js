// One thread of the command: paths in, results out. `{ kpis, contents, head? }` for a file that was read: how many KPIs, what
// is written of each of its sheets, and what stands before the first; `{ fault, isDead? }` for one that was not.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import init, { evaluate, KpiError, render } from "./kpi-evaluator.js";

const { format, options } = workerData;
const FILE = { ja: "ファイル", en: "file" };

/** What a spreadsheet would take for a formula, as the formats keep it away from one. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

/** How the evaluation of a path and sheet is written, by format; the others are files of `render`. */
const FORMS = {
  ndjson: (file, sheet, evaluation) => ({ content: `${JSON.stringify({ file, sheet, evaluation })}\n` }),
  "csv-long": (file, sheet, evaluation, rendering) =>
    beside(render(evaluation, "csv-long", rendering), sheet === undefined ? file : `${file}#${sheet}`),
};

/** A long form with one more column at its end, the file's name, and its head apart from it. */
function beside(text, file) {
  const guarded = FORMULA.test(file) ? `'${file}` : file;
  const cell = /[,;"\r\n\t| ]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  const end = text.indexOf("\r\n");
  const rows = text.slice(end + 2);
  return {
    head: `${text.slice(0, end)},${FILE[options.lang]}\r\n`,
    // Line breaks inside quotes end no record.
    content: rows.replace(/"(?:[^"]|"")*"|\r\n/g, (part) => (part === "\r\n" ? `,${cell}\r\n` : part)),
  };
}

/**
 * The sheets of a file that are evaluated one by one, each with the rules that it is judged by: those of a working file
 * (its only one has no number). Any other file is evaluated as a whole.
 *
 * @returns {{ sheet?: number, ruleSet?: string | object }[]}
 */
function sheetsOf(name, bytes) {
  const whole = [{ ruleSet: options.ruleSet }];
  if (!name.toLowerCase().endsWith(".kpi.json")) return whole;
  try {
    const { sheets } = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, "")).draft;
    const found = sheets.map(({ settings = {} }, at) => ({
      sheet: sheets.length > 1 ? at + 1 : undefined,
      ruleSet: options.ruleSet ?? settings.own ?? settings.ruleSet,
    }));
    return found.length > 0 ? found : whole;
  } catch {
    return whole; // What is wrong with it is said when it is evaluated.
  }
}

function read(path) {
  const bytes = readFileSync(path);
  const name = basename(path);
  const parts = sheetsOf(name, bytes).map(({ sheet, ruleSet }) => {
    const evaluation = evaluate({ bytes, name }, { ...options, sheet });
    const rendering = { lang: options.lang, ruleSet };
    const form = FORMS[format] ?? (() => ({ content: render(evaluation, format, { ...rendering, source: name }) }));
    return { kpis: evaluation.kpis.length, ...form(path, sheet, evaluation, rendering) };
  });
  return {
    kpis: parts.reduce((sum, { kpis }) => sum + kpis, 0),
    contents: parts.map(({ content }) => content),
    head: parts[0].head,
  };
}

await init();
parentPort.on("message", (path) => {
  let result;
  try {
    result = read(path);
  } catch (fault) {
    // After a trap the module is in an unknown state: the thread ends, and another takes its place.
    const isKnown = fault instanceof KpiError || fault.syscall !== undefined;
    const { code, reason, message } = isKnown ? fault : { code: "failed", message: String(fault?.message ?? fault) };
    result = { fault: { code, reason, message }, isDead: !isKnown };
  }
  parentPort.postMessage(result);
});
