// How the hosted page begins: its parts are files beside it.

const OFFLINE = new URL("./sw.js", document.baseURI).href;

async function begin() {
  // Imported here and not at the top, so that a file that cannot be loaded or read is caught as well.
  const { default: init } = await import("./kpi-evaluator.js");
  await init();
  keepAtHand().catch((fault) => console.warn(fault)); // Without a network the page is then not to be had; that is all.
}

/** Addresses that a worker or a service worker may be started from. */
function isOwnScript(address) {
  const own = [OFFLINE, document.getElementById("kpi-evaluator-worker").href];
  return own.includes(new URL(address, document.baseURI).href);
}

/** Keeps the page usable without a network, or ends that, as the host wishes in a `<meta>` of the page. */
async function keepAtHand() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // Not over plain http, and not in every private window.
  if (document.querySelector('meta[name="kpi-evaluator-offline"]')?.content === "on") {
    await serviceWorker.register(OFFLINE, { updateViaCache: "none" });
    return;
  }
  for (const registration of await serviceWorker.getRegistrations()) {
    const { active, waiting, installing } = registration;
    if ((active ?? waiting ?? installing)?.scriptURL !== OFFLINE) continue;
    await registration.unregister();
    const own = (await caches.keys()).filter((name) => name.startsWith(`kpi-evaluator ${registration.scope} `));
    await Promise.all(own.map((name) => caches.delete(name)));
  }
}
