// The homes that the same tests run in: how the page is opened there, and where in the browser's page it is.
//
// A new home is a row in `HOMES`. What it does not have is a row in `LACKS`, with the reason in the words with which
// its tests are skipped.

import { readFileSync } from "node:fs";
import { SINGLE } from "./server.mjs";

/** The example of a city's page, beside the built page as on a city's server. */
const PORTAL = "/city/portal/";
const EXAMPLE = new URL("../../examples/portal/", import.meta.url);
const example = (name) => readFileSync(new URL(name, EXAMPLE), "utf8");

/** The example's page, its policy and its styles, with `body` as its content and `script` as its own script. */
function portal(body, script = "") {
  const all = example("index.html").replace(/(<main[^>]*>)[^]*(?=<\/main>)/, `$1<h1>総合戦略の進み具合</h1>${body}`);
  const page = body.includes("<kpi-evaluator") ? all : all.replace(/<script[^>]*kpi-evaluator-element[^>]*><\/script>/, "");
  return { [`${PORTAL}index.html`]: page, [`${PORTAL}portal.js`]: script, [`${PORTAL}cms.css`]: example("cms.css") };
}

/** Where the browser keeps a guest's draft that is kept under the name of `NAME`. */
const NAME = "suite";
const OF_GUEST = `kpi-evaluator/element/${NAME}/`;

/** What the example's host does for its frame, as far as the tests need it. */
const HOST_OF_FRAME = `
  const frame = document.getElementById("guest");
  addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data.type === "resize") frame.style.height = data.height + "px";
  });`;

/**
 * - `pages`: what is served beside the built page
 * - `address`: of the page to open
 * - `scope`: where locators look; default the whole page
 * - `root`: the node that the page is mounted in, as a locator of `scope`
 * - `kept`: what stands before the keys of drafts
 * - `speak`: chooses a language
 */
export const HOMES = {
  hosted: {
    address: ({ url }) => url,
    root: "#kpi-evaluator",
    kept: "",
    speak: (page, language) => page.getByRole("button", { name: language === "en" ? "English" : "日本語" }).click(),
  },
  file: {
    address: () => SINGLE,
    root: "#kpi-evaluator",
    kept: "",
    speak: (page, language) => HOMES.hosted.speak(page, language),
  },
  element: {
    pages: portal(`<kpi-evaluator id="guest" storage="local" name="${NAME}"></kpi-evaluator>`),
    address: ({ origin }) => `${origin}${PORTAL}index.html`,
    scope: (page) => page.locator("#guest"),
    root: ".ke-root",
    kept: OF_GUEST,
    speak: (page, language) =>
      page.evaluate((language) => document.getElementById("guest").setAttribute("lang", language), language),
  },
  frame: {
    pages: portal(
      `<iframe id="guest" title="KPI評価シート" src="../kpi/embed.html#storage=local&amp;name=${NAME}"></iframe>`,
      HOST_OF_FRAME,
    ),
    address: ({ origin }) => `${origin}${PORTAL}index.html`,
    scope: (page) => page.frameLocator("#guest"),
    root: ".ke-root",
    kept: OF_GUEST,
    speak: (page, lang) =>
      page.evaluate((lang) => {
        const { contentWindow } = document.getElementById("guest");
        contentWindow.postMessage({ protocol: "kpi-evaluator/embed-1", type: "load", lang }, location.origin);
      }, lang),
  },
};

const OF_HOST = {
  copies: "a copy is one of the page itself: the host's is not ours to copy",
  tabs: "a guest's drafts are the host's, and so is what its tabs do to each other",
  head: "title, and what stands there until the page starts, are the host's (how a guest fails to start: portal.test.mjs)",
  module: "the JavaScript API is the same file wherever the page is, and is tested once",
};

/** What a home does not have, and why. */
const LACKS = {
  hosted: {},
  file: {
    module: "a page on the disk cannot import a module",
    parts: "all parts stand in the file: there is no request that a test could answer otherwise",
  },
  element: { ...OF_HOST, policy: "the policy is the host's" },
  frame: OF_HOST,
};

/** Which home the tests of this run are in. */
export const HOME = process.env.KE_HOME ?? "hosted";
if (!(HOME in HOMES)) throw new Error(`KE_HOME: ${HOME} is none of ${Object.keys(HOMES).join(", ")}`);

/** For `skip` of a test: `false`, or why this home has not all of these. */
export function without(...things) {
  const reasons = things.map((thing) => LACKS[HOME][thing]).filter(Boolean);
  return reasons.length > 0 && `${HOME}: ${reasons.join("; ")}`;
}
