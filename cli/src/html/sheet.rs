//! Which style does a page's own `<style>` give an element?
//!
//! Only what bears on whether text can be seen, and only rules that can be told from a file: selectors of tags, classes and
//! ids, one inside another, for a window of [`WIDTH`] pixels. A rule of another kind can show an element but not
//! hide it: without its style sheets and scripts, a page is rather shown whole than with holes.

mod selector;

use super::style::Style;
use super::tree::Node;
use selector::{Named, Selector};
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

/// The window for which media queries are answered, in pixels.
const WIDTH: f32 = 1280.0;

/// Of a page's style sheets so many bytes are read.
const MOST_BYTES: usize = 4_000_000;

/// So many times an element is compared with a selector; then rules say no more. Far above any page.
const MOST_COMPARISONS: usize = 2_000_000;

/// Rules that stand inside conditions deeper than this are passed over.
const DEEPEST: usize = 8;

/// Properties that bear on whether text can be seen.
const PROPERTIES: &[&str] = &[
    "animation",
    "background",
    "background-color",
    "clip",
    "clip-path",
    "color",
    "content-visibility",
    "display",
    "font",
    "font-size",
    "height",
    "left",
    "margin-left",
    "margin-top",
    "max-height",
    "max-width",
    "opacity",
    "overflow",
    "overflow-x",
    "overflow-y",
    "position",
    "text-indent",
    "text-shadow",
    "top",
    "transform",
    "transition",
    "visibility",
    "width",
    "will-change",
];

/// The rules of a page's `<style>` elements.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// The rules by what stands last in their selector: a class (`.name`), an id (`#name`) or a tag.
    by_key: HashMap<String, Vec<usize>>,
    compared: Cell<usize>,
    /// What the page's elements are named, once one is asked for.
    names: OnceCell<Vec<Named>>,
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    /// Property, value, and whether it is important.
    declared: Vec<(String, String, bool)>,
    /// Whether it holds for certain where its selector matches.
    is_sure: bool,
}

impl Sheet {
    /// Adds what stands in a `<style>` element.
    pub(super) fn add(&mut self, css: &str) {
        let mut end = css.len().min(MOST_BYTES);
        while !css.is_char_boundary(end) {
            end -= 1;
        }
        self.block(&without_comments(&css[..end]), true, 0);
    }

