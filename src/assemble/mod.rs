//! Assemble: reports in, incidents out: reports of one incident from several documents become one. Knows nothing of text.
