// Workbooks with no more in them than Excel asks for: for tests that need large ones, or several sheets.

import { crc32, deflateRawSync } from "node:zlib";

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * The bytes of a workbook; numbers are numbers, everything else inline text.
 *
 * @param {unknown[][] | Record<string, unknown[][]>} sheets rows, or the rows of each sheet by its name
 * @param {Set<string>} [hidden] names of hidden sheets
 */
export function workbook(sheets, hidden = new Set()) {
  const named = Object.entries(Array.isArray(sheets) ? { 実績: sheets } : sheets);
  const cell = (value) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  const row = (cells) => `<row>${cells.map(cell).join("")}</row>`;
  const each = (make) => named.map(([name, rows], index) => make(index + 1, name, rows)).join("");
  const state = (name) => (hidden.has(name) ? ' state="hidden"' : "");
  return zip({
    "[Content_Types].xml": `<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${MIME}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${MIME}.worksheet+xml"/>`)}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((n, name) => `<sheet name="${escaped(name)}" sheetId="${n}"${state(name)} r:id="r${n}"/>`)}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${RELATIONS}">${each((n) => `<Relationship Id="r${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    ...Object.fromEntries(
      named.map(([, rows], index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows.map(row).join("")}</sheetData></worksheet>`,
      ]),
    ),
  });
}

/** An archive of texts, as the format's description has it. */
export function zip(texts) {
  const [local, central] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(texts)) {
    const [path, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(path.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, path]);
    local.push(head, packed);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, entry, path);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(texts).length, 8);
  end.writeUInt16LE(Object.keys(texts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
