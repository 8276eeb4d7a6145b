//! What Trunk leaves to do in `dist/`.
//!
//! | file | what it is |
//! |---|---|
//! | `index.html` | the hosted page, with names and checksums of its parts filled in |
//! | `kpi-evaluator-<hash>.wasm` | the page's module, without the names of its functions |
//! | `kpi-engine-<hash>.wasm` | the same for programs: the evaluation without the page |
//! | `kpi-evaluator-{glue,engine,module,page,api,start,worker}-<hash>.js` | its scripts (`scripts`) |
//! | `main-<hash>.css` … | its style sheets |
//! | `kpi-evaluator.js`, `.d.ts` | the API under the name that stays: one line that hands on the hashed module |
//! | `kpi-evaluator-element.js`, `embed.html` | the custom element, and the page for frames (`element`) |
//! | `sw.js` | keeps the page at hand without a network (`offline`) |
//! | `kpi-evaluator.html` | the page as one file (`single`) |
//! | `kpi-evaluator.webmanifest`, `kpi-evaluator-icon…` | what makes the page installable, from `site/` |
//! | `kpi-evaluator.manifest.json` | every file with its size and checksum (`manifest`) |
//! | `….br`, `….gz` | the same, compressed for servers that hand such files out (`compress`) |
//!
//! A hash in a name is of the content, so a name never means two things, and the page never mixes a cached file of an
//! older build with a new one. Page and API share the hashed module, hence one promise and one instance.

use std::fs;
use std::path::Path;

use crate::build::Profile;
use crate::folder::Folder;
use crate::manifest::Manifest;
use crate::scripts::{self, Scripts};
use crate::{Fault, compress, digest, element, html, manifest, offline, project, single, wasm};

/// Files of `site/` that are served as they are.
const SITE: &[&str] = &[
    "kpi-evaluator.webmanifest",
    "kpi-evaluator-icon.svg",
    "kpi-evaluator-icon-192.png",
    "kpi-evaluator-icon-512.png",
];

/// The hosted page, and the page as one file.
pub(crate) const PAGE: &str = "index.html";
pub(crate) const SINGLE: &str = "kpi-evaluator.html";

/// Completes what Trunk made in `staged`, then puts it in the place of `dist`.
pub(crate) fn finish(staged: &Path, dist: &Path, profile: Profile) -> Result<(), Fault> {
    let folder = Folder::new(staged);
    let modules = Modules {
        page: named_by_content(&folder, "kpi-evaluator", ["kpi-evaluator", "glue"], profile)?,
        engine: named_by_content(&folder, "kpi-engine", ["kpi-engine", "engine"], profile)?,
    };
    style_sheets(&folder)?;
    let scripts = scripts::write(&folder, &modules)?;
    for name in SITE {
        folder.write(name, &project::bytes(&format!("site/{name}"))?)?;
    }
    let page = with_icon(&folder, &page(&folder, &modules.page, &scripts)?)?;
    folder.write(
        SINGLE,
        single::page(&folder, &page, &modules.page, &scripts)?.as_bytes(),
    )?;
    element::write(&folder, &scripts)?;
    let page = with_integrity(&folder, &page)?;
    folder.write(PAGE, page.as_bytes())?;
    folder.write(offline::NAME, offline::script(&folder, &page)?.as_bytes())?;
    let manifest = Manifest::of(&folder)?;
    folder.write(manifest::NAME, manifest.json().as_bytes())?;
    if profile == Profile::Release {
        compress::all(&folder, |name| name != SINGLE)?;
    }
    replace(staged, dist)?;
    compress::print_sizes(&Folder::new(dist))
}

/// The page with its icon inside: browsers ask for one that is a file again with each step that has an address.
fn with_icon(folder: &Folder, page: &str) -> Result<String, Fault> {
    let icon = html::tags(page, "link")
        .into_iter()
        .find(|tag| tag.attribute("rel") == Some("icon"));
    let name = icon.as_ref().and_then(html::Tag::file);
    let (icon, name) = icon
        .as_ref()
        .zip(name)
        .ok_or_else(|| format!("{PAGE} names no icon"))?;
    let picture = digest::base64(&folder.read(name)?);
    let inside =
        format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml;base64,{picture}\">");
    Ok(html::with(page, vec![(icon.range.clone(), inside)]))
}

/// What Trunk made: the page, and the engine that programs call.
pub(crate) struct Modules {
    pub(crate) page: Module,
    pub(crate) engine: Module,
}

/// What Trunk made of a crate: the names of the module and its glue, here by their content.
pub(crate) struct Module {
    pub(crate) wasm: String,
    pub(crate) glue: String,
    /// The names that Trunk gave them; the page still says those of its own.
    old: [String; 2],
}

