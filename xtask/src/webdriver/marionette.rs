//! How is Firefox spoken to?
//!
//! Marionette's messages are JSON lists after their length in bytes and a colon: `[0, id, name, parameters]` asks,
//! `[1, id, error, result]` answers.

use super::command::Command;
use super::wait::{DEADLINE, until};
use super::{Look, Memory, Options, Scheme, Wire};
use crate::process::Running;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command as Process, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The most bytes an answer may announce: a screenshot is some megabytes.
const LONGEST_ANSWER: usize = 256 << 20;

/// Preferences of every session: everything through the proxy, and as little traffic of Firefox's own as possible.
const PREFERENCES: &[(&str, &str)] = &[
    ("app.normandy.enabled", "false"),
    ("app.update.disabledForTesting", "true"),
    ("browser.aboutwelcome.enabled", "false"),
    ("browser.contentblocking.report.lockwise.enabled", "false"),
    ("browser.discovery.enabled", "false"),
    ("browser.newtabpage.enabled", "false"),
    ("browser.ping-centre.telemetry", "false"),
    ("browser.region.update.enabled", "false"),
    ("browser.safebrowsing.malware.enabled", "false"),
    ("browser.safebrowsing.phishing.enabled", "false"),
    ("browser.safebrowsing.downloads.enabled", "false"),
    ("browser.safebrowsing.update.enabled", "false"),
    ("browser.search.update", "false"),
    ("browser.shell.checkDefaultBrowser", "false"),
    ("browser.startup.homepage", "\"about:blank\""),
    ("browser.startup.page", "0"),
    ("browser.topsites.contile.enabled", "false"),
    ("browser.urlbar.quicksuggest.enabled", "false"),
    ("datareporting.healthreport.uploadEnabled", "false"),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
    ("dom.push.connection.enabled", "false"),
    ("extensions.blocklist.enabled", "false"),
    ("extensions.getAddons.cache.enabled", "false"),
    ("extensions.systemAddon.update.enabled", "false"),
    ("extensions.update.enabled", "false"),
    // Whoever asks is given leave: what Firefox asks the reader stands outside of what drivers reach.
    ("extensions.webextOptionalPermissionPrompts", "false"),
    ("geo.provider.testing", "true"),
    ("identity.fxaccounts.enabled", "false"),
    ("marionette.port", "0"),
    ("messaging-system.rsexperimentloader.enabled", "false"),
    ("network.captive-portal-service.enabled", "false"),
    ("network.connectivity-service.enabled", "false"),
    ("network.dns.disablePrefetch", "true"),
    ("network.prefetch-next", "false"),
    ("network.proxy.allow_hijacking_localhost", "true"),
    ("network.proxy.http", "\"127.0.0.1\""),
    ("network.proxy.no_proxies_on", "\"\""),
    ("network.proxy.ssl", "\"127.0.0.1\""),
    ("network.proxy.type", "1"),
    ("security.OCSP.enabled", "0"),
    ("services.settings.server", "\"data:,#remote-settings-off\""),
    ("toolkit.telemetry.enabled", "false"),
    ("toolkit.telemetry.server", "\"data:,\""),
];

/// A Firefox and its session.
#[derive(Debug)]
pub(super) struct Marionette {
    stream: BufReader<TcpStream>,
    last_id: u64,
    extension: String,
    firefox: Running,
    _profile: TempDir,
}

