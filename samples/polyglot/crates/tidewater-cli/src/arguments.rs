use tidewater::{Harbour, Moment};

pub enum Command {
    Help,
    Version,
    Harbours,
    Heights { query: Query, step: i64 },
    Turns(Query),
}

pub struct Query {
    pub harbour: Harbour,
    pub from: Moment,
    pub hours: i64,
    pub json: bool,
}

pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, String> {
    let verb = words.next().ok_or("a command is missing")?;
    match verb.as_str() {
        "--version" | "-V" => Ok(Command::Version),
        "--help" | "-h" => Ok(Command::Help),
        "harbours" => Ok(Command::Harbours),
        "heights" => query(words).map(|(query, step)| Command::Heights { query, step }),
        "turns" => query(words).map(|(query, _)| Command::Turns(query)),
        other => Err(format!("`{other}` is not a command")),
    }
}

fn query(mut words: impl Iterator<Item = String>) -> Result<(Query, i64), String> {
    let name = words.next().ok_or("a harbour is missing")?;
    let harbour = tidewater::harbour(&name)
        .ok_or_else(|| format!("`{name}` is not a known harbour; see `tidewater harbours`"))?;
    let (mut from, mut hours, mut step, mut json) = (None, 24, 60, false);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--from" => from = Some(value()?.parse().map_err(|e| format!("--from: {e}"))?),
            "--hours" => hours = positive(&word, &value()?)?,
            "--step" => step = positive(&word, &value()?)?,
            "--json" => json = true,
            other => return Err(format!("`{other}` is not an option")),
        }
    }
    let from = from.ok_or("--from is missing")?;
    Ok((Query { harbour, from, hours, json }, step))
}

fn positive(option: &str, text: &str) -> Result<i64, String> {
    match text.parse() {
        Ok(number @ 1..=100_000) => Ok(number),
        _ => Err(format!("{option}: `{text}` is not a whole number from 1 to 100000")),
    }
}
