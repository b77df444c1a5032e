//! Where is the original?

use crate::story::Story;
use crate::story::agency;

/// The link to a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The story's own address: https, on one of its agency's hosts.
    Story {
        /// The address.
        href: String,
        /// The host, as readers know it: without `www.`.
        host: String,
    },
    /// The agency's own search for the headline, where the story's address is not known.
    Search {
        /// The address.
        href: String,
        /// The host, as readers know it: without `www.`.
        host: String,
    },
}

impl Link {
    /// The link to a story; none where it has no address that can be trusted, and its agency no search.
    pub fn to(story: &Story) -> Option<Self> {
        let agency = agency::by_name(&story.agency)?;
        let own = |host: &&str| agency::of_host(host).is_some_and(|owner| owner.name == agency.name);
        if let Some(url) = &story.url
            && let Some(host) = https_host(url).filter(own)
        {
            return Some(Self::Story { href: url.clone(), host: shown(host) });
        }
        let search = agency.search.filter(|_| !story.headline.is_empty())?;
        let host = shown(https_host(search)?);
        Some(Self::Search { href: format!("{search}{}", percent_encoded(&story.headline)), host })
    }
}

/// The host of an https address; none where it could be read in two ways.
fn https_host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
    (!host.is_empty() && host.bytes().all(plain)).then_some(host)
}

fn shown(host: &str) -> String {
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Everything but RFC 3986's unreserved characters, percent-encoded.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from(b"0123456789ABCDEF"[usize::from(value & 15)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: Option<&str>, headline: &str, expected: Option<&str>) {
        let story = Story {
            agency: "Reuters".to_owned(),
            headline: headline.to_owned(),
            url: url.map(str::to_owned),
            ..Story::default()
        };
        let href = Link::to(&story).map(|link| match link {
            Link::Story { href, .. } | Link::Search { href, .. } => href,
        });
        assert_eq!(href.as_deref(), expected);
    }

    const SEARCH: Option<&str> = Some("https://www.reuters.com/site-search/?query=Rates%20held");

    #[test]
    fn a_story_is_linked_at_its_own_address() {
        check(Some("https://www.reuters.com/a/b?c#d"), "Rates held", Some("https://www.reuters.com/a/b?c#d"));
        check(Some("https://reuters.com"), "Rates held", Some("https://reuters.com"));
    }

    #[test]
    fn addresses_elsewhere_are_not_followed() {
        check(Some("https://reuters.com.example/a"), "Rates held", SEARCH);
        check(Some("https://notreuters.com/a"), "Rates held", SEARCH);
        check(Some("http://www.reuters.com/a"), "Rates held", SEARCH);
        check(Some("javascript:alert(1)//reuters.com"), "Rates held", SEARCH);
    }

    #[test]
    fn addresses_that_could_be_read_in_two_ways_are_not_followed() {
        check(Some("https://www.reuters.com@other.example/"), "Rates held", SEARCH);
        check(Some("https://other.example\\.reuters.com/"), "Rates held", SEARCH);
        check(Some("https://www.reuters.com:8443/"), "Rates held", SEARCH);
    }

    #[test]
    fn without_an_address_the_agency_is_searched() {
        check(
            None,
            "5% & “more”",
            Some("https://www.reuters.com/site-search/?query=5%25%20%26%20%E2%80%9Cmore%E2%80%9D"),
        );
        check(None, "", None);
    }

    #[test]
    fn an_unknown_agency_has_no_link() {
        let story = Story { agency: "Nobody".to_owned(), headline: "Rates held".to_owned(), ..Story::default() };
        assert_eq!(Link::to(&story), None);
    }
}
