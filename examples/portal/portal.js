// The host's part: what the element tells, and the protocol `kpi-evaluator/embed-1` with the frame.

const PROTOCOL = "kpi-evaluator/embed-1";
const DRAFT = "mihon/kpi-draft";

const element = document.getElementById("element");
const told = document.getElementById("told");
const frame = document.getElementById("frame");

element.addEventListener("kpi-evaluator-change", ({ detail }) => {
  told.textContent = `${detail.summary.kpis}件（達成 ${detail.summary.achieved}件）`;
});

/** Where the frame is from: messages count only from there, and go only there. */
const parts = new URL(frame.src).origin;

addEventListener("message", async ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== parts || data?.protocol !== PROTOCOL) return;
  switch (data.type) {
    case "ready": {
      // The work of an earlier visit, which this page kept; else the sheet.
      const draft = sessionStorage.getItem(DRAFT);
      const given = draft === null ? { input: await sheet() } : { draft };
      source.postMessage({ protocol: PROTOCOL, type: "load", ...given }, parts);
      break;
    }
    case "save":
      sessionStorage.setItem(DRAFT, data.draft);
      break;
    case "resize":
      frame.style.height = `${data.height}px`;
      break;
    case "error":
      console.warn(data.code, data.message);
      break;
  }
});

async function sheet() {
  const response = await fetch("sheet.tsv");
  return response.text();
}
