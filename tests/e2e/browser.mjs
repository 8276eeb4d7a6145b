// Chromium, as tests and benchmarks start it.

import { chromium } from "playwright-core";

/** What it is started with. */
export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that is started. */
export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** It is the shell of the engine alone: nobody can be asked there, so what a person's browser grants must be granted. */
export const IS_SHELL = /headless-shell$/.test(EXECUTABLE);

/**
 * Starts the browser that `CHROMIUM` names.
 *
 * @param {string[]} more arguments
 */
export function launch(more = []) {
  return chromium.launch({ executablePath: EXECUTABLE, args: [...ARGUMENTS, ...more] });
}
