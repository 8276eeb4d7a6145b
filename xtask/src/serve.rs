//! Serves `dist/` on this machine, to this machine only.
//!
//! A tiny HTTP/1.1 server on the standard library: `GET` and `HEAD` of files, the right media types, nothing kept by
//! the browser, one thread per connection. It is for looking at the page and is no host for the public.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::{Fault, build, project};

const PORT: u16 = 8080;

/// Longest line or number of header lines that a request may have.
const LIMIT: usize = 8192;

/// Media types by extension; WebAssembly streams only under its own.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("woff2", "font/woff2"),
    ("txt", "text/plain; charset=utf-8"),
    ("ts", "text/plain; charset=utf-8"),
];

/// Builds, then serves until it is stopped. Without a wish the port is 8080, or the next one that is free.
pub(crate) fn serve(port: Option<u16>) -> Result<(), Fault> {
    build::build(build::Profile::Release)?;
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|fault| fault.to_string())?;
    println!("\nKPI評価シート: http://{address}/   (Ctrl+C stops)");
    let folder = Arc::new(project::dist());
    for stream in listener.incoming().flatten() {
        let folder = Arc::clone(&folder);
        // A browser that goes away in the middle of an answer is no fault of ours.
        thread::spawn(move || answer(stream, &folder));
    }
    Ok(())
}

fn listen(wish: Option<u16>) -> Result<TcpListener, Fault> {
    let ports = wish.map_or(PORT..=PORT + 100, |port| port..=port);
    let mut last = String::new();
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(fault) => last = format!("port {port}: {fault}"),
        }
    }
    Err(last)
}

/// Answers one request and closes the connection.
fn answer(stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream);
    let request = line(&mut reader)?;
    for _ in 0..LIMIT {
        if line(&mut reader)?.trim().is_empty() {
            break;
        }
    }
    let mut stream = reader.into_inner();
    let words: Vec<&str> = request.split_whitespace().collect();
    match words.as_slice() {
        [method @ ("GET" | "HEAD"), target, ..] => match file(folder, target)
            .map(|path| (fs::read(&path), path))
        {
            Some((Ok(body), path)) => send(&mut stream, "200 OK", media_type(&path), &body, *method == "GET"),
            _ => send(
                &mut stream,
                "404 Not Found",
                "text/plain",
                b"not found\n",
                *method == "GET",
            ),
        },
        _ => send(
            &mut stream,
            "405 Method Not Allowed",
            "text/plain",
            b"GET and HEAD only\n",
            true,
        ),
    }
}

fn line(reader: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::io::Read::take(reader, LIMIT as u64).read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn send(
    stream: &mut TcpStream,
    status: &str,
    kind: &str,
    body: &[u8],
    with_body: bool,
) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// The file a request's target means; none if it would lead out of the folder.
fn file(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(if path.is_empty() { "index.html" } else { path });
    inside.then_some(file)
}

fn media_type(path: &Path) -> &'static str {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    TYPES
        .iter()
        .find(|(known, _)| *known == extension)
        .map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{file, media_type};

    #[test]
    fn a_target_is_a_file_inside_the_folder_or_nothing() {
        let folder = Path::new("dist");
        assert_eq!(file(folder, "/"), Some(PathBuf::from("dist/index.html")));
        assert_eq!(file(folder, "/a/b.js?v=1"), Some(PathBuf::from("dist/a/b.js")));
        assert_eq!(file(folder, "/../Cargo.toml"), None);
        assert_eq!(file(folder, "//etc/passwd"), None);
        assert_eq!(file(folder, "http://elsewhere/"), None);
    }

    #[test]
    fn wasm_is_sent_as_wasm() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a")), "application/octet-stream");
    }
}