impl Marionette {
    /// Starts Firefox with a fresh profile and installs the unpacked extension until it ends.
    pub(super) fn start(options: &Options<'_>) -> Result<Self> {
        let profile = options.profile()?;
        let mut preferences = String::new();
        for (name, value) in PREFERENCES {
            preferences.push_str(&format!("user_pref(\"{name}\", {value});\n"));
        }
        for name in ["network.proxy.http_port", "network.proxy.ssl_port"] {
            preferences.push_str(&format!("user_pref(\"{name}\", {});\n", options.proxy));
        }
        fs::write(profile.path().join("user.js"), preferences)?;

        let mut command = Process::new("firefox-esr");
        command.args(["--marionette", "--remote-allow-system-access", "--no-remote", "--new-instance", "--profile"]);
        command.arg(profile.path());
        if options.headless {
            command.arg("--headless");
        }
        // Without this variable the preference that turns remote settings off is not read.
        command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
        let firefox = Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let port_file = profile.path().join("MarionetteActivePort");
        let port: u16 =
            until("Firefox to name its port", || Ok(Some(fs::read_to_string(&port_file)?.trim().parse()?)))?;
        let stream = until("Firefox to listen", || Ok(Some(TcpStream::connect(("127.0.0.1", port))?)))?;

        let mut this =
            Self { stream: BufReader::new(stream), last_id: 0, extension: String::new(), firefox, _profile: profile };
        this.stream.get_ref().set_read_timeout(Some(DEADLINE * 3))?;
        this.message().context("Firefox did not greet")?;
        this.ask("WebDriver:NewSession", json!({ "capabilities": { "alwaysMatch": {} } }))?;
        let extension = json!({ "path": options.extension, "temporary": true });
        let id = this.ask("Addon:Install", extension).context("the extension was refused")?;
        this.extension = id.as_str().context("Firefox named no extension")?.to_owned();
        Ok(this)
    }

    fn ask(&mut self, name: &str, parameters: Value) -> Result<Value> {
        self.last_id += 1;
        let message = json!([0, self.last_id, name, parameters]).to_string();
        write!(self.stream.get_mut(), "{}:{message}", message.len())?;
        let mut answer = self.message().with_context(|| format!("{name} was not answered"))?;
        if answer[1] != self.last_id {
            bail!("{name}: another question was answered");
        }
        if let Some(error) = answer[2]["error"].as_str() {
            bail!("{name}: {error}: {}", answer[2]["message"].as_str().unwrap_or_default());
        }
        let mut result = answer[3].take();
        // Most results are wrapped, as over HTTP; lists and objects with other keys are not.
        Ok(match result.as_object() {
            Some(object) if object.len() == 1 && object.contains_key("value") => result["value"].take(),
            _ => result,
        })
    }

    fn message(&mut self) -> Result<Value> {
        let mut length = 0_usize;
        loop {
            let mut byte = [0_u8];
            self.stream.read_exact(&mut byte)?;
            match byte[0] {
                b':' => break,
                digit @ b'0'..=b'9' if length <= LONGEST_ANSWER => length = length * 10 + usize::from(digit - b'0'),
                _ => return Err(anyhow!("Marionette sent no length")),
            }
        }
        let mut json = vec![0; length];
        self.stream.read_exact(&mut json)?;
        Ok(serde_json::from_slice(&json)?)
    }
}

impl Wire for Marionette {
    fn send(&mut self, command: &Command<'_>) -> Result<Value> {
        let (name, parameters) = command.over_marionette();
        self.ask(name, parameters)
    }

    fn privileged(&mut self, what: &str, parameters: Value) -> Result<Value> {
        self.ask("Marionette:SetContext", json!({ "value": "chrome" }))?;
        let script = json!({ "script": what, "args": parameters, "sandbox": "system" });
        let result = self.ask("WebDriver:ExecuteAsyncScript", wrapped(script));
        self.ask("Marionette:SetContext", json!({ "value": "content" }))?;
        let mut result = result?;
        match result["error"].as_str() {
            Some(error) => bail!("in Firefox's own context: {error}"),
            None => Ok(result["done"].take()),
        }
    }

