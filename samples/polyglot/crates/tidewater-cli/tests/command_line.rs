use std::process::{Command, Output};
use tidewater_testing::{assert_close, day};

fn tidewater(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidewater")).args(words).output().expect("the built command")
}

fn stdout(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_version_is_the_workspace_version() {
    let said = stdout(tidewater(&["--version"]));
    assert_eq!(said, format!("tidewater {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn heights_agree_with_the_library() {
    let (from, _) = day();
    let said = stdout(tidewater(&["heights", "selkie", "--from", &from.to_string(), "--hours", "6", "--step", "60"]));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 7);
    let harbour = tidewater::harbour("selkie").expect("a harbour");
    for (hour, line) in lines.iter().enumerate() {
        let metres: f64 = line.split_whitespace().nth(1).expect("a height").parse().expect("a number");
        let exact = harbour.height_at(from.plus_minutes(60 * hour as i64));
        assert_close(metres, (exact * 100.0).round() / 100.0);
    }
}

#[test]
fn turns_in_json_name_their_kind() {
    let said = stdout(tidewater(&["turns", "fennock", "--from", "2026-03-01T00:00Z", "--json"]));
    assert!(said.starts_with(r#"{"harbour":"fennock","points":[{"at":"#), "{said}");
    assert!(said.contains(r#""kind":"high""#) && said.contains(r#""kind":"low""#));
}

#[test]
fn an_unknown_harbour_is_a_usage_error() {
    let output = tidewater(&["heights", "atlantis", "--from", "2026-03-01T00:00Z"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`atlantis` is not a known harbour"));
}
