//! What did the browser ask for, and why?

use crate::session::Session;
use anyhow::{Result, bail};
use xtask::loopback::Request;
use xtask::pages::Page;
use xtask::webdriver::Kind;

/// Hosts that the browsers ask of their own accord, each with its reason. None has to do with a page or with us: a browser
/// that opens no page asks for them too, which a test shows.
const BROWSERS_OWN: &[(&str, &str)] = &[
    ("start.duckduckgo.com", "Chromium as Debian builds it warms up its start page's search engine"),
    ("update.googleapis.com", "Chromium looks for updates of its components and extensions"),
    ("accounts.google.com", "Chromium asks whether somebody is signed in"),
    ("aus5.mozilla.org", "Firefox looks for updates of itself and of its media plug-ins when it has run for a while"),
];

/// Fails where a request cannot be accounted for: by a page that was opened, by what that page itself names, by its site's
/// icon, by what the reader asked for, or by the browser's own habits.
pub(crate) fn account(requests: &[Request], pages: &[Page], by_reader: &[String]) -> Result<()> {
    let unaccounted: Vec<&Request> = requests
        .iter()
        .filter(|request| !by_reader.contains(&request.address))
        .filter(|request| !is_browsers_own(request) && !is_pages(request, pages))
        .collect();
    if !unaccounted.is_empty() {
        let named: Vec<_> = unaccounted.iter().map(|it| format!("{} {}", it.method, it.address)).collect();
        bail!("requests that nothing accounts for: {named:#?}");
    }
    // A page that never arrived would make a test pass for the wrong reason.
    let addresses = pages.iter().map(|page| &page.address).chain(by_reader);
    match addresses.into_iter().find(|address| !requests.iter().any(|request| request.address == **address)) {
        Some(address) => bail!("{address} was never asked for"),
        None => Ok(()),
    }
}

/// Starts a browser that opens no page: what it asks for is its own affair, and known.
pub(crate) fn a_browser_without_pages_asks_for_nothing_unknown(kind: Kind) -> Result<()> {
    Session::start(kind)?.finish()
}

fn is_browsers_own(request: &Request) -> bool {
    let host = host(&request.address);
    BROWSERS_OWN.iter().any(|(own, _)| host == *own)
}

fn is_pages(request: &Request, pages: &[Page]) -> bool {
    let asked = request.address.as_str();
    request.method == "GET"
        && pages.iter().any(|page| {
            asked == page.address
                || page.asks_for.iter().any(|address| asked == address)
                || asked == format!("http://{}/favicon.ico", host(&page.address))
        })
}

/// The host of an address, or of `host:port`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

#[test]
fn a_stranger_request_is_found() {
    let page = Page::read("rewritten-repost").unwrap();
    let request = |method: &str, address: &str| Request {
        method: method.to_owned(),
        address: address.to_owned(),
        headers: Vec::new(),
        answered: false,
    };
    let own = request("GET", &page.address);
    let pages = std::slice::from_ref(&page);
    assert!(account(&[own.clone(), request("GET", "http://mirror.example/favicon.ico")], pages, &[]).is_ok());
    assert!(account(&[own.clone(), request("GET", "http://mirror.example/beacon")], pages, &[]).is_err());
    assert!(account(&[own.clone(), request("CONNECT", "reuters.com:443")], pages, &[]).is_err());
    assert!(account(&[own, request("POST", &page.address)], pages, &[]).is_err());
    assert!(account(&[], pages, &[]).is_err());
}
