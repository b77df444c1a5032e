//! Which agencies are there, and how do they sign?
//!
//! To add one, add a line to [`AGENCIES`]: its name, the marks it signs with, its hosts. A mark is compared as a whole
//! word and with its capitals ("AP", never "ap"); a word that ordinary prose uses as well needs a longer mark.

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

/// The agencies known by name. Hosts are those on which the agency itself publishes; a search address is given only
/// where the agency documents one or its own search form sends it.
pub const AGENCIES: &[Agency] = &[
    Agency {
        name: "Reuters",
        // The last in addresses of desks below a story.
        marks: &["Thomson Reuters", "Reuters", "thomsonreuters"],
        hosts: &["reuters.com"],
        search: Some("https://www.reuters.com/site-search/?query="),
    },
    Agency {
        name: "Associated Press",
        marks: &["The Associated Press", "Associated Press", "AP News", "AP"],
        hosts: &["apnews.com", "ap.org"],
        search: Some("https://apnews.com/search?q="),
    },
    agency("AFP", &["Agence France-Presse", "Agence France Presse", "AFP"], &["afp.com"]),
    agency("dpa", &["Deutsche Presse-Agentur", "dpa-AFX", "dpa"], &["dpa.com", "dpa-international.com"]),
    Agency {
        name: "Bloomberg",
        marks: &["Bloomberg News", "Bloomberg"],
        hosts: &["bloomberg.com"],
        search: Some("https://www.bloomberg.com/search?query="),
    },
    agency("EFE", &["Agencia EFE", "EFE"], &["efe.com"]),
    agency("Europa Press", &["Europa Press"], &["europapress.es"]),
    agency("ANSA", &["ANSA"], &["ansa.it"]),
    agency("Adnkronos", &["Adnkronos"], &["adnkronos.com"]),
    agency("Lusa", &["Agência Lusa", "Lusa"], &["lusa.pt"]),
    agency("Belga", &["Belga News Agency", "Belga"], &["belganewsagency.eu", "belga.be"]),
    agency("ANP", &["ANP"], &["anp.nl"]),
    agency("APA", &["Austria Presse Agentur", "APA"], &["apa.at"]),
    agency("Keystone-SDA", &["Keystone-SDA", "Keystone-ATS", "SDA", "ATS"], &["keystone-sda.ch"]),
    agency("PA Media", &["Press Association", "PA Media", "PA News Agency", "PA"], &["pa.media", "pamediagroup.com"]),
    agency("NTB", &["NTB"], &["ntb.no"]),
    agency("TT", &["TT News Agency", "TT Nyhetsbyrån"], &["tt.se"]),
    agency("Ritzau", &["Ritzau"], &["ritzau.dk", "ritzau.com"]),
    agency("PAP", &["Polish Press Agency", "PAP"], &["pap.pl"]),
    agency("CTK", &["Czech News Agency", "CTK", "ČTK"], &["ctk.cz", "ctk.eu", "ceskenoviny.cz"]),
    agency("MTI", &["MTI"], &["mti.hu"]),
    agency("Agerpres", &["Agerpres", "AGERPRES"], &["agerpres.ro"]),
    agency("Tanjug", &["Tanjug"], &["tanjug.rs"]),
    agency("Ukrinform", &["Ukrinform"], &["ukrinform.net", "ukrinform.ua"]),
    agency("Interfax-Ukraine", &["Interfax-Ukraine"], &["interfax.com.ua"]),
    agency("Interfax", &["Interfax"], &["interfax.com", "interfax.ru"]),
    agency("TASS", &["ITAR-TASS", "TASS"], &["tass.com", "tass.ru"]),
    agency("RIA Novosti", &["RIA Novosti", "Sputnik"], &["ria.ru", "sputnikglobe.com"]),
    agency("Anadolu", &["Anadolu Agency", "Anadolu"], &["aa.com.tr"]),
    agency("IRNA", &["IRNA"], &["irna.ir"]),
    agency("SPA", &["Saudi Press Agency", "SPA"], &["spa.gov.sa"]),
    agency("WAM", &["Emirates News Agency", "WAM"], &["wam.ae"]),
    agency("MENA", &["Middle East News Agency"], &["mena.org.eg"]),
    agency("Xinhua", &["Xinhua News Agency", "Xinhua"], &["xinhuanet.com", "news.cn"]),
    agency("China News Service", &["China News Service"], &["chinanews.com.cn", "ecns.cn"]),
    agency("CNA", &["Central News Agency"], &["cna.com.tw", "focustaiwan.tw"]),
    agency("Kyodo", &["Kyodo News", "Kyodo"], &["kyodonews.net", "kyodonews.jp"]),
    agency("Jiji Press", &["Jiji Press", "JIJI Press", "Jiji"], &["jiji.com"]),
    agency("Yonhap", &["Yonhap News Agency", "Yonhap"], &["yna.co.kr"]),
    agency("KCNA", &["Korean Central News Agency", "KCNA"], &["kcna.kp"]),
    agency("PTI", &["Press Trust of India", "PTI"], &["ptinews.com"]),
    agency("ANI", &["Asian News International", "ANI"], &["aninews.in"]),
    agency("IANS", &["Indo-Asian News Service", "IANS"], &["ians.in"]),
    agency("APP", &["Associated Press of Pakistan", "APP"], &["app.com.pk"]),
    agency("UNB", &["United News of Bangladesh", "UNB"], &["unb.com.bd"]),
    agency("Bernama", &["Bernama", "BERNAMA"], &["bernama.com"]),
    agency("Antara", &["ANTARA News", "Antara", "ANTARA"], &["antaranews.com"]),
    agency("PNA", &["Philippine News Agency", "PNA"], &["pna.gov.ph"]),
    agency("VNA", &["Vietnam News Agency", "VNA"], &["vnanet.vn", "vietnamplus.vn"]),
    agency("AAP", &["Australian Associated Press", "AAP"], &["aap.com.au"]),
    agency(
        "Canadian Press",
        &[
            "The Canadian Press",
            "La Presse Canadienne",
            "La Presse canadienne",
            "Presse canadienne",
            "Canadian Press",
            "CP",
        ],
        &["thecanadianpress.com"],
    ),
    agency("UPI", &["United Press International", "UPI"], &["upi.com"]),
    agency("Prensa Latina", &["Prensa Latina"], &["plenglish.com", "prensa-latina.cu"]),
    agency("Télam", &["Télam"], &["telam.com.ar"]),
    agency("Agência Brasil", &["Agência Brasil", "Agencia Brasil"], &["agenciabrasil.ebc.com.br"]),
    agency("NAN", &["News Agency of Nigeria", "NAN"], &["nannews.ng"]),
    agency("GNA", &["Ghana News Agency", "GNA"], &["gna.org.gh"]),
];

