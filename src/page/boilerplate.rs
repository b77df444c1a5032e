//! Which lines does a site put around every article?
//!
//! Phrases that site software and newsrooms use everywhere, in the languages in which wire copy is most often
//! republished. A story may speak of a newsletter or a privacy policy, so a whole line, a line's beginning, and words
//! inside a line are told apart, and words inside a sentence count only together.

use crate::story::words::strip_opening;
use crate::text::case::lowercase;
use crate::text::list::List;
use crate::text::token::{between_spaces, has_at_most};

/// The longest line that can be boilerplate, in words.
const MOST_WORDS: usize = 60;

/// A line that begins with one of [`OPENINGS`] is boilerplate up to so many words; longer ones are prose.
const MOST_OPENING_WORDS: usize = 30;

/// Lines that are nothing else, compared without case, digits and signs around them.
const WHOLE: List = List::phrases(
    "about|about the author|about us|accept|accept all|accueil|ad|add a comment|ads|advertise|advertise with us|\
    advertisement|advertisements|advertising|anzeige|archives|articles similaires|artikel teilen|auch interessant|\
    author|back to top|breaking news|cancel reply|careers|categories|category|click to share|close|comentarios|\
    comentários|comment|commentaires|commenti|comments|comments are closed|comments off|comparte|compartilhar|\
    compartir|condividi|connect with us|contact|contact us|continue reading|cookie policy|cookies|copy link|\
    das könnte dich auch interessieren|das könnte sie auch interessieren|datenschutz|deixe um comentário|\
    deja tu comentario|deja un comentario|desktop version|disclaimer|dismiss|don't miss|don’t miss|drucken|e-mail|\
    editor's pick|editor's picks|editors' picks|editor’s pick|email|exit mobile version|faq|follow|follow us|gallery|\
    go to top|help|home|impressum|imprimer|imprimir|inhaltsverzeichnis|inicio|kommentar schreiben|kommentare|\
    kommentare geschlossen|laisser un commentaire|latest|latest news|latest posts|latest stories|le puede interesar|\
    leave a comment|leave a reply|les plus lus|like|link copied|listen|live|lo más leído|load more|loading|log in|\
    login|main menu|mais lidas|mais notícias|mehr zu diesem thema|mehr zum thema|meistgelesen|menu|min read|\
    mobile version|more|more from us|more news|more stories|most popular|most read|most viewed|must read|my account|\
    más leídas|más noticias|nach oben|navigation|neueste artikel|newsletter|newsletters|next|next article|next post|\
    next story|no comments|no comments yet|noticias relacionadas|opens in new window|partager|photos|pin|play|\
    popular|popular news|popular posts|post a comment|post comment|posts|prev|previous|previous article|\
    previous post|previous story|primary menu|print|privacy|privacy policy|promoted|pubblicità|publicidad|\
    publicidade|publicité|read more|read next|reading time|recent articles|recent comments|recent news|recent posts|\
    recommended|recommended for you|register|reject all|related|related articles|related content|related coverage|\
    related news|related posts|related stories|related topics|save|scroll to top|search|search for|see all|share|\
    shares|show comments|show more|sign in|sign up|site map|sitemap|skip to content|skip to main content|sponsored|\
    sponsored content|startseite|stay connected|subscribe|subscribe now|sur le même sujet|tag|tags|\
    te puede interesar|te recomendamos|teilen|terms|terms & conditions|terms and conditions|terms of service|\
    terms of use|toggle navigation|top|top news|top stories|topics|trending|trending now|tweet|up next|veja também|\
    ver más|verwandte artikel|videos|view all|view comments|views|voir plus|vous aimerez aussi|watch|weitere artikel|\
    weitere beiträge|weitere themen|weiterlesen|werbung|you may also like|you may have missed|you may like|\
    you might also like|you might like|ähnliche artikel|ähnliche beiträge|комментарии|реклама",
);

/// Beginnings of lines.
const OPENINGS: List = List::openings(
    "share this|share on|share via|share to|click to share|follow us|follow @|like us on|join us on|join our|\
    join the conversation|sign up for|sign up to|sign up now|subscribe to our|subscribe for|subscribe to|click here|\
    tap here|read more:|read more on|read more about|read also|also read|see also|read:|more:|must read:|also see|\
    related:|related article|watch:|watch now|watch live|don't miss:|don’t miss:|download our|download the|get our|\
    get the latest|get breaking|get all the latest|image credit|image source|photo credit|photo by|photo:|picture:|\
    posted in|posted under|filed under|tagged with|tagged as|tags:|topics:|categories:|copyright ©|© copyright|\
    powered by|hosted by|proudly powered|designed by|site icon|your email address|required fields|save my name|\
    notify me of|this site uses|this website uses|we use cookies|by continuing to|by clicking|by opting in|\
    by subscribing|by signing up|by registering|by submitting|your information is|we hate spam|you can unsubscribe|\
    you must be logged in|log in to|support our|support independent|thank you for reading|thanks for reading|\
    enter your email|already a subscriber|already have an account|to continue reading|this content is for|\
    become a member|view all posts|more posts by|leave a comment|leave a reply|previous:|next:|previous post|\
    next post|skip to|lesen sie auch|lesen sie mehr|mehr lesen|folgen sie uns|newsletter abonnieren|lire aussi|\
    à lire aussi|lire la suite|suivez-nous|abonnez-vous|lea también|lee también|leer más|leer también|síguenos|\
    suscríbete|leggi anche|leggi tutto|seguici|iscriviti|leia também|leia mais|siga-nos|assine|читайте также|\
    подписывайтесь|czytaj także|czytaj też|lees ook|läs också|les også|læs også|auch interessant:|\
    das könnte dich auch|das könnte sie auch|weiterlesen:|lesen sie dazu|mehr zum thema|le puede interesar|\
    te puede interesar|también te puede|lee además|mira también|veja também|veja mais|saiba mais|voir aussi|\
    lire également|sur le même sujet|dieser beitrag wurde|this entry was posted",
);

