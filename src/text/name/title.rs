//! Which words are a title?

use crate::text::list::List;

/// Forms of address that add nothing to who is meant.
const HONORIFICS: List = List::words("dame dr lady lord miss mister mr mrs ms mx prof rev sir");

/// Nouns that say what somebody is, before a name or beside it. Hand-made from the usage of news copy.
const ROLES: List = List::words(
    "admiral adviser advisor aide ambassador analyst archbishop attorney author ayatollah banker baron bishop boss \
    brigadier candidate captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chief cleric \
    coach colonel commander commissioner congressman congresswoman consul coordinator coroner correspondent \
    councillor counsel crown dealer delegate deputy detective dictator diplomat director doctor economist editor \
    emir emperor envoy executive expert father founder general governor head inspector investigator journalist \
    judge justice king lawmaker lawyer leader legislator lieutenant magistrate major manager marshal mayor member \
    minister monarch negotiator officer official owner partner pastor player policeman politician pope premier \
    president priest prime prince princess principal producer professor prosecutor queen rabbi rapporteur reporter \
    representative researcher resident scientist secretary senator sergeant sheikh sheriff singer sources speaker \
    spokesman spokesperson spokeswoman star strategist striker sultan superintendent teacher trader treasurer \
    undersecretary vice warden witness writer",
);

/// Short forms of roles that stand before names.
const SHORT_ROLES: List = List::words("adm capt cmdr col det gen gov lt maj pm rep sen sgt supt");

/// Words that may stand inside a title beside its role: "former", "deputy", "State Department".
const BESIDE: List = List::words(
    "acting assistant associate ex foreign former incoming interim late managing national outgoing retired senior \
    state then top veteran",
);

/// Whether a folded word is a form of address: "Mr.", "Dr.".
pub fn is_honorific(word: &str) -> bool {
    HONORIFICS.has(word)
}

/// Whether a folded word is a role: "president", "spokeswoman", "Sen.".
pub fn is_role(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    ROLES.has(word) || ROLES.has(single) || SHORT_ROLES.has(word)
}

/// Whether a folded word, though in lower case, may be part of a title.
pub fn may_be_in_title(word: &str) -> bool {
    is_role(word) || is_honorific(word) || BESIDE.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_titles() {
        for word in ["president", "spokesman", "officials", "sen"] {
            assert!(is_role(word), "{word}");
        }
        assert!(is_honorific("mr") && may_be_in_title("former"));
        assert!(!is_role("war") && !may_be_in_title("said"));
    }
}
