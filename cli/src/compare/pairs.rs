//! How are many pairs answered, in order and on every core?
//!
//! One thread reads the list, some compare, and this one writes. Order is kept without waiting for the slowest: the
//! reader makes a slot for each pair and queues the slots in the list's order; a slot holds its answer as soon as some
//! worker has it. Both queues are bounded, so a list of any length needs the memory of some dozens of pairs, and a pair
//! is answered as soon as it can be, also when the list comes from a program that waits for each answer.

use super::Pair;
use crate::input::STANDARD_INPUT;
use crate::outcome::{Ended, Failure, Outcome, complain};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Pairs that may be under way at once, for each worker.
const AHEAD: usize = 16;

/// A line of JSON, or what is wrong with the pair.
type Answer = Result<String, Vec<String>>;

/// A line of the list, and where its answer goes.
struct Job {
    line: String,
    number: usize,
    slot: SyncSender<Answer>,
}

/// Answers every pair of a list.
pub(super) fn run(path: &str) -> Ended {
    let list: Box<dyn BufRead + Send> = if path == STANDARD_INPUT {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file =
            File::open(path).map_err(|error| Failure::Work(format!("{path}: the pairs cannot be read ({error})")));
        Box::new(BufReader::new(file?))
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let (job_sender, jobs) = sync_channel::<Job>(workers * AHEAD);
    let (slot_sender, slots) = sync_channel::<Receiver<Answer>>(workers * AHEAD);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        let jobs = &jobs;
        let reader = scope.spawn(move || read_list(list, &job_sender, &slot_sender));
        for _ in 0..workers {
            scope.spawn(move || {
                while let Some(job) = next(jobs) {
                    // The slot is gone only where nobody wants answers any more.
                    let _ = job.slot.send(answer(&job));
                }
            });
        }
        let written = write_answers(slots);
        // With the slots gone the reader stops at its next line, and the workers after it.
        match reader.join() {
            Ok(Err(error)) => Err(Failure::Work(format!("{path}: the pairs cannot be read ({error})"))),
            _ => written,
        }
    })
}

fn read_list(
    list: Box<dyn BufRead + Send>,
    jobs: &SyncSender<Job>,
    slots: &SyncSender<Receiver<Answer>>,
) -> io::Result<()> {
    for (index, line) in list.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (slot, answer) = sync_channel(1);
        if slots.send(answer).is_err() || jobs.send(Job { line, number: index + 1, slot }).is_err() {
            break;
        }
    }
    Ok(())
}

fn next(jobs: &Mutex<Receiver<Job>>) -> Option<Job> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn answer(job: &Job) -> Answer {
    let line = job.line.trim_end_matches('\r');
    let Some((original, page)) = line.split_once('\t') else {
        return Err(vec![format!("line {} of the pairs has no tab; write ORIGINAL<tab>PAGE", job.number)]);
    };
    if original == STANDARD_INPUT || page == STANDARD_INPUT {
        return Err(vec![format!("line {} of the pairs names standard input; name two files", job.number)]);
    }
    let pair = Pair::read(original, page)?;
    let finding = pair.judge();
    serde_json::to_string(&pair.record(&finding)).map_err(|error| vec![format!("{original}, {page}: {error}")])
}

fn write_answers(slots: Receiver<Receiver<Answer>>) -> Ended {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Complete;
    loop {
        let slot = match slots.try_recv() {
            Ok(slot) => slot,
            Err(TryRecvError::Disconnected) => break,
            Err(TryRecvError::Empty) => {
                // Whoever waits for the last answer before giving the next pair must see it.
                out.flush()?;
                match slots.recv() {
                    Ok(slot) => slot,
                    Err(_) => break,
                }
            }
        };
        match slot.recv() {
            Ok(Ok(line)) => writeln!(out, "{line}")?,
            Ok(Err(problems)) => {
                problems.iter().for_each(complain);
                outcome = Outcome::Incomplete;
            }
            Err(_) => return Err(Failure::Work("a comparison failed; please report it with its two texts".to_owned())),
        }
    }
    out.flush()?;
    Ok(outcome)
}
