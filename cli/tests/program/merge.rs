//! Do packs become one, as if it had been built at once?

use crate::workshop::Workshop;

/// A feed of a day: two stories, the second of which is a version of one of the day before.
fn feed(day: u32) -> String {
    let line = |id: &str, text: &str| {
        let time = format!("2024-05-{day:02}T08:00:00Z");
        serde_json::json!({"uri": id, "headline": format!("Notice {id}"), "versioncreated": time, "body_text": text})
            .to_string()
    };
    let [new, known] = [format!("notice-{day}"), format!("notice-{}", day.saturating_sub(1))];
    let text = |word: &str| format!("The harbour board of Lowhaven gave notice {day}{word} of its dredging.");
    [line(&new, &text("a")), line(&known, &text("b and more"))].join("\n")
}

/// A folder with the feeds and packs of so many days.
fn days(count: u32, options: &[&str]) -> (Workshop, Vec<String>) {
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("feeds")).unwrap();
    let packs = (1..=count).map(|day| {
        let (name, pack) = (format!("feeds/{day}.jsonl"), format!("{day}.pack"));
        workshop.write(&name, feed(day));
        let ran = workshop.run(&[&["pack", "build", "--out", &pack, &name], options].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
        pack
    });
    let packs = packs.collect();
    (workshop, packs)
}

fn merge(workshop: &Workshop, out: &str, packs: &[String], options: &[&str]) -> crate::workshop::Ran {
    let packs: Vec<&str> = packs.iter().map(String::as_str).collect();
    workshop.run(&[&["pack", "merge"], options, &[out], packs.as_slice()].concat())
}

#[test]
fn thirty_days_are_the_month_built_at_once() {
    for options in [&[][..], &["--with-text"]] {
        let (workshop, mut packs) = days(30, options);
        assert_eq!(workshop.run(&[&["pack", "build", "--out", "month.pack", "feeds"], options].concat()).status, 0);
        packs.rotate_left(11);
        packs.swap(3, 20);
        let ran = merge(&workshop, "merged.pack", &packs, &[]);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.out.contains("merged.pack: 31 stories of Reuters, 2024-05-01 to 2024-05-30"), "{}", ran.out);
        assert!(workshop.read("merged.pack") == workshop.read("month.pack"));
    }
}

#[test]
fn what_is_withdrawn_goes_and_stays_away() {
    let (workshop, packs) = days(2, &[]);
    assert_eq!(merge(&workshop, "merged.pack", &packs, &["--withdraw", "notice-1"]).status, 0);
    let ran = workshop.run(&["pack", "info", "--format", "json", "merged.pack"]);
    assert_eq!(ran.json()[0]["stories"], 2);
    // The tombstone works on in the next merge.
    let ran = merge(&workshop, "again.pack", &["1.pack".to_owned(), "merged.pack".to_owned()], &[]);
    assert!(ran.out.contains("again.pack: 2 stories"), "{ran:?}");
}

#[test]
fn a_pack_may_be_merged_into_itself() {
    let (workshop, packs) = days(2, &[]);
    assert_eq!(merge(&workshop, "1.pack", &packs, &[]).status, 0);
    assert_eq!(workshop.run(&["pack", "info", "--format", "json", "1.pack"]).json()[0]["stories"], 3);
}

#[test]
fn what_does_not_belong_together_is_not_merged() {
    let (workshop, packs) = days(1, &[]);
    workshop.run(&["pack", "build", "--out", "ap.pack", "--agency", "AP", "feeds"]);
    workshop.write("bad.pack", &workshop.read("1.pack")[..200]);
    for (other, cause) in [
        ("wire.pack", "local and public packs by themselves"),
        ("ap.pack", "of Reuters, another of AP"),
        ("bad.pack", "bad.pack: this pack is cut short"),
        ("gone.pack", "gone.pack: there is no such file"),
    ] {
        let ran = merge(&workshop, "out.pack", &[packs[0].clone(), other.to_owned()], &[]);
        assert!(ran.status == 1 && ran.err.contains(cause), "{ran:?}");
        assert!(!workshop.path("out.pack").exists());
    }
    let ran = merge(&workshop, "story.txt", &packs, &[]);
    assert!(ran.status == 2 && ran.err.contains("is no pack"), "{ran:?}");
}
