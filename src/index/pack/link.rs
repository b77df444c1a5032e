//! May a story's link go there?

/// Whether an address is https and on one of these hosts or a subdomain of one.
///
/// Strict on purpose: what a browser would repair (spaces, backslashes, user names, ports, other schemes) is refused.
pub(super) fn is_allowed(url: &str, hosts: &[String]) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    if !host.chars().all(plain) || url.chars().any(|c| c.is_control() || c == ' ' || c == '\\') {
        return false;
    }
    let host = host.to_ascii_lowercase();
    hosts.iter().any(|own| {
        let own = own.to_ascii_lowercase();
        !own.is_empty() && host.strip_suffix(&own).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: bool) {
        assert_eq!(is_allowed(url, &["agency.example".to_owned()]), expected, "{url}");
    }

    #[test]
    fn links_stay_on_the_agencys_hosts() {
        check("https://agency.example/story", true);
        check("https://www.Agency.example/story?id=1#top", true);
        check("https://agency.example", true);
        check("http://agency.example/story", false);
        check("https://notagency.example/story", false);
        check("https://agency.example.evil.example/", false);
        check("https://agency.example@evil.example/", false);
        check("https://evil.example/agency.example", false);
        check("https://evil.example\\.agency.example/", false);
        check("javascript:alert(1)//agency.example", false);
        check("https://agency.example/a b", false);
        check("", false);
    }

    #[test]
    fn without_hosts_no_link_is_allowed() {
        assert!(!is_allowed("https://agency.example/", &[]));
        assert!(!is_allowed("https://agency.example/", &[String::new()]));
    }
}
