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

/// Whether this can be the name of a host, as agencies have them: labels with a dot between, so that no pack claims all
/// hosts under `com`.
pub fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let plain = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    host.contains('.') && host.split('.').all(is_label)
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
    fn hosts_have_a_name_and_a_dot() {
        for host in ["agency.example", "www.Agency-1.example"] {
            assert!(is_host(host), "{host}");
        }
        for host in
            ["", ".", "com", ".com", "com.", "a..b", "agency.example/x", "a b.example", "*.example", "-a.example"]
        {
            assert!(!is_host(host), "{host}");
        }
    }

    #[test]
    fn without_hosts_no_link_is_allowed() {
        assert!(!is_allowed("https://agency.example/", &[]));
        assert!(!is_allowed("https://agency.example/", &[String::new()]));
    }
}
