//! Who stands behind a pack?
//!
//! Signatures are minisign's (Ed25519 over the pack's BLAKE2b hash, https://jedisct1.github.io/minisign/): they stand in
//! a file beside the pack, `FILE.minisig`, and the minisign program reads ours as we read its.

use crate::input::{self, InputError};
use ct_codecs::{Base64, Decoder};
use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use std::io::{self, Cursor, IsTerminal};
use std::path::Path;

/// How the second line of a secret key begins that a password protects: Ed25519, scrypt, BLAKE2b.
const ENCRYPTED: &str = "RWRTY0Iy";

/// How many bytes a key or a signature has at most, comments included.
const LARGEST: u64 = 64 << 10;

/// A signature that fits its pack.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signed {
    /// The number of the key, as the minisign program prints it.
    pub(super) by: String,
    /// What the signer says of it: when, and of which file. Signed too.
    pub(super) comment: String,
}

/// Where the signature of a pack stands.
pub(super) fn path(pack: &str) -> String {
    format!("{pack}.minisig")
}

/// The number of the key that a pack's signature names, if there is a signature: said, not checked.
pub(super) fn named_key(pack: &str) -> Option<Result<String, String>> {
    let path = path(pack);
    Path::new(&path).exists().then(|| read(&path).map(|signature| number(signature.keynum())))
}

/// Checks the signature of a pack.
pub(super) fn verify(pack: &str, bytes: &[u8], key: &PublicKey) -> Result<Signed, String> {
    let path = path(pack);
    if !Path::new(&path).exists() {
        return Err(format!("it is not signed: there is no {path}; get the signature from where the pack comes from"));
    }
    let signature = read(&path)?;
    let (by, expected) = (number(signature.keynum()), number(key.keynum()));
    if by != expected {
        return Err(format!("it is signed with key {by}, not with {expected}; use the public key of its maker"));
    }
    let (quiet, output, allow_legacy) = (true, false, false);
    minisign::verify(key, &signature, Cursor::new(bytes), quiet, output, allow_legacy)
        .map_err(|_| format!("the signature of key {by} does not fit it: do not use it, get both files again"))?;
    Ok(Signed { by, comment: signature.trusted_comment().unwrap_or_default() })
}

/// Signs the bytes of a pack; gives the signature's file.
pub(super) fn sign(bytes: &[u8], key: &SecretKey, comment: &str) -> Result<String, String> {
    let untrusted = "signature from copytaster, for minisign";
    let public = PublicKey::from_secret_key(key).map_err(|error| format!("its key is damaged ({error})"))?;
    minisign::sign(Some(&public), key, Cursor::new(bytes), Some(comment), Some(untrusted))
        .map(SignatureBox::into_string)
        .map_err(|error| format!("it cannot be signed ({error})"))
}

/// A public key, from a file or as it is written on one line.
pub(super) fn public_key(named: &str) -> Result<PublicKey, String> {
    let key = match Path::new(named).exists() {
        true => {
            let text = text(named)?;
            PublicKeyBox::from_string(&text).and_then(PublicKeyBox::into_public_key)
        }
        false => PublicKey::from_base64(named),
    };
    key.map_err(|_| {
        format!("{named}: this is neither a file with a minisign public key nor the key itself, which begins with RW")
    })
}

/// A secret key; its password is asked for on the terminal, or is the first line of standard input.
pub(super) fn secret_key(path: &str) -> Result<SecretKey, String> {
    let text = text(path)?;
    let encoded = text.lines().nth(1).unwrap_or_default();
    let no_key = || format!("{path}: this is no minisign secret key; `minisign -G` makes one");
    if !encoded.starts_with(ENCRYPTED) {
        // minisign leaves out the checksum of a key without password, so the key is read past it; whether its halves
        // belong together shows when it signs.
        let bytes = Base64::decode_to_vec(encoded, None).map_err(|_| no_key())?;
        return SecretKey::from_bytes(&bytes).ok().filter(|key| !key.is_encrypted()).ok_or_else(no_key);
    }
    let password = password(path).map_err(|error| format!("{path}: its password cannot be read ({error})"))?;
    SecretKeyBox::from_string(&text)
        .and_then(|key| key.into_secret_key(Some(password)))
        .map_err(|_| format!("{path}: the password is not that of this key, or the key is damaged"))
}

fn password(path: &str) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("Password of {path}: "));
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn read(path: &str) -> Result<SignatureBox, String> {
    let text = text(path)?;
    let damaged = |_| format!("{path}: this is no minisign signature, or it is damaged; get it again");
    SignatureBox::from_string(&text).map_err(damaged)
}

fn text(path: &str) -> Result<String, String> {
    let problem = |error: InputError| format!("{path}: {error}");
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > LARGEST) {
        return Err(format!("{path}: this is too large for a key or a signature; name another file"));
    }
    let bytes = input::whole_file(path).map_err(problem)?;
    String::from_utf8(bytes).map_err(|_| format!("{path}: this is no text, and so no key and no signature"))
}

/// A key's number as the minisign program prints it.
fn number(key: &[u8]) -> String {
    key.iter().rev().map(|byte| format!("{byte:02X}")).collect()
}
