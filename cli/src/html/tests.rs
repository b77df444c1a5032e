//! What is read of small pages?

use super::snapshot;
use std::time::{Duration, Instant};

/// Shows each block as "tag/tag: text", the innermost element last; hidden ones in brackets, link characters after a
/// bar.
fn check(html: &str, expected: &[&str]) {
    let page = snapshot(html);
    let shown: Vec<String> = page
        .blocks
        .iter()
        .map(|block| {
            let mut tags = Vec::new();
            let mut at = Some(block.element);
            while let Some(element) = at {
                tags.push(page.elements[element].tag.as_str());
                at = page.elements[element].parent;
            }
            tags.reverse();
            let links = if block.link_chars > 0 { format!("|{}", block.link_chars) } else { String::new() };
            let line = format!("{}: {}{links}", tags.join("/"), block.text.replace('\n', "⏎"));
            if block.hidden { format!("[{line}]") } else { line }
        })
        .collect();
    assert_eq!(shown, expected, "{html}");
}

#[test]
fn text_between_block_level_tags() {
    check("<p>One <b>bold</b> word<p>Two", &["body/p: One bold word", "body/p: Two"]);
    check("<div>before<p>inside</p>after</div>", &["body/div: before", "body/div/p: inside", "body/div: after"]);
    check("bare <i>text</i>", &["body: bare text"]);
    check("<ul><li>One<li>Two</ul>", &["body/ul/li: One", "body/ul/li: Two"]);
    check("<table><tr><td>One<td>Two</table>", &["body/table/tbody/tr/td: One", "body/table/tbody/tr/td: Two"]);
    check("<p> </p><p>&nbsp;</p><p>x</p>", &["body/p: x"]);
    check("", &[]);
}

#[test]
fn text_is_kept_as_it_lies() {
    check("<p>  One\n two&nbsp;three</p>", &["body/p:   One⏎ two\u{a0}three"]);
}

#[test]
fn line_breaks() {
    check("<p>One<br>two</p>", &["body/p: One⏎two"]);
    check("<p>One<br> <br>Two<br/><br/><br/>Three</p>", &["body/p: One⏎ ", "body/p: Two⏎", "body/p: ⏎Three"]);
    check("<p>One\n\ntwo</p>", &["body/p: One⏎⏎two"]);
}

#[test]
fn what_is_skipped() {
    check(
        "<p>a<script>x</script>b<style>y</style><svg><text>z</text></svg><template><p>t</p></template></p>",
        &["body/p: ab"],
    );
    check(
        "<p>a</p><noscript><p>b</p></noscript><iframe>c</iframe><textarea>d</textarea><button>e</button>",
        &["body/p: a"],
    );
    check("<p>a<!-- b --></p>", &["body/p: a"]);
}

#[test]
fn links() {
    check("<p>One <a href=x>two <b>three</b></a></p>", &["body/p: One two three|8"]);
    check("<a href=x><div>two</div></a>", &["body/div: two|3"]);
}

#[test]
fn hidden_elements() {
    check(
        "<div hidden><p>a</p></div><p style='color:red; DISPLAY : none !important'>b</p>",
        &["[body/div/p: a]", "[body/p: b]"],
    );
    check("<p>a <span style='display:none'>b</span> c</p>", &["body/p: a  c"]);
    check("<p style='display:block'>a</p><dialog><p>b</p></dialog>", &["body/p: a", "[body/dialog/p: b]"]);
}

#[test]
fn hidden_by_a_style_sheet() {
    check("<style>.x{display:none}</style><p class=x>a</p><p>b <i class=x>c</i></p>", &["[body/p: a]", "body/p: b "]);
    check("<style media=print>p{display:none}</style><p>a</p>", &["body/p: a"]);
}

#[test]
fn letters_that_cannot_be_seen() {
    check("<p style='font-size:0'>a<b style='font-size:16px'>b</b></p>", &["body/p: b"]);
    check("<p>a<span style='color:#fff;background:#fff'>b</span></p>", &["body/p: a"]);
}

#[test]
fn elements_with_unknown_names() {
    check("<x-story><x-lead>a</x-lead>b</x-story>", &["body/x-story/x-lead: a", "body/x-story: b"]);
    check("<p>a <x-term>b</x-term> c</p>", &["body/p: a b c"]);
}

#[test]
fn marks_of_elements() {
    let page = snapshot("<body class=B id=a><div role=Main class='x Y' itemprop=articleBody>t</div>");
    let marks: Vec<&str> = page.elements.iter().map(|element| element.marks.as_str()).collect();
    assert_eq!(marks, ["b a", "x y articlebody main"]);
}

#[test]
fn head_of_a_page() {
    let page = snapshot(
        "<html lang=en-GB><head><title> A\n title </title><meta property='og:Title' content='T'><meta name=author content=Ann>
        <link rel=Canonical href='https://example.com/a'><script type='application/ld+json'>{\"@type\": [\"NewsArticle\"],
        \"headline\": \"H\", \"author\": [{\"@type\": \"Person\", \"name\": \"Ann\"}, {\"name\": \"Bo\"}], \"wordCount\": 12}</script>
        <script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebPage\", \"name\": \"W\"}]}</script>
        <script type='application/ld+json'>{broken</script>",
    );
    let pairs =
        |pairs: &[(String, String)]| pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    assert_eq!(page.title, "A title");
    assert_eq!(page.lang.as_deref(), Some("en-GB"));
    assert_eq!(pairs(&page.meta), ["og:title=T", "author=Ann", "link:canonical=https://example.com/a"]);
    assert_eq!(
        pairs(&page.json_ld),
        [
            "NewsArticle.@type=NewsArticle",
            "NewsArticle.headline=H",
            "NewsArticle.author.@type=Person",
            "NewsArticle.author.name=Ann",
            "NewsArticle.author.name=Bo",
            "NewsArticle.wordCount=12",
            "WebPage.@type=WebPage",
            "WebPage.name=W",
        ]
    );
}

/// Reads a page and says how long it took; far above what it takes, far below what quadratic work would.
fn check_time(html: &str, limit: Duration) -> usize {
    let start = Instant::now();
    let blocks = snapshot(html).blocks.len();
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
    blocks
}

#[test]
fn hostile_pages() {
    let limit = Duration::from_secs(20);
    for tag in ["div", "b", "span", "table", "ul", "a", "font color=x", "p", "x-y"] {
        let name = tag.split(' ').next().unwrap_or_default();
        assert_eq!(check_time(&format!("{}deep", format!("<{tag}>").repeat(100_000)), limit), 1, "{tag}");
        assert_eq!(
            check_time(
                &format!("{}deep{}", format!("<{tag}>").repeat(100_000), format!("</{name}>").repeat(100_000)),
                limit
            ),
            1
        );
    }
    assert_eq!(check_time(&format!("<p class='{}'>text", "x ".repeat(5_000_000)), limit), 1);
    assert_eq!(
        check_time(&"<p>A short paragraph of text with an <a href=x>end</a>.</p>\n".repeat(300_000), limit),
        300_000
    );
    let rules = "p{color:red} div p{opacity:1}".repeat(20_000);
    check_time(&format!("<style>{rules}</style>{}", "<div><p>text</p>".repeat(20_000)), limit);
    check_time(&format!("<style>{}", "@media all{".repeat(200_000)), limit);
    check_time(&"<".repeat(2_000_000), limit);
    check_time(&"<!--".repeat(500_000), limit);
    check_time(&"&amp".repeat(2_000_000), limit);
}
