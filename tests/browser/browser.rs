//! What does a reader see, in real browsers?
//!
//! Every scenario runs in Chromium and in Firefox, each time with a fresh profile. `cargo xtask test` builds what they need
//! before; to run some of them again: `cargo xtask dist --demo && cargo test -p xtask --test browser -- NAME`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test fails")]

mod access;
mod agreement;
mod disk;
mod keyboard;
mod learning;
mod lifecycle;
mod lists;
mod opposition;
mod options;
mod packs;
mod private;
mod program;
mod reader;
mod requests;
mod session;
mod settings;
mod showing;
mod site;
mod subscriptions;
mod surroundings;

/// Ends a test; an error is said with its causes, without the harness' own frames.
fn end(result: anyhow::Result<()>) {
    if let Err(error) = result {
        panic!("{error:#}");
    }
}

/// Makes of every scenario, a function of a browser's kind, one test for each browser.
macro_rules! in_both_browsers {
    ($($file:ident::$scenario:ident,)*) => {
        mod chromium {
            $(#[test] fn $scenario() { crate::end(crate::$file::$scenario(xtask::webdriver::Kind::Chromium)); })*
        }
        mod firefox {
            $(#[test] fn $scenario() { crate::end(crate::$file::$scenario(xtask::webdriver::Kind::Firefox)); })*
        }
    };
}

in_both_browsers! {
    agreement::rewritten_repost,
    agreement::furnished_repost,
    agreement::licensed_copy,
    agreement::broadcaster_retold,
    agreement::newspaper_retold,
    agreement::strict_policy,
    agreement::nonces,
    agreement::trusted_types,
    agreement::sandboxed,
    agreement::style_sheet_attack,
    agreement::clobbered_names,
    agreement::many_nodes,
    agreement::deep_nesting,
    agreement::hidden_text,
    agreement::hidden_article,
    agreement::two_stories,
    agreement::a_pack_without_text,
    reader::nothing_is_shown_where_nothing_matches,
    reader::a_credited_copy_gets_the_badge_alone,
    reader::the_link_leads_to_the_agencys_search,
    reader::escape_closes_the_panel_and_returns_the_focus,
    reader::an_edit_leads_to_its_passage,
    reader::the_overlay_moves_nothing_on_the_page,
    reader::a_site_can_be_switched_off_and_on,
    reader::the_popup_says_the_same,
    reader::a_page_that_never_answers,
    access::pages_are_read_once_the_reader_lets_us,
    access::leave_is_given_and_taken_in_the_settings,
    settings::what_is_broken_counts_as_the_default,
    settings::a_change_is_heard_in_every_window,
    settings::pages_are_looked_at_where_the_reader_says,
    options::settings_go_from_one_browser_to_another,
    options::pages_speak_without_the_browsers_texts,
    options::a_problem_is_told_until_it_is_seen,
    options::a_choice_that_is_not_kept_is_told,
    options::everything_can_be_erased,
    showing::keys_go_from_edit_to_edit,
    showing::what_shows_itself_is_the_readers_choice,
    keyboard::a_finding_by_keys_alone,
    keyboard::own_pages_by_keys_alone,
    options::a_new_reader_is_greeted,
    learning::reading_teaches,
    private::a_private_window_learns_nothing,
    lifecycle::a_stopped_background_wakes_up,
    packs::an_installation_that_fails_changes_nothing,
    packs::sources_leave_each_other_alone,
    opposition::text_that_comes_late,
    opposition::paragraphs_that_are_filled_late,
    opposition::a_million_nodes,
    opposition::a_page_that_takes_the_overlay_away,
    opposition::clicks_that_nobody_made,
    surroundings::back_and_forward,
    surroundings::a_prerendered_page_waits,
    surroundings::a_tab_in_the_background_waits,
    surroundings::a_page_that_is_still_loading,
    surroundings::another_article_without_loading,
    surroundings::an_update_under_an_open_page,
    surroundings::switched_off_under_an_open_page,
    surroundings::zoomed_to_twice_the_size,
    surroundings::on_paper_calm_and_in_few_colours,
    subscriptions::a_reader_subscribes_and_stays_up_to_date,
    subscriptions::what_is_wrong_changes_nothing,
    subscriptions::another_key_is_asked_about_unless_announced,
    subscriptions::a_mirror_stands_in,
    subscriptions::a_stopped_background_leaves_one_list_or_the_other,
    subscriptions::a_full_disk_leaves_the_list_before,
    disk::a_disk_that_is_full,
    subscriptions::the_clock_brings_what_is_new,
    site::pasted_texts_are_compared,
    requests::a_browser_without_pages_asks_for_nothing_unknown,
}

#[test]
fn the_engine_is_small_enough() {
    for kind in xtask::webdriver::Kind::ALL {
        let folder = xtask::process::root().join("dist").join(kind.dist_folder()).join("extension");
        end(xtask::dist::sizes(&folder).and_then(xtask::dist::Sizes::check));
    }
}