    fn look(&mut self, look: Look) -> Result<()> {
        // The window has a least width that phones are below; the page's own box has none.
        self.privileged(
            "const [width, height, scheme] = arguments;
             Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme);
             const window = Services.wm.getMostRecentWindow('navigator:browser');
             const box = () => window.gBrowser.selectedBrowser.getBoundingClientRect();
             const rest = window.outerHeight - box().height;
             window.resizeTo(Math.max(width, 500), height + Math.max(rest, 0));
             for (const browser of window.gBrowser.browsers) {
               browser.style.width = browser.style.maxWidth = width + 'px';
             }",
            json!([look.width, look.height, if look.scheme == Scheme::Dark { 0 } else { 1 }]),
        )?;
        Ok(())
    }

    fn media(&mut self, name: &str, value: &str) -> Result<()> {
        self.privileged(
            "const [name, value] = arguments;
             const context = Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedBrowser.browsingContext;
             if (name === 'media') context.mediumOverride = value;
             else if (name === 'forced-colors') context.forcedColorsOverride = value;
             else Services.prefs.setIntPref('ui.prefersReducedMotion', value === 'reduce' ? 1 : 0);",
            json!([name, value]),
        )?;
        Ok(())
    }

    fn extension_origin(&mut self) -> Result<Option<String>> {
        let host = self.privileged(
            "return WebExtensionPolicy.getByID(arguments[0])?.mozExtensionHostname",
            json!([self.extension]),
        )?;
        Ok(host.as_str().map(|host| format!("moz-extension://{host}")))
    }

    fn activate(&mut self) -> Result<()> {
        // Switching with focus has done so.
        Ok(())
    }

    fn memory(&mut self) -> Result<Memory> {
        let processes = self.privileged(
            "return (await ChromeUtils.requestProcInfo()).children.map(({ type, memory }) => [type, memory])",
            json!([]),
        )?;
        let mut memory = Memory::default();
        for process in processes.as_array().into_iter().flatten() {
            match process[0].as_str() {
                Some("extension") => memory.extension += process[1].as_u64().unwrap_or(0),
                Some(kind) if kind.starts_with("web") => memory.pages += process[1].as_u64().unwrap_or(0),
                _ => {}
            }
        }
        Ok(memory)
    }

    fn stop_background(&mut self) -> Result<()> {
        self.privileged(
            "await WebExtensionPolicy.getByID(arguments[0]).extension.terminateBackground()",
            json!([self.extension]),
        )?;
        Ok(())
    }

    fn switch_extension_off(&mut self) -> Result<()> {
        self.privileged(
            "const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
             await (await AddonManager.getAddonByID(arguments[0])).disable();",
            json!([self.extension]),
        )?;
        Ok(())
    }

    fn let_read_pages(&mut self, lets: bool) -> Result<()> {
        self.privileged(
            "const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
             const { extension } = WebExtensionPolicy.getByID(arguments[0]);
             const origins = ['http://*/*', 'https://*/*'];
             const change = arguments[1] ? 'add' : 'remove';
             await ExtensionPermissions[change](arguments[0], { permissions: [], origins }, extension);",
            json!([self.extension, lets]),
        )
        .map(drop)
    }

    fn let_into_private_windows(&mut self) -> Result<()> {
        self.privileged(
            "const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
             const { extension } = WebExtensionPolicy.getByID(arguments[0]);
             await ExtensionPermissions.add(arguments[0], { permissions: ['internal:privateBrowsingAllowed'], origins: [] }, extension);
             const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
             await (await AddonManager.getAddonByID(arguments[0])).reload();",
            json!([self.extension]),
        )?;
        until("the extension in private windows", || {
            let policy = "return WebExtensionPolicy.getByID(arguments[0])?.privateBrowsingAllowed || null";
            let allowed = self.privileged(policy, json!([self.extension]))?;
            Ok((allowed == true).then_some(()))
        })
    }
}

/// Lets a script in the browser's context use `await` and `return`.
fn wrapped(mut script: Value) -> Value {
    let text = script["script"].as_str().unwrap_or_default();
    script["script"] = format!(
        "const done = arguments[arguments.length - 1];
         (async (...arguments_) => {{ return await (async function () {{ {text} }}).apply(null, arguments_); }})(...arguments)
         .then((value) => done({{ done: value ?? null }}), (error) => done({{ error: String(error) }}));"
    )
    .into();
    script
}

impl Drop for Marionette {
    fn drop(&mut self) {
        // Asked to quit it puts its child processes to bed as well; whoever does not is ended by `Running`.
        let _ = self.ask("Marionette:Quit", json!({ "flags": ["eForceQuit"] }));
        self.firefox.wait(Duration::from_secs(5));
    }
}
