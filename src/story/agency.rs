//! Which agencies are there, and how do they sign?

/// A news agency: how pages name it and where its own stories stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The name as readers know it.
    pub name: &'static str,
    /// Every form in which a credit names it, longest first: "Thomson Reuters", "Reuters".
    pub marks: &'static [&'static str],
    /// Hosts on which the agency publishes its own stories; subdomains count.
    pub hosts: &'static [&'static str],
    /// The agency's own search, to which the encoded headline is appended; used where a story has no address.
    pub search: Option<&'static str>,
}

/// The agencies known by name.
pub const AGENCIES: &[Agency] = &[Agency {
    name: "Reuters",
    marks: &["Thomson Reuters", "Reuters"],
    hosts: &["reuters.com"],
    search: Some("https://www.reuters.com/site-search/?query="),
}];

/// The agency of this name, in any case.
pub fn by_name(name: &str) -> Option<&'static Agency> {
    AGENCIES.iter().find(|agency| agency.name.eq_ignore_ascii_case(name))
}

/// The agency on whose own host an address stands.
pub fn of_host(host: &str) -> Option<&'static Agency> {
    let is_on = |own: &&str| {
        host.len() >= own.len()
            && host.is_char_boundary(host.len() - own.len())
            && host[host.len() - own.len()..].eq_ignore_ascii_case(own)
            && (host.len() == own.len() || host.as_bytes()[host.len() - own.len() - 1] == b'.')
    };
    AGENCIES.iter().find(|agency| agency.hosts.iter().any(|own| is_on(own)))
}
