//! Which names are those of newspapers, broadcasters and news sites?

use crate::story::agency;
use crate::text::list::List;

/// Media whose names do not show that they are media, or that are named most often. Without "The".
const KNOWN: List = List::phrases(
    "20 Minutes|20minutos|ABC|ABC News|ARD|Al Arabiya|Al Jazeera|Al-Arabiya|Al-Jazeera|Asahi Shimbun|Associated Press|\
    Axios|BBC|BBC News|BFMTV|BR|Barron's|Bellingcat|Bild|Blick|Bloomberg|Breitbart|Business Insider|BuzzFeed|C-SPAN|\
    CBC|CBS|CBS News|CCTV|CGTN|CNBC|CNN|CNews|Cadena SER|Caixin|Channel 12|Channel 4|Cinco Días|Clarín|Correctiv|\
    Corriere della Sera|DW|Daily Beast|Dawn|De Standaard|Der Spiegel|Deutsche Welle|Deutschlandfunk|Die Welt|\
    Die Zeit|ESPN|Economist|El Confidencial|El Español|El Espectador|El Financiero|El Mundo|El Pais|El País|Emol|\
    Estadão|Euronews|Europe 1|Excélsior|Expansión|Express|FAZ|FT|Financial Times|Focus|Folha|Folha de S.Paulo|Forbes|\
    Fortune|Fox|Fox News|France 24|France Info|France Inter|Franceinfo|Frankfurter Allgemeine Zeitung|GB News|\
    Global Times|Guardian|Haaretz|Handelsblatt|HuffPost|Hürriyet|ITV|Il Sole 24 Ore|Independent|Infobae|\
    Intercept|Izvestia|Kommersant|Krone|Kyiv Independent|La Croix|La Jornada|La Nación|La Razón|La Repubblica|\
    La Stampa|La Tercera|Le Canard enchaîné|Le Figaro|Le Monde|Le Nouvel Obs|Le Parisien|Le Point|Le Soir|Le Temps|\
    Les Echos|Les Échos|Libération|MDR|MSNBC|Mediapart|Meduza|Metrópoles|Midi Libre|Milenio|Moscow Times|NBC|\
    NBC News|NDR|NDTV|NHK|NPR|NRC|NZZ|Nature|New York Times|New Yorker|Newsweek|Nice-Matin|Nikkei|Nikkei Asia|\
    O Globo|ORF|Observador|Onda Cero|Ouest-France|PBS|POLITICO|Paris Match|People's Daily|Politico|Pravda|ProPublica|\
    Página 12|Público|RBB|RBC|RFI|RIA|RMC|RT|RTBF|RTE|RTL|RTP|RTS|RTVE|RTÉ|Radio Free Europe|Rzeczpospolita|SRF|SWR|\
    Semafor|Sky|Sky News|Sohu|South China Morning Post|Spiegel|Straits Times|Sud Ouest|Süddeutsche Zeitung|TF1|\
    Tagesschau|TechCrunch|Telecinco|Time|Times of India|Times of Israel|UOL|USA Today|Ukrainska Pravda|VOA|Variety|\
    Verge|Vice|Voice of America|Vox|WDR|WSJ|Wall Street Journal|Washington Post|Welt|Wired|Yahoo|Yahoo News|\
    Yedioth Ahronoth|Yle|ZDF|laSexta|ntv|taz|Équipe",
);

/// Last words of names of media.
const ENDINGS: List = List::words(
    "Advertiser Advocate Allgemeine Allgemeinen Anzeiger Argus Beacon Bee Blade Blatt Bote Broadcasting Bulletin \
    Chronicle Citizen Correio Courier Dagblad Dagbladet Daily Diario Dispatch Dziennik Echo Enquirer Evening \
    Examiner Gazeta Gazette Globe Herald Inform Inquirer Jornal Journal Kurier Ledger Magazine Mail Mediagroup \
    Merkur Mirror Morning Nachrichten News Newspaper Newsroom Newswire Nieuws Noticias Novosti Observer Online Post \
    Press Presse Radio Record Recorder Register Reporter Rundschau Sentinel Shimbun Standard Star Statesman Sun TV \
    Tageblatt Tagesspiegel Telegraph Television Tidende Times Tribune Volksstimme Weekly Zeitung",
);

/// With what names of media begin, in languages in which the place or the town follows.
const BEGINNINGS: List = List::phrases(
    "BFM |Diario |Diário |Dépêche |Folha de |Gazette de |Il Giornale |Il Messaggero |Journal d|Journal du |La Dépêche |\
    La Gaceta |La Gazette |La Tribuna |La Tribune |La Vanguardia |La Voix |La Voz |Le Courrier |Le Journal |\
    Le Quotidien |El Comercio |El Correo |El Diario |El Heraldo |El Mercurio |El Periódico |El Tiempo |El Universal |\
    Radio |Tribune de |TV ",
);

/// Whether a name is that of a medium or an agency that the list knows. `name` has no article.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.has(name) || agency::by_mark(name).is_some()
}

/// Whether a name has the shape of a medium's: an ending such as "Post", a beginning such as "La Voz", a web address.
pub(super) fn has_shape(name: &str) -> bool {
    let last = name.split_whitespace().next_back().unwrap_or_default();
    let several = name.contains([' ', '-']);
    let ending = ENDINGS.iter().any(|ending| last == ending || (last.ends_with(ending) && last.contains('-')));
    let beginning = || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning) || name == beginning.trim_end());
    (several && (ending || beginning())) || is_site(last) || is_compound(last)
}

/// "Example.com", "lenta.ru".
fn is_site(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(name, domain)| {
        name.chars().count() > 2 && (2..=5).contains(&domain.len()) && domain.chars().all(|c| c.is_ascii_lowercase())
    })
}

/// A word of fewer letters with capitals inside is an office's or a firm's: "BaFin", "AStA".
const LEAST_COMPOUND: usize = 7;

/// "BuzzFeed", "TheGeopost": capitals inside, in a word that is no initials. With a hyphen it is any noun: "US-Präsident".
fn is_compound(word: &str) -> bool {
    let mut rest = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word).chars();
    if rest.as_str().len() < word.len() {
        rest.next();
    }
    let stem = rest.as_str();
    let letters: Vec<char> = stem.chars().filter(|c| c.is_alphabetic()).collect();
    let lower_then_upper = letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    lower_then_upper && letters.len() >= LEAST_COMPOUND && !stem.contains(['-', '\'', '’'])
}
