// The command of the package: `release/npm/command.js`, as `npx kpi-evaluator` starts it; and the examples that use it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const NPM = fileURLToPath(new URL("../../release/npm/", import.meta.url));
const BATCH = fileURLToPath(new URL("../../examples/batch/", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const COMMAND = join(NPM, "command.js");
const PYTHON = process.env.PYTHON ?? "python3";

/** Two rows, of which the second has a name that a careless writer of CSV would part. */
const SHEET = '指標,単位,目標値（R5）,実績値（R5）\r\n来館者数,人,1000,850\r\n"満足度、""良い""の割合",%,80,90\r\n';

function started(args, options = {}) {
  const ended = spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" }, ...options });
  return { code: ended.status, out: ended.stdout, said: ended.stderr };
}

/** A folder of sheets: good ones in folders, two that cannot be read, and a file of no such kind. */
function sheets(t) {
  const folder = mkdtempSync(join(tmpdir(), "kpi-evaluator-command-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const place = join(folder, "in");
  mkdirSync(join(place, "b", ".git"), { recursive: true });
  for (const name of ["a.csv", "b/a.csv", "b/z.csv", "b/.git/hidden.csv"]) writeFileSync(join(place, name), SHEET);
  copyFileSync(join(FIXTURES, "encrypted.xlsx"), join(place, "b", "closed.xlsx"));
  writeFileSync(join(place, "c.pdf"), "%PDF-1.7\n");
  writeFileSync(join(place, "notes.bin"), "no sheet");
  return { folder, place };
}

const ORDER = ["a.csv", "b/a.csv", "b/closed.xlsx", "b/z.csv", "c.pdf"];

test("a folder becomes lines of JSON in the order of names, whatever the threads; bad files are a line each", (t) => {
  const { place } = sheets(t);
  const [one, many] = ["1", "4"].map((threads) => started([place, "--threads", threads, "--quiet"]));
  assert.equal(one.code, 1);
  assert.equal(many.out, one.out);
  const records = one.out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(records.map(({ file }) => file), ORDER.map((name) => join(place, name)));
  assert.deepEqual(records.map(({ evaluation }) => evaluation?.kpis.map(({ measurements }) => measurements[0].rate)), [["85.0", "112.5"], ["85.0", "112.5"], undefined, ["85.0", "112.5"], undefined]);
  assert.deepEqual(records.map(({ error }) => error?.reason), [undefined, undefined, "encrypted", undefined, "truncated"]);
  const said = one.said.trimEnd().split("\n");
  assert.equal(said.length, 2);
  assert.ok(said[0].startsWith(`${join(place, "b/closed.xlsx")}: `) && said[0].endsWith("(encrypted)"), said[0]);
});

test("the long form of all files is one table with the file's name in its last column", async (t) => {
  const { folder, place } = sheets(t);
  const out = join(folder, "out");
  const { code, out: told } = started([place, "--format", "csv-long", "--lang", "en", "--out", out, "--rule-set", "plain"]);
  assert.deepEqual([code, told], [1, ""]);
  const text = readFileSync(join(out, "evaluations.csv"), "utf8");
  assert.ok(text.startsWith("\uFEFFschema,kpi_id,"));
  // Parted by another reader than ours: the quotes of the second name must have stood.
  const script = "import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))";
  const { stdout, status } = spawnSync(PYTHON, ["-c", script, join(out, "evaluations.csv")], { encoding: "utf8" });
  if (status !== 0) return t.skip("there is no Python");
  const rows = JSON.parse(stdout);
  const files = ["a.csv", "b/a.csv", "b/z.csv"].flatMap((name) => [join(place, name), join(place, name)]);
  assert.deepEqual(rows.map(({ file }) => file), files);
  assert.deepEqual(rows.slice(0, 2).map(({ rate_percent }) => rate_percent), ["85.0", "112.5"]);
  assert.deepEqual(rows.map(({ schema }) => schema), rows.map(() => "kpi-evaluator/long-1"));
});

test("a form of one file each keeps folders and names, and is what render gives", async (t) => {
  const { folder, place } = sheets(t);
  const out = join(folder, "out");
  const twice = join(place, "b", "a.csv");
  const { code } = started([place, twice, join(place, "a.csv"), "--format", "xlsx", "--out", out, "--quiet"]);
  assert.equal(code, 1);
  const made = readdirSync(out, { recursive: true }).filter((name) => name.endsWith(".xlsx")).sort();
  assert.deepEqual(made, ["a.csv-2.xlsx", "a.csv-3.xlsx", "a.csv.xlsx", "b/a.csv.xlsx", "b/z.csv.xlsx"].map((name) => join(name)));
  const { default: init, evaluate, render } = await import(pathToFileURL(join(NPM, "kpi-evaluator.js")).href);
  await init();
  const evaluation = evaluate({ bytes: readFileSync(twice), name: "a.csv" }, { lang: "ja" });
  assert.ok(readFileSync(join(out, "b", "a.csv.xlsx")).equals(Buffer.from(render(evaluation, "xlsx", { lang: "ja", source: "a.csv" }))));
});

test("a working file is evaluated sheet by sheet, with what was put right and by its own rules", (t) => {
  const { folder, place } = sheets(t);
  // A first actual that was corrected from 850 to 860, and rules of its own; beside it the sheet as it came.
  const file = JSON.parse(readFileSync(new URL("../working_files/1.kpi.json", import.meta.url), "utf8"));
  const [{ document }] = file.draft.sheets;
  file.draft.sheets.push({ document, settings: { ruleSet: "ibaraki" } });
  delete file.check;
  writeFileSync(join(folder, "R5.kpi.json"), JSON.stringify(file));
  const ended = started([join(folder, "R5.kpi.json"), join(place, "a.csv"), "--quiet"]);
  assert.equal(ended.code, 0, ended.said);
  const records = ended.out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(
    records.map(({ sheet, evaluation: { ruleSet, kpis } }) => [sheet, ruleSet, kpis.map(({ measurements }) => measurements[0].rate)]),
    [
      [1, "own", ["86.0", "112.5"]],
      [2, "ibaraki", ["85.0", "112.5"]],
      [undefined, "plain", ["85.0", "112.5"]],
    ],
  );
  const out = join(folder, "out");
  assert.equal(started([join(folder, "R5.kpi.json"), "--format", "html", "--out", out, "--quiet"]).code, 0);
  assert.deepEqual(readdirSync(out).sort(), ["R5.kpi.json.html", "R5.kpi.json.sheet-2.html"]);
  writeFileSync(join(folder, "R4.kpi.json"), JSON.stringify(file).replaceAll("850", "950"));
  const damaged = started([join(folder, "R4.kpi.json"), "--quiet"]);
  assert.equal(damaged.code, 1);
  assert.match(damaged.said, /R4\.kpi\.json.*\(damaged\)\n$/);
});

test("wrong use says what is wrong and writes nothing; results that cannot be written have a code of their own", (t) => {
  const { folder, place } = sheets(t);
  const out = join(folder, "none");
  for (const [args, about] of [
    [[], "No files"],
    [[place, "--format", "docx", "--out", out], '"docx"'],
    [[place, "--nonsense", "--out", out], "--nonsense"],
    [[place, "--rule-set", "no-such", "--out", out], '"no-such"'],
    [[place, "--as-of", "soon", "--out", out], "asOf"],
    [[place, "--threads", "0", "--out", out], "--threads"],
    [[place, "--format", "xlsx"], "--out"],
    [["--files-from", join(folder, "no-list"), "--out", out], "no-list"],
  ]) {
    const { code, out: told, said } = started(args);
    assert.deepEqual([code, told], [2, ""], said);
    assert.ok(said.includes(about), `${args}: ${said}`);
  }
  assert.ok(!readdirSync(folder).includes("none"));
  const blocked = started([place, "--out", join(place, "a.csv")]);
  assert.equal(blocked.code, 3);
  const gone = started([join(place, "gone.csv"), join(place, "a.csv"), "--quiet"]);
  assert.equal(gone.code, 1);
  assert.match(gone.said, /gone\.csv: .*\(ENOENT\)\n$/);
  assert.equal(gone.out.trimEnd().split("\n").length, 2);
});

test("it says how it is used in both languages, its version and its rule sets, and reads a list", async (t) => {
  const { place } = sheets(t);
  const { version } = JSON.parse(readFileSync(join(NPM, "package.json"), "utf8"));
  assert.equal(started(["--version"]).out, `${version}\n`);
  assert.match(started(["--help"]).out, /^Usage: .*Exit codes: 0/s);
  assert.match(started(["--help", "--lang", "ja"]).out, /^使い方: .*終了コード: 0/s);
  assert.match(started(["--list-rule-sets"]).out, /^plain\t/m);
  const list = started(["--files-from", "-", "--quiet"], { input: `${join(place, "b/z.csv")}\n${join(place, "a.csv")}\n` });
  assert.equal(list.code, 0);
  assert.deepEqual(list.out.trimEnd().split("\n").map((line) => JSON.parse(line).file), [join(place, "b/z.csv"), join(place, "a.csv")]);
});

/** Whether Python has a package; what has not cannot be tried here. */
const has = (name) => spawnSync(PYTHON, ["-c", `import ${name}`]).status === 0;

/** Twelve sheets of the example, and what the command says of them. */
function example(t) {
  const folder = mkdtempSync(join(tmpdir(), "kpi-evaluator-batch-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const made = spawnSync(process.execPath, [join(BATCH, "make.mjs"), join(folder, "in"), "12", NPM], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return folder;
}

test("DuckDB answers questions to the long form of the example", { skip: !has("duckdb") && "Python has no duckdb" }, (t) => {
  const folder = example(t);
  const { code } = started([join(folder, "in"), "--format", "csv-long", "--lang", "en", "--out", folder, "--quiet"]);
  assert.equal(code, 0);
  const { stdout, status, stderr } = spawnSync(PYTHON, [join(BATCH, "query.py"), join(folder, "evaluations.csv")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const records = started([join(folder, "in"), "--quiet"]).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const kpis = records.reduce((sum, { evaluation }) => sum + evaluation.kpis.length, 0);
  assert.ok(stdout.includes(`sheets\tkpis\n12\t${kpis}\n`), stdout);
});

test("Spark gets the same from the command, by pipe and by mapInPandas", { skip: !has("pyspark") && "Python has no pyspark" }, (t) => {
  const folder = example(t);
  const records = started([join(folder, "in"), "--quiet"]).out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const kpis = records.reduce((sum, { evaluation }) => sum + evaluation.kpis.length, 0);
  for (const way of ["pipe", "pandas"]) {
    const env = { ...process.env, PYSPARK_PYTHON: PYTHON };
    const { stdout, status, stderr } = spawnSync(PYTHON, [join(BATCH, "spark.py"), join(folder, "in"), way, process.execPath, COMMAND], { encoding: "utf8", env });
    assert.equal(status, 0, stderr);
    const said = Object.fromEntries(stdout.trimEnd().split("\n").map((line) => line.split("\t")));
    const { sheets: read, unread, ...statuses } = said;
    assert.deepEqual([read, unread], ["12", "0"]);
    assert.equal(Object.values(statuses).reduce((sum, n) => sum + Number(n), 0), kpis);
  }
});
