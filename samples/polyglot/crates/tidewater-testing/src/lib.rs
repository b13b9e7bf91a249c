//! Fixtures for the tests of this workspace.

use tidewater::{Constituent, Harbour, Moment};

/// A harbour with nothing but the solar tide, which peaks at noon and midnight.
pub fn solar(mean_level: f64, amplitude: f64) -> Harbour {
    Harbour::new("solar", mean_level, vec![Constituent { speed: 30.0, amplitude, lag: 0.0 }])
}

/// The first and the last minute of 1 March 2026.
pub fn day() -> (Moment, Moment) {
    let from: Moment = "2026-03-01T00:00Z".parse().expect("a moment");
    (from, from.plus_minutes(24 * 60 - 1))
}

/// Equal to the millimetre.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64) {
    assert!((actual - expected).abs() < 0.0005, "{actual} m is not {expected} m");
}
