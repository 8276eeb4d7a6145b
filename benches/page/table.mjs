// The figures as a table: each beside its peer, the ratio that counts, and what is to be reached.

import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { ROWS } from "./api.mjs";

const ms = (figure) => `${figure >= 100 ? Math.round(figure) : figure.toFixed(1)} ms`;
const kb = (bytes) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
const times = (ratio) => `${ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)} ×`;
const percent = (ratio) => `${(ratio * 100).toFixed(1)} %`;

/**
 * One line: what is measured, what was seen, what it is held against, and which of `value`, `floor` and `aim` counts;
 * smaller is better everywhere.
 */
function line([what, seen, beside, value, floor, aim, unit]) {
  const reached = value <= aim ? "aim" : value <= floor ? "floor" : "no";
  return [what, seen, beside, unit(value), unit(floor), unit(aim), reached];
}

function lines({ api, page, sizes }) {
  const { start, journey } = page;
  const perRow = api.growth.map(({ rows, ms }) => (ms * 1000) / rows);
  const rows = ROWS.toLocaleString("en");
  const task = (what, figure) => [`longest task of the page: ${what}`, ms(figure), "", figure, 50, 16, ms];
  return [
    [`CSV of ${rows} rows → first rows on the page`, ms(journey.open), `Papa Parse, splitting: ${ms(journey.splitting)}`, journey.open / journey.splitting, 3, 1, times],
    [`CSV of ${rows} rows → evaluation through the API`, ms(api.csv), `Papa Parse, splitting: ${ms(api.papa)}`, api.csv / api.papa, 8, 4, times],
    [`XLSX of ${rows} rows → evaluation through the API`, ms(api.xlsx), `SheetJS, reading into rows: ${ms(api.sheetJs)}`, api.xlsx / api.sheetJs, 0.7, 0.25, times],
    ["time of a row, slowest size beside the quickest", `${Math.max(...perRow).toFixed(1)} µs`, `${Math.min(...perRow).toFixed(1)} µs`, Math.max(...perRow) / Math.min(...perRow), 1.2, 1.1, times],
    [`memory of the module after ${rows} rows`, kb(api.memory.wasm), `the text: ${kb(api.memory.text)}`, api.memory.wasm / api.memory.text, 20, 6, times],
    [`one figure typed, of ${rows} rows`, ms(journey.edit), `opening the file: ${ms(journey.open)}`, journey.edit / journey.open, 0.02, 0.01, percent],
    ["page module, brotli", kb(sizes.page), "", sizes.page, 350_000, 300_000, kb],
    ["both modules, brotli", kb(sizes.page + sizes.engine), "", sizes.page + sizes.engine, 900_000, 600_000, kb],
    ["page as one file", kb(sizes.single), "", sizes.single, 1_800_000, 1_200_000, kb],
    ["start of the page", ms(start.hosted), `minimal page of Preact: ${ms(start.preact)}`, start.hosted / start.preact, 1.6, 1.4, times],
    ["start of the page as one file", ms(start.single), `minimal page of Preact: ${ms(start.preact)}`, start.single / start.preact, 1.6, 1.4, times],
    task("file", journey.openTask),
    task("typing", journey.editTask),
    task("search", journey.filterTask),
  ].map(line);
}

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function growth(api) {
  const rows = api.growth.map(({ rows, ms: spent, kpis }) => [
    rows.toLocaleString("en"),
    kpis.toLocaleString("en"),
    ms(spent),
    `${((spent * 1000) / rows).toFixed(1)} µs`,
  ]);
  return table(["rows", "KPIs", "evaluation", "a row"], rows);
}

function machine(browser) {
  const [{ model }] = cpus();
  const commit = execFileSync("git", ["rev-parse", "--short=10", "HEAD"], { encoding: "utf8" }).trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${new Date().toISOString().slice(0, 10)}, commit ${commit}; ${cpus().length} × ${model.trim()}, ${memory} GiB, load average ${loadavg()[1].toFixed(1)}; Chromium ${browser}, headless`;
}

/** The whole document. */
export function document(figures, browser) {
  return `# Benchmarks

Written by \`cargo xtask bench\`; not by hand. ${machine(browser)}.

Every figure is a median, of the built files, and stands beside its peer in the same run, in turns: what else the machine
did then fell on both. Ratios are what to compare; milliseconds are of one machine, and of what else it did (its load). “Reached” says which of floor and aim
the ratio meets. The sheet has 12 columns (\`benches/page/sheets.mjs\`).

${table(["what", "figure", "beside", "ratio or figure", "floor", "aim", "reached"], lines(figures))}

The result of ${ROWS.toLocaleString("en")} rows takes ${kb(figures.api.memory.result)} of the page's own heap beside the module's memory. A page “starts” when
its first field is painted, in a profile that was never there.

## Growth

${growth(figures.api)}
`;
}
