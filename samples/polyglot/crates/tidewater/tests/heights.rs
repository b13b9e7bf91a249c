use tidewater::{Harbour, Moment, TurnKind};
use tidewater_testing::{assert_close, day, solar};

#[test]
fn a_lone_solar_tide_repeats_every_twelve_hours() {
    let harbour = solar(2.0, 1.5);
    let (from, _) = day();
    assert_close(harbour.height_at(from), 3.5);
    assert_close(harbour.height_at(from.plus_minutes(6 * 60)), 0.5);
    assert_close(harbour.height_at(from.plus_minutes(12 * 60)), 3.5);
}

#[test]
fn turns_alternate_and_bound_the_heights_between_them() {
    let (from, to) = day();
    for harbour in tidewater::harbours() {
        let turns = harbour.turns(from, to);
        assert!(turns.len() >= 2, "{} turned {} times", harbour.name(), turns.len());
        for pair in turns.windows(2) {
            assert_ne!(pair[0].kind, pair[1].kind);
            let (low, high) = match pair[0].kind {
                TurnKind::Low => (pair[0].height, pair[1].height),
                TurnKind::High => (pair[1].height, pair[0].height),
            };
            let mut moment = pair[0].moment;
            while moment <= pair[1].moment {
                let height = harbour.height_at(moment);
                assert!(low <= height && height <= high);
                moment = moment.plus_minutes(1);
            }
        }
    }
}

#[test]
fn a_broken_table_names_its_line() {
    let error = Harbour::parse_table("a,Z0,1,0\na,Q7,1,0\n").unwrap_err();
    assert_eq!(error.to_string(), "line 2: `Q7` is not a known constituent");
}

#[test]
fn the_reference_height_of_selkie_stands() {
    // Worked out by hand from the five constituents.
    let noon: Moment = "2026-03-01T12:00Z".parse().unwrap();
    assert_close(tidewater::harbour("selkie").unwrap().height_at(noon), 0.912);
}
