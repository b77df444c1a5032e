//! Does a style hide text that is there?
//!
//! What `extension/hiding.js` asks of computed styles, as far as declarations alone can tell: lengths are taken as they
//! are written, and a colour is compared with the background of the same element.

/// Lengths (in whatever unit) by which what is moved out of the page is moved so as not to be seen.
const FAR: f32 = -999.0;

/// Pixels: in a box so thin, and in letters so small, nothing can be read.
const THIN: f32 = 1.0;

/// What is less opaque cannot be seen.
const FAINT: f32 = 0.05;

/// Declarations by property, both in lower case; of several for one property the last holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style(Vec<(String, String)>);

/// What keeps letters from sight, each way by itself, since each is inherited by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    tiny: bool,
    beside: bool,
    inkless: bool,
}

impl Style {
    /// Reads what stands in a `style` attribute.
    pub(super) fn of(declarations: &str) -> Self {
        let declared = declarations.split(';').filter_map(|declaration| declaration.split_once(':'));
        let clean = |text: &str| text.split('!').next().unwrap_or_default().trim().to_ascii_lowercase();
        Self(declared.map(|(name, value)| (clean(name), clean(value))).collect())
    }

    /// Adds a declaration of a rule; one of a rule that may not hold counts only where it hides nothing.
    pub(super) fn declare(&mut self, name: &str, value: &str, is_sure: bool) {
        if is_sure || is_harmless(name, value) {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Adds declarations that hold against those before.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    fn get(&self, property: &str) -> &str {
        self.0.iter().rfind(|(name, _)| name == property).map_or("", |(_, value)| value)
    }

    /// Whether an element with this style, inline by its name or not, is hidden with all that is in it.
    pub(super) fn hides(&self, is_inline: bool) -> bool {
        if self.0.is_empty() {
            return false;
        }
        self.get("display") == "none"
            || matches!(self.get("visibility"), "hidden" | "collapse")
            || self.fades()
            || self.is_away()
            || (!is_inline || self.is_box()) && (self.get("content-visibility") == "hidden" || self.cuts())
    }

    /// Whether nothing is drawn of it, and it is not on its way to be drawn.
    fn fades(&self) -> bool {
        let is_clear = number(self.get("opacity")).is_some_and(|opacity| opacity < FAINT);
        (is_clear || leaves_nothing(self.get("clip-path"))) && !self.moves()
    }

    /// Whether it makes a box of an inline element.
    fn is_box(&self) -> bool {
        !matches!(self.get("display"), "" | "inline") || matches!(self.get("position"), "absolute" | "fixed")
    }

    /// Whether it fades, slides or unfolds.
    fn moves(&self) -> bool {
        self.0.iter().any(|(name, value)| {
            let may = ["animation", "transition", "transform", "will-change"].iter().any(|way| name.starts_with(way));
            may && !matches!(value.as_str(), "none" | "auto")
        })
    }

    /// Whether its box has no room.
    fn cuts(&self) -> bool {
        let closed = |side: &str| matches!(self.get(side), "hidden" | "clip" | "auto" | "scroll");
        let thin = |side: &str| pixels(self.get(side)).is_some_and(|length| length <= THIN);
        let is_closed = closed("overflow");
        if (is_closed || closed("overflow-x")) && (thin("width") || thin("max-width"))
            || (is_closed || closed("overflow-y")) && (thin("height") || thin("max-height"))
        {
            return true;
        }
        let clip = self.get("clip").strip_prefix("rect(").unwrap_or_default();
        let sides: Vec<f32> = clip.split([',', ' ', ')']).filter_map(pixels).collect();
        let is_placed = matches!(self.get("position"), "absolute" | "fixed");
        is_placed && matches!(sides[..], [top, right, bottom, left] if right - left <= THIN || bottom - top <= THIN)
    }

    /// Whether it is moved out of the page.
    fn is_away(&self) -> bool {
        let far = |side: &str| number(self.get(side)).is_some_and(|length| length <= FAR);
        matches!(self.get("position"), "absolute" | "fixed" | "relative") && (far("left") || far("top"))
            || far("margin-left")
            || far("margin-top")
    }

    /// What becomes of letters in an element with this style, given what holds around it.
    pub(super) fn letters(&self, around: Letters) -> Letters {
        let mut letters = around;
        if self.0.is_empty() {
            return letters;
        }
        match self.get("font-size") {
            "" if self.get("font").starts_with("0/") => letters.tiny = true,
            "" => {}
            size if size.ends_with("em") && !size.ends_with("rem") || size.ends_with('%') => {
                letters.tiny |= number(size) == Some(0.0);
            }
            size => letters.tiny = pixels(size).is_some_and(|size| size <= THIN),
        }
        if let Some(indent) = number(self.get("text-indent")) {
            letters.beside = indent <= FAR;
        }
        let ink = self.get("color");
        if !matches!(ink, "" | "inherit") {
            let ground = [self.get("background-color"), self.get("background")].into_iter().find(|it| !it.is_empty());
            let is_same = ink == "transparent" && ground.is_none() || ground == Some(ink);
            letters.inkless = is_same && self.get("text-shadow").is_empty() && !self.moves();
        }
        letters
    }
}

impl Letters {
    /// Whether letters cannot be seen.
    pub(super) fn are_hidden(self) -> bool {
        self.tiny || self.beside || self.inkless
    }
}

/// Whether a declaration cannot be part of what hides text.
fn is_harmless(name: &str, value: &str) -> bool {
    let long = || pixels(value).is_none_or(|length| length > THIN);
    match name {
        "display" => value != "none",
        "visibility" | "content-visibility" => value == "visible",
        "opacity" => number(value).is_some_and(|opacity| opacity >= FAINT),
        "clip" => value == "auto",
        "clip-path" => value == "none",
        "position" => value == "static",
        "overflow" | "overflow-x" | "overflow-y" => value == "visible",
        "width" | "height" | "max-width" | "max-height" | "font-size" => long(),
        "left" | "top" | "margin-left" | "margin-top" | "text-indent" => {
            number(value).is_none_or(|length| length > FAR)
        }
        "animation" | "transition" | "transform" | "will-change" | "text-shadow" => value != "none",
        "color" => value != "transparent",
        _ => false,
    }
}

/// Whether a `clip-path` leaves nothing of a box.
fn leaves_nothing(path: &str) -> bool {
    let Some((shape, sizes)) = path.split_once('(') else { return false };
    let mut sizes = sizes.split([' ', ')', ',']).filter(|size| !size.is_empty());
    match shape {
        "inset" => {
            let shares = sizes.map_while(|size| size.strip_suffix('%').and_then(number));
            let shares: Vec<f32> = shares.collect();
            match shares[..] {
                [all] => all >= 50.0,
                [upright, across] => upright >= 50.0 || across >= 50.0,
                [top, right, bottom, left] => top + bottom >= 100.0 || right + left >= 100.0,
                _ => false,
            }
        }
        "circle" | "ellipse" => sizes.next().and_then(number) == Some(0.0),
        _ => false,
    }
}

/// The number at the beginning of a length.
fn number(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !matches!(c, '0'..='9' | '.' | '-')).unwrap_or(length.len());
    length[..end].parse().ok()
}

/// A length in pixels, or zero in any unit.
fn pixels(length: &str) -> Option<f32> {
    number(length).filter(|&value| value == 0.0 || length.ends_with("px"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(style: &str, hides: bool) {
        assert_eq!(Style::of(style).hides(false), hides, "{style}");
    }

    #[test]
    fn what_hides_a_box() {
        check("display:none", true);
        check("color:red; DISPLAY : none !important", true);
        check("visibility:hidden", true);
        check("opacity:0", true);
        check("opacity:.01", true);
        check("clip-path:inset(50%)", true);
        check("clip-path: circle(0)", true);
        check("position:absolute;left:-9999px", true);
        check("position:fixed; top: -2000em", true);
        check("margin-left:-10000px", true);
        check("width:1px;height:1px;overflow:hidden", true);
        check("max-height:0;overflow-y:hidden", true);
        check("position:absolute;clip:rect(0 0 0 0)", true);
        check("position:absolute;clip:rect(1px, 1px, 1px, 1px)", true);
    }

    #[test]
    fn what_does_not() {
        check("", false);
        check("opacity:.5", false);
        check("opacity:0;transition:opacity .6s", false);
        check("opacity:0;transform:translateY(20px)", false);
        check("position:absolute;left:-20px", false);
        check("left:-9999px", false);
        check("width:1px;overflow:visible", false);
        check("max-height:20em;overflow:hidden", false);
        check("width:0%;min-width:100%", false);
        check("clip:rect(0,0,0,0)", false);
        check("clip-path:inset(10% 0)", false);
        check("background:url(data:image/png;base64,display)", false);
    }

    #[test]
    fn inline_elements_have_no_box() {
        for style in ["width:0;overflow:hidden", "content-visibility:hidden"] {
            assert!(!Style::of(style).hides(true), "{style}");
            assert!(Style::of(&format!("display:inline-block;{style}")).hides(true), "{style}");
        }
        assert!(Style::of("position:absolute;width:1px;overflow:hidden").hides(true));
    }

    #[test]
    fn what_becomes_of_letters() {
        let letters = |style: &str| Style::of(style).letters(Letters::default());
        for style in
            ["font-size:0", "font:0/0 a", "text-indent:-9999px", "color:#fff;background:#fff", "color:transparent"]
        {
            assert!(letters(style).are_hidden(), "{style}");
        }
        for style in
            ["font-size:12px", "color:#fff", "color:#fff;background:#000", "text-indent:-2em", "font-size:.8em"]
        {
            assert!(!letters(style).are_hidden(), "{style}");
        }
        let tiny = letters("font-size:0");
        assert!(Style::of("color:red").letters(tiny).are_hidden());
        assert!(Style::of("font-size:2em").letters(tiny).are_hidden());
        assert!(!Style::of("font-size:16px").letters(tiny).are_hidden());
    }
}
