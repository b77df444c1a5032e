//! `copytaster pack verify`: is this pack what was written, and by whom?

use super::{OpenError, signature};
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::publish;
use copytaster::index::Pack;
use minisign::PublicKey;
use std::io::{self, Write};

/// Read every byte of packs or of a published list, compare every checksum, and check who signed them
#[derive(Debug, clap::Args)]
#[command(after_help = VERIFY_HELP)]
pub(crate) struct Args {
    /// The public key with which they have to be signed: a file, or the key itself. Without it no pack's signature is
    /// looked at, and a list's has to be that of the key which the list names
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
    /// Packs, with a public key each with its signature beside it: FILE.minisig; or folders of `copytaster publish`
    #[arg(value_name = "FILE", required = true)]
    packs: Vec<String>,
}

const VERIFY_HELP: &str = "\
Checksums notice accidents; only a signature says that nobody changed a pack on purpose. Of a folder in which a list is
published everything is checked that a reader's browser checks: signature, hashes, hosts, freshness, test vectors.

Examples:
  copytaster pack verify 2024-04-16.pack
  copytaster pack verify --public-key wire.pub *.pack
  copytaster pack verify --public-key wire.pub public/
  copytaster pack verify --public-key RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3 2024-04-16.pack";

/// Verifies every pack.
pub(super) fn run(args: &Args) -> Ended {
    let key = args.public_key.as_deref().map(signature::public_key).transpose().map_err(Failure::Usage)?;
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    for path in &args.packs {
        match verify(path, key.as_ref()) {
            Ok(answer) => writeln!(out, "{path}: {answer}")?,
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

/// The signature comes first: of bytes that nobody stands behind nothing more is read.
fn verify(path: &str, key: Option<&PublicKey>) -> Result<String, String> {
    if publish::is_published(path) {
        return publish::verify(path, key);
    }
    let bytes = input::whole_file(path).map_err(|error| OpenError::Input(error).to_string())?;
    let signed = key.map(|key| signature::verify(path, &bytes, key)).transpose()?;
    let pack = Pack::open(bytes).and_then(|pack| pack.verify().map(|()| pack));
    let stories = pack.map_err(|error| error.to_string())?.len();
    let signed = signed.map_or(String::new(), |signed| format!(", signed by {} ({})", signed.by, signed.comment));
    Ok(format!("whole, {stories} stories{signed}"))
}
