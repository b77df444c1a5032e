//! How is Chromium spoken to?

mod elements;
mod processes;

use super::command::Command;
use super::wait::{DEADLINE, until};
use super::{Look, Memory, Options, Scheme, Wire};
use crate::process::Running;
use crate::setup::is_root;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command as Process, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Features of Chromium that fetch something of their own accord.
const FEATURES_OFF: &str = "--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,\
InterestFeedContentSuggestions,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Translate,\
SafeBrowsingHashPrefixRealTimeLookups,SegmentationPlatform";

/// How long a browser may take to close; after that it is killed.
const FAREWELL: Duration = Duration::from_secs(5);

/// A Chromium, the chromedriver beside it, and their session.
#[derive(Debug)]
pub(super) struct Chromedriver {
    port: u16,
    session: String,
    /// Chromium's own process.
    chromium: Option<u64>,
    _driver: Running,
    // Dropped last: the profile goes when nobody writes to it any more.
    _profile: TempDir,
}

impl Chromedriver {
    /// Starts both with a fresh profile and the unpacked extension.
    pub(super) fn start(options: &Options<'_>) -> Result<Self> {
        let profile = options.profile()?;
        let mut driver =
            Running::start(Process::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let port = announced_port(&mut driver)?;

        let mut arguments: Vec<String> = [
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-client-side-phishing-detection",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-domain-reliability",
            "--disable-gpu",
            "--disable-quic",
            "--disable-search-engine-choice-screen",
            "--disable-sync",
            "--metrics-recording-only",
            "--no-pings",
            "--proxy-bypass-list=<-loopback>",
            "--force-device-scale-factor=1",
            FEATURES_OFF,
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--load-extension={}", options.extension.display()));
        arguments.push(format!("--disable-extensions-except={}", options.extension.display()));
        arguments.push(format!("--proxy-server=127.0.0.1:{}", options.proxy));
        arguments.push(format!("--window-size={},{}", options.look.width.max(500), options.look.height));
        if options.headless {
            arguments.push("--headless=new".to_owned());
        }
        if is_root() {
            arguments.push("--no-sandbox".to_owned());
        }
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "pageLoadStrategy": "normal",
            "goog:chromeOptions": {
                "binary": crate::process::find("chromium"),
                "args": arguments,
                // Without it, an unpacked extension does not come back when it is loaded anew.
                "prefs": { "extensions.ui.developer_mode": true },
            },
        }}});
        let answer = request(port, "POST", "/session", &capabilities).context("Chromium did not start")?;
        let session = answer["sessionId"].as_str().context("chromedriver named no session")?.to_owned();
        let chromium = answer["capabilities"]["goog:processID"].as_u64();
        Ok(Self { port, session, chromium, _driver: driver, _profile: profile })
    }
}

impl Chromedriver {
    /// The extension's service worker, where it is running.
    fn service_worker(&mut self) -> Result<Option<Value>> {
        let targets = self.privileged("Target.getTargets", json!({}))?;
        let targets = targets["targetInfos"].as_array().cloned().unwrap_or_default();
        Ok(targets.into_iter().find(|target| {
            target["type"] == "service_worker"
                && target["url"].as_str().is_some_and(|url| url.starts_with("chrome-extension://"))
        }))
    }

    /// Has the browser's page of extensions do something with `extensionId`: a promise. The present tab shows that page then.
    fn among_extensions(&mut self, promise: &str) -> Result<()> {
        let origin = until("the extension", || self.extension_origin())?;
        let extension = origin.trim_start_matches("chrome-extension://");
        self.send(&Command::Navigate("chrome://extensions"))?;
        let script = format!(
            "const [extensionId, done] = arguments;
             {promise}.then(() => done(), (problem) => done(String(problem)));"
        );
        let problem = self.send(&Command::ExecuteLater(&script, json!([extension])))?;
        match problem.as_str() {
            Some(problem) => bail!("on the page of extensions: {problem}"),
            None => Ok(()),
        }
    }
}

impl Wire for Chromedriver {
    fn send(&mut self, command: &Command<'_>) -> Result<Value> {
        if let Some(answer) = self.send_to_elements(command) {
            return answer;
        }
        let (method, path, body) = command.over_http();
        request(self.port, method, &format!("/session/{}{path}", self.session), &body)
    }