const fn agency(name: &'static str, marks: &'static [&'static str], hosts: &'static [&'static str]) -> Agency {
    Agency { name, marks, hosts, search: None }
}

/// The agency of this name, in any case.
pub fn by_name(name: &str) -> Option<&'static Agency> {
    AGENCIES.iter().find(|agency| agency.name.eq_ignore_ascii_case(name))
}

/// The agency on whose own host, or a subdomain of it, a page stands.
pub fn of_host(host: &str) -> Option<&'static Agency> {
    AGENCIES.iter().find(|agency| {
        agency.hosts.iter().any(|own| {
            let Some(at) = host.len().checked_sub(own.len()) else { return false };
            host.is_char_boundary(at)
                && host[at..].eq_ignore_ascii_case(own)
                && (at == 0 || host.as_bytes()[at - 1] == b'.')
        })
    })
}

/// The agency whose mark the whole text is, written as it writes itself or all in capitals.
///
/// ```
/// use copytaster::story::agency::by_mark;
/// assert_eq!(by_mark("THOMSON REUTERS").map(|agency| agency.name), Some("Reuters"));
/// assert_eq!(by_mark("told Reuters"), None);
/// ```
pub fn by_mark(text: &str) -> Option<&'static Agency> {
    let initial = text.bytes().next()?;
    if !text.starts_with(may_begin_mark) || LENGTHS[usize::from(initial) % 32] >> (text.len() % 32) & 1 == 0 {
        return None;
    }
    AGENCIES.iter().find(|agency| agency.marks.iter().any(|mark| is_mark(text, mark)))
}

