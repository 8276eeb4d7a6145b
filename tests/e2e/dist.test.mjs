// The built files themselves: checksums, compressed forms, what must not be in them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { DIST } from "./server.mjs";

const read = (name) => readFileSync(DIST + name);
const hash = (kind, bytes, form) => createHash(kind).update(bytes).digest(form);
const MANIFEST = JSON.parse(read("kpi-evaluator.manifest.json"));
const NAMES = readdirSync(DIST);

test("the manifest lists every file with its size and checksum, and nothing else", () => {
  const isListed = (name) => !/\.(br|gz)$/.test(name) && name !== "kpi-evaluator.manifest.json";
  assert.deepEqual(MANIFEST.files.map(({ path }) => path), NAMES.filter(isListed).sort());
  for (const { path, bytes, sha256 } of MANIFEST.files) {
    assert.equal(read(path).length, bytes, path);
    assert.equal(hash("sha256", read(path), "hex"), sha256, path);
  }
  assert.equal(MANIFEST.schema, "kpi-evaluator-build/1");
});

test("a name's hash is of the content", () => {
  const hashed = NAMES.filter((name) => /^kpi-(?:evaluator|engine).*-[0-9a-f]{16}\.\w+$/.test(name));
  assert.equal(hashed.length, 13);
  for (const name of hashed) assert.ok(name.includes(hash("sha256", read(name), "hex").slice(0, 16)), name);
});

test("the compressed files hold the same bytes", () => {
  const packed = NAMES.filter((name) => /\.(br|gz)$/.test(name));
  assert.ok(packed.some((name) => name.endsWith(".wasm.br")) && packed.some((name) => name.endsWith(".wasm.gz")));
  for (const name of packed) {
    const bytes = name.endsWith(".br") ? brotliDecompressSync(read(name)) : gunzipSync(read(name));
    assert.ok(bytes.equals(read(name.slice(0, -3))), name);
  }
});

test("every script, style and preload of the page carries the checksum of its file", () => {
  const page = read("index.html").toString();
  const tags = [...page.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const compared = tags.filter((tag) => /^<script|rel="(stylesheet|modulepreload|preload)"/.test(tag));
  assert.ok(compared.length >= 5, tags.join("\n"));
  for (const tag of compared) {
    const [, name] = /(?:href|src)="\.\/([^"]+)"/.exec(tag);
    assert.ok(tag.includes(`integrity="sha384-${hash("sha384", read(name), "base64")}"`), tag);
  }
});

test("the page has no inline script, no inline style and no handler attribute, and its policy allows none", () => {
  const page = read("index.html").toString();
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  for (const [tag] of page.matchAll(/<script\b[^>]*>/g)) assert.match(tag, / src="/);
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
  for (const part of ["default-src 'none'", "connect-src 'self'", "require-trusted-types-for 'script'", "form-action 'none'"]) {
    assert.ok(policy.split("; ").includes(part), part);
  }
});

/** A page's policy: what each directive allows. */
function policyOf(name) {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(read(name).toString());
  const directives = policy.split(";").map((directive) => directive.trim().split(/\s+/));
  assert.equal(new Set(directives.map(([name]) => name)).size, directives.length, "of two the first counts");
  return Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.sort()]));
}

/** What both pages allow that are files beside others; each has what it allows beyond. */
const OF_BOTH = {
  "default-src": ["'none'"],
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "img-src": ["'self'", "blob:", "data:"],
  "connect-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "require-trusted-types-for": ["'script'"],
};

test("the hosted page's policy allows this, and nothing else", () => {
  assert.deepEqual(policyOf("index.html"), {
    ...OF_BOTH,
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "manifest-src": ["'self'"],
    "trusted-types": ["default", "kpi-evaluator"],
  });
});

test("the frame's policy allows this, and nothing else, and its page has no inline script, style or handler", () => {
  assert.deepEqual(policyOf("embed.html"), {
    ...OF_BOTH,
    "style-src": ["'none'"],
    "worker-src": ["'self'"],
    "trusted-types": ["kpi-evaluator"],
  });
  const page = read("embed.html").toString();
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  const scripts = [...page.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  assert.ok(scripts.length >= 1);
  for (const tag of scripts) assert.match(tag, / src="\.\//);
  assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<script"), "what stands before it is not held to it");
});

test("the policy of the page as one file allows its own scripts and styles by their checksums, and no connection", () => {
  const { "script-src": scripts, "style-src": styles, ...rest } = policyOf("kpi-evaluator.html");
  const page = read("kpi-evaluator.html").toString();
  const sources = (pattern) =>
    [...page.matchAll(pattern)].map(([, text]) => `'sha256-${hash("sha256", text, "base64")}'`).sort();
  const run = sources(/<script id="kpi-evaluator-start">([^]*?)<\/script>/g);
  assert.equal(run.length, 1);
  assert.deepEqual(scripts, [...run, "'wasm-unsafe-eval'"].sort());
  const shown = sources(/<style\b[^>]*>([^]*?)<\/style>/g);
  assert.ok(shown.length >= 4);
  assert.deepEqual(styles, shown);
  assert.deepEqual(rest, {
    "default-src": ["'none'"],
    "img-src": ["blob:", "data:"],
    "connect-src": ["'none'"],
    "worker-src": ["blob:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default"],
  });
});

test("no module holds a place of the machine that built it", () => {
  const modules = NAMES.filter((name) => name.endsWith(".wasm"));
  assert.equal(modules.length, 2, "the page, and the engine that programs call");
  for (const name of modules) {
    const module = read(name).toString("latin1");
    const rust = module.match(/[\w./\\:-]+\.rs/g);
    assert.ok(rust.length > 10);
    const foreign = rust.filter((path) => /^(\/|[A-Za-z]:)/.test(path) && !/^\/(cargo|rustc|rust)\//.test(path));
    assert.deepEqual(foreign.filter((path) => !path.startsWith("/kpi-evaluator/")), []);
    for (const place of [process.cwd(), process.env.HOME, process.env.CARGO_HOME]) {
      if (place && place !== "/") assert.ok(!module.includes(`${place}/`), place);
    }
  }
});

test("the engine that programs call has no page in it", () => {
  const holds = (part, text) => read(NAMES.find((name) => name.endsWith(".wasm") && name.includes(part))).includes(text);
  const isOfEngine = (text) => holds("-engine-", text);
  assert.ok(!isOfEngine("yew"), "no Yew");
  assert.ok(!isOfEngine("ke-button"), "no markup");
});

test("the page as one file names its version, and its checksum with zeros in that place", () => {
  const page = read("kpi-evaluator.html").toString();
  const meta = (name) => new RegExp(`<meta name="kpi-evaluator-${name}" content="([^"]*)">`).exec(page)[1];
  assert.equal(meta("version"), MANIFEST.version);
  assert.equal(hash("sha256", page.replace(meta("checksum"), "0".repeat(64)), "hex"), meta("checksum"));
});

test("the page as one file needs no other file and allows no connection", () => {
  const page = read("kpi-evaluator.html").toString();
  assert.deepEqual(page.match(/(?:href|src)="(?!data:)[^"]*"/g), null);
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page);
  assert.ok(policy.includes("connect-src 'none'"));
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|'self'/);
});
