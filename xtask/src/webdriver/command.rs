//! What can be asked of a browser, and how is it spelled in both protocols?
//!
//! Sources: W3C WebDriver (Level 2), and for Marionette Firefox's `remote/marionette/driver.sys.mjs`.

use serde_json::{Value, json};

/// The key under which WebDriver writes a reference to an element.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The key under which WebDriver writes a reference to a shadow root.
const ROOT_KEY: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// An element on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

/// A shadow root, open or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root(String);

/// What can be asked of a browser.
#[derive(Debug)]
pub(super) enum Command<'a> {
    Navigate(&'a str),
    Address,
    FindAll(&'a str),
    FindAllIn(&'a Root, &'a str),
    ShadowRoot(&'a Element),
    Click(&'a Element),
    Execute(&'a str, Value),
    ExecuteLater(&'a str, Value),
    Screenshot,
    /// Input as a list of WebDriver's action sequences.
    Act(Value),
    /// Opens a tab.
    NewTab,
    Tab,
    Tabs,
    /// Speaks to another tab from now on, which comes to the front.
    SwitchTo(&'a str),
    CloseTab,
}

impl Element {
    /// Reads a reference from an answer.
    pub(super) fn read(value: &Value) -> Option<Self> {
        Some(Self(value.get(ELEMENT_KEY)?.as_str()?.to_owned()))
    }

    /// Refers to an element by what its browser calls it.
    pub(super) fn new(reference: &str) -> Self {
        Self(reference.to_owned())
    }

    /// What its browser calls it.
    pub(super) fn reference(&self) -> &str {
        &self.0
    }

    /// As an argument of a script.
    pub fn argument(&self) -> Value {
        json!({ ELEMENT_KEY: self.0 })
    }
}

impl Root {
    /// Reads a reference from an answer.
    pub(super) fn read(value: &Value) -> Option<Self> {
        Some(Self(value.get(ROOT_KEY)?.as_str()?.to_owned()))
    }

    /// Refers to a shadow root by what its browser calls it.
    pub(super) fn new(reference: &str) -> Self {
        Self(reference.to_owned())
    }

    /// What its browser calls it.
    pub(super) fn reference(&self) -> &str {
        &self.0
    }

    /// As an argument of a script.
    pub fn argument(&self) -> Value {
        json!({ ROOT_KEY: self.0 })
    }
}

impl Command<'_> {
    /// The method, the path after `/session/{id}`, and the body.
    pub(super) fn over_http(&self) -> (&'static str, String, Value) {
        let css = |css: &str| json!({ "using": "css selector", "value": css });
        let script = |script: &str, arguments: &Value| json!({ "script": script, "args": arguments });
        let post = |path: &str, body: Value| ("POST", path.to_owned(), body);
        let get = |path: &str| ("GET", path.to_owned(), Value::Null);
        match self {
            Self::Navigate(url) => post("/url", json!({ "url": url })),
            Self::Address => get("/url"),
            Self::FindAll(selector) => post("/elements", css(selector)),
            Self::FindAllIn(root, selector) => post(&format!("/shadow/{}/elements", root.0), css(selector)),
            Self::ShadowRoot(element) => get(&format!("/element/{}/shadow", element.0)),
            Self::Click(element) => post(&format!("/element/{}/click", element.0), json!({})),
            Self::Execute(text, arguments) => post("/execute/sync", script(text, arguments)),
            Self::ExecuteLater(text, arguments) => post("/execute/async", script(text, arguments)),
            Self::Screenshot => get("/screenshot"),
            Self::Act(sequences) => post("/actions", json!({ "actions": sequences })),
            Self::NewTab => post("/window/new", json!({ "type": "tab" })),
            Self::Tab => get("/window"),
            Self::Tabs => get("/window/handles"),
            Self::SwitchTo(handle) => post("/window", json!({ "handle": handle })),
            Self::CloseTab => ("DELETE", "/window".to_owned(), Value::Null),
        }
    }

    /// The command's name and its parameters.
    pub(super) fn over_marionette(&self) -> (&'static str, Value) {
        match self {
            Self::Navigate(url) => ("WebDriver:Navigate", json!({ "url": url })),
            Self::Address => ("WebDriver:GetCurrentURL", json!({})),
            Self::FindAll(css) => ("WebDriver:FindElements", json!({ "using": "css selector", "value": css })),
            Self::FindAllIn(root, css) => (
                "WebDriver:FindElementsFromShadowRoot",
                json!({ "shadowRoot": root.0, "using": "css selector", "value": css }),
            ),
            Self::ShadowRoot(element) => ("WebDriver:GetShadowRoot", json!({ "id": element.0 })),
            Self::Click(element) => ("WebDriver:ElementClick", json!({ "id": element.0 })),
            Self::Execute(text, arguments) => ("WebDriver:ExecuteScript", json!({ "script": text, "args": arguments })),
            Self::ExecuteLater(text, arguments) => {
                ("WebDriver:ExecuteAsyncScript", json!({ "script": text, "args": arguments }))
            }
            Self::Screenshot => ("WebDriver:TakeScreenshot", json!({ "id": null, "full": false, "hash": false })),
            Self::Act(sequences) => ("WebDriver:PerformActions", json!({ "actions": sequences })),
            Self::NewTab => ("WebDriver:NewWindow", json!({ "type": "tab", "focus": false })),
            Self::Tab => ("WebDriver:GetWindowHandle", json!({})),
            Self::Tabs => ("WebDriver:GetWindowHandles", json!({})),
            Self::SwitchTo(handle) => ("WebDriver:SwitchToWindow", json!({ "handle": handle, "focus": true })),
            Self::CloseTab => ("WebDriver:CloseWindow", json!({})),
        }
    }
}
