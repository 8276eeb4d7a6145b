// Firefox by WebDriver BiDi: a profile of its own, one tab, and what goes wrong in it. Playwright drives only a Firefox
// that it built itself; this drives the one that people have.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";

/** What a test waits for is asked for again and again, this long at most. */
const PATIENCE = 60_000;

/**
 * Starts Firefox with a tab; both are gone when the test ends, which fails if the tab logged an error, or violated its
 * policy.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} program
 */
export async function openFirefox(t, program) {
  const profile = await mkdtemp(join(tmpdir(), "kpi-evaluator-firefox-"));
  const firefox = spawn(program, ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, MOZ_HEADLESS: "1" },
  });
  const faults = [];
  let socket;
  t.after(async () => {
    socket?.close();
    const isGone = firefox.exitCode !== null || once(firefox, "exit");
    firefox.kill("SIGKILL");
    await isGone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    assert.deepEqual(faults, []);
  });

  let address;
  for await (const line of createInterface(firefox.stderr)) {
    address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address) break;
  }
  assert.ok(address, "Firefox does not say where it listens");
  firefox.stderr.resume();

  socket = new WebSocket(`${address}/session`);
  await once(socket, "open");
  const waiting = new Map();
  let last = 0;
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "event") return heard(message, faults);
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "success") resolve(message.result);
    else reject(new Error(`${message.error}: ${message.message}`));
  });
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });

  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  // A violation of the policy is logged by the page itself, in every tab and frame.
  const log = "addEventListener(\"securitypolicyviolation\", (e) => console.error(e.effectiveDirective, e.blockedURI))";
  await send("script.addPreloadScript", { functionDeclaration: `() => { ${log} }` });
  const { contexts } = await send("browsingContext.getTree");
  return new Tab(send, contexts[0].context);
}

/** Notes errors: thrown, logged by the page, or by the browser about the page, as violations of a policy are. */
function heard({ method, params }, faults) {
  if (method === "log.entryAdded" && params.level === "error") faults.push(`${params.type}: ${params.text}`);
}

class Tab {
  #send;
  #context;

  constructor(send, context) {
    this.#send = send;
    this.#context = context;
  }

  goto(url) {
    return this.#send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  reload() {
    return this.#send("browsingContext.reload", { context: this.#context, wait: "complete" });
  }

  /** The value of an expression, as text. */
  async value(expression) {
    const { result, exceptionDetails } = await this.#send("script.evaluate", {
      // JSON makes one kind of answer of all.
      expression: `JSON.stringify(${expression}) ?? "null"`,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  /** Waits until an expression is true, looking again after each frame. */
  async until(expression) {
    const frames = `(async () => {
      const end = performance.now() + ${PATIENCE};
      while (!(${expression})) {
        if (performance.now() > end) return document.body.innerText;
        await new Promise(requestAnimationFrame);
      }
      return true;
    })()`;
    const { result } = await this.#send("script.evaluate", {
      expression: frames,
      target: { context: this.#context },
      awaitPromise: true,
    });
    assert.equal(result.value, true, `${expression} never came true`);
  }

  /** Gives files to an `<input type="file">`. */
  async choose(selector, files) {
    const { nodes } = await this.#send("browsingContext.locateNodes", {
      context: this.#context,
      locator: { type: "css", value: selector },
    });
    const element = { sharedId: nodes[0].sharedId };
    await this.#send("input.setFiles", { context: this.#context, element, files });
  }

  /** Types into what has the focus; "\uE007" is Enter. */
  async type(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#send("input.performActions", {
      context: this.#context,
      actions: [{ type: "key", id: "keyboard", actions }],
    });
  }
}
