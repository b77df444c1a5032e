//! What can a page do to keep an overlay from appearing, or from being right?
//!
//! Each function makes a copy of a page that does one thing; the verdict and the edits have to stay the same.

use super::Page;

/// A nonce as a site would make one for every answer.
const NONCE: &str = "k3Jx0Zq7b1";

/// All copies of a page.
pub fn copies(page: &Page) -> Vec<Page> {
    vec![
        strict_policy(page),
        nonces(page),
        trusted_types(page),
        sandboxed(page),
        style_sheet_attack(page),
        clobbered_names(page),
        many_nodes(page),
        deep_nesting(page),
        hidden_text(page),
        two_stories(page),
    ]
}

/// Nothing may load and no script may run, so no wasm either, where extensions are bound by the page's policy.
pub fn strict_policy(page: &Page) -> Page {
    with_policy(page, "strict-policy", "default-src 'none'; script-src 'none'")
}

/// Scripts and styles need a nonce that an extension cannot know.
pub fn nonces(page: &Page) -> Page {
    let policy = format!("script-src 'nonce-{NONCE}'; style-src 'nonce-{NONCE}'; object-src 'none'; base-uri 'none'");
    let mut copy = with_policy(page, "nonces", &policy);
    copy.html = copy.html.replace("<style>", &format!("<style nonce=\"{NONCE}\">"));
    copy.html = copy.html.replace(
        "</head>",
        &format!("<script nonce=\"{NONCE}\">document.documentElement.classList.add('has-script')</script></head>"),
    );
    copy
}

/// Text may not become markup.
pub fn trusted_types(page: &Page) -> Page {
    with_policy(page, "trusted-types", "require-trusted-types-for 'script'; trusted-types 'none'; script-src 'self'")
}

/// The document has an origin of its own and no scripts.
pub fn sandboxed(page: &Page) -> Page {
    with_policy(page, "sandboxed", "sandbox")
}

/// The style sheet takes everything's styles away and hides it, with the greatest weight an author has.
pub fn style_sheet_attack(page: &Page) -> Page {
    let mut copy = renamed(page, "style-sheet-attack");
    // What the page itself consists of comes back with a still greater weight; a stranger's element is not among it.
    copy.html = copy.html.replace(
        "</head>",
        "<style>
           * { all: initial !important; display: none !important; }
           html:root, html:root body,
           html:root body :is(a, article, aside, div, footer, h1, h2, h3, header, li, main, nav, p, section, span, ul) {
             display: revert !important; color: black !important;
           }
         </style></head>",
    );
    copy
}

/// Forms and pictures take the names of what scripts ask the document for.
pub fn clobbered_names(page: &Page) -> Page {
    let mut copy = renamed(page, "clobbered-names");
    let mut traps = String::from("<form name=\"body\"><input name=\"children\"><input name=\"textContent\"></form>\n");
    for name in [
        "querySelector",
        "querySelectorAll",
        "createElement",
        "createTreeWalker",
        "documentElement",
        "head",
        "title",
        "location",
        "contentType",
        "addEventListener",
        "getElementById",
        "defaultView",
        "adoptedStyleSheets",
    ] {
        traps.push_str(&format!("<img name=\"{name}\" alt=\"\">\n"));
    }
    // Inside a form, fields take the names of the form's own members.
    for name in ["parentNode", "nodeName", "tagName", "childNodes", "firstChild", "attributes", "getAttribute"] {
        traps.push_str(&format!("<form class=\"search\"><input name=\"{name}\"></form>\n"));
    }
    copy.html = copy.html.replacen("<header id=\"masthead\"", &format!("{traps}<header id=\"masthead\""), 1);
    copy
}

/// The page has some 50,000 nodes around the story.
pub fn many_nodes(page: &Page) -> Page {
    const ROWS: usize = 8_200;
    let mut copy = renamed(page, "many-nodes");
    let mut rows = String::new();
    for row in 0..ROWS {
        rows.push_str(&format!("<li><a href=\"/tag/{row}/\">Tag {row}</a> <small>{}</small></li>\n", row % 97));
    }
    // Before the story, so that nobody gets to it who stops half-way.
    let cloud =
        format!("<section class=\"widget widget_tag_cloud\"><ul>\n{rows}</ul></section>\n<header id=\"masthead\"");
    copy.html = copy.html.replacen("<header id=\"masthead\"", &cloud, 1);
    copy
}

/// A script nests 10,000 elements before the story, far deeper than any parser does, with a word in each.
pub fn deep_nesting(page: &Page) -> Page {
    let mut copy = renamed(page, "deep-nesting");
    let nest = "<div id=\"nest\" hidden></div>
        <script>
          const nest = document.getElementById('nest');
          let inner = nest;
          for (let depth = 0; depth < 10000; depth++) {
            const next = document.createElement('div');
            next.append(`word ${depth} `);
            inner.append(next);
            inner = next;
          }
        </script>
        <header id=\"masthead\"";
    copy.html = copy.html.replacen("<header id=\"masthead\"", nest, 1);
    copy
}

