// Makes a folder of KPI sheets, one for each of so many made-up municipalities, in the forms in which they are published:
// comma- and tab-separated text, HTML, workbooks; a few that are broken. The same call makes the same files.
//
//     node make.mjs FOLDER [COUNT] [PACKAGE]

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, count = "1788", packaged = "kpi-evaluator"] = process.argv.slice(2);
if (!folder) throw new Error("node make.mjs FOLDER [COUNT] [PACKAGE]");
const module = packaged === "kpi-evaluator" ? packaged : pathToFileURL(join(packaged, "kpi-evaluator.js")).href;
const { default: init, evaluate, render } = await import(module);
await init();

const SUBJECTS = ["観光客", "図書館来館者", "公民館利用者", "相談", "健診受診者", "認定こども園児", "移住者", "新規就農者", "自主防災組織", "出前講座", "市民農園", "空き家登録", "創業支援", "マイナンバーカード交付"];
const MEASURES = [["数", "人"], ["件数", "件"], ["率", "%"], ["満足度", "%"], ["延べ日数", "日"]];
const SECTIONS = ["子育て・教育", "健康・福祉", "産業・観光", "防災・安全", "行財政"];

/** Numbers that look random and are the same each time (xorshift). */
function chance(seed) {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A sheet of 20 to 60 KPIs as rows of cells. */
function sheet(number) {
  const any = chance(number);
  const rows = [["基本目標", "指標名", "単位", "基準値（R1）", "目標値（R5）", "実績値（R5）", "達成率", "備考"]];
  const kpis = 20 + any(41);
  for (let index = 0; index < kpis; index += 1) {
    const [measure, unit] = MEASURES[any(MEASURES.length)];
    const name = `${SUBJECTS[any(SUBJECTS.length)]}${measure}（${index + 1}）`;
    const target = unit === "%" ? 40 + any(55) : 100 + any(9900);
    const actual = Math.round((target * (60 + any(61))) / 100);
    const absent = any(12) === 0;
    const rate = absent ? "" : `${((actual / target) * 100).toFixed(1)}%`;
    const base = Math.round((target * (70 + any(25))) / 100);
    rows.push([SECTIONS[Math.floor((index * SECTIONS.length) / kpis)], name, unit, `${base}`, `${target}`, absent ? "未公表" : `${actual}`, rate, ""]);
  }
  return rows;
}

const csv = (rows) => rows.map((row) => row.join(",")).join("\r\n");
const tsv = (rows) => rows.map((row) => row.join("\t")).join("\n");
const html = (rows) => `<!doctype html><meta charset="utf-8"><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
const xlsx = (rows) => render(evaluate(tsv(rows)), "xlsx");

for (let number = 1; number <= Number(count); number += 1) {
  const rows = sheet(number);
  const forms = [["csv", csv], ["tsv", tsv], ["html", html], ["xlsx", xlsx]];
  const [ending, write] = forms[number % forms.length];
  const region = String(1 + (number % 47)).padStart(2, "0");
  mkdirSync(join(folder, region), { recursive: true });
  // One in 300 is a workbook of which half is missing.
  const content = number % 300 === 0 ? xlsx(rows).slice(0, 4000) : write(rows);
  writeFileSync(join(folder, region, `${String(number).padStart(4, "0")}.${number % 300 === 0 ? "xlsx" : ending}`), content);
}
