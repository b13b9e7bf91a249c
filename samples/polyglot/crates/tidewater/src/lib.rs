//! Tide heights from harmonic constituents.
//!
//! A tide is a mean level and a sum of cosines, each with the speed of an
//! astronomical motion: `h(t) = Z0 + Σ A·cos(speed·t − lag)`, where `t` counts
//! hours from 2000-01-01T00:00Z.

mod constituent;
mod harbour;
mod moment;
mod water;

pub use constituent::Constituent;
pub use harbour::{Harbour, TableError};
pub use moment::{Moment, MomentError};
pub use water::{Turn, TurnKind};

/// The harbour table that ships with this crate.
#[cfg(feature = "harbours")]
pub const HARBOURS: &str = include_str!("../data/harbours.csv");

/// The harbours of [`HARBOURS`], by name.
#[cfg(feature = "harbours")]
pub fn harbours() -> Vec<Harbour> {
    Harbour::parse_table(HARBOURS).expect("the shipped table is well formed")
}

/// One harbour of [`HARBOURS`].
#[cfg(feature = "harbours")]
pub fn harbour(name: &str) -> Option<Harbour> {
    harbours().into_iter().find(|h| h.name() == name)
}
