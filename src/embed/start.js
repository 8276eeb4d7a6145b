// Starts the page: instantiates the module, whose `main` mounts the app into `#kpi-evaluator`.
// If that cannot be, the page says so in the words of `#kpi-evaluator-failed`, in index.html.
//
// The build puts `hosted.js` or `inside.js` before this: they say how the page begins.

async function start() {
  try {
    // The policy lets no text become a script or its address, but for what this allows.
    globalThis.trustedTypes?.createPolicy("default", {
      createScriptURL: (address) => (isOwnScript(address) ? address : null),
    });
    await begin();
  } catch (fault) {
    console.error(fault);
    const words = document.getElementById("kpi-evaluator-failed").content.cloneNode(true);
    words.querySelector("code").textContent = String(fault?.cause ?? fault);
    document.getElementById("kpi-evaluator").replaceChildren(words);
  }
}

start();
