// The sheet that is measured: KPIs as cities write them, at any size, the same each time.

import * as XLSX from "xlsx";

const HEADER = ["施策", "番号", "指標名", "単位", "基準値（R1）", "目標値（R5）", "実績値（R5）", "達成率", "担当課", "取組内容", "課題", "備考"];
const NAMES = [
  ["講座の参加者数", "人"],
  ["図書館の来館者数", "人"],
  ["ごみのリサイクル率", "％"],
  ["待機児童数", "人"],
  ["観光入込客数（年間）", "千人"],
  ["市内総生産", "百万円"],
  ["健康診査の受診率", "%"],
  ["空き家バンクの成約件数", "件"],
];
const OFFICES = ["総務課", "生涯学習課", "環境政策課", "こども未来課", "観光課"];

/** Its cells: a header, then `count` rows of a section, a number, a name, a unit, three figures, a rate and four texts. */
export function cells(count) {
  return [HEADER, ...Array.from({ length: count }, (_, row) => rowOf(row))];
}

function rowOf(row) {
  const [name, unit] = NAMES[row % NAMES.length];
  const [baseline, target, actual] = [((row * 7) % 977) + 3, ((row * 3) % 991) + 1005, ((row * 11) % 1983) + 2];
  const rate = `${Math.floor((actual * 100) / target)}.${Math.floor((actual * 1000) / target) % 10}%`;
  // Some figures are not there, not yet, or not plain.
  const odd = { 0: ["-", "-"], 1: ["未集計", ""], 2: [`約${actual}`, ""], 3: ["", ""] };
  const [shown, printed] = odd[row % 23] ?? [actual, rate];
  return [
    `施策${Math.floor(row / 50)}`,
    row + 1,
    `${name}${row}`,
    unit,
    baseline,
    `${Math.floor(target / 1000)},${String(target % 1000).padStart(3, "0")}`,
    shown,
    printed,
    OFFICES[row % OFFICES.length],
    `講座を${(row % 12) + 1}回開き、広く知らせた。`,
    `${4 + (row % 2)}年度は参加者が\n減った。`,
    row % 5 === 0 ? "※速報値" : "",
  ];
}

/** As comma-separated text in UTF-8. */
export function csv(rows) {
  const field = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  return Buffer.from(cells(rows).map((row) => `${row.map(field).join(",")}\r\n`).join(""));
}

/** As a workbook, written by the peer that reads it. */
export function workbook(rows) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells(rows)), "実績");
  return XLSX.write(book, { type: "buffer", bookType: "xlsx", compression: true });
}
