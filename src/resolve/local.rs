//! What the words beside a name state: in which container it lies, and what lies in it.

use super::{
    features::{Feature, Local},
    scene::{Scene, Variant},
};

/// Fills the features of a variant's rows that statements give, by the shares of the round before.
pub(super) fn fill(scene: &Scene<'_>, variant: &Variant, locals: &mut Vec<Local>) {
    let linked = || scene.variants_of(variant.name).map(|v| &scene.variants[v]).filter(|v| !v.links.is_empty());
    if linked().next().is_none() {
        return;
    }
    locals.resize(variant.shares.len(), [0.0; Feature::LOCAL]);
    for local in locals.iter_mut() {
        for feature in STATEMENTS {
            local[feature.index()] = 0.0;
        }
    }
    if !variant.links.is_empty() {
        hear(scene, variant, locals);
        return;
    }
    // one sense a document: nothing is said here, so what is said beside the name elsewhere counts
    for other in linked() {
        let mut said = vec![[0.0; Feature::LOCAL]; locals.len()];
        hear(scene, other, &mut said);
        for (local, said) in locals.iter_mut().zip(&said) {
            let most = STATEMENTS.iter().map(|f| said[f.index()]).fold(0.0, f32::max);
            let cell = &mut local[Feature::Elsewhere.index()];
            *cell = cell.max(most);
        }
    }
}

const STATEMENTS: [Feature; 5] =
    [Feature::Stated, Feature::StatedShare, Feature::Listed, Feature::Holds, Feature::Elsewhere];

fn hear(scene: &Scene<'_>, variant: &Variant, locals: &mut [Local]) {
    let mut raise = |row: usize, feature: Feature, value: f32| {
        let cell: &mut f32 = &mut locals[row][feature.index()];
        *cell = cell.max(value);
    };
    for &(link, is_inner) in &variant.links {
        let link = &scene.links[link];
        let (inner, outer) = (scene.shares_of(link.inner), scene.shares_of(link.outer));
        for (i, &held) in link.held.iter().enumerate() {
            if held == 0 {
                continue;
            }
            let holders = outer.iter().enumerate().filter(|(o, _)| held & 1 << o != 0);
            if is_inner {
                let share = holders.map(|(_, &share)| share).fold(0.0, f32::max);
                if link.listed {
                    raise(i, Feature::Listed, 0.5 + 0.5 * share);
                } else {
                    raise(i, Feature::Stated, 1.0);
                    raise(i, Feature::StatedShare, share);
                }
            } else {
                for (o, _) in holders {
                    raise(o, Feature::Holds, inner[i] * if link.listed { 0.5 } else { 1.0 });
                }
            }
        }
    }
}
