//! Which words are a title?

/// Forms of address that add nothing to who is meant.
const HONORIFICS: &[&str] =
    &["mr", "mrs", "ms", "miss", "mister", "dr", "sir", "dame", "lord", "lady", "prof", "mx", "rev"];

/// Nouns that say what somebody is, before a name or beside it. Hand-made from the usage of news copy.
const ROLES: &[&str] = &[
    "admiral",
    "adviser",
    "advisor",
    "aide",
    "ambassador",
    "analyst",
    "archbishop",
    "attorney",
    "author",
    "ayatollah",
    "banker",
    "baron",
    "bishop",
    "boss",
    "brigadier",
    "candidate",
    "captain",
    "cardinal",
    "ceo",
    "cfo",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "cleric",
    "coach",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "consul",
    "coordinator",
    "coroner",
    "correspondent",
    "councillor",
    "counsel",
    "crown",
    "dealer",
    "delegate",
    "deputy",
    "detective",
    "dictator",
    "diplomat",
    "director",
    "doctor",
    "economist",
    "editor",
    "emir",
    "emperor",
    "envoy",
    "executive",
    "expert",
    "father",
    "founder",
    "general",
    "governor",
    "head",
    "inspector",
    "investigator",
    "journalist",
    "judge",
    "justice",
    "king",
    "lawmaker",
    "lawyer",
    "leader",
    "legislator",
    "lieutenant",
    "magistrate",
    "major",
    "manager",
    "marshal",
    "mayor",
    "member",
    "minister",
    "monarch",
    "negotiator",
    "officer",
    "official",
    "owner",
    "partner",
    "pastor",
    "player",
    "policeman",
    "politician",
    "pope",
    "premier",
    "president",
    "priest",
    "prime",
    "prince",
    "princess",
    "principal",
    "producer",
    "professor",
    "prosecutor",
    "queen",
    "rabbi",
    "rapporteur",
    "reporter",
    "representative",
    "researcher",
    "resident",
    "scientist",
    "secretary",
    "senator",
    "sergeant",
    "sheikh",
    "sheriff",
    "singer",
    "sources",
    "speaker",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "star",
    "strategist",
    "striker",
    "sultan",
    "superintendent",
    "teacher",
    "trader",
    "treasurer",
    "undersecretary",
    "vice",
    "warden",
    "witness",
    "writer",
];

/// Short forms of roles that stand before names.
const SHORT_ROLES: &[&str] =
    &["gen", "gov", "sen", "rep", "lt", "col", "sgt", "capt", "maj", "adm", "cmdr", "det", "supt", "pm"];

/// Words that may stand inside a title beside its role: "former", "deputy", "State Department".
const BESIDE: &[&str] = &[
    "former",
    "ex",
    "acting",
    "then",
    "late",
    "senior",
    "top",
    "outgoing",
    "incoming",
    "foreign",
    "interim",
    "assistant",
    "associate",
    "managing",
    "retired",
    "veteran",
    "state",
    "national",
];

/// Whether a folded word is a form of address: "Mr.", "Dr.".
pub fn is_honorific(word: &str) -> bool {
    HONORIFICS.contains(&word)
}

/// Whether a folded word is a role: "president", "spokeswoman", "Sen.".
pub fn is_role(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    ROLES.binary_search(&word).is_ok() || ROLES.binary_search(&single).is_ok() || SHORT_ROLES.contains(&word)
}

/// Whether a folded word, though in lower case, may be part of a title.
pub fn may_be_in_title(word: &str) -> bool {
    is_role(word) || is_honorific(word) || BESIDE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_titles() {
        assert!(ROLES.is_sorted());
        for word in ["president", "spokesman", "officials", "sen"] {
            assert!(is_role(word), "{word}");
        }
        assert!(is_honorific("mr") && may_be_in_title("former"));
        assert!(!is_role("war") && !may_be_in_title("said"));
    }
}