    fn privileged(&mut self, what: &str, parameters: Value) -> Result<Value> {
        let path = format!("/session/{}/goog/cdp/execute", self.session);
        request(self.port, "POST", &path, &json!({ "cmd": what, "params": parameters }))
    }

    fn look(&mut self, look: Look) -> Result<()> {
        let scheme = if look.scheme == Scheme::Dark { "dark" } else { "light" };
        self.privileged(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false }),
        )?;
        self.privileged(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        )?;
        Ok(())
    }

    fn media(&mut self, name: &str, value: &str) -> Result<()> {
        let media = match name {
            "media" => json!({ "media": value }),
            _ => json!({ "features": [{ "name": name, "value": value }] }),
        };
        self.privileged("Emulation.setEmulatedMedia", media).map(drop)
    }

    fn extension_origin(&mut self) -> Result<Option<String>> {
        let worker = self.service_worker()?;
        Ok(worker.and_then(|worker| {
            let rest = worker["url"].as_str()?.strip_prefix("chrome-extension://")?;
            Some(format!("chrome-extension://{}", rest.split('/').next()?))
        }))
    }

    fn activate(&mut self) -> Result<()> {
        self.privileged("Page.bringToFront", json!({})).map(drop)
    }

    fn memory(&mut self) -> Result<Memory> {
        let chromium = self.chromium.context("chromedriver did not name Chromium's process")?;
        processes::memory(chromium)
    }

    fn stop_background(&mut self) -> Result<()> {
        let Some(first) = self.service_worker()? else { return Ok(()) };
        // One that was stopped over an event is soon started again to answer it: that is another one.
        until("the service worker to end", || match self.service_worker()? {
            Some(worker) if worker["targetId"] == first["targetId"] => {
                self.privileged("Target.closeTarget", json!({ "targetId": first["targetId"] }))?;
                Ok(None)
            }
            _ => Ok(Some(())),
        })
    }

    fn switch_extension_off(&mut self) -> Result<()> {
        self.among_extensions("chrome.management.setEnabled(extensionId, false)")
    }

    fn let_read_pages(&mut self, lets: bool) -> Result<()> {
        let access = if lets { "ON_ALL_SITES" } else { "ON_CLICK" };
        self.among_extensions(&format!(
            "chrome.developerPrivate.updateExtensionConfiguration({{ extensionId, hostAccess: '{access}' }})"
        ))
    }

    fn let_into_private_windows(&mut self) -> Result<()> {
        let before = self.service_worker()?;
        self.among_extensions(
            "chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true })",
        )?;
        until("the extension in private windows", || {
            let now = self.service_worker()?;
            let another =
                |worker: &Value| before.as_ref().is_none_or(|before| before["targetId"] != worker["targetId"]);
            Ok(now.filter(another).map(drop))
        })
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let ended = exchange(self.port, FAREWELL, "DELETE", &format!("/session/{}", self.session), &Value::Null);
        // Chromium would outlive a chromedriver that no longer answers.
        if let (Err(_), Some(chromium)) = (ended, self.chromium) {
            let _ = Process::new("kill").arg(chromium.to_string()).status();
        }
    }
}

/// The port that chromedriver chose.
fn announced_port(driver: &mut Running) -> Result<u16> {
    let printed = driver.child().stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(printed).lines();
    for line in lines.by_ref() {
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let port = port.trim_end_matches('.').parse()?;
            // What it says later is read away, so that it never waits for a reader.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(port);
        }
    }
    bail!("chromedriver ended before it named its port")
}

/// One question, whose answer is waited for as long as for anything.
fn request(port: u16, method: &str, path: &str, body: &Value) -> Result<Value> {
    exchange(port, DEADLINE, method, path, body)
}

/// One HTTP exchange: chromedriver answers each on a connection of its own.
fn exchange(port: u16, patience: Duration, method: &str, path: &str, body: &Value) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(patience))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut answer = vec![0; length];
    reader.read_exact(&mut answer).context("chromedriver broke off")?;
    let mut answer: Value = serde_json::from_slice(&answer)?;
    let value = answer["value"].take();
    match value["error"].as_str() {
        Some(error) => bail!("{method} {path}: {error}: {}", value["message"].as_str().unwrap_or_default()),
        None => Ok(value),
    }
}
