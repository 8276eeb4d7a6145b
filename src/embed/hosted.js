// How the hosted page begins: its parts are files beside it.

const OFFLINE = new URL("./sw.js", document.baseURI).href;

async function begin() {
  // Imported here and not at the top, so that a file that cannot be loaded or read is caught as well.
  const { default: init } = await import("./kpi-evaluator-page.js");
  let settled = Promise.resolve();
  // The page calls it by this name, to erase everything: src/browser/delivery.rs.
  globalThis.kpiEvaluatorForget = () => settled.then(forget);
  await init();
  // Without a network the page is then not to be had; that is all.
  settled = keepAtHand().catch((fault) => console.warn(fault));
}

/** Addresses that a worker or a service worker may be started from. */
function isOwnScript(address) {
  const own = [OFFLINE, document.getElementById("kpi-evaluator-worker").href];
  return own.includes(new URL(address, document.baseURI).href);
}

/** Keeps the page usable without a network, or ends that, as the host wishes in a `<meta>` of the page. */
async function keepAtHand() {
  const isOn = document.querySelector('meta[name="kpi-evaluator-offline"]')?.content === "on";
  if (isOn && !keepsNothing()) {
    // Not over plain http, and not in every private window.
    await navigator.serviceWorker?.register(OFFLINE, { updateViaCache: "none" });
  } else {
    await forget();
  }
}

/** A person chose that nothing is kept on this PC: src/app/vault.rs. */
function keepsNothing() {
  try {
    return localStorage.getItem("kpi-evaluator/keeping") === "nothing";
  } catch {
    return false; // No storage, no choice.
  }
}

/** Drops the service worker of this page and all that it kept; says whether there was anything. */
async function forget() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  let found = false;
  for (const registration of await serviceWorker.getRegistrations()) {
    const { active, waiting, installing } = registration;
    if ((active ?? waiting ?? installing)?.scriptURL !== OFFLINE) continue;
    // One that is being installed is through with it before this is done, so that it keeps nothing afterwards.
    found = (await registration.unregister()) || found;
  }
  const scope = new URL("./", OFFLINE).href;
  const own = (await caches.keys()).filter((name) => name.startsWith(`kpi-evaluator ${scope} `));
  await Promise.all(own.map((name) => caches.delete(name)));
  return found || own.length > 0;
}
