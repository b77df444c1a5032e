//! Do signatures mean what the minisign program means by them?
//!
//! The files in `tests/packs/minisign` were made by minisign 0.11 itself: a key without a password, one with, and a pack
//! with its signature (`minisign -S -s wire.key -m signed.pack`). Where the program is installed, it is asked about our signatures too.

use crate::workshop::{Ran, Workshop};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A workshop with the files that minisign made, and a public pack.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/minisign");
    for entry in fs::read_dir(made).unwrap().flatten() {
        fs::copy(entry.path(), workshop.path(&entry.file_name().to_string_lossy())).unwrap();
    }
    assert_eq!(workshop.run(&["pack", "build", "--out", "public.pack", "story.txt"]).status, 0);
    workshop
}

fn verify(workshop: &Workshop, key: &str, pack: &str) -> Ran {
    workshop.run(&["pack", "verify", "--public-key", key, pack])
}

#[test]
fn what_minisign_signed_is_verified() {
    let workshop = workshop();
    let key = String::from_utf8(workshop.read("wire.pub")).unwrap();
    for key in ["wire.pub", key.lines().nth(1).unwrap()] {
        let ran = verify(&workshop, key, "signed.pack");
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.out.contains("signed by 3D0340EB3DE226BC (timestamp:1715000000"), "{ran:?}");
    }
}

#[test]
fn what_was_signed_here_is_verified_here_and_by_minisign() {
    let workshop = workshop();
    let ran = workshop.run(&["pack", "sign", "--key", "wire.key", "public.pack"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "public.pack: signed, public.pack.minisig\n"), "{ran:?}");
    assert_eq!(verify(&workshop, "wire.pub", "public.pack").status, 0);
    let mut minisign = Command::new("minisign");
    minisign.args(["-V", "-p", "wire.pub", "-m", "public.pack"]).current_dir(workshop.path("."));
    match minisign.output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => eprintln!("minisign is not installed, and was not asked"),
    }
}

#[test]
fn a_signature_of_the_pack_before_is_warned_of() {
    let workshop = workshop();
    assert_eq!(workshop.run(&["pack", "sign", "--key", "wire.key", "public.pack"]).status, 0);
    let outdated =
        |arguments: &[&str]| workshop.run(arguments).err.contains("public.pack.minisig: this signs the pack before");
    assert!(!outdated(&["pack", "build", "--out", "public.pack", "story.txt"]), "the bytes are the same");
    assert!(outdated(&["pack", "build", "--out", "public.pack", "story.txt", "other.txt"]));
    assert!(outdated(&["pack", "merge", "public.pack", "public.pack", "--withdraw", "wolf-2"]));
}

#[test]
fn info_names_the_key() {
    let workshop = workshop();
    let signed_by = |pack: &str| {
        workshop.run(&["pack", "info", "--format", "json", pack]).json()[0]["signed_by"].as_str().map(str::to_owned)
    };
    assert_eq!(signed_by("signed.pack").as_deref(), Some("3D0340EB3DE226BC"));
    assert_eq!(signed_by("public.pack"), None);
    assert!(workshop.run(&["pack", "info", "signed.pack"]).out.contains("signed    by 3D0340EB3DE226BC"));
}

#[test]
fn a_changed_pack_is_refused() {
    let workshop = workshop();
    let mut pack = workshop.read("signed.pack");
    *pack.last_mut().unwrap() ^= 1;
    workshop.write("signed.pack", pack);
    let ran = verify(&workshop, "wire.pub", "signed.pack");
    assert!(ran.status == 1 && ran.err.contains("does not fit it: do not use it"), "{ran:?}");
}

#[test]
fn another_key_a_damaged_and_a_missing_signature_are_refused() {
    let workshop = workshop();
    for (key, pack, cause) in [
        ("locked.pub", "signed.pack", "signed with key 3D0340EB3DE226BC, not with 6E69AB1FD9237567"),
        ("wire.pub", "public.pack", "it is not signed: there is no public.pack.minisig"),
        ("wire.pub", "damaged.pack", "damaged.pack.minisig: this is no minisign signature"),
    ] {
        workshop.write("damaged.pack", workshop.read("public.pack"));
        workshop.write("damaged.pack.minisig", "untrusted comment: none\nnone\n");
        let ran = verify(&workshop, key, pack);
        assert!(ran.status == 1 && ran.out.is_empty() && ran.err.contains(cause), "{ran:?}");
    }
    let ran = verify(&workshop, "story.txt", "signed.pack");
    assert!(ran.status == 2 && ran.err.contains("begins with RW"), "{ran:?}");
}

#[test]
fn a_pack_with_text_is_signed_only_to_stay() {
    let workshop = workshop();
    let ran = workshop.run(&["pack", "sign", "--key", "wire.key", "wire.pack", "public.pack"]);
    assert!(ran.status == 1 && ran.err.contains("wire.pack: it holds the text"), "{ran:?}");
    assert!(!workshop.path("wire.pack.minisig").exists() && workshop.path("public.pack.minisig").exists());
    assert_eq!(workshop.run(&["pack", "sign", "--stays-local", "--key", "wire.key", "wire.pack"]).status, 0);
}

#[test]
fn what_is_no_key_or_no_pack_is_named() {
    let workshop = workshop();
    for (key, pack, cause) in [
        ("wire.pub", "public.pack", "wire.pub: this is no minisign secret key; `minisign -G` makes one"),
        ("gone.key", "public.pack", "gone.key: there is no such file"),
        ("wire.key", "story.txt", "story.txt: this is not a Copytaster pack"),
    ] {
        let ran = workshop.run(&["pack", "sign", "--key", key, pack]);
        assert!(ran.status == 1 && ran.err.contains(cause), "{ran:?}");
    }
}

/// Unlocking a key takes a gigabyte and seconds, on purpose: `cargo test -- --ignored` does it.
#[test]
#[ignore = "takes a gigabyte and, in a debug build, half a minute"]
fn the_password_of_a_key_is_asked_for() {
    let workshop = workshop();
    let arguments = ["pack", "sign", "--key", "locked.key", "public.pack"];
    let refused = workshop.run_with_input(&arguments, b"lowtide\n");
    assert!(refused.status == 1 && refused.err.contains("the password is not that of this key"), "{refused:?}");
    assert_eq!(workshop.run_with_input(&arguments, b"lowhaven\n").status, 0);
    assert_eq!(verify(&workshop, "locked.pub", "public.pack").status, 0);
}
