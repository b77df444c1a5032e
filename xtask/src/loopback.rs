//! Who answers the browsers, and what did they ask for?
//!
//! A browser under test has this server as its proxy, so that every request it makes arrives here, whatever the host:
//! pages under made-up hosts (`tribune.example`) are answered, everything else is refused, and all of it is written down.

use anyhow::Result;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What is answered to a request for one address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// `text/html; charset=utf-8`.
    pub content_type: String,
    /// Further headers, such as `Content-Security-Policy`. With a `Location` the answer leads elsewhere, and whoever asks with
    /// this `ETag` is told that nothing has changed.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A request that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, or `CONNECT` for everything that would be encrypted.
    pub method: String,
    /// The address as it was asked for; `host:port` for `CONNECT`.
    pub address: String,
    /// Its headers, with names in small letters.
    pub headers: Vec<(String, String)>,
    /// Whether there was an answer to it.
    pub answered: bool,
}

/// The server. It listens until the process ends.
#[derive(Clone, Debug)]
pub struct Loopback {
    port: u16,
    state: Arc<Mutex<State>>,
    /// Told of every address that is released.
    released: Arc<Condvar>,
}

#[derive(Debug, Default)]
struct State {
    answers: HashMap<String, Answer>,
    held: HashSet<String>,
    requests: Vec<Request>,
}

impl Loopback {
    /// Starts the server on a port of its own.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let this = Self { port: listener.local_addr()?.port(), state: Arc::default(), released: Arc::default() };
        let server = this.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                // A connection that breaks is the browser's own affair.
                thread::spawn(move || server.serve(stream).unwrap_or_default());
            }
        });
        Ok(this)
    }

    /// Where it listens on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Answers with the files of a folder from now on, as any web host would, and gives their addresses.
    pub fn answer_folder(&self, base: &str, folder: &Path) -> Result<Vec<String>> {
        let mut addresses = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let content_type = match path.extension().and_then(|extension| extension.to_str()) {
                Some("html") => "text/html; charset=utf-8",
                Some("js") => "text/javascript; charset=utf-8",
                Some("css") => "text/css; charset=utf-8",
                Some("json") => "application/json",
                Some("svg") => "image/svg+xml",
                Some("wasm") => "application/wasm",
                _ => "application/octet-stream",
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let answer = Answer { content_type: content_type.to_owned(), body: fs::read(&path)?, ..Answer::default() };
            let address = [base, &name].concat();
            self.answer(&address, answer);
            addresses.push(address);
        }
        Ok(addresses)
    }

    /// Answers an address from now on.
    pub fn answer(&self, address: &str, answer: Answer) {
        self.state().answers.insert(address.to_owned(), answer);
    }

    /// Refuses an address from now on.
    pub fn refuse(&self, address: &str) {
        self.state().answers.remove(address);
    }

    /// Answers an address with half of its body from now on; the other half comes when it is released.
    pub fn hold(&self, address: &str) {
        self.state().held.insert(address.to_owned());
    }

    /// Sends the other half.
    pub fn release(&self, address: &str) {
        self.state().held.remove(address);
        self.released.notify_all();
    }

    /// Everything that was asked for so far, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    fn serve(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let mut words = first.split_whitespace();
        let (Some(method), Some(address)) = (words.next(), words.next()) else { return Ok(()) };
        let mut address = address.to_owned();
        let mut headers = Vec::new();
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            if let Some((name, value)) = header.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            header.clear();
        }
        // Whoever takes us for the site itself asks for a path alone.
        if let Some(host) = value_of(&headers, "host").filter(|_| address.starts_with('/')) {
            address = format!("http://{host}{address}");
        }
        let answer = {
            let mut state = self.state();
            let without_fragment = address.split('#').next().unwrap_or_default();
            let answer = state.answers.get(without_fragment).cloned().filter(|_| method == "GET");
            state.requests.push(Request {
                method: method.to_owned(),
                address: address.clone(),
                headers: headers.clone(),
                answered: answer.is_some(),
            });
            answer
        };
        let known = value_of(&headers, "if-none-match");
        match answer {
            Some(answer) if known.is_some() && known == value_of(&answer.headers, "ETag") => {
                stream.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")?;
            }
            Some(answer) => {
                let status = if value_of(&answer.headers, "Location").is_some() { "302 Found" } else { "200 OK" };
                write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {}\r\n", answer.content_type)?;
                for (name, value) in &answer.headers {
                    write!(stream, "{name}: {value}\r\n")?;
                }
                write!(stream, "Content-Length: {}\r\nConnection: close\r\n\r\n", answer.body.len())?;
                let (half, rest) = answer.body.split_at(answer.body.len() / 2);
                stream.write_all(half)?;
                stream.flush()?;
                self.wait_for(&address);
                stream.write_all(rest)?;
            }
            None => stream.write_all(b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?,
        }
        Ok(())
    }

    /// Waits while an address is held.
    fn wait_for(&self, address: &str) {
        let mut state = self.state();
        while state.held.contains(address) {
            state = self.released.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A thread that panicked while it held the lock left nothing half done: each change is one insertion.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.0 == name).map(|header| header.1.as_str())
}

impl Answer {
    /// A page.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self { content_type: "text/html; charset=utf-8".to_owned(), headers: Vec::new(), body: body.into() }
    }
}
