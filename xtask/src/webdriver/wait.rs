//! How long is a condition waited for?

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// The longest that anything is waited for, on a busy machine with two cores.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Asks again and again until there is an answer. An error of the question counts as "not yet", since a page may be in the
/// middle of loading; the last one is reported when time is up.
pub fn until<T>(what: &str, mut question: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    loop {
        let last = match question() {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => String::new(),
            Err(error) => format!(": {error:#}"),
        };
        if begun.elapsed() > DEADLINE {
            bail!("waited {} s in vain for {what}{last}", DEADLINE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
