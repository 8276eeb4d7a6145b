//! Finds Chromium and its driver, and Firefox, installs them where the system allows, or says exactly what to install.

use std::env;
use std::path::{Path, PathBuf};

use crate::{Fault, shell};

/// A browser and the driver of the same version.
pub(crate) struct Chromium {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const BROWSER_PLACES: &[&str] = &[
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];
const HEADLESS_SHELLS: &[&str] = &["chromium-headless-shell", "chrome-headless-shell"];
const DRIVERS: &[&str] = &["chromedriver"];
const DRIVER_PLACES: &[&str] = &[
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/snap/bin/chromium.chromedriver",
];

const PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-noto-cjk"];

const WANTED: &str = "\
Chromium and chromedriver of the same version are needed for the tests, and were not found.
  Debian:  sudo apt-get install chromium chromium-driver fonts-noto-cjk
  Ubuntu:  sudo snap install chromium; sudo apt-get install fonts-noto-cjk
  Fedora:  sudo dnf install chromium chromedriver google-noto-sans-cjk-fonts
  Arch:    sudo pacman -S chromium noto-fonts-cjk
  macOS:   brew install --cask google-chrome chromedriver
Or set CHROMIUM and CHROMEDRIVER to the paths of both programs.";

/// The browser and its driver; installed first if missing, where the system is Debian's and the user may.
pub(crate) fn provide() -> Result<Chromium, Fault> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if may_install() {
        eprintln!("setup: installing {} with apt-get", PACKAGES.join(", "));
        install(PACKAGES).map_err(|fault| format!("{fault}\n{WANTED}"))?;
    }
    find().ok_or_else(|| WANTED.into())
}

fn find() -> Option<Chromium> {
    Some(Chromium {
        browser: program("CHROMIUM", BROWSERS, BROWSER_PLACES)?,
        driver: program("CHROMEDRIVER", DRIVERS, DRIVER_PLACES)?,
    })
}

/// Chromium without the parts of a desktop browser: the same engine, at half the work for each test. Installed first if
/// missing, where the system is Debian's and the user may; elsewhere the browser itself has to do.
pub(crate) fn headless_shell(chromium: &Chromium) -> PathBuf {
    let find = || program("HEADLESS_SHELL", HEADLESS_SHELLS, &[]);
    let installed = || {
        may_install()
            .then(|| install(&["chromium-headless-shell"]).ok())
            .flatten()
    };
    find()
        .or_else(|| installed().and_then(|()| find()))
        .unwrap_or_else(|| chromium.browser.clone())
}

/// Firefox, for the smoke journey; installed first if missing, where the system is Debian's and the user may. Without
/// one that journey is skipped, and says so.
pub(crate) fn firefox() -> Option<PathBuf> {
    let find = || program("FIREFOX", &["firefox-esr", "firefox"], &[]);
    find().or_else(|| {
        if !may_install() {
            return None;
        }
        eprintln!("setup: installing firefox-esr with apt-get");
        install(&["firefox-esr"]).ok()?;
        find()
    })
}

/// The program a variable names, or the first of `names` on the `PATH`, or the first of `places` that is a file.
fn program(variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let chosen = env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file());
    chosen
        .or_else(|| names.iter().find_map(|name| shell::which(name)))
        .or_else(|| places.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn may_install() -> bool {
    Path::new("/etc/debian_version").exists()
        && shell::which("apt-get").is_some()
        && shell::output(shell::command("id").arg("-u")).as_deref() == Some("0")
}

fn install(packages: &[&str]) -> Result<(), Fault> {
    let apt = || {
        let mut command = shell::command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell::run(apt().args(["update", "--quiet"]))?;
    shell::run(
        apt()
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(packages),
    )
}