    /// Rules one after another; `is_sure` where the conditions around them are met for certain.
    fn block(&mut self, css: &str, is_sure: bool, depth: usize) {
        let mut rest = if depth > DEEPEST { "" } else { css };
        while let Some(open) = rest.find(['{', ';']) {
            let (prelude, after) = (rest[..open].trim(), &rest[open + 1..]);
            if rest.as_bytes()[open] == b';' {
                rest = after;
                continue;
            }
            let end = closing(after);
            let body = &after[..end];
            rest = after.get(end + 1..).unwrap_or_default();
            match prelude.strip_prefix('@') {
                None => self.rule(prelude, body, is_sure),
                Some(at) if at.starts_with("media") => match meets(&at["media".len()..]) {
                    Some(false) => {}
                    met => self.block(body, is_sure && met == Some(true), depth + 1),
                },
                Some(at) if at.starts_with("supports") || at.starts_with("layer") || at.starts_with("container") => {
                    self.block(body, false, depth + 1);
                }
                Some(_) => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, body: &str, is_sure: bool) {
        let clean = |text: &str| text.trim().to_ascii_lowercase();
        let declared: Vec<(String, String, bool)> = body
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .filter(|(name, _)| PROPERTIES.contains(&clean(name).as_str()))
            .map(|(name, value)| {
                let (value, rest) = value.split_once('!').unwrap_or((value, ""));
                (clean(name), clean(value), clean(rest) == "important")
            })
            .collect();
        if declared.is_empty() {
            return;
        }
        for selector in selector::list(selectors).filter_map(Selector::read) {
            self.by_key.entry(selector.key()).or_default().push(self.rules.len());
            let is_sure = is_sure && selector.is_sure();
            self.rules.push(Rule { selector, declared: declared.clone(), is_sure });
        }
    }

    /// The style of an element: what the rules say, and its own `style` attribute.
    pub(super) fn style(&self, nodes: &[Node], at: usize) -> Style {
        let node = &nodes[at];
        let own = node.attribute("style").unwrap_or_default();
        if self.rules.is_empty() || self.compared.get() > MOST_COMPARISONS {
            return Style::of(own);
        }
        let classes =
            node.attribute("class").unwrap_or_default().split_ascii_whitespace().map(|name| format!(".{name}"));
        let id = node.attribute("id").map(|name| format!("#{name}"));
        let keys = classes.chain(id).chain([node.tag.clone(), "*".to_owned()]);
        let names = self.names.get_or_init(|| Named::of(nodes));
        let mut found: Vec<(bool, u32, usize)> = Vec::new();
        for rule in keys.filter_map(|key| self.by_key.get(&key)).flatten().copied() {
            self.compared.set(self.compared.get() + 1);
            if self.rules[rule].selector.matches(nodes, names, at) {
                let weight = self.rules[rule].selector.weight();
                found.extend([(false, weight, rule), (true, weight, rule)]);
            }
        }
        found.sort_unstable();
        found.dedup();
        let mut style = Style::default();
        let mut own = Some(Style::of(own));
        for (important, _, rule) in found {
            if important && let Some(own) = own.take() {
                style.extend(own);
            }
            let Rule { declared, is_sure, .. } = &self.rules[rule];
            for (name, value, _) in declared.iter().filter(|(_, _, own)| *own == important) {
                style.declare(name, value, *is_sure);
            }
        }
        style.extend(own.unwrap_or_default());
        style
    }
}

/// Where the block ends that begins before `css`.
fn closing(css: &str) -> usize {
    let mut depth = 0;
    let end = css.bytes().position(|byte| {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        depth < 0
    });
    end.unwrap_or(css.len())
}

fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text + rest
}

/// Whether a reader's window meets a media query; nothing where that cannot be told.
pub(super) fn meets(query: &str) -> Option<bool> {
    let mut some = Some(false);
    for part in query.to_ascii_lowercase().split(',') {
        match meets_all(part.trim()) {
            Some(true) => return Some(true),
            None => some = None,
            Some(false) => {}
        }
    }
    some
}

fn meets_all(query: &str) -> Option<bool> {
    let mut all = Some(true);
    for condition in query.split(" and ").map(|condition| condition.trim().trim_start_matches("only ").trim()) {
        let width = |limit: &str| {
            let value = condition.strip_prefix(limit)?.trim_end_matches(')').trim();
            let number: f32 = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
            Some(if value.ends_with("em") { number * 16.0 } else { number })
        };
        let met = match condition {
            "" | "all" | "screen" => Some(true),
            "print" | "speech" => Some(false),
            _ => None,
        };
        let met = met
            .or_else(|| width("(min-width:").map(|least| WIDTH >= least))
            .or_else(|| width("(max-width:").map(|most| WIDTH <= most));
        match met {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::{find, tree};

    fn check(css: &str, html: &str, hides: bool) {
        let mut sheet = Sheet::default();
        sheet.add(css);
        let nodes = tree::parse(html);
        let at = find(&nodes, "p").unwrap();
        assert_eq!(sheet.style(&nodes, at).hides(false), hides, "{css} {html}");
    }

    #[test]
    fn rules_that_hide() {
        check(".x{display:none}", "<p class='a x'>", true);
        check("#x { color: red; display: none; }", "<p id=x>", true);
        check("p{display:none}", "<p>", true);
        check("h1, p.x, h2 {display:none}", "<p class=x>", true);
        check(".a .x{display:none}", "<div class=a><section><p class=x>", true);
        check(".a > .x{display:none}", "<div class=a><p class=x>", true);
        check("/* .x{} */ @import 'a'; .x{opacity:0}", "<p class=x>", true);
        check("@media screen { @media (min-width: 60em) { .x{display:none} } } ", "<p class=x>", true);
    }

    #[test]
    fn rules_for_others() {
        check(".x{display:none}", "<p class=y>", false);
        check(".a > .x{display:none}", "<div class=a><section><p class=x>", false);
        check(".a .x{display:none}", "<p class='a x'>", false);
        check(".x.y{display:none}", "<p class=x>", false);
        check(".x::before, .x:before{display:none}", "<p class=x>", false);
        check(".x:hover{display:none}", "<p class=x>", false);
        check("@media print{.x{display:none}} @keyframes a{from{opacity:0}}", "<p class=x>", false);
        check("@media (max-width: 600px){.x{display:none}}", "<p class=x>", false);
        check("@font-face{display:none}", "<p>", false);
        check(".x{display:none", "<p class=y>", false);
    }

    #[test]
    fn the_stronger_rule_holds() {
        check(".x{display:none} .x{display:block}", "<p class=x>", false);
        check("p.x{display:block} .x{display:none}", "<p class=x>", false);
        check(".x{display:none !important} p.x{display:block}", "<p class=x>", true);
        check(".x{display:none}", "<p class=x style='display:block'>", false);
        check(".x{display:none!important}", "<p class=x style='display:block'>", true);
        check("#a{display:none} p.x.y{display:block}", "<p id=a class='x y'>", true);
    }

    #[test]
    fn a_selector_may_begin_with_any_letter() {
        check("\u{301}{display:none} ü.x, .x{display:none}", "<p class=x>", true);
    }

    #[test]
    fn what_is_unsure_shows_and_does_not_hide() {
        check(".x:not(.y){display:none}", "<p class=x>", false);
        check(".x{display:none} .x:not(.y){display:block}", "<p class=x>", false);
        check(".x{display:none} html.js .x{display:block}", "<p class=x>", true);
        check("[data-a] .x{display:none}", "<p class=x>", false);
        check(".x + .x{display:none}", "<p class=x>", false);
        check("@supports (display: grid){.x{display:none}}", "<p class=x>", false);
        check("@media (hover: hover){.x{display:none}}", "<p class=x>", false);
        check(".x{display:none} @media (hover: hover){.x{display:block}}", "<p class=x>", false);
    }
}
