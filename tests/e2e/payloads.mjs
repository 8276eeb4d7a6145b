// Script injection: payloads of many kinds, each of which would call `ran` if it ran, and a page that notices.

import assert from "node:assert/strict";
import { openPage } from "./helper.mjs";

export const RUN = "ran(1)";

/** Kinds of script injection: elements, handlers, addresses, styles, breaking out of a context, templates, encodings. */
export const PAYLOADS = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script src="data:text/javascript,${RUN}"></script>`,
  `<script type=module>${RUN}</script>`,
  `<scr<script>ipt>${RUN}</script>`,
  `<script/x>${RUN}</script >`,
  `<svg><script>${RUN}</script></svg>`,
  `<math><mtext></table><script>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=x onerror="${RUN}"`,
  `<IMG SRC=x OnErRoR=${RUN}>`,
  `<img/src=x/onerror=${RUN}>`,
  `<img src="x\`"onerror=${RUN}>`,
  `<img srcset=x onerror=${RUN}>`,
  `<image href=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg/onload=${RUN}//`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><set onbegin=${RUN} attributeName=x to=1>`,
  `<svg><use href="data:image/svg+xml,<svg id=a onload=${RUN}/>#a">`,
  `<svg><a xlink:href="javascript:${RUN}"><text y=20>x</text></a></svg>`,
  `<svg><foreignObject><iframe srcdoc="<script>parent.${RUN}</script>"></foreignObject></svg>`,
  `<body onload=${RUN}>`,
  `<body onpageshow=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}><option>x</select>`,
  `<textarea autofocus onfocus=${RUN}></textarea>`,
  `<details open ontoggle=${RUN}>x</details>`,
  `<video><source onerror=${RUN}></video>`,
  `<video src=x onerror=${RUN}></video>`,
  `<audio src=x onerror=${RUN}></audio>`,
  `<object data="javascript:${RUN}"></object>`,
  `<object data="data:text/html,<script>parent.${RUN}</script>"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe onload=${RUN}></iframe>`,
  `<frameset onload=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href=" &#1;javascript:${RUN}">x</a>`,
  `<a href="java&#10;script:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `<form action="javascript:${RUN}"><input type=submit autofocus></form>`,
  `<button formaction="javascript:${RUN}">x</button>`,
  `<isindex action="javascript:${RUN}" type=image>`,
  `<base href="javascript:/a/-${RUN}//">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<link rel=stylesheet href="javascript:${RUN}">`,
  `<link rel=import href="data:text/html,<script>${RUN}</script>">`,
  `<style>@import 'javascript:${RUN}';</style>`,
  `<style>*{animation:x}@keyframes x{}</style><b onanimationstart=${RUN}>x</b>`,
  `<div style="background:url(javascript:${RUN})">x</div>`,
  `<div style="width:expression(${RUN})">x</div>`,
  `<x onclick=${RUN} tabindex=1 autofocus onfocus=${RUN}>x</x>`,
  `<div onpointerrawupdate=${RUN} onmouseover=${RUN}>x</div>`,
  `<template><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<title><img src=x onerror=${RUN}></title>`,
  `</textarea><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</td></tr></table><script>${RUN}</script>`,
  `"><script>${RUN}</script>`,
  `'><img src=x onerror=${RUN}>`,
  `" onfocus="${RUN}" autofocus="`,
  `' onmouseover='${RUN}`,
  `--><script>${RUN}</script>`,
  `]]><script>${RUN}</script>`,
  `<!--<img src="--><img src=x onerror=${RUN}//">`,
  `<![CDATA[<script>${RUN}</script>]]>`,
  `<?xml version="1.0"?><script xmlns="http://www.w3.org/1999/xhtml">${RUN}</script>`,
  `javascript:${RUN}`,
  `{{constructor.constructor('${RUN}')()}}`,
  "${" + RUN + "}",
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `＜script＞${RUN}＜/script＞`,
  `<script>\u2028${RUN}\u2029</script>`,
  `=HYPERLINK("javascript:${RUN}","x")`,
  `<portal src="javascript:${RUN}">`,
];

/**
 * A page in which whatever runs is noted, wherever in it, and fails the test. Opens the page's home unless told otherwise.
 *
 * @param {import("node:test").TestContext} t
 * @param {Parameters<typeof openPage>[1]} wishes
 */
export async function watchedPage(t, wishes = {}) {
  const runs = [];
  t.after(() => assert.deepEqual(runs, []));
  const page = await openPage(t, wishes);
  await page.exposeFunction("ran", (from) => runs.push(from));
  // From the beginning once more, now that it is noticed.
  await page.reload();
  return page;
}

/** Opens what can be opened, points and focuses everywhere; then nothing of the payloads may have become an element. */
export async function touch(page, root = page.root()) {
  await root.evaluate(async (root) => {
    for (const details of root.querySelectorAll("details")) details.open = true;
    for (const button of root.querySelectorAll("tbody button[aria-expanded=false]")) button.click();
    for (const element of root.querySelectorAll("a, button, input, select, textarea, [tabindex]")) element.focus();
    for (const element of root.querySelectorAll("*")) element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const foreign = await root.evaluate((root) => {
    const runs = (element) =>
      element.matches("script, iframe, object, embed, base, meta, link, foreignObject") ||
      element.getAttributeNames().some((name) => /^on/.test(name)) ||
      /^\s*javascript:/i.test(element.getAttribute("href") ?? "");
    return [...root.querySelectorAll("*")].filter(runs).map(({ outerHTML }) => outerHTML);
  });
  assert.deepEqual(foreign, []);
}
