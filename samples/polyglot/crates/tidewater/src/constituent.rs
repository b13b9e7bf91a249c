/// One cosine of a tide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Constituent {
    /// Degrees an hour.
    pub speed: f64,
    /// Metres.
    pub amplitude: f64,
    /// Degrees behind the moment at which `t` is zero.
    pub lag: f64,
}

impl Constituent {
    /// The astronomical speed of a named constituent, in degrees an hour.
    pub fn speed_of(name: &str) -> Option<f64> {
        Some(match name {
            "M2" => 28.984_104_2,
            "S2" => 30.0,
            "N2" => 28.439_729_5,
            "K1" => 15.041_068_6,
            "O1" => 13.943_035_6,
            _ => return None,
        })
    }

    pub(crate) fn height_at(&self, hours: f64) -> f64 {
        self.amplitude * (self.speed * hours - self.lag).to_radians().cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constituent_peaks_at_its_lag() {
        let solar = Constituent { speed: 30.0, amplitude: 0.5, lag: 60.0 };
        assert!((solar.height_at(2.0) - 0.5).abs() < 1e-12);
        assert!((solar.height_at(8.0) + 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_unknown_constituent_has_no_speed() {
        assert_eq!(Constituent::speed_of("X9"), None);
    }
}
