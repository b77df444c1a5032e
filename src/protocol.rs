//! What do content script and background say to each other?
