//! Runs other programs, always from the project's root and with its own tools first on the `PATH`.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Fault, project};

/// A command in the project's root that finds the tools of `.tools/` before any other of the same name.
///
/// Programs that cargo started inherit `CARGO_*` variables of this task runner; those that would be mistaken for
/// the reader's own wishes are taken away.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root()).env("PATH", path());
    for own in [
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PKG_NAME",
        "CARGO_PKG_VERSION",
    ] {
        command.env_remove(own);
    }
    command
}

/// The cargo that runs this task, so that all parts use one toolchain.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm, which is a batch file on Windows.
pub(crate) fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// The `PATH` with the project's tools in front.
fn path() -> OsString {
    let own = [project::tools().join("bin"), project::wheels().join("bin")];
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&others))).unwrap_or(others)
}

/// The full path of a program on the `PATH`.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path())
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// Runs to the end; what it prints is shown.
pub(crate) fn run(command: &mut Command) -> Result<(), Fault> {
    let status = command.status().map_err(|fault| not_started(command, &fault))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", told(command)))
    }
}

/// Runs to the end and gives what it printed on standard output, if it succeeded.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, shows each line of standard output as it comes, and gives it to `see` as well.
pub(crate) fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Result<(), Fault> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|fault| not_started(command, &fault))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while lines.read_until(b'\n', &mut bytes).is_ok_and(|length| length > 0) {
            let line = String::from_utf8_lossy(&bytes);
            print!("{line}");
            see(line.trim_end());
            bytes.clear();
        }
    }
    let status = child.wait().map_err(|fault| not_started(command, &fault))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", told(command)))
    }
}

/// The command as a person would type it.
pub(crate) fn told(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, fault: &std::io::Error) -> Fault {
    format!("`{}` could not be started: {fault}", told(command))
}
