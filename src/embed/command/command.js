#!/usr/bin/env node
// The command of the package: files and folders in, evaluations out. What it takes and how it ends: command-words.js.
//
// Files are read by threads, and written in the order in which they were named: the output does not depend on how many
// threads there are. A file that cannot be read is one line on standard error, and the others go on.

import { mkdirSync, openSync, closeSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { found, listed, named } from "./command-files.js";
import { inOrder } from "./command-pool.js";
import { words } from "./command-words.js";
import init, { evaluate, ruleSets, version } from "./kpi-evaluator.js";

const ENDED = { well: 0, someUnread: 1, wrongUse: 2, unwritable: 3 };

/** Formats by their ids: one stream of all files under this name, or a file for each. */
const FORMATS = new Map([
  ["ndjson", { joined: "evaluations.ndjson" }],
  ["csv-long", { joined: "evaluations.csv" }],
  ["json", { ending: "json" }],
  ["csv", { ending: "csv" }],
  ["xlsx", { ending: "xlsx" }],
  ["html", { ending: "html" }],
  ["md", { ending: "md" }],
]);

const OPTIONS = {
  format: { type: "string", default: "ndjson" },
  "rule-set": { type: "string" },
  "as-of": { type: "string" },
  lang: { type: "string", default: "ja" },
  out: { type: "string" },
  threads: { type: "string" },
  "files-from": { type: "string" },
  "list-rule-sets": { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
};

/** What stops everything before it begins, in words. */
class WrongUse extends Error {}

/** What was written cannot be put where it should go. */
class Unwritable extends Error {}

/** The words for the terminal: in the language that is asked for, else in the system's. */
function spoken(args) {
  const asked = args.join(" ").match(/--lang[= ](ja|en)\b/)?.[1];
  const system = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
  return words[asked ?? (system.startsWith("ja") ? "ja" : "en")];
}

/** The wishes of a command line, checked. */
function wishes(args, say) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (fault) {
    throw new WrongUse(fault.message.split("\n")[0]);
  }
  const { values, positionals } = parsed;
  const format = FORMATS.get(values.format);
  if (!format) throw new WrongUse(say.unknownFormat(values.format, [...FORMATS.keys()]));
  const threads = Number(values.threads ?? availableParallelism());
  if (!Number.isInteger(threads) || threads < 1 || threads > 256) throw new WrongUse(say.badThreads(values.threads));
  return { ...values, threads, form: format, files: positionals };
}

/** The rule set that is meant: the id of one that ships, or a file of `rule-set/1`. */
function ruleSetOf(given, say) {
  if (given === undefined || ruleSets().some(({ id }) => id === given)) return given;
  try {
    return JSON.parse(readFileSync(given, "utf8"));
  } catch (fault) {
    throw new WrongUse(say.noRuleSet(given, fault.message));
  }
}

/** The options of `evaluate`; wrong ones are found here, and not once for each file. */
function optionsOf(wanted, say) {
  const options = { ruleSet: ruleSetOf(wanted["rule-set"], say), asOf: wanted["as-of"], lang: wanted.lang };
  try {
    evaluate("", options);
  } catch (fault) {
    throw new WrongUse(fault.message);
  }
  return options;
}

/** Everything that is to be read, in its order. */
function inputs(wanted, say) {
  const from = wanted["files-from"];
  if (from === undefined && wanted.files.length === 0) throw new WrongUse(say.noFiles);
  try {
    const more = from === undefined ? [] : listed(readFileSync(from === "-" ? 0 : from, "utf8"));
    return found([...wanted.files, ...more], wanted.out);
  } catch (fault) {
    throw new WrongUse(fault.message);
  }
}

/** Where results go: `put(name, bytes)` writes the file of one input, or adds to the stream of all. */
function outlet(wanted, say) {
  const { out, form } = wanted;
  if (out === undefined && form.joined === undefined) throw new WrongUse(say.needsOut(wanted.format));
  const attempt = (work) => {
    try {
      return work();
    } catch (fault) {
      throw new Unwritable(fault.message, { cause: fault });
    }
  };
  if (out !== undefined) attempt(() => mkdirSync(out, { recursive: true }));
  if (form.joined === undefined) {
    const put = (name, bytes) => {
      const path = join(out, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    };
    return { put: (name, bytes) => attempt(() => put(name, bytes)), end: () => {} };
  }
  const to = out === undefined ? 1 : attempt(() => openSync(join(out, form.joined), "w"));
  return {
    put: (_, text) => attempt(() => written(to, text)),
    end: () => (to === 1 ? undefined : attempt(() => closeSync(to))),
  };
}

/** Writes all of a text before it returns: a pipe that is full is waited for, so that nothing piles up here. */
function written(to, text) {
  let rest = typeof text === "string" ? Buffer.from(text) : text;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(to, rest));
    } catch (fault) {
      if (fault.code !== "EAGAIN") throw fault;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The name of the result of one of several sheets: that of the file for the first, else with the sheet's number. */
function ofSheet(name, sheet) {
  return sheet === 0 || name === undefined ? name : name.replace(/\.([^.]*)$/, `.sheet-${sheet + 1}.$1`);
}

/** A fault on one line, whatever stands in names and messages. */
function line(path, message) {
  return `${path}: ${message}`.replace(/\p{Cc}+/gu, " ");
}

async function run(wanted, say) {
  const began = performance.now();
  const order = { format: wanted.format, options: optionsOf(wanted, say) };
  const files = inputs(wanted, say);
  const names = wanted.form.ending === undefined ? [] : named(files, wanted.form.ending, wanted.out);
  const { put, end } = outlet(wanted, say);
  const sum = { files: files.length, unread: 0, kpis: 0 };
  let isFirst = true;
  const take = ({ kpis, fault, contents, head }, at) => {
    if (fault) {
      sum.unread += 1;
      console.error(line(files[at].path, `${fault.message} (${fault.reason ?? fault.code})`));
      // In a stream of JSON it has a line too, so that who reads only that misses no file.
      if (wanted.format === "ndjson") put("", `${JSON.stringify({ file: files[at].path, error: fault })}\n`);
      return;
    }
    sum.kpis += kpis;
    for (const [sheet, content] of contents.entries()) {
      put(ofSheet(names[at], sheet), isFirst && head !== undefined ? head + content : content);
      isFirst = false;
    }
  };
  await inOrder(files, order, wanted.threads, take);
  end();
  if (!wanted.quiet) console.error(say.sum(sum, (performance.now() - began) / 1000));
  return sum.unread > 0 ? ENDED.someUnread : ENDED.well;
}

async function main(args) {
  const say = spoken(args);
  try {
    const wanted = wishes(args, say);
    if (wanted.help) return console.log(say.help([...FORMATS.keys()])), ENDED.well;
    if (wanted.version) return console.log(version), ENDED.well;
    await init();
    if (wanted["list-rule-sets"]) {
      for (const { id, name } of ruleSets()) console.log(`${id}\t${name}`);
      return ENDED.well;
    }
    return await run(wanted, say);
  } catch (fault) {
    if (fault instanceof WrongUse) {
      console.error(`${fault.message}\n${say.seeHelp}`);
      return ENDED.wrongUse;
    }
    if (!(fault instanceof Unwritable)) throw fault;
    // Who reads the stream may have seen enough (`| head`): no more is said then.
    if (fault.cause?.code !== "EPIPE") console.error(say.unwritable(fault.message));
    return ENDED.unwritable;
  }
}

process.exitCode = await main(process.argv.slice(2));
