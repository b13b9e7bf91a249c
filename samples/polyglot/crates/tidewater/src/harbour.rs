use crate::{Constituent, Moment};
use std::fmt;

/// A place with a mean level and its constituents.
#[derive(Debug, Clone, PartialEq)]
pub struct Harbour {
    name: String,
    mean_level: f64,
    constituents: Vec<Constituent>,
}

/// A line of a harbour table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// Counted from one.
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for TableError {}

impl Harbour {
    pub fn new(name: impl Into<String>, mean_level: f64, constituents: Vec<Constituent>) -> Self {
        Self { name: name.into(), mean_level, constituents }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Metres above chart datum.
    pub fn mean_level(&self) -> f64 {
        self.mean_level
    }

    /// Metres above chart datum at a moment.
    pub fn height_at(&self, moment: Moment) -> f64 {
        let hours = moment.hours();
        self.constituents.iter().fold(self.mean_level, |sum, c| sum + c.height_at(hours))
    }

    /// Reads `harbour,constituent,amplitude,lag` lines; `#` starts a comment
    /// line and `Z0` is the mean level.
    pub fn parse_table(table: &str) -> Result<Vec<Self>, TableError> {
        let mut harbours: Vec<Self> = Vec::new();
        for (index, line) in table.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let refuse = |reason: String| TableError { line: index + 1, reason };
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let [name, constituent, amplitude, lag] = fields[..] else {
                return Err(refuse(format!("expected 4 fields, found {}", fields.len())));
            };
            let number = |text: &str| {
                text.parse::<f64>().map_err(|_| refuse(format!("`{text}` is not a number")))
            };
            let (amplitude, lag) = (number(amplitude)?, number(lag)?);
            let at = match harbours.iter().position(|h| h.name == name) {
                Some(at) => at,
                None => {
                    harbours.push(Self::new(name, 0.0, Vec::new()));
                    harbours.len() - 1
                }
            };
            if constituent == "Z0" {
                harbours[at].mean_level = amplitude;
                continue;
            }
            let speed = Constituent::speed_of(constituent)
                .ok_or_else(|| refuse(format!("`{constituent}` is not a known constituent")))?;
            harbours[at].constituents.push(Constituent { speed, amplitude, lag });
        }
        Ok(harbours)
    }
}
