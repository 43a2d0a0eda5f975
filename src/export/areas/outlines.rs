//! Outlines: the polygons of one run, of which those of a row of the gazetteer are made once.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use geo::MultiPolygon;

use super::circle::{circle, rounded};
use crate::{gazetteer::outlines::outline, report::Report};

/// What was asked for so far, by the id of its row; none where a row has no outline.
#[derive(Debug, Default)]
pub(in crate::export) struct Outlines {
    by_id: RefCell<HashMap<String, Option<Rc<MultiPolygon<f64>>>>>,
}

impl Outlines {
    /// The polygons of an incident, of 5 decimals, as all positions are.
    pub(in crate::export) fn of(&self, incident: &Report) -> Option<Rc<MultiPolygon<f64>>> {
        let row = incident.gazetteer_id.as_deref().filter(|_| !incident.is_unlisted());
        let around = || Some(Rc::new(rounded(&circle(incident.point?, incident.uncertainty_km?))));
        row.and_then(|id| self.row(id)).or_else(around)
    }

    fn row(&self, id: &str) -> Option<Rc<MultiPolygon<f64>>> {
        if let Some(known) = self.by_id.borrow().get(id) {
            return known.clone();
        }
        let made = outline(id).map(|outline| Rc::new(rounded(&outline)));
        self.by_id.borrow_mut().insert(id.to_owned(), made.clone());
        made
    }
}
