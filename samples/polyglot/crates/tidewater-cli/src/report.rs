use crate::arguments::Query;
use tidewater::TurnKind;

pub fn heights(query: &Query, step: i64) -> String {
    let mut rows = Vec::new();
    let mut moment = query.from;
    while moment <= query.last() {
        rows.push((moment.to_string(), None, query.harbour.height_at(moment)));
        moment = moment.plus_minutes(step);
    }
    render(query, &rows)
}

pub fn turns(query: &Query) -> String {
    let name = |kind| match kind {
        TurnKind::High => "high",
        TurnKind::Low => "low",
    };
    let rows: Vec<_> = (query.harbour.turns(query.from, query.last()).iter())
        .map(|turn| (turn.moment.to_string(), Some(name(turn.kind)), turn.height))
        .collect();
    render(query, &rows)
}

fn render(query: &Query, rows: &[(String, Option<&str>, f64)]) -> String {
    if !query.json {
        return (rows.iter())
            .map(|(at, kind, height)| match kind {
                Some(kind) => format!("{at}  {kind:<4}  {height:6.2} m\n"),
                None => format!("{at}  {height:6.2} m\n"),
            })
            .collect();
    }
    let points: Vec<String> = (rows.iter())
        .map(|(at, kind, height)| {
            let kind = kind.map(|k| format!(r#","kind":"{k}""#)).unwrap_or_default();
            format!(r#"{{"at":"{at}"{kind},"metres":{height:.3}}}"#)
        })
        .collect();
    format!("{{\"harbour\":\"{}\",\"points\":[{}]}}\n", query.harbour.name(), points.join(","))
}
