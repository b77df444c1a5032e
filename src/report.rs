//! What does the reader see?
//!
//! A report is a plain tree of elements and message keys, so that it is tested natively and drawn by one small renderer
//! in the overlay, the toolbar popup and on the site.
