//! What does a person see who opens a list's folder?
//!
//! One file, without a script and without a request to anybody.

use super::manifest::Manifest;
use crate::show;
use quick_xml::escape::escape;

const PAGE: &str = include_str!("page.html");

/// The page of a list; `number` is that of its key.
pub(super) fn page(manifest: &Manifest, number: &str) -> String {
    let (stories, size) = (manifest.stories().to_string(), show::size(manifest.bytes()));
    let hosts = if manifest.hosts.is_empty() { "no page".to_owned() } else { manifest.hosts.join(", ") };
    let mut page = String::new();
    let mut rest = PAGE;
    // In one pass, so that no name is taken for a place of the page.
    while let Some((before, name, behind)) = next_place(rest) {
        page += before;
        page += &escape(match name {
            "name" => &manifest.name,
            "agency" => &manifest.agency,
            "licence" => &manifest.licence,
            "published" => &manifest.published,
            "expires" => &manifest.expires,
            "key" => &manifest.key,
            "number" => number,
            "hosts" => &hosts,
            "stories" => &stories,
            _ => &size,
        });
        rest = behind;
    }
    page + rest
}

/// The next `{name}`, with what stands before and behind it. The page's style sheet has spaces behind its braces.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let mut braces = text.match_indices('{');
    braces.find_map(|(at, _)| {
        let (name, behind) = text.get(at + 1..)?.split_once('}')?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
        is_name.then_some((text.get(..at)?, name, behind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_they_are() {
        let manifest = Manifest {
            format: 1,
            sequence: 1,
            name: "<b>{key}</b>".to_owned(),
            agency: "A & B".to_owned(),
            hosts: Vec::new(),
            licence: "own".to_owned(),
            key: "RWQ".to_owned(),
            next_key: None,
            published: String::new(),
            expires: String::new(),
            mirrors: Vec::new(),
            segments: Vec::new(),
            tests: Vec::new(),
        };
        let page = page(&manifest, "5B87");
        assert!(page.contains("<h1>&lt;b&gt;{key}&lt;/b&gt;</h1>") && page.contains("stories of A &amp; B"), "{page}");
        assert!(page.contains("<code>5B87</code>") && !page.contains("{number}"), "{page}");
    }
}
