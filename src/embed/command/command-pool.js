// Threads that read files, and their results in the order of the files.

import { Worker } from "node:worker_threads";

/** How many results may wait for one before them, for each thread: memory stays small when one file takes long. */
const AHEAD = 16;

/**
 * Reads files by threads and hands each result on, in order. A thread that dies over a file (a trap, no memory) gives that
 * file a fault, and another takes its place.
 *
 * @param {{ path: string }[]} files
 * @param {object} order what each thread is told at its start; see command-worker.js
 * @param {number} threads at most
 * @param {(result: object, at: number) => void} take
 */
export async function inOrder(files, order, threads, take) {
  const done = new Map();
  const wanted = Math.min(threads, files.length);
  let next = 0;
  let taken = 0;
  const waiting = [];
  const finish = (at, result) => {
    done.set(at, result);
    for (; done.has(taken); taken += 1) {
      const ready = done.get(taken);
      done.delete(taken);
      try {
        take(ready, taken);
      } catch (fault) {
        next = files.length; // Nobody takes the rest.
        for (const wake of waiting.splice(0)) wake();
        throw fault;
      }
    }
    for (const wake of waiting.splice(0)) wake();
  };
  /** The next file, once it is not too far ahead of what was handed on. */
  const claim = async () => {
    while (next < files.length && next >= taken + AHEAD * wanted) await new Promise((wake) => waiting.push(wake));
    return next < files.length ? next++ : undefined;
  };
  const work = async () => {
    let thread;
    try {
      for (let at = await claim(); at !== undefined; at = await claim()) {
        thread ??= started(order);
        const result = await answer(thread, files[at].path);
        if (result.isDead) {
          await thread.terminate();
          thread = undefined;
        }
        finish(at, result);
      }
    } finally {
      await thread?.terminate();
    }
  };
  await Promise.all(Array.from({ length: wanted }, work));
}

function started(order) {
  const thread = new Worker(new URL("./command-worker.js", import.meta.url), { workerData: order });
  // A thread that is ending may still fault, which must not end the command.
  thread.on("error", () => {});
  return thread;
}

/** What a thread says of a file; never refused. */
function answer(thread, path) {
  return new Promise((resolve) => {
    const end = (result) => {
      for (const [event, listener] of listeners) thread.off(event, listener);
      resolve(result);
    };
    const died = (message) => end({ isDead: true, fault: { code: "failed", message } });
    const listeners = [
      ["message", end],
      ["error", (fault) => died(fault.message)],
      ["exit", (code) => died(`exit ${code}`)],
    ];
    for (const [event, listener] of listeners) thread.on(event, listener);
    thread.postMessage(path);
  });
}
