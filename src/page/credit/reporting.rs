//! With which words does a text say that somebody reported?
//!
//! English, German, French and Spanish first, then the other languages in which wire copy is most often republished.

use crate::text::list::List;

/// Verbs that follow a medium's name.
pub(super) const VERBS: &[&str] = &[
    "reports",
    "reported",
    "report",
    "writes",
    "wrote",
    "write",
    "reveals",
    "revealed",
    "informs",
    "cites",
    "cited",
    "quotes",
    "quoted",
    "citing",
    "quoting",
    "publishes",
    "published",
    "berichtet",
    "berichtete",
    "berichteten",
    "meldet",
    "meldete",
    "schreibt",
    "schrieb",
    "enthüllte",
    "veröffentlichte",
    "zitiert",
    "zitierte",
    "rapporte",
    "rapportait",
    "écrit",
    "révèle",
    "indique",
    "affirme",
    "révélé",
    "évoqué",
    "rapporté",
    "dévoilé",
    "dévoile",
    "révélait",
    "cuenta",
    "contó",
    "informa",
    "informó",
    "reportó",
    "publicó",
    "publica",
    "reveló",
    "revela",
    "adelantó",
    "riferisce",
    "scrive",
    "riporta",
    "revelou",
    "noticiou",
    "informou",
    "podaje",
    "donosi",
    "пишет",
    "сообщает",
];

/// Small words between a name and its verb.
pub(super) const BETWEEN: List = List::words(
    "a agency also avait channel daily déjà earlier exclusively first had has hat have later magazine news newspaper \
    previously recently website",
);

/// Words that a medium's name follows.
pub(super) const BEFORE: &[&[&str]] = &[
    &["according", "to"],
    &["reported", "by"],
    &["published", "by"],
    &["published", "in"],
    &["reported", "in"],
    &["quoted", "by"],
    &["cited", "by"],
    &["seen", "by"],
    &["obtained", "by"],
    &["reviewed", "by"],
    &["revealed", "by"],
    &["citing"],
    &["quoting"],
    &["writes"],
    &["reports"],
    &["via"],
    &["laut"],
    &["nach", "informationen"],
    &["bericht"],
    &["berichten"],
    &["selon"],
    &["d'après"],
    &["d’après"],
    &["según"],
    &["acuerdo", "con"],
    &["secondo"],
    &["segundo"],
    &["berichtet"],
    &["berichtete"],
    &["meldet"],
    &["meldete"],
    &["schreibt"],
    &["schrieb"],
    &["rapporte"],
    &["révèle"],
    &["indique"],
    &["affirme"],
    &["révélé"],
    &["révélé", "par"],
    &["révélée", "par"],
    &["révélés", "par"],
    &["rapporté", "par"],
    &["publicado", "por"],
    &["informa"],
    &["informó"],
    &["publicó"],
    &["publica"],
    &["reveló"],
    &["adelantó"],
    &["contó"],
    &["pudo", "saber"],
    &["podido", "saber"],
    &["riferisce"],
    &["scrive"],
    &["with", "reference", "to"],
];

/// Small words that can stand between those and the name.
pub(super) const DESCRIPTORS: List = List::words(
    "Bericht Berichten Magazin Magazins Nachrichtenagentur Sender Senders Tageszeitung Zeitung a agencia agency an \
    artículo bericht berichten berichts broadcaster business by cadena channel chaîne daily das de del dem der des \
    diario die edition einem einen einer el financial from il in informaciones informations informe journal l'agence \
    la le les local los magazin magazine nachrichtenagentur national news newspaper o of outlet paper periódico portal \
    publication quotidien radio rapport report reporte reports rotativo semanario sender site sources state \
    state-controlled state-owned state-run tabloid tageszeitung television the tv un une von website weekly zeitung",
);

/// Words for a medium: what is called so needs no name that is known.
pub(super) const MEDIA: List = List::words(
    "broadcaster cadena canal channel chaîne daily diario emisora fernsehsender hebdomadaire jornal magazin \
    magazine nachrichtenmagazin nachrichtenportal newspaper outlet periódico portal quotidien radio radiosender \
    revista semanario sender tabloid tageszeitung website weekly wochenzeitung zeitung",
);

/// Words that in German open a clause at whose end its verb stands: a perfect, or "wie".
pub(super) const OPENINGS: List = List::words("Wie haben hat hatte hatten wie");

/// Those verbs.
pub(super) const CLOSINGS: List =
    List::words("berichten berichtet berichteten enthüllt gemeldet geschrieben meldet schreibt veröffentlicht");

/// What a medium makes besides news.
pub(super) const WORK: List = List::words("calculation calculations data estimates poll polls survey surveys tally");

/// The lengths of a list's words by their first letters, which tell most other words from them.
pub(super) struct Glance([u32; 32]);

impl Glance {
    pub(super) const VERBS: Self = {
        let mut glance = Self([0; 32]);
        let mut at = 0;
        while at < VERBS.len() {
            glance = glance.with(VERBS[at]);
            at += 1;
        }
        glance
    };

    /// Of the last words of [`BEFORE`].
    pub(super) const BEFORE: Self = {
        let mut glance = Self([0; 32]);
        let mut at = 0;
        while at < BEFORE.len() {
            glance = glance.with(BEFORE[at][BEFORE[at].len() - 1]);
            at += 1;
        }
        glance
    };

    const fn with(mut self, word: &str) -> Self {
        self.0[word.as_bytes()[0] as usize % 32] |= 1 << (word.len() % 32);
        self
    }

    /// Whether the list can hold this word, in any case of ASCII letters.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.0[usize::from(first) % 32] >> (word.len() % 32) & 1 == 1)
    }
}
