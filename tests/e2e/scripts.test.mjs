// The built scripts that decide what is kept and what may run, each alone: what they are given here is what a browser
// gives them, so that every answer can be tried without one.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { DIST } from "./server.mjs";

const read = (name) => readFileSync(DIST + name, "utf8");
const HOME = "https://city.example/kpi/";
const OWN = `kpi-evaluator ${HOME} `;
const FOREIGN = "https://elsewhere.example/worker.js";
const INDEX = read("index.html");
const [, BUILD] = /name="kpi-evaluator-build" content="([^"]+)"/.exec(INDEX);

/** Caches as of a browser: named, in the order in which they were made. */
class Caches {
  /** @type {Map<string, Map<string, Response>>} */
  all = new Map();
  #fetch;

  constructor(fetch, names = []) {
    this.#fetch = fetch;
    for (const name of names) this.all.set(name, new Map());
  }

  keys = async () => [...this.all.keys()];
  delete = async (name) => this.all.delete(name);

  match = async (address, { cacheName }) => this.all.get(cacheName)?.get(String(address))?.clone();

  open = async (name) => {
    if (!this.all.has(name)) this.all.set(name, new Map());
    const kept = this.all.get(name);
    return {
      put: async (address, answer) => void kept.set(String(address.url ?? address), answer),
      match: async (address) => kept.get(String(address.url ?? address))?.clone(),
      addAll: async (requests) => {
        const answers = await Promise.all(requests.map((request) => this.#fetch(request)));
        if (!answers.every(({ ok }) => ok)) throw new TypeError("an answer is none");
        requests.forEach((request, at) => kept.set(request.url, answers[at]));
      },
    };
  };
}

/**
 * The built service worker in a site whose files are those of the build, but for `changed`: its content, or `undefined` for a
 * file that is not there.
 */
function serviceWorker({ changed = {}, kept = [], isReached = () => true } = {}) {
  const asked = [];
  const fetched = async (request) => {
    const url = String(request.url ?? request);
    asked.push({ url, method: request.method ?? "GET" });
    if (!isReached()) throw new TypeError("no network");
    const name = url.slice(HOME.length) || "index.html";
    const body = name in changed ? changed[name] : readFileSync(DIST + name);
    if (body === undefined) return new Response("", { status: 404 });
    const sum = `sha384-${createHash("sha384").update(body).digest("base64")}`;
    if (request.integrity && request.integrity !== sum) throw new TypeError("the checksum is another");
    return new Response(body);
  };
  const caches = new Caches(fetched, kept);
  const heard = {};
  const self = {
    location: new URL("sw.js", HOME),
    registration: { scope: HOME },
    addEventListener: (type, listener) => (heard[type] = listener),
    skipWaiting: async () => {},
    clients: { claim: async () => {} },
  };
  runInNewContext(read("sw.js"), { self, caches, fetch: fetched, URL, Request, Response });
  const dispatched = async (type, event) => {
    let work;
    heard[type]({ ...event, waitUntil: (given) => (work = given), respondWith: (given) => (work = given) });
    return work;
  };
  return {
    caches,
    asked,
    install: () => dispatched("install"),
    activate: () => dispatched("activate"),
    /** What a page of the site is answered; `undefined` if that is left to the browser. */
    answer: (address, init) => dispatched("fetch", { request: new Request(new URL(address, HOME), init) }),
  };
}

const names = async ({ caches }) => (await caches.keys()).filter((name) => name.startsWith(OWN));

test("the service worker keeps every part that the page names, and the page", async () => {
  const worker = serviceWorker();
  await worker.install();
  assert.deepEqual(await names(worker), [OWN + BUILD]);
  const kept = [...worker.caches.all.get(OWN + BUILD).keys()];
  const wanted = readdirSync(DIST).filter((name) => /-[0-9a-f]{16}\.\w+$/.test(name) && INDEX.includes(name));
  assert.ok(wanted.length >= 5, wanted.join());
  for (const name of ["", ...wanted]) assert.ok(kept.includes(HOME + name), name);
});

test("a part with other bytes than the build's, whichever it is, undoes the whole, and the build before stays", async () => {
  const whole = serviceWorker();
  await whole.install();
  const parts = [...whole.caches.all.get(OWN + BUILD).keys()].filter((url) => url !== HOME);
  assert.ok(parts.length >= 6, parts.join());
  for (const name of parts.map((url) => url.slice(HOME.length))) {
    const worker = serviceWorker({ changed: { [name]: Buffer.concat([readFileSync(DIST + name), Buffer.from(" ")]) }, kept: [`${OWN}before`] });
    await assert.rejects(worker.install(), TypeError, name);
    assert.deepEqual(await names(worker), [`${OWN}before`], name);
  }
});

test("a part that is missing, and a page of another build, undo the whole as well", async () => {
  const style = readdirSync(DIST).find((name) => /^main-.*\.css$/.test(name));
  const other = INDEX.replace(BUILD, "0123456789abcdef");
  assert.notEqual(other, INDEX);
  for (const changed of [{ [style]: undefined }, { "index.html": other }, { "index.html": undefined }]) {
    const worker = serviceWorker({ changed, kept: [`${OWN}before`] });
    await assert.rejects(worker.install());
    assert.deepEqual(await names(worker), [`${OWN}before`], Object.keys(changed).join());
  }
});

test("all builds are dropped but this one and the last before it, and no cache of another site", async () => {
  const others = ["kpi-evaluator https://city.example/other/ 1", "a cache of the city's"];
  const worker = serviceWorker({ kept: [`${OWN}1`, others[0], `${OWN}2`, `${OWN}3`, others[1]] });
  await worker.install();
  await worker.activate();
  assert.deepEqual(await worker.caches.keys(), [others[0], `${OWN}3`, others[1], OWN + BUILD]);
});

test("a part is answered from what was kept, the page from the network while there is one, all else is left alone", async () => {
  let isReached = true;
  const worker = serviceWorker({ isReached: () => isReached });
  await worker.install();
  const style = readdirSync(DIST).find((name) => /^main-.*\.css$/.test(name));
  const before = worker.asked.length;
  assert.equal(await (await worker.answer(style)).text(), read(style));
  assert.equal(worker.asked.length, before, "what is kept is not asked for");
  await worker.answer("");
  assert.equal(worker.asked.length, before + 1, "the page is asked for");
  for (const [address, init] of [["", { method: "POST", body: "x" }], ["../other/", {}], [FOREIGN, {}], ["kpi.txt", {}]]) {
    assert.equal(await worker.answer(address, init), undefined, address);
  }
  isReached = false;
  for (const address of ["", "index.html", "?from=mail"]) {
    assert.equal(await (await worker.answer(address)).text(), INDEX, address);
  }
});

/** Trusted Types that remember what policies were made. */
function trustedTypes() {
  const made = {};
  const createPolicy = (name, rules) => {
    assert.ok(!(name in made), `${name} is made once`);
    made[name] = rules;
    return { createScriptURL: (address) => `${rules.createScriptURL(address)}` };
  };
  return { made, createPolicy };
}

/** Addresses that no page of ours has a script at. */
const OTHERS = [
  FOREIGN,
  "data:text/javascript,ran()",
  "javascript:ran()",
  `${HOME}other.js`,
  `${FOREIGN}#${HOME}sw.js`,
  `${FOREIGN}#blob:null/1`,
  "",
];

/** Everything but a script's address is refused, and of those all that are not in `own`. */
function allowsOnly(rules, own) {
  assert.deepEqual(Object.keys(rules), ["createScriptURL"]);
  for (const address of own) assert.equal(rules.createScriptURL(address), address);
  for (const address of OTHERS) {
    const answer = rules.createScriptURL(address);
    // What lets one address through whatever it is asked lets no other through.
    assert.ok(answer === null || (answer !== address && own.includes(answer)), `${address} → ${answer}`);
  }
}

/** Runs what starts a page. It goes on to load the module, which cannot be had here, and says so. */
function started(text, document) {
  const types = trustedTypes();
  const template = { content: { cloneNode: () => ({ querySelector: () => ({}) }) } };
  const stubs = { "kpi-evaluator-failed": template, "kpi-evaluator": { replaceChildren() {} } };
  const found = { getElementById: (id) => document[id] ?? stubs[id], baseURI: HOME };
  runInNewContext(text, { document: found, trustedTypes: types, console: { error() {} }, URL, TextDecoder, TextEncoder });
  assert.deepEqual(Object.keys(types.made), ["default"]);
  return types.made.default;
}

const built = (part) => readdirSync(DIST).find((name) => new RegExp(`^kpi-evaluator-${part}-[0-9a-f]{16}\\.js$`).test(name));

test("Trusted Types of the hosted page let its own worker and service worker through, and no other address", () => {
  const worker = HOME + built("worker");
  allowsOnly(started(read(built("start")), { "kpi-evaluator-worker": { href: worker } }), [worker, `${HOME}sw.js`]);
});

test("Trusted Types of the page as one file let through what it made itself, and no address of a place", () => {
  const [, start] = /<script id="kpi-evaluator-start">([^]*?)<\/script>/.exec(read("kpi-evaluator.html"));
  allowsOnly(started(start, {}), ["blob:null/3b241101-e2bb-4255-8caf-4136c566a962"]);
});

test("Trusted Types of a guest let the script of its worker through, and no other address", async () => {
  const script = HOME + built("worker");
  for (const origin of [new URL(HOME).origin, "https://portal.example"]) {
    const types = trustedTypes();
    const blobs = [];
    const workers = [];
    const globals = {
      self: { origin },
      trustedTypes: types,
      URL: Object.assign(function (...given) { return new URL(...given); }, {
        createObjectURL: (blob) => `blob:${origin}/${blobs.push(blob)}`,
      }),
      Blob,
      Worker: function (address) { workers.push(address); },
    };
    const text = read(built("hire")).replace("import.meta.url", JSON.stringify(`${HOME}hire.js`));
    runInNewContext(`${text.replace("export function", "function")}\nhire(); hire();`, globals);
    const own = blobs.length === 0 ? script : `blob:${origin}/1`;
    assert.deepEqual(workers, [own, own], "one address, however often");
    allowsOnly(types.made["kpi-evaluator"], [own]);

    // From another site a worker made here takes its script from there, by a policy of its own.
    assert.equal(blobs.length, origin === new URL(HOME).origin ? 0 : 1);
    for (const blob of blobs) {
      const inside = trustedTypes();
      const taken = [];
      runInNewContext(await blob.text(), { self: { trustedTypes: inside }, importScripts: (address) => taken.push(address) });
      assert.deepEqual(taken, [script]);
      allowsOnly(inside.made["kpi-evaluator"], [script]);
    }
  }
});

/** The script of the frame's page, between a window that holds it and an element that is told what to do. */
function frame(fragment) {
  const plain = (text) => text.replace(/^import .*;$/gm, "").replace(/^export /gm, "");
  const told = [];
  const parent = { postMessage: (message, target) => told.push({ message, target }) };
  const done = [];
  const attributes = new Map();
  const element = {
    addEventListener() {},
    setAttribute: (name, value) => attributes.set(name, value),
    getAttribute: (name) => attributes.get(name) ?? null,
    toggleAttribute: (name, isOn) => done.push([name, isOn]),
    set input(input) { done.push(["input", input]); },
    set ruleSet(rules) { done.push(["ruleSet", rules]); },
  };
  let hear;
  const globals = {
    window: {},
    parent,
    location: { origin: "https://parts.example", hash: `#${fragment}` },
    document: {
      createElement: () => element,
      getElementById: () => ({ replaceChildren() {} }),
      documentElement: {},
    },
    addEventListener: (_, listener) => (hear = listener),
    ResizeObserver: class { observe() {} },
    KpiError: class extends Error {},
    queueMicrotask() {},
    URL,
    URLSearchParams,
  };
  runInNewContext(plain(read(built("drafts"))) + plain(read(built("frame"))), globals);
  return { parent, told, done, attributes, hear };
}

/** A small generator of chance: the same messages in every run. */
function chance(seed) {
  let state = BigInt(seed);
  return (n) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    return Number((state >> 33n) % BigInt(n));
  };
}

test("whatever another window sends, a frame answers or leaves it, tells nobody else, and lives on", () => {
  const HOST = "https://portal.example";
  const PROTOCOL = "kpi-evaluator/embed-1";
  const below = chance(1);
  const pick = (list) => list[below(list.length)];
  const cyclic = {};
  cyclic.self = cyclic;
  // All that `postMessage` can carry, and words of the protocol in wrong places.
  const values = [
    undefined, null, true, 0, -1, NaN, 10n, "", "x", "ja", "en", "capped", PROTOCOL, "load", "\u0000", "\u{1F600}".repeat(99),
    "x".repeat(70_000), [], [[]], {}, cyclic, { toString: 1, valueOf: 1 }, { length: -1 }, new Map([[1, cyclic]]), new Date(NaN),
    new Uint8Array(9), /x/g, new Error("x"), { html: 1, text: [] }, { bytes: "x", name: 1 }, { bytes: new Uint8Array([80, 75]), name: {} },
    '{"kpi-evaluator/draft":1}', '{"kpi-evaluator/draft":"x"}', '{"elsewhere":"x"}', "null", "[]", "{",
  ];
  const names = ["protocol", "type", "input", "draft", "ruleSet", "lang", "readonly", "version", "__proto__", "toString"];
  const message = () => {
    if (below(9) === 0) return pick(values);
    const given = below(3) === 0 ? {} : { protocol: PROTOCOL, type: "load" };
    for (let n = below(5); n >= 0; n -= 1) given[pick(names)] = pick(values);
    return below(4) === 0 ? { ...given, protocol: pick([PROTOCOL, "kpi-evaluator/embed-9", pick(values)]) } : given;
  };
  for (const fragment of [`origin=${HOST}&storage=host`, `origin=${HOST}`, "origin=null&storage=host", `origin=${HOST}/`, ""]) {
    const { parent, told, done, attributes, hear } = frame(fragment);
    const isFor = fragment.startsWith(`origin=${HOST}`) && !fragment.endsWith("/");
    for (let n = 0; n < 4000; n += 1) {
      const data = message();
      const isHost = below(3) > 0;
      const source = isHost ? parent : pick([{}, null, undefined]);
      const origin = isHost && below(4) > 0 ? HOST : pick(["https://elsewhere.example", "null", ""]);
      const before = [told.length, done.length, attributes.size];
      hear({ source, origin, data });
      if (source !== parent || origin !== HOST || !isFor) {
        assert.deepEqual([told.length, done.length, attributes.size], before, "only the host is heard");
      }
    }
    for (const { message, target } of told) {
      assert.deepEqual([message.protocol, target], [PROTOCOL, HOST]);
      assert.ok(["error", "evaluation", "save"].includes(message.type), message.type);
    }
    hear({ source: parent, origin: HOST, data: { protocol: PROTOCOL, type: "load", input: "in the end" } });
    assert.equal(done.some(([name, given]) => name === "input" && given === "in the end"), isFor, fragment);
    assert.equal(told.length > 0, isFor, fragment);
  }
});
