//! What is a list that readers subscribe to, good or bad?
//!
//! Lists are made by the program, as any publisher would, and served by the loopback. What no publisher would sign is signed
//! here.

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};
use xtask::loopback::{Answer, Loopback};
use xtask::process::{cargo, output, root};

/// Where the list is served first, and where its mirror is. Only a browser's own machine may be asked without encryption.
pub(crate) const BASE: &str = "http://localhost/wire/";
pub(crate) const MIRROR: &str = "http://127.0.0.1/mirror/";

/// The file that names the manifest.
pub(crate) const LIST: &str = "copytaster-list.txt";

/// A story besides the sample's.
const SECOND: &str = "\
Ferry returns to Lowhaven after two years of repairs

LOWHAVEN (Reuters) - The ferry to Quillon Island sailed again on Friday after two years of repairs to its pier, the
harbour board said, ending the longest break in the line's history.

The repairs cost 3.2 million crowns, twice what was planned, because divers found that worms had hollowed out the timbers.
";

/// A published folder.
pub(crate) struct List {
    folder: TempDir,
}

impl List {
    /// A list of the sample story, signed with the tests' key.
    pub(crate) fn new() -> Result<Self> {
        let list = Self { folder: tempfile::tempdir()? };
        let story = root().join("tests/stories").display().to_string();
        list.publish(&[
            "--name",
            "Sample wire",
            "--licence",
            "CC0-1.0",
            "--agency",
            "Reuters",
            "--mirror",
            MIRROR,
            &story,
        ])?;
        Ok(list)
    }

    /// Carries the list on, with these options of `copytaster publish`.
    pub(crate) fn publish(&self, options: &[&str]) -> Result<()> {
        self.publish_with(&key("wire.key"), options)
    }

    /// The same with another key.
    pub(crate) fn publish_with(&self, key: &Path, options: &[&str]) -> Result<()> {
        let publish = ["run", "--quiet", "--package", "copytaster-cli", "--", "publish", "--out"];
        output(cargo(&publish).arg(self.path("")).arg("--key").arg(key).args(options)).map(drop)
    }

    /// Carries it on with one more story.
    pub(crate) fn add_story(&self) -> Result<()> {
        let file = self.folder.path().join("second.txt");
        fs::write(&file, SECOND)?;
        self.publish(&[&file.display().to_string()])
    }

    /// Carries it on with so many stories that have little in common.
    pub(crate) fn add_stories(&self, count: usize) -> Result<()> {
        let files = self.folder.path().join("more");
        fs::create_dir_all(&files)?;
        for story in 0..count {
            let word = |at: usize| format!("{:x}", (story * 1000 + at).wrapping_mul(0x9e37_79b9) & 0x0fff_ffff);
            let sentence = |at: usize| (at * 12..at * 12 + 12).map(word).collect::<Vec<_>>().join(" ");
            let text: String = (0..20).map(|at| format!("The board put off {}.\n\n", sentence(at))).collect();
            fs::write(files.join(format!("{story}.txt")), format!("Board puts off {}\n\n{text}", word(0)))?;
        }
        self.publish(&[&files.display().to_string()])
    }

    /// Another list that is the same so far.
    pub(crate) fn copy(&self) -> Result<Self> {
        let copy = Self { folder: tempfile::tempdir()? };
        xtask::dist::copy(&self.path(""), &copy.path(""))?;
        Ok(copy)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("list").join(name)
    }

    /// The name of the manifest's file.
    pub(crate) fn manifest_name(&self) -> Result<String> {
        let list = fs::read_to_string(self.path(LIST))?;
        let named = list.split("file:").nth(1).and_then(|rest| rest.split('\n').next());
        Ok(format!("manifests/{}", named.context("the list names no manifest")?))
    }

    pub(crate) fn manifest(&self) -> Result<Value> {
        Ok(serde_json::from_slice(&fs::read(self.path(&self.manifest_name()?))?)?)
    }

