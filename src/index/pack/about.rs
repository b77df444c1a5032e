//! Whose stories are they?
//!
//! ```text
//! agency: text │ number of hosts │ each host: text
//! ```

use super::fields::{Fields, put_number, put_text};
use super::header::Section;
use super::{PackError, link};
use crate::order::Order as _;

/// The agency of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Its name as readers know it.
    pub(super) agency: String,
    /// Hosts on which its stories' addresses stand.
    pub(super) hosts: Vec<String>,
}

impl About {
    /// With each host once, in the order of the alphabet; what is none is left out.
    pub(super) fn new(agency: String, mut hosts: Vec<String>) -> Self {
        hosts.retain(|host| link::is_host(host));
        hosts.order();
        hosts.dedup();
        Self { agency, hosts }
    }

    /// Appends the section's bytes.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_text(out, Some(&self.agency));
        put_number(out, self.hosts.len() as u32);
        self.hosts.iter().for_each(|host| put_text(out, Some(host)));
    }

    /// Reads the section.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackError> {
        Self::fields(Fields::of(bytes)).ok_or(PackError::Damaged(Section::About.name()))
    }

    fn fields(mut fields: Fields<'_>) -> Option<Self> {
        let agency = fields.text()??.to_owned();
        let count = fields.number()?;
        let mut hosts = Vec::new();
        for _ in 0..count {
            hosts.push(fields.text()?.filter(|host| link::is_host(host))?.to_owned());
        }
        // The name is shown to readers, on one line.
        let is_line = !agency.chars().any(char::is_control);
        (is_line && fields.rest().is_empty()).then_some(Self { agency, hosts })
    }
}
