// Starts the page: instantiates the module, whose `main` mounts the app into `#kpi-evaluator`.
// If that cannot be, the page says so in the words of `#kpi-evaluator-failed`, in index.html.

try {
  // Imported here and not at the top, so that a file that cannot be loaded or read is caught as well.
  const { default: init } = await import("./kpi-evaluator.js");
  await init();
} catch (fault) {
  console.error(fault);
  const words = document.getElementById("kpi-evaluator-failed").content.cloneNode(true);
  words.querySelector("code").textContent = String(fault?.cause ?? fault);
  document.getElementById("kpi-evaluator").replaceChildren(words);
}
