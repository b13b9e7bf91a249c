use crate::{Harbour, Moment};

/// High or low water.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    pub kind: TurnKind,
    pub moment: Moment,
    /// Metres above chart datum.
    pub height: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnKind {
    High,
    Low,
}

impl Harbour {
    /// High and low waters between two moments, to the minute.
    pub fn turns(&self, from: Moment, to: Moment) -> Vec<Turn> {
        let mut turns = Vec::new();
        let mut before = self.height_at(from.plus_minutes(-1));
        let mut here = self.height_at(from);
        let mut moment = from;
        while moment <= to {
            let next = moment.plus_minutes(1);
            let after = self.height_at(next);
            let kind = if here > before && here >= after {
                Some(TurnKind::High)
            } else if here < before && here <= after {
                Some(TurnKind::Low)
            } else {
                None
            };
            turns.extend(kind.map(|kind| Turn { kind, moment, height: here }));
            (before, here, moment) = (here, after, next);
        }
        turns
    }
}
