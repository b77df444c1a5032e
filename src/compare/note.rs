//! What should a careful reader know of an edit, beside both of its sides?

use std::fmt;

/// A remark on an edit, in a few words; often there is none. A report has it translated by [`key`](Self::key); `Display` says
/// it in English, empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    said: Option<Said>,
    arguments: Option<Box<[String]>>,
}

/// All that is noted: the key of its message, which is empty where both sides of an edit say as much, and its English words,
/// with `$1`, `$2` … for the arguments. Keys and words lie apart, so that a build which says nothing in English has none.
macro_rules! notes {
    ($($name:ident: $key:literal, $words:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the names of the constants")]
        enum Said {
            $($name,)*
        }

        impl Note {
            $(pub(crate) const $name: Self = Self { said: Some(Said::$name), arguments: None };)*
        }

        impl Said {
            const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            const fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

notes! {
    HEADLINE: "", "headline";
    HEADLINE_FIGURE: "noteHeadlineFigure", "a figure differs";
    HEADLINE_STANCE: "noteHeadlineStance", "a negation or hedge differs";

    BYLINE: "placeByline", "byline";
    DATELINE: "placeDateline", "dateline";
    CREDIT_LINE: "placeFooter", "credit line";
    CREDITED_ELSEWHERE: "noteCreditedElsewhere", "the agency is credited elsewhere";

    CONVERTED: "", "converted into another unit";
    SAME_VALUE: "", "value unchanged";
    FIGURE_LEFT_OUT: "noteFigureLeftOut", "figure left out";
    FIGURE_ADDED: "noteFigureAdded", "figure added";
    OTHERWISE_QUALIFIED: "noteOtherwiseQualified", "the same number, otherwise qualified";
    WHICH_FOR_WHICH: "noteWhichForWhich", "which stands for which cannot be told without the text";

    DATE_LEFT_OUT: "noteDateLeftOut", "date left out";
    DATE_ADDED: "noteDateAdded", "date added";
    DATE_MOVED_AWAY: "noteDateMovedAway", "date left out here; another sentence names the same day";
    DAY_ELSEWHERE: "noteDayElsewhere", "the same day, named in another sentence";
    OTHER_FORM_ELSEWHERE: "noteOtherFormElsewhere", "the same day, in another form and in another sentence";
    OTHER_FORM: "noteOtherForm", "the same day, in another form";
    SAME_TIME: "", "the same time";
    UNKNOWN_DAY: "noteUnknownDay", "another form; the day of publication is not known";
    MORE_PRECISE: "noteMorePrecise", "more precise";
    LESS_PRECISE: "noteLessPrecise", "less precise";

    ANOTHER_NAME: "noteAnotherName", "another name";
    NAME_FORM: "noteNameForm", "another form of the name";
    NAME_PART: "noteNamePart", "another part of the same name";
    SPELLING: "", "another spelling of the name";
    FULLER_NAME: "noteFullerName", "fuller name";
    SHORTER_NAME: "noteShorterName", "shorter name";
    ALIAS: "", "two names of the same";
    ADDRESS: "", "form of address";
    KIN: "noteKin", "a country for its people or capital, or the reverse";
    NAMES_SWAPPED: "noteNamesSwapped", "two names changed places";
    TITLE_ADDED: "noteTitleAdded", "title added";
    TITLE_LEFT_OUT: "noteTitleLeftOut", "title left out";
    SHORTER_TITLE: "noteShorterTitle", "shorter title";
    FULLER_TITLE: "noteFullerTitle", "fuller title";
    OTHER_TITLE: "noteOtherTitle", "title differs";

    ATTRIBUTION_ADDED: "noteAttributionAdded", "attribution added";
    ATTRIBUTION_DROPPED: "noteAttributionDropped", "it is no longer said who says so";
    ATTRIBUTION_MOVED: "noteAttributionMoved", "who says it stands elsewhere";
    TO_WHOM: "noteToWhom", "to whom is left out";

    NEGATION_ADDED: "noteNegationAdded", "negation added";
    NEGATION_DROPPED: "noteNegationDropped", "negation dropped";
    OPPOSITE: "noteOpposite", "the opposite, or another outcome, is said";
    HEDGE_ADDED: "noteHedgeAdded", "hedge added";
    HEDGE_DROPPED: "noteHedgeDropped", "hedge dropped";
    MORE_CERTAIN: "noteMoreCertain", "said with more certainty";
    LESS_CERTAIN: "noteLessCertain", "said with less certainty";

    QUOTE_SHORTENED: "noteQuoteShortened", "quotation shortened";
    QUOTE_EXTENDED: "noteQuoteExtended", "quotation extended";
    UNQUOTED: "noteUnquoted", "no longer in quotation marks";
    NEWLY_QUOTED: "noteNewlyQuoted", "set in quotation marks by the page";
    WITH_ITS_SENTENCE: "noteWithItsSentence", "dropped with its sentence";
    WITH_ITS_CLAUSE: "noteWithItsClause", "dropped with its clause";

    CLAUSE_DROPPED: "noteClauseDropped", "a clause of a sentence that is kept";
    CLAUSE_ADDED: "noteClauseAdded", "a clause within a sentence that is kept";
    MOVED: "noteMoved", "moved within the sentence";
    MOVED_AND_REWORDED: "noteMovedAndReworded", "moved within the sentence and reworded";
    COMMON_WORDS: "noteCommonWords", "only common words differ";

    REPLACED: "", "was: $1; now: $2";
    TOLD_TO: "", "told to: $1; now: $2";
    MAIN_WORDS: "noteMainWords", "main words gone: $1 of $2; new: $3";
    GAVE: "noteGave", "it gave: $1";
}

impl Note {
    /// Nothing to remark.
    pub(crate) const NONE: Self = Self { said: None, arguments: None };

    fn with(self, arguments: impl Into<Box<[String]>>) -> Self {
        Self { arguments: Some(arguments.into()), ..self }
    }

    /// What one side says, and what the other says in its place.
    pub(super) fn replaced(original: &str, page: &str) -> Self {
        Self::REPLACED.with([original.to_owned(), page.to_owned()])
    }

    /// To whom it was said, and to whom now.
    pub(super) fn told_to(original: &str, page: &str) -> Self {
        Self::TOLD_TO.with([original.to_owned(), page.to_owned()])
    }

    /// How many of the original's main words are gone, of how many, and how many the page has in their place.
    pub(super) fn main_words(gone: usize, of: usize, new: usize) -> Self {
        Self::MAIN_WORDS.with([gone, of, new].map(|count| count.to_string()))
    }

    /// The facts that a sentence gave which is gone; none where it gave none.
    pub(super) fn gave(facts: &[&str]) -> Self {
        if facts.is_empty() { Self::NONE } else { Self::GAVE.with([facts.join(", ")]) }
    }

    /// Whether there is nothing to remark.
    pub fn is_empty(&self) -> bool {
        self.said.is_none()
    }

    /// The key of its message in `_locales/*/messages.json`; none where both sides of the edit say as much.
    pub fn key(&self) -> Option<&'static str> {
        self.said.map(Said::key).filter(|key| !key.is_empty())
    }

    /// What stands for `$1`, `$2` … in the message.
    pub fn arguments(&self) -> &[String] {
        self.arguments.as_deref().unwrap_or_default()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = self.said.map_or("", Said::words).split('$');
        f.write_str(parts.next().unwrap_or_default())?;
        for (part, argument) in parts.zip(self.arguments()) {
            // Behind the sign stands the argument's number, of one digit; they come in their order.
            write!(f, "{argument}{}", part.get(1..).unwrap_or_default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Note, Said};

    #[test]
    fn arguments_stand_in_their_places() {
        assert_eq!(Note::replaced("$2", "3 %").to_string(), "was: $2; now: 3 %");
        assert_eq!(Note::main_words(1, 9, 2).to_string(), "main words gone: 1 of 9; new: 2");
        assert_eq!(Note::MOVED.to_string(), "moved within the sentence");
        assert!(Note::gave(&[]).is_empty() && Note::NONE.to_string().is_empty());
    }

    #[test]
    fn a_report_says_what_the_program_says() {
        let locale: serde_json::Value = serde_json::from_str(include_str!("../../_locales/en/messages.json")).unwrap();
        for said in Said::ALL.iter().filter(|said| said.key().starts_with("note")) {
            assert_eq!(locale[said.key()]["message"], said.words(), "{}", said.key());
        }
    }
}
