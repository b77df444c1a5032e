//! Who stands behind a pack?
//!
//! Signatures are minisign's (Ed25519 over the pack's BLAKE2b hash, https://jedisct1.github.io/minisign/): they stand in
//! a file beside the pack, `FILE.minisig`, and the minisign program reads ours as we read its.
//!
//! The manifest of a published list is signed as minisign did at first, without the hash, which minisign still verifies:
//! browsers know Ed25519 themselves, but not BLAKE2b.

use crate::input::{self, InputError};
use ct_codecs::{Base64, Decoder, Encoder};
use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};
use std::io::{self, Cursor, IsTerminal};
use std::path::Path;

/// How the second line of a secret key begins that a password protects: Ed25519, scrypt, BLAKE2b.
const ENCRYPTED: &str = "RWRTY0Iy";

/// Where the Ed25519 key stands in the bytes of a secret key: behind the names of three algorithms, the salt and two limits
/// of its password, and its number.
const SECRET: std::ops::Range<usize> = 62..126;

/// The name of a signature of the bytes themselves.
const UNHASHED: &[u8] = b"Ed";

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

/// Signs the bytes themselves and not their hash; gives the signature's file.
pub(crate) fn sign_unhashed(bytes: &[u8], key: &SecretKey, untrusted: &str, comment: &str) -> Result<String, String> {
    let damaged = || "the secret key is damaged; make a new one with `minisign -G`".to_owned();
    let secret = key.to_bytes();
    let secret =
        ed25519_compact::SecretKey::from_slice(secret.get(SECRET).unwrap_or_default()).map_err(|_| damaged())?;
    let signature = secret.sign(bytes, None);
    let with_comment = secret.sign([signature.as_ref(), comment.as_bytes()].concat(), None);
    let base64 = |bytes: &[u8]| Base64::encode_to_string(bytes).map_err(|error| error.to_string());
    let signature = base64(&[UNHASHED, key.keynum(), signature.as_ref()].concat())?;
    let with_comment = base64(with_comment.as_ref())?;
    let text = format!("untrusted comment: {untrusted}\n{signature}\ntrusted comment: {comment}\n{with_comment}\n");
    // A key whose halves do not belong together signs what nobody can verify.
    let public = PublicKey::from_secret_key(key).map_err(|_| damaged())?;
    verify_unhashed(&text, bytes, &public).map_err(|_| damaged())?;
    Ok(text)
}

/// Checks such a signature; gives the signer's comment.
pub(crate) fn verify_unhashed(signature: &str, bytes: &[u8], key: &PublicKey) -> Result<String, String> {
    let signature = SignatureBox::from_string(signature).map_err(|_| "its signature is damaged".to_owned())?;
    let (by, expected) = (number(signature.keynum()), number(key.keynum()));
    if by != expected {
        return Err(format!("it is signed with key {by}, not with {expected}"));
    }
    if signature.is_prehashed() {
        return Err(
            "its signature is of a hash that browsers do not know; sign it with `copytaster publish`".to_owned()
        );
    }
    let (quiet, output, allow_legacy) = (true, false, true);
    minisign::verify(key, &signature, Cursor::new(bytes), quiet, output, allow_legacy)
        .map_err(|_| format!("the signature of key {by} does not fit it"))?;
    signature.trusted_comment().map_err(|_| "its signature is damaged".to_owned())
}

/// A public key, from a file or as it is written on one line.
pub(crate) fn public_key(named: &str) -> Result<PublicKey, String> {
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
pub(crate) fn secret_key(path: &str) -> Result<SecretKey, String> {
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
pub(crate) fn number(key: &[u8]) -> String {
    key.iter().rev().map(|byte| format!("{byte:02X}")).collect()
}
