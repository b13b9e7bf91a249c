mod arguments;
mod report;

use arguments::{Command, Query};
use std::io::Write;
use std::process::ExitCode;

const USAGE: &str = "\
usage: tidewater harbours
       tidewater heights HARBOUR --from 2026-03-01T00:00Z [--hours N] [--step MINUTES] [--json]
       tidewater turns HARBOUR --from 2026-03-01T00:00Z [--hours N] [--json]
       tidewater --version
";

fn main() -> ExitCode {
    match arguments::parse(std::env::args().skip(1)) {
        Ok(command) => print(&run(command)),
        Err(problem) => {
            eprintln!("tidewater: {problem}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> String {
    match command {
        Command::Help => USAGE.to_owned(),
        Command::Version => format!("tidewater {}\n", env!("CARGO_PKG_VERSION")),
        Command::Harbours => {
            tidewater::harbours().iter().map(|h| format!("{}\n", h.name())).collect()
        }
        Command::Heights { query, step } => report::heights(&query, step),
        Command::Turns(query) => report::turns(&query),
    }
}

// A reader that closes the pipe early is not a failure.
fn print(text: &str) -> ExitCode {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

impl Query {
    fn last(&self) -> tidewater::Moment {
        self.from.plus_minutes(self.hours * 60)
    }
}
