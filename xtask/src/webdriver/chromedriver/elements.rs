//! How are elements found and used on a page that gives the document's members other meanings?
//!
//! chromedriver finds elements, and finds them again, with a script that asks the page's document; where a form or a picture
//! bears the name of what it asks for (`<img name="defaultView">`), every element is "stale" to it. So what concerns elements
//! goes through the DevTools protocol (domains Runtime, DOM and Input), which needs nothing of the page; a reference is a
//! `RemoteObjectId` there.

use super::super::Wire;
use super::super::command::{Command, Element, Root};
use super::Chromedriver;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

impl Chromedriver {
    /// Does what concerns elements; nothing for other commands.
    pub(super) fn send_to_elements(&mut self, command: &Command<'_>) -> Option<Result<Value>> {
        Some(match command {
            Command::FindAll(css) => {
                let find = "function (css) { return [...Document.prototype.querySelectorAll.call(document, css)]; }";
                self.global().and_then(|global| self.list(&global, find, css))
            }
            Command::FindAllIn(root, css) => {
                let find =
                    "function (css) { return [...DocumentFragment.prototype.querySelectorAll.call(this, css)]; }";
                self.list(root.reference(), find, css)
            }
            Command::ShadowRoot(host) => self.shadow_root(host),
            Command::Click(element) => self.click(element).map(|()| Value::Null),
            Command::Execute(script, arguments) => self.execute(script, arguments),
            _ => return None,
        })
    }

    /// The page's global object, to call functions on.
    fn global(&mut self) -> Result<String> {
        let global = self.privileged("Runtime.evaluate", json!({ "expression": "globalThis" }))?;
        global["result"]["objectId"].as_str().map(str::to_owned).context("the page has no global object")
    }

    /// Calls a function on an object of the page.
    fn call(&mut self, this: &str, function: &str, arguments: Value, by_value: bool) -> Result<Value> {
        let parameters = json!({
            "objectId": this, "functionDeclaration": function, "arguments": arguments, "returnByValue": by_value,
        });
        let mut answer = self.privileged("Runtime.callFunctionOn", parameters)?;
        match answer["exceptionDetails"]["exception"]["description"].as_str() {
            Some(exception) => bail!("in the page: {exception}"),
            None => Ok(answer["result"].take()),
        }
    }

    /// The elements in the array that a function returns.
    fn list(&mut self, this: &str, function: &str, css: &str) -> Result<Value> {
        let array = self.call(this, function, json!([{ "value": css }]), false)?;
        let members =
            self.privileged("Runtime.getProperties", json!({ "objectId": array["objectId"], "ownProperties": true }))?;
        let members = members["result"].as_array().context("an array without members")?;
        let elements = members.iter().filter_map(|member| member["value"]["objectId"].as_str());
        Ok(elements.map(|reference| Element::new(reference).argument()).collect())
    }

    fn shadow_root(&mut self, host: &Element) -> Result<Value> {
        let host = self.privileged("DOM.describeNode", json!({ "objectId": host.reference() }))?;
        let root =
            host["node"]["shadowRoots"][0]["backendNodeId"].as_u64().context("the element has no shadow root")?;
        let root = self.privileged("DOM.resolveNode", json!({ "backendNodeId": root }))?;
        let reference = root["object"]["objectId"].as_str().context("the shadow root is gone")?;
        Ok(Root::new(reference).argument())
    }

    /// Presses and releases the mouse on the middle of an element's first box.
    fn click(&mut self, element: &Element) -> Result<()> {
        let object = json!({ "objectId": element.reference() });
        self.privileged("DOM.scrollIntoViewIfNeeded", object.clone())?;
        let quads = self.privileged("DOM.getContentQuads", object)?;
        let quad: Vec<f64> = quads["quads"][0].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        let &[left, top, _, _, right, bottom, ..] = quad.as_slice() else {
            bail!("the element has no box to click on")
        };
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        for (kind, button) in [("mouseMoved", "none"), ("mousePressed", "left"), ("mouseReleased", "left")] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 });
            self.privileged("Input.dispatchMouseEvent", event)?;
        }
        Ok(())
    }

    /// Runs the body of a function whose arguments may be elements and shadow roots.
    fn execute(&mut self, script: &str, arguments: &Value) -> Result<Value> {
        let argument = |value: &Value| match Element::read(value) {
            Some(element) => json!({ "objectId": element.reference() }),
            None => match Root::read(value) {
                Some(root) => json!({ "objectId": root.reference() }),
                None => json!({ "value": value }),
            },
        };
        let arguments: Value = arguments.as_array().into_iter().flatten().map(argument).collect();
        let global = self.global()?;
        let mut result = self.call(&global, &format!("function () {{ {script} }}"), arguments, true)?;
        Ok(result["value"].take())
    }
}
