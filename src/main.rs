//! The `kimpost` program: hands its arguments to the library and exits with the code that comes back.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    ExitCode::from(kimpost::launch::run(arguments))
}
