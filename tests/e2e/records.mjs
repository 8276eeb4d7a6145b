// The documents with the records of a careful reader, and what an evaluation differs in. A second reader of the same
// records as `tests/native/common/mod.rs`, so that what reaches JavaScript is checked by JavaScript.

import { readFileSync, readdirSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { HOME, HOMES } from "./homes.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const list = (path) => (existsSync(fileURLToPath(new URL(path, root))) ? readdirSync(new URL(path, root)).sort() : []);

/** The samples as the page offers them: id and text, from the table in `src/samples/mod.rs`. */
function samples() {
  const table = read("src/samples/mod.rs");
  return [...table.matchAll(/id: "([^"]+)",[^}]*?include_str!\("([^"]+)"\)/gs)].map(([, id, file]) => ({
    name: id,
    text: read(`src/samples/${file}`),
    records: JSON.parse(read(`tests/records/${id}.json`)),
  }));
}

/** The whole documents, where they lie beside the project. */
function whole() {
  return list("../shared/golden/")
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const records = JSON.parse(read(`../shared/golden/${file}`));
      return { name: records.document, text: read(`../shared/sheets/${records.document}`), records };
    });
}

export const DOCUMENTS = [...samples(), ...whole()];

const OTHERS = Object.keys(HOMES).filter((home) => home !== "hosted");

/** Those to be tried in the home of this run: all in the hosted page; each of the others takes its share of them. */
export const OF_THIS_HOME = DOCUMENTS.filter(
  (_, index) => HOME === "hosted" || index % OTHERS.length === OTHERS.indexOf(HOME),
);

const squeeze = (text) => text.normalize("NFKC").replace(/\s/g, "");
const isNumber = (text) => /^-?\d+(\.\d+)?$/.test(text);
const plain = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

function same(wanted, found) {
  if (wanted === null || wanted === undefined) return found === null || found === undefined;
  if (Array.isArray(wanted)) {
    return Array.isArray(found)
      ? wanted.length === found.length && wanted.every((item, index) => same(item, found[index]))
      : wanted.some((item) => same(item, found));
  }
  if (typeof wanted === "object") return Object.entries(wanted).every(([key, value]) => same(value, found?.[key]));
  if (typeof wanted === "string" && typeof found === "string") {
    return isNumber(wanted) && isNumber(found) ? plain(wanted) === plain(found) : squeeze(wanted) === squeeze(found);
  }
  return wanted === found;
}

/** Everything in which an evaluation differs from the records, a line each. */
export function differences(records, got) {
  const faults = [];
  const check = (what, wanted, found) => {
    if (!same(wanted, found)) faults.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  };
  const field = (whose, record, key, found) => key in record && check(`${whose} ${key}`, record[key], found);
  const project = (id) => got.projects.find((project) => project.id === id)?.name;
  const printed = (whose, record, found) => {
    for (const key of Object.keys(record).filter((key) => /^printed(?!Rate$)/.test(key))) {
      const name = key.slice("printed".length);
      check(`${whose} ${key}`, record[key], found.printed?.[name[0].toLowerCase() + name.slice(1)]);
    }
  };
  for (const key of ["municipality", "fiscalYear", "title", "term"]) field("document", records, key, got.document[key]);
  if (records.projects) {
    check("projects", records.projects.map(({ name }) => name), got.projects.map(({ name }) => name));
    records.projects.forEach((record, index) => {
      const found = got.projects[index] ?? {};
      const whose = `project ${index}`;
      for (const key of ["sheetNos", "grantName"]) field(whose, record, key, found[key]);
      for (const key of ["cost", "grant"]) field(whose, record, key, found[key]?.value);
      if (!record.parentOptional) check(`${whose} parent`, record.parent, project(found.parent));
      printed(whose, record, found);
      if ("suggestedLabelAgrees" in record) {
        check(`${whose} label`, record.suggestedLabelAgrees ? "match" : "mismatch", found.label?.check);
      }
    });
  }
  check("kpis", records.kpis.map(({ name }) => name), got.kpis.map(({ name }) => name));
  records.kpis.forEach((record, index) => {
    const found = got.kpis[index] ?? { measurements: [] };
    const whose = `kpi ${index}`;
    for (const key of ["sheetNo", "unit", "direction", "directionFrom", "targetKind", "baseline", "finalTarget"]) {
      field(whose, record, key, found[key]);
    }
    if (record.section) check(`${whose} section`, record.section.at(-1), found.section?.at(-1));
    if (record.project) check(`${whose} project`, record.project, project(found.project));
    printed(whose, record, found);
    if (record.noticeRequired) {
      const has = got.notices.some(({ code, kpi }) => code === record.noticeRequired && kpi === found.id);
      check(`${whose} notice ${record.noticeRequired}`, true, has);
    }
    check(`${whose} measurements`, record.measurements.length, found.measurements.length);
    record.measurements.forEach((record, index) => {
      const measurement = found.measurements[index] ?? {};
      const which = `${whose} measurement ${index}`;
      for (const key of ["period", "basis", "against", "rate", "status", "reason", "printedRate", "check"]) {
        field(which, record, key, measurement[key]);
      }
      for (const key of ["target", "actual"]) field(which, record, key, measurement[key]?.value);
      for (const key of ["estimated", "scoped"]) field(which, record, key, measurement.actual?.[key]);
      field(which, record, "actualPeriod", measurement.actual?.period);
    });
  });
  return faults;
}

/** The same of what the page shows, as its rows say it: names, directions, values, rates, statuses, checks. */
export function shownDifferences(records, rows) {
  const faults = [];
  const check = (what, wanted, found) => {
    if (!same(wanted, found)) faults.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  };
  check("rows", records.kpis.length, rows.length);
  records.kpis.forEach((record, index) => {
    const row = rows[index] ?? { measurements: [] };
    const names = [record.name].flat().map(squeeze);
    if (!names.some((name) => squeeze(row.name ?? "").includes(name))) check(`row ${index} name`, record.name, row.name);
    check(`row ${index} direction`, record.direction, row.direction);
    if ("baseline" in record) check(`row ${index} baseline`, record.baseline?.value, row.baseline);
    check(`row ${index} measurements`, record.measurements.length, row.measurements.length);
    record.measurements.forEach((record, at) => {
      for (const key of ["period", "basis", "target", "actual", "rate", "status", "check"]) {
        check(`row ${index} measurement ${at} ${key}`, record[key], row.measurements[at]?.[key]);
      }
    });
  });
  return faults;
}