/// Between the story's paragraphs, and within them, stands text that no reader sees: each time hidden in another way, by
/// attributes or by a style sheet. Some of the story's own paragraphs look as if they were hidden, and are not.
pub fn hidden_text(page: &Page) -> Page {
    const WAYS: [(&str, &str); 12] = [
        ("off-screen", "position: absolute; left: -9999px"),
        ("above", "position: fixed; top: -5000px"),
        ("indented", "text-indent: -9999px; white-space: nowrap; overflow: hidden"),
        ("clipped", "position: absolute; clip: rect(0 0 0 0)"),
        ("cut", "clip-path: inset(50%)"),
        ("dot", "position: absolute; width: 1px; height: 1px; overflow: hidden"),
        ("folded", "display: block; max-height: 0; overflow: hidden"),
        ("faint", "opacity: 0"),
        ("tiny", "font-size: 0"),
        ("white", "color: #fefefe; background: #fefefe"),
        ("clear", "color: transparent"),
        ("unrendered", "display: block; content-visibility: hidden"),
    ];
    const SHOWN: [&str; 3] = [
        "opacity: 0; transition: opacity 1s",
        "color: white; background: linear-gradient(black, black)",
        "font-size: 0\"><span style=\"font-size: 16px",
    ];
    let mut copy = renamed(page, "hidden-text");
    let mut ways = WAYS.iter().enumerate();
    let mut rules = String::new();
    let mut hide = |tag: &str| {
        ways.next().map_or_else(String::new, |(number, (name, style))| {
            // Every other one by the style sheet.
            let how = if number % 2 == 0 { format!("style=\"{style}\"") } else { format!("class=\"own-{name}\"") };
            rules.push_str(&format!(".own-{name} {{ {style} }}\n"));
            let words =
                "The minister denied in 1987 that 46 percent of the delegates had ever voted for the treaty in Lisbon.";
            format!("<{tag} {how}>{words} Nobody there sees the {name} line.</{tag}>")
        })
    };
    let (before, story) = copy.html.split_once("<div class=\"entry-content\">").unwrap_or((&copy.html, ""));
    let mut pieces = story.split("</p>\n");
    let mut html = format!("{before}<div class=\"entry-content\">{}", pieces.next().unwrap_or_default());
    for (number, piece) in pieces.enumerate() {
        let piece = match SHOWN.get(number) {
            Some(style) => piece.replacen("<p>", &format!("<p style=\"{style}\">"), 1),
            None => piece.to_owned(),
        };
        html.push_str(&format!("{}</p>\n{}\n{piece}", hide("span"), hide("p")));
    }
    copy.html = html.replacen("</style>", &format!("{rules}</style>"), 1);
    copy
}

/// Before the story stands a longer text that no reader sees: by what is drawn alone it would be the article.
pub fn hidden_article(page: &Page) -> Page {
    let paragraph = |number: usize| {
        format!(
            "<p>In the year {number} the council of the valley let the mill be built anew, and the miller paid for it with \
             flour. His sons sold it again within {} years, as the book of the parish tells.</p>\n",
            number % 7 + 2
        )
    };
    // Were it four times as long as the story, both readers would take the page for one that waits for a script.
    let text: String = (1701..1741).map(paragraph).collect();
    let mut copy = renamed(page, "hidden-article");
    copy.html =
        copy.html.replacen("<main", &format!("<div>\n<div class=\"chronicle\">\n{text}</div>\n</div>\n<main"), 1);
    copy.html = copy.html.replacen("</style>", ".chronicle { position: absolute; left: -9999px }\n</style>", 1);
    copy
}

/// Another story stands whole before this one, with a headline and a box of its own, as where one runs into the next.
pub fn two_stories(page: &Page) -> Page {
    const OTHER: &str = include_str!("../../../tests/pages/ordinary-article/page.html");
    const MAIN: &str = "<main id=\"primary\" class=\"site-main\">\n";
    let mut copy = renamed(page, "two-stories");
    let (start, end) = OTHER.find("<article>").zip(OTHER.find("<aside>")).unwrap_or_default();
    copy.html = copy.html.replacen(MAIN, &format!("{MAIN}{}", OTHER.get(start..end).unwrap_or_default()), 1);
    copy
}

fn with_policy(page: &Page, name: &str, policy: &str) -> Page {
    let mut copy = renamed(page, name);
    copy.headers.push(("Content-Security-Policy".to_owned(), policy.to_owned()));
    copy
}

/// A copy on a site of its own, so that no two share a cache or a switch.
fn renamed(page: &Page, name: &str) -> Page {
    Page { name: name.to_owned(), address: format!("http://{name}.example/story"), ..page.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        Page::read("rewritten-repost").unwrap()
    }

    #[test]
    fn every_copy_differs_from_the_page() {
        let page = page();
        for copy in copies(&page) {
            assert!(copy.html != page.html || copy.headers != page.headers, "{}", copy.name);
        }
    }

    #[test]
    fn copies_keep_the_story() {
        let page = page();
        let story = |html: &str| {
            let begin = html.find("<div class=\"entry-content\">").unwrap();
            html[begin..begin + html[begin..].find("</div>").unwrap()].to_owned()
        };
        // Hidden text stands within the story.
        for copy in copies(&page).iter().filter(|copy| copy.name != "hidden-text") {
            assert_eq!(story(&copy.html), story(&page.html), "{}", copy.name);
        }
    }

    #[test]
    fn many_nodes_are_many() {
        // A row is li, a and its text, a space, small and its text, a line break.
        assert!(many_nodes(&page()).html.matches("<li>").count() * 7 > 50_000);
    }
}
