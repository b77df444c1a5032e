//! What must the browser do for us?
