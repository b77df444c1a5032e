//! `copytaster pack sign`: how does a maker stand behind a pack?

use super::signature;
use super::write;
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use copytaster::index::Pack;
use minisign::SecretKey;
use std::io::{self, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Sign packs with a minisign key
#[derive(Debug, clap::Args)]
#[command(after_help = SIGN_HELP)]
pub(crate) struct Args {
    /// The secret key's file, made by `minisign -G`
    #[arg(long, value_name = "FILE")]
    key: String,
    /// Sign packs that hold text too: they are never passed on
    #[arg(long)]
    stays_local: bool,
    /// Packs; the signature of each is written beside it, as FILE.minisig
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<String>,
}

const SIGN_HELP: &str = "\
The password of the key, if it has one, is asked for on the terminal; otherwise it is the first line of standard input.
The minisign program can check the signatures, and `pack verify --public-key` those of the minisign program.

Examples:
  minisign -G -p wire.pub -s wire.key
  copytaster pack sign --key wire.key 2024-04-16.pack
  copytaster pack verify --public-key wire.pub 2024-04-16.pack
  minisign -V -p wire.pub -m 2024-04-16.pack";

/// Signs every pack that is whole and may be signed.
pub(super) fn run(args: &Args) -> Ended {
    let key = signature::secret_key(&args.key).map_err(Failure::Work)?;
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    for path in &args.packs {
        match sign(path, &key, args.stays_local) {
            Ok(()) => writeln!(out, "{path}: signed, {}", signature::path(path))?,
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

fn sign(path: &str, key: &SecretKey, stays_local: bool) -> Result<(), String> {
    let bytes = input::whole_file(path).map_err(|error| error.to_string())?;
    let pack = Pack::open(bytes.clone()).and_then(|pack| pack.verify().map(|()| pack));
    let info = pack.map_err(|error| format!("{error}; it was not signed"))?.info();
    if info.text && !stays_local {
        return Err(format!(
            "it holds the text of stories of {}, and was not signed: a signed pack is one to be passed on; build it \
             without --with-text, or say --stays-local",
            info.agency
        ));
    }
    let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let signature = signature::sign(&bytes, key, &format!("timestamp:{now}\tfile:{name}\thashed"))?;
    let out = signature::path(path);
    write::bytes_at_once(Path::new(&out), signature.as_bytes()).map_err(|failure| match failure {
        Failure::Work(message) | Failure::Usage(message) => message,
        Failure::Output(error) => error.to_string(),
    })
}
