//! What do the project's own commands have in common with its end-to-end tests?
//!
//! | module | the question |
//! |---|---|
//! | [`setup`] | What has to be on the machine, and how does it get there? |
//! | [`dist`] | How do the sources become two extensions and a site? |
//! | [`package`] | How do the built extensions become the files that the browsers' stores take? |
//! | [`loopback`] | Who answers the browsers, and what did they ask for? |
//! | [`pages`] | Which pages is the extension tried on? |
//! | [`webdriver`] | How are real browsers driven? |
//! | [`shown`] | What does the extension say and show? |
//! | [`process`] | How are other programs run, timed and ended? |

pub mod dist;
pub mod loopback;
pub mod package;
pub mod pages;
pub mod process;
pub mod setup;
pub mod shown;
pub mod webdriver;
