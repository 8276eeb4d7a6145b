// A static server for the tests: the built page at a path of its own, other pages of a test beside it, and a record
// of every request.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** The page as one file, on the disk. */
export const SINGLE = pathToFileURL(`${DIST}kpi-evaluator.html`).href;

/** The page is not at the top, so a path that only works there is found. */
const HOME = "/city/kpi/";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/**
 * Starts a server on a free port of this machine.
 *
 * @param {Record<string, string>} pages Texts to serve beside the built page: `{ "/host.html": "<!doctype html>…" }`.
 * @param {(name: string) => Record<string, string>} headers What a host says with a file of the built page.
 * @param {string} host What the server is called: for browsers "localhost" is another site than "127.0.0.1".
 * @returns {Promise<{ origin: string, url: string, requests: { method: string, path: string, bytes: number, status: number }[],
 *   foreign: () => string[], serve: (path: string, text: string) => void, deploy: (folder: string) => void,
 *   close: () => Promise<void> }>} `url` is the built page's address; `requests` grows as they come; `foreign` are those
 *   that are no plain GET of a file of the build or of a page of the test; `serve` adds such a page; `deploy` puts
 *   another build, in a folder that ends in "/", in the place of this one.
 */
export async function startServer(pages = {}, headers = () => ({}), host = "127.0.0.1") {
  const requests = [];
  const known = new Set([HOME, ...Object.keys(pages)]);
  let folder;
  const deploy = (from) => {
    folder = from;
    for (const path of listed(folder)) known.add(HOME + path);
  };
  deploy(DIST);
  const server = createServer(async (request, response) => {
    // Browsers ask for it by themselves where a page names no icon.
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const record = { method: request.method, path: request.url, bytes: 0 };
    requests.push(record);
    request.on("data", (chunk) => (record.bytes += chunk.length));
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const body = pages[path] ?? (await built(folder, path));
    const type = TYPES[extname(path)] ?? "text/html; charset=utf-8";
    record.status = body === undefined ? 404 : 200;
    if (path.startsWith(HOME)) {
      for (const [name, value] of Object.entries(headers(path.slice(HOME.length)))) response.setHeader(name, value);
    }
    response.writeHead(record.status, { "content-type": type, "cache-control": "no-store" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://${host}:${server.address().port}`;
  const serve = (path, text) => {
    pages[path] = text;
    known.add(path);
  };
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  const foreign = () =>
    requests
      .filter(({ method, path, bytes }) => method !== "GET" || bytes > 0 || !known.has(path))
      .map(({ method, path, bytes }) => `request: ${method} ${path} (${bytes} bytes)`);
  return { origin, url: origin + HOME, serve, requests, foreign, deploy, close };
}

/** What a build's manifest lists. */
function listed(folder) {
  return JSON.parse(readFileSync(join(folder, "kpi-evaluator.manifest.json"), "utf8")).files.map(({ path }) => path);
}

async function built(folder, path) {
  if (!path.startsWith(HOME)) return undefined;
  const file = normalize(path.slice(HOME.length) || "index.html");
  return readFile(join(folder, file)).catch(() => undefined);
}
