// Which files are meant by names and folders, and how the file of each result is called.

import { readdirSync, statSync } from "node:fs";
import { basename, extname, join, relative, resolve, sep } from "node:path";

/** The endings of files that are taken out of a folder. A file that is named itself is read whatever its ending. */
const ENDINGS = new Set([
  ".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".docx", ".pdf", ".html", ".htm", ".mht", ".mhtml", ".xml", ".json", ".csv",
  ".tsv", ".txt", ".md",
]);

/** By code units, so that the order is the same on every machine and in every language. */
const byName = (one, other) => (one.name < other.name ? -1 : 1);

/** The paths of a list, one a line. */
export function listed(text) {
  return text.split(/\r?\n/).filter((path) => path !== "");
}

/**
 * The files of paths, in their order; those of a folder and of its folders sorted by name. Hidden files and links to
 * folders are passed over, and so is the folder of the results.
 *
 * @param {string[]} paths
 * @param {string} [out] the folder of the results
 * @returns {{ path: string, name: string }[]} each with its name below what was given
 */
export function found(paths, out) {
  const results = out === undefined ? undefined : resolve(out);
  const below = (folder, top) =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .sort(byName)
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return resolve(path) === results ? [] : below(path, top);
        const isMeant = ENDINGS.has(extname(entry.name).toLowerCase());
        return isMeant && isFile(path) ? [{ path, name: relative(top, path) }] : [];
      });
  // A path that is not there is a fault of that file, told when it is read.
  return paths.flatMap((path) => (isFolder(path) ? below(path, path) : [{ path, name: basename(path) }]));
}

/**
 * The name of each result: the whole name of its file and the ending of the format, so that `a.csv` and `a.xlsx` do not
 * meet. What would meet another result or a file that is read has a number.
 *
 * @param {{ path: string, name: string }[]} files
 * @param {string} ending
 * @param {string} [out]
 * @returns {string[]}
 */
export function named(files, ending, out = ".") {
  // Some file systems do not tell capital letters apart.
  const key = (name) => resolve(out, name).toLowerCase();
  const taken = new Set(files.map(({ path }) => resolve(path).toLowerCase()));
  return files.map(({ name }) => {
    const clear = name.split(sep).filter((part) => part !== "..").join(sep);
    let unique = `${clear}.${ending}`;
    for (let number = 2; taken.has(key(unique)); number += 1) unique = `${clear}-${number}.${ending}`;
    taken.add(key(unique));
    return unique;
  });
}

const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
