//! Arc: how far apart two places are on a ball.

/// The angle between two points of latitude and longitude in degrees, in radians (haversine).
pub(super) fn arc((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    let (from, to) = (lat.to_radians(), other_lat.to_radians());
    let (up, along) = (to - from, other_lon.to_radians() - lon.to_radians());
    let a = (up / 2.0).sin().powi(2) + from.cos() * to.cos() * (along / 2.0).sin().powi(2);
    // `min`: rounding may bring `a` above 1 for points that face each other
    2.0 * a.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::arc;

    #[test]
    fn a_quarter_and_a_half() {
        let quarter = std::f64::consts::FRAC_PI_2;
        assert!((arc((0.0, 10.0), (0.0, -80.0)) - quarter).abs() < 1e-12);
        assert!((arc((90.0, 0.0), (-90.0, 50.0)) - 2.0 * quarter).abs() < 1e-12);
    }
}
