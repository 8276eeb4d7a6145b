// How the page that is one file begins: the module stands in it, compressed and as text.

async function begin() {
  const text = atob(document.getElementById("kpi-evaluator-wasm").textContent);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const module_or_path = new Response(stream, { headers: { "content-type": "application/wasm" } });
  await __wbg_init({ module_or_path });
}

/** The worker's script stands in the page too; the page makes an address for it. */
function isOwnScript(address) {
  return address.startsWith("blob:");
}