/// The first agency mark that stands in a text as words of its own, the longest where several start there, and the byte
/// where it starts.
pub fn find_mark(text: &str) -> Option<(usize, &'static Agency)> {
    let is_word_start =
        |at: usize| !text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '-');
    text.char_indices().filter(|&(at, c)| may_begin_mark(c) && is_word_start(at)).find_map(|(at, _)| {
        let rest = &text[at..];
        let starts = |mark: &str| {
            rest.get(..mark.len()).is_some_and(|head| is_mark(head, mark))
                && !rest[mark.len()..].starts_with(|after: char| after.is_alphanumeric() || after == '-')
        };
        let marks = AGENCIES.iter().flat_map(|agency| agency.marks.iter().map(move |mark| (mark.len(), agency, *mark)));
        marks
            .filter(|(_, _, mark)| starts(mark))
            .max_by_key(|(length, _, _)| *length)
            .map(|(_, agency, _)| (at, agency))
    })
}

/// The letters below 128 with which marks begin, in capitals or as they are written, as a set of bits: most words of a
/// text begin with none of them and need not be held against every mark.
const INITIALS: u128 = {
    let mut initials = 0;
    let mut agency = 0;
    while agency < AGENCIES.len() {
        let mut mark = 0;
        while mark < AGENCIES[agency].marks.len() {
            let initial = AGENCIES[agency].marks[mark].as_bytes()[0];
            if initial.is_ascii() {
                initials |= 1 << initial | 1 << initial.to_ascii_uppercase();
            }
            mark += 1;
        }
        agency += 1;
    }
    initials
};

/// The lengths of marks by their first bytes, in either case, as sets of bits: what a word needs to be one.
const LENGTHS: [u32; 32] = {
    let mut lengths = [0; 32];
    let mut agency = 0;
    while agency < AGENCIES.len() {
        let mut mark = 0;
        while mark < AGENCIES[agency].marks.len() {
            let bytes = AGENCIES[agency].marks[mark].as_bytes();
            lengths[bytes[0] as usize % 32] |= 1 << (bytes.len() % 32);
            mark += 1;
        }
        agency += 1;
    }
    lengths
};

fn may_begin_mark(c: char) -> bool {
    if c.is_ascii() { INITIALS >> c as u32 & 1 == 1 } else { c.is_alphabetic() }
}

/// Whether a text is this mark as it writes itself or in capitals throughout.
fn is_mark(text: &str, mark: &str) -> bool {
    text == mark
        || (text.len() == mark.len() && text.eq_ignore_ascii_case(mark) && !text.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_mark(text: &str, name: Option<&str>) {
        assert_eq!(find_mark(text).map(|(_, agency)| agency.name), name, "{text}");
    }

    #[test]
    fn marks_are_whole_words_with_their_capitals() {
        check_mark("By Thomson Reuters", Some("Reuters"));
        check_mark("REUTERS/Jane Doe", Some("Reuters"));
        check_mark("(AP) —", Some("Associated Press"));
        check_mark("an apple", None);
        check_mark("the map of PAPUA", None);
        check_mark("dpa/AFP", Some("dpa"));
        check_mark("AP-style", None);
    }

    #[test]
    fn the_longest_mark_wins() {
        check_mark("Associated Press of Pakistan", Some("APP"));
        check_mark("Interfax-Ukraine", Some("Interfax-Ukraine"));
    }

    #[test]
    fn hosts_cover_their_subdomains_only() {
        assert_eq!(of_host("www.reuters.com").map(|agency| agency.name), Some("Reuters"));
        assert_eq!(of_host("reuters.com").map(|agency| agency.name), Some("Reuters"));
        assert_eq!(of_host("notreuters.com"), None);
        assert_eq!(of_host("reuters.com.example.org"), None);
    }

    #[test]
    fn every_agency_has_a_host_and_marks_longest_first() {
        for agency in AGENCIES {
            assert!(!agency.hosts.is_empty() && !agency.marks.is_empty(), "{}", agency.name);
            for (index, mark) in agency.marks.iter().enumerate() {
                let covers_a_later_one = agency.marks[index + 1..].iter().any(|later| later.starts_with(mark));
                assert!(!covers_a_later_one, "{}: {mark}", agency.name);
            }
        }
    }
}
