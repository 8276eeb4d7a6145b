// One thread of the command: paths in, results out. `{ kpis, content, head? }` for a file that was read: how many KPIs, what
// is written of it, and what stands before the first; `{ fault, isDead? }` for one that was not.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import init, { evaluate, KpiError, render } from "./kpi-evaluator.js";

const { format, options } = workerData;
const rendering = { lang: options.lang, ruleSet: options.ruleSet };
const FILE = { ja: "ファイル", en: "file" };

/** What a spreadsheet would take for a formula, as the formats keep it away from one. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

/** How the evaluation of a path is written, by format; the others are files of `render`. */
const FORMS = {
  ndjson: (file, evaluation) => ({ content: `${JSON.stringify({ file, evaluation })}\n` }),
  "csv-long": (file, evaluation) => beside(render(evaluation, "csv-long", rendering), file),
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

function read(path) {
  const evaluation = evaluate({ bytes: readFileSync(path), name: basename(path) }, options);
  const form = FORMS[format] ?? (() => ({ content: render(evaluation, format, { ...rendering, source: basename(path) }) }));
  return { kpis: evaluation.kpis.length, ...form(path, evaluation) };
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
