//! Export: incidents in, a folder of layers out. Knows nothing of text.