    /// The names of its packs' files.
    pub(crate) fn segments(&self) -> Result<Vec<String>> {
        let manifest = self.manifest()?;
        let hashes = manifest["segments"].as_array().into_iter().flatten().filter_map(|it| it["sha256"].as_str());
        Ok(hashes.map(|hash| format!("segments/{hash}.pack")).collect())
    }

    /// What a reader agrees to who agrees to all of it.
    pub(crate) fn agreed(&self) -> Result<Value> {
        let manifest = self.manifest()?;
        Ok(json!({"key": manifest["key"], "agency": manifest["agency"], "hosts": manifest["hosts"]}))
    }

    /// Signs a manifest that the program would not write.
    pub(crate) fn forge(&self, change: impl FnOnce(&mut Value)) -> Result<()> {
        let mut manifest = self.manifest()?;
        manifest["sequence"] = json!(manifest["sequence"].as_u64().unwrap_or_default() + 1);
        change(&mut manifest);
        let json = serde_json::to_vec(&manifest)?;
        let hash: String = Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect();
        fs::write(self.path(&format!("manifests/{hash}.json")), &json)?;
        let base64 = |bytes: &[u8]| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
        let text = fs::read_to_string(key("wire.key"))?;
        let encoded = text.lines().nth(1).context("no key")?;
        let secret = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, encoded)?;
        let signer = ed25519_compact::SecretKey::from_slice(&secret[62..126]).map_err(|error| anyhow!("{error}"))?;
        let comment = format!("timestamp:0\tfile:{hash}.json");
        let signature = signer.sign(&json, None);
        let both = signer.sign([signature.as_ref(), comment.as_bytes()].concat(), None);
        let signed = base64(&[b"Ed", &secret[54..62], signature.as_ref()].concat());
        let list = format!("untrusted comment: -\n{signed}\ntrusted comment: {comment}\n{}\n", base64(both.as_ref()));
        Ok(fs::write(self.path(LIST), list)?)
    }

    /// Serves the folder as it is now.
    pub(crate) fn serve(&self, server: &Loopback, base: &str) -> Result<()> {
        for name in self.files()? {
            let body = fs::read(self.path(&name))?;
            let tag = format!("\"{:x}\"", Sha256::digest(&body));
            let content_type =
                if name.ends_with(".txt") { "text/plain" } else { "application/octet-stream" }.to_owned();
            server.answer(
                &[base, &name].concat(),
                Answer { content_type, headers: vec![("ETag".to_owned(), tag)], body },
            );
        }
        Ok(())
    }

    /// Serves nothing of it any more.
    pub(crate) fn refuse(&self, server: &Loopback, base: &str) -> Result<()> {
        self.files()?.iter().for_each(|name| server.refuse(&[base, name].concat()));
        Ok(())
    }

    fn files(&self) -> Result<Vec<String>> {
        let mut names = vec![LIST.to_owned()];
        for folder in ["manifests", "segments"] {
            for entry in fs::read_dir(self.path(folder))? {
                names.push(format!("{folder}/{}", entry?.file_name().to_string_lossy()));
            }
        }
        Ok(names)
    }
}

/// A key of the tests, made by minisign.
fn key(name: &str) -> PathBuf {
    root().join("tests/packs/minisign").join(name)
}

/// A key that nobody knows yet: its secret half as the program reads it, and its public half.
pub(crate) fn new_key() -> Result<(NamedTempFile, String)> {
    let pair = ed25519_compact::KeyPair::from_seed(ed25519_compact::Seed::new([7; 32]));
    let base64 = |bytes: &[u8]| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
    let number = *b"next key";
    let secret = [&b"Ed\0\0B2"[..], &[0; 48], &number, pair.sk.as_ref(), &[0; 32]].concat();
    let file = NamedTempFile::new()?;
    fs::write(file.path(), format!("untrusted comment: -\n{}\n", base64(&secret)))?;
    Ok((file, base64(&[&b"Ed"[..], &number, pair.pk.as_ref()].concat())))
}
