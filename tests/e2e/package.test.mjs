// `release/`: the npm-ready folder and the list of what is inside.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { openPage } from "./helper.mjs";

const RELEASE = fileURLToPath(new URL("../../release/", import.meta.url));
const NPM = join(RELEASE, "npm");
const manifest = JSON.parse(readFileSync(join(NPM, "package.json"), "utf8"));
const npm = (args, cwd) => execFileSync(process.platform === "win32" ? "npm.cmd" : "npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

test("the package holds the module and its types, no page, no script that runs when it is installed", () => {
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.dependencies, undefined);
  const [{ files }] = JSON.parse(npm(["pack", "--json", "--dry-run"], NPM));
  const names = files.map(({ path }) => path.replace(/[0-9a-f]{16}/, "HASH")).sort();
  assert.deepEqual(names, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "command-files.js",
    "command-pool.js",
    "command-words.js",
    "command-worker.js",
    "command.js",
    "kpi-engine-HASH.wasm",
    "kpi-evaluator-api-HASH.js",
    "kpi-evaluator-engine-HASH.js",
    "kpi-evaluator-module-HASH.js",
    "kpi-evaluator.d.ts",
    "kpi-evaluator.js",
    "package.json",
  ]);
});

/** A folder with the package installed, as `npm pack` makes it. */
function installed(t) {
  const folder = mkdtempSync(join(tmpdir(), "kpi-evaluator-package-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [{ filename }] = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], NPM));
  npm(["install", "--offline", "--no-audit", "--no-fund", "--prefix", folder, join(folder, filename)], folder);
  return folder;
}

test("packed, installed and imported by its name, it evaluates; its names are these and no others", (t) => {
  const folder = installed(t);
  const script = `
    import init, * as module from "kpi-evaluator";
    await init();
    const { kpis } = module.evaluate("指標\\t目標値（R5）\\t実績値（R5）\\n来館者数\\t1000\\t850\\n");
    console.log(JSON.stringify([Object.keys(module), kpis[0].measurements[0].rate]));`;
  const told = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder, encoding: "utf8" });
  assert.deepEqual(JSON.parse(told), [["KpiError", "compare", "default", "evaluate", "fits", "render", "ruleSets", "version"], "85.0"]);
  assert.equal(npm(["exec", "--offline", "--", "kpi-evaluator", "--version"], folder), `${manifest.version}\n`);
});

test("bundled by Vite, it evaluates in a page with a strict policy", async (t) => {
  const folder = installed(t);
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="ja"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>bundled</title>
    <output></output><script type="module" src="./main.js"></script>`,
  );
  writeFileSync(
    join(folder, "main.js"),
    `import init, { evaluate } from "kpi-evaluator";
    await init();
    const { kpis } = evaluate("指標\\t目標値（R5）\\t実績値（R5）\\n来館者数\\t1000\\t850\\n");
    document.querySelector("output").textContent = kpis[0].measurements[0].rate;`,
  );
  await build({ root: folder, base: "./", configFile: false, logLevel: "error", build: { modulePreload: false } });
  const made = readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = made.map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1);
  const pages = files.map((file) => [`/bundled${file.slice(join(folder, "dist").length)}`, readFileSync(file)]);
  const page = await openPage(t, { path: "/bundled/index.html", pages: Object.fromEntries(pages) });
  await page.locator("output", { hasText: "85.0" }).waitFor();
});

test("the package's files are those of the build", async () => {
  const { files } = JSON.parse(readFileSync(new URL("../../dist/kpi-evaluator.manifest.json", import.meta.url), "utf8"));
  const { version } = await import(pathToFileURL(join(NPM, "kpi-evaluator.js")).href);
  assert.equal(manifest.version, version);
  const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
  for (const { path } of files.filter(({ path }) => manifest.files.includes(path))) {
    assert.ok(readFileSync(join(NPM, path)).equals(readFileSync(join(dist, path))), path);
  }
});

test("the list of what is inside names every crate with version, licence and checksum", () => {
  const list = JSON.parse(readFileSync(join(RELEASE, "kpi-evaluator.cdx.json"), "utf8"));
  assert.equal(list.bomFormat, "CycloneDX");
  assert.equal(list.metadata.component.name, "kpi-evaluator");
  const names = list.components.map(({ name }) => name);
  for (const name of ["yew", "wasm-bindgen", "rust_decimal", "serde_json"]) assert.ok(names.includes(name), name);
  for (const name of ["proptest", "calamine", "xtask"]) assert.ok(!names.includes(name), name);
  for (const { name, version, purl, licenses } of list.components) {
    assert.equal(purl, `pkg:cargo/${name}@${version}`);
    assert.ok(licenses?.[0].expression, name);
  }
  // The product's own crates come from no archive that a checksum could be of.
  const [own, others] = [true, false].map((is) => list.components.filter(({ name }) => name.startsWith("kpi-") === is));
  assert.deepEqual(own.map(({ name }) => name).sort(), ["kpi-bridge", "kpi-core", "kpi-readers", "kpi-report"]);
  for (const { name, hashes } of others) assert.match(hashes?.[0].content ?? "", /^[0-9a-f]{64}$/, name);
  const known = new Set([list.metadata.component, ...list.components].map((component) => component["bom-ref"]));
  for (const { ref, dependsOn } of list.dependencies) for (const on of [ref, ...dependsOn]) assert.ok(known.has(on), on);
});
