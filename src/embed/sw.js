// Keeps the page at hand, so that it opens without a network after the first visit. The build fills in its own name and
// its parts; a browser takes a changed file for an update.
//
// - What has a hash in its name comes from the cache: a name never means two things.
// - The page itself comes from the network where there is one, so that a new build, or a host that turns this off, is
//   seen at once; its parts have new names, so builds never mix.
// - A build is kept whole or not at all, and the last one before it too, for pages that are still open.
// - Drafts are elsewhere and are not touched. Nothing is sent but GETs of the build's own files.
//
// Turned off by `<meta name="kpi-evaluator-offline" content="off">` in index.html: see docs/hosting.md.

const BUILD = "";
/** The page's parts, with their checksums. */
const PARTS = {};

const HOME = new URL("./", self.location.href).href;
const OWN = `kpi-evaluator ${self.registration.scope} `;
const CACHE = OWN + BUILD;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || !(origin + pathname).startsWith(HOME)) return;
  const name = (origin + pathname).slice(HOME.length);
  if (name === "" || name === "index.html") event.respondWith(page(request));
  else if (/-[0-9a-f]{16}\.\w+$/.test(name)) event.respondWith(part(request));
  else if (name in PARTS) event.respondWith(page(request, HOME + name));
});

/** Takes in this build; a file of another build, or one that does not arrive, undoes it all. */
async function keep() {
  const home = await fetch(HOME, { cache: "no-cache" });
  const text = await home.clone().text();
  if (!home.ok || !text.includes(`name="kpi-evaluator-build" content="${BUILD}"`)) {
    throw new Error(`the page is not of the build ${BUILD}`);
  }
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(Object.entries(PARTS).map(([name, integrity]) => new Request(HOME + name, { integrity })));
    await cache.put(HOME, home);
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
  await self.skipWaiting();
}

/** Drops all builds but this one and the last before it. Names come in the order in which they were made. */
async function forget() {
  const others = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** From the network, or as it was kept. */
async function page(request, kept = HOME) {
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
  } catch {
    // No network: below.
  }
  // Not by opening it: that would make it again where a person has just erased it.
  return (await caches.match(kept, { cacheName: CACHE })) ?? Response.error();
}

/** As it was kept by this build or the one before, or from the network. */
async function part(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OWN)) continue;
    const kept = await (await caches.open(name)).match(request.url);
    if (kept) return kept;
  }
  return fetch(request);
}
