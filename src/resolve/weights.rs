//! Weights: the resolver's features by name, from `data/resolve.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// What each feature adds to a candidate's score.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    pub(super) alternate: f32,
    pub(super) respelling: f32,
    pub(super) user: f32,
    pub(super) population: f32,
    pub(super) country: f32,
    pub(super) continent: f32,
    pub(super) province: f32,
    pub(super) region: f32,
    pub(super) district: f32,
    pub(super) site: f32,
    pub(super) capital: f32,
    pub(super) seat: f32,
    pub(super) twin: f32,
    pub(super) sort: f32,
    pub(super) unsorted: f32,
    pub(super) stated: f32,
    pub(super) listed: f32,
    pub(super) holds: f32,
    pub(super) near_country: f32,
    pub(super) near_province: f32,
    pub(super) near: f32,
    pub(super) near_km: f64,
    pub(super) far_km: f64,
    pub(super) sense: f32,
    pub(super) none: f32,
}

/// The embedded weights, parsed at first use; a test holds that they parse.
pub(super) static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/resolve.toml")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_parse() {
        let parsed: Weights = toml::from_str(include_str!("../../data/resolve.toml")).unwrap();
        assert_eq!(parsed, *WEIGHTS);
        assert!(parsed.stated > parsed.listed);
    }
}