/// Words inside a line; one is enough for a line that is no sentence, a sentence takes two.
const INSIDE: List = List::phrases(
    "ad blocker|additional cost to you|adblock|advertising contact|affiliate commission|affiliate link|\
    all rights reserved|all your news|amazon associate|cookie policy|cookies|e-mail address|email address|\
    extra cost to you|follow us|free trial|full disclosure|google news|hate spam|javascript|leave a comment|\
    newsletter|opt out|opt-out|our app|our newsletter|privacy policy|push notifications|qualifying purchases|\
    receive email|receive emails|sign up|small commission|subscribe|subscription|telegram channel|\
    terms & conditions|terms and conditions|terms of service|terms of use|through our links|unsubscribe|we may earn|\
    whatsapp channel|your browser|your inbox|your privacy",
);

/// Names that share bars and footers are made of.
const NETWORKS: List = List::words(
    "and bluesky buffer copy copylink digg discord e-mail email facebook flipboard google icon instagram it line \
    link linkedin mail mastodon medium messenger mix odnoklassniki on pin pinterest pocket print reddit rss share \
    skype sms snapchat stumbleupon telegram threads tiktok to tumblr tweet twitter url via viber vk vkontakte \
    wechat weibo whatsapp x xing youtube",
);

/// Whether a line belongs to the site and not to the article. `sentence` says whether it ends as a sentence does.
pub(crate) fn is_boilerplate(line: &str, sentence: bool) -> bool {
    if !has_at_most(MOST_WORDS, line) {
        return false;
    }
    let words = between_spaces(line).count();
    let lower = lowercase(line).replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if bare.is_empty() {
        // Counters, arrows, stars.
        return !line.chars().any(char::is_alphanumeric) || words <= 2;
    }
    let address = words == 1 && (bare.starts_with("http") || bare.starts_with("www."));
    let is_whole = address
        || WHOLE.has(bare)
        || (words <= 5 && bare.split_whitespace().all(|word| NETWORKS.has(word) || word == "icon"));
    let opens = || words <= MOST_OPENING_WORDS && strip_opening(bare, OPENINGS).is_some();
    let inside = || {
        let pairs = Pairs::of(&lower);
        let held = INSIDE.iter().filter(|phrase| pairs.may_hold(phrase) && lower.contains(*phrase));
        held.take(2).count() > usize::from(sentence)
    };
    is_whole || opens() || inside()
}

/// Which pairs of neighbouring bytes a line has, roughly: most phrases have one that it has not, and are not looked for.
struct Pairs([u32; 32]);

impl Pairs {
    fn of(line: &str) -> Self {
        let mut pairs = Self([0; 32]);
        for pair in line.as_bytes().windows(2) {
            pairs.0[usize::from(pair[0] % 32)] |= 1 << (pair[1] % 32);
        }
        pairs
    }

    fn may_hold(&self, phrase: &str) -> bool {
        phrase.as_bytes().windows(2).all(|pair| self.0[usize::from(pair[0] % 32)] >> (pair[1] % 32) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::layout::ends_sentence;

    fn check(line: &str, boilerplate: bool) {
        assert_eq!(is_boilerplate(line, ends_sentence(line)), boilerplate, "{line}");
    }

    #[test]
    fn lines_of_every_site() {
        for line in [
            "You may also like",
            "0 comment",
            "Comments (12)",
            "READ MORE »",
            "Twitter LinkedIn",
            "Share on Facebook",
            "Exit mobile version",
            "• Privacy Policy",
            "Copyright © 2025 Example.com All Rights Reserved.",
            "Sign up for our newsletter",
            "Lesen Sie auch: Der Hafen",
            "Le puede interesar: El puerto",
            "Ähnliche Artikel",
            "→",
            "12",
            "We respect your privacy. You can unsubscribe at any time.",
            "Your email address will not be published. Required fields are marked *",
            "If you buy something through our links, we may earn commission.",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn lines_of_a_story() {
        for line in [
            "The company changed its privacy policy in March, the regulator said.",
            "Share prices fell.",
            "What happens next",
            "He printed a newsletter for the harbour.",
            "Google and Facebook declined to comment.",
            "Next year the board will meet again.",
            "Related companies owe the port 3 million euros.",
            "The broker kept a small commission on every ton, prosecutors said.",
        ] {
            check(line, false);
        }
    }
}
