//! Tag: tokens and toponyms in, events out: what happened, at which toponym, with what status, date and figures.
//! Knows nothing of coordinates.