/// Takes out of the module what nobody reads, and names it and its glue by what they now hold: a name by Trunk is of
/// the module before that. `bin` is the program that it was made of, `names` how module and glue begin.
fn named_by_content(folder: &Folder, bin: &str, names: [&str; 2], profile: Profile) -> Result<Module, Fault> {
    let name = folder
        .names()?
        .iter()
        .filter_map(|name| name.strip_suffix("_bg.wasm"))
        // Trunk puts a hash into the name of the page's module only.
        .find(|name| *name == bin || name.starts_with(&format!("{bin}-")))
        .map(str::to_owned)
        .ok_or_else(|| format!("Trunk left no `{bin}…_bg.wasm`"))?;
    let old = [format!("{name}_bg.wasm"), format!("{name}.js")];
    let mut bytes = folder.read(&old[0])?;
    if profile == Profile::Release {
        bytes = wasm::without_names(&bytes)?;
    }
    let wasm = format!("{}-{}.wasm", names[0], digest::short(&bytes));
    // Nobody asks the glue where the module is, but bundlers look at what it would answer.
    let glue = scripts::with_text(
        &folder.text(&old[1])?,
        &format!("'{bin}_bg.wasm'"),
        &format!("'{wasm}'"),
    )?;
    let glue = glue.into_bytes();
    let module = Module {
        wasm,
        glue: format!("kpi-evaluator-{}-{}.js", names[1], digest::short(&glue)),
        old,
    };
    module.old.iter().try_for_each(|name| folder.remove(name))?;
    folder.write(&module.wasm, &bytes)?;
    folder.write(&module.glue, &glue)?;
    Ok(module)
}

/// Names the style sheets by their content as everything else: Trunk writes its hashes as numbers, without the zeros in
/// front, and a name with a shorter hash would be none to the service worker.
fn style_sheets(folder: &Folder) -> Result<(), Fault> {
    let mut page = folder.text(PAGE)?;
    for old in &folder.names()? {
        let Some(unnamed) = old.strip_suffix(".css") else {
            continue;
        };
        let (stem, _) = unnamed
            .rsplit_once('-')
            .ok_or_else(|| format!("Trunk put no hash into {old}"))?;
        let bytes = folder.read(old)?;
        let name = format!("{stem}-{}.css", digest::short(&bytes));
        page = scripts::with_text(&page, old, &name)?;
        folder.remove(old)?;
        folder.write(&name, &bytes)?;
    }
    folder.write(PAGE, page.as_bytes())
}

/// The page with the names of its parts, its version and the name of this build.
fn page(folder: &Folder, module: &Module, scripts: &Scripts) -> Result<String, Fault> {
    let page = scripts::replaced(
        folder.text(PAGE)?,
        PAGE,
        &[
            (&module.old[0], &module.wasm),
            (&module.old[1], &module.glue),
            ("kpi-evaluator-page.js", &scripts.page),
            ("kpi-evaluator-module.js", &scripts.module),
            ("kpi-evaluator-start.js", &scripts.start),
            ("kpi-evaluator-worker.js", &scripts.worker),
        ],
    )?;
    let build = build(folder, &page)?;
    [("version", project::version()?), ("build", build)]
        .iter()
        .try_fold(page, |page, (name, content)| {
            html::with_meta(&page, &format!("kpi-evaluator-{name}"), content)
                .ok_or_else(|| format!("{PAGE} has no meta kpi-evaluator-{name}"))
        })
}

/// One name for all of it: the hash of the page and of every part.
fn build(folder: &Folder, page: &str) -> Result<String, Fault> {
    let mut told = vec![page.to_owned()];
    for name in folder.names()?.iter().filter(|name| *name != PAGE) {
        told.push(format!("{name} {}", digest::sha256(&folder.read(name)?)));
    }
    Ok(digest::short(told.join("\n").as_bytes()))
}

/// The page with the checksum of every part that a browser compares.
pub(crate) fn with_integrity(folder: &Folder, page: &str) -> Result<String, Fault> {
    const COMPARED: [&str; 3] = ["stylesheet", "modulepreload", "preload"];
    let links = html::tags(page, "link")
        .into_iter()
        .filter(|tag| tag.attribute("rel").is_some_and(|rel| COMPARED.contains(&rel)));
    let mut parts = Vec::new();
    for tag in links.chain(html::tags(page, "script")) {
        let Some(name) = tag.file() else { continue };
        let integrity = digest::integrity(&folder.read(name)?);
        let text = tag.text.trim_end_matches(['/', '>']).trim_end();
        parts.push((tag.range, format!("{text} integrity=\"{integrity}\">")));
    }
    Ok(html::with(page, parts))
}

/// Puts `staged` in the place of `dist`.
fn replace(staged: &Path, dist: &Path) -> Result<(), Fault> {
    let told = |fault: std::io::Error| format!("{}: {fault}", dist.display());
    if dist.exists() {
        fs::remove_dir_all(dist).map_err(told)?;
    }
    fs::rename(staged, dist).map_err(told)
}
