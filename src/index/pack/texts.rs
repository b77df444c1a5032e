//! What are a story's words, in a pack that may hold them?
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story: number of parts │ each part: role: u8, gap to the part before, length │ text
//! ```

use super::PackError;
use super::fields::{Fields, put_number};
use super::header::Section;
use crate::story::{Document, Part, Role};
use crate::text::Span;

/// The roles by the number under which they are written; a new one is added at the end.
const ROLES: [Role; 6] = [Role::Headline, Role::Byline, Role::Dateline, Role::Body, Role::CreditLine, Role::Furniture];

/// The bytes of a story's words.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut out = Vec::with_capacity(document.text.len() + 64);
    put_number(&mut out, document.parts.len() as u32);
    let mut end = 0;
    for part in &document.parts {
        out.push(ROLES.iter().position(|role| *role == part.role).unwrap_or_default() as u8);
        put_number(&mut out, part.span.start.saturating_sub(end) as u32);
        put_number(&mut out, part.span.len() as u32);
        end = part.span.end;
    }
    out.extend_from_slice(document.text.as_bytes());
    out
}

/// The words in a story's bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Document, PackError> {
    document(Fields::of(bytes)).ok_or(PackError::Damaged(Section::Text.name()))
}

fn document(mut fields: Fields<'_>) -> Option<Document> {
    let count = fields.number()?;
    let mut parts = Vec::new();
    let mut end = 0_usize;
    for _ in 0..count {
        let role = *ROLES.get(usize::from(fields.byte()?))?;
        let start = end.checked_add(fields.number()? as usize)?;
        end = start.checked_add(fields.number()? as usize)?;
        parts.push(Part { role, span: Span::new(start, end) });
    }
    let text = std::str::from_utf8(fields.rest()).ok()?.to_owned();
    let on_characters = |part: &Part| text.get(part.span.range()).is_some();
    parts.iter().all(on_characters).then_some(Document { text, parts })
}
