//! A real window, and what a person does with it: look for a thing by what it is called, press, type, wait, look.
//!
//! Things are found as a screen reader finds them, by role and by the name that the engine itself computes. A name that only
//! a style sheet shows, or a control that is no control, is therefore not found.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base64::Engine as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::checkout;
use crate::driver::Driver;
use crate::fault::{Fault, NeverCame};
use crate::keyboard::Focus;
#[cfg(target_os = "linux")]
use crate::screen::Screen;

/// How long a thing may take to come to be before it is taken for absent.
const PATIENCE: Duration = Duration::from_secs(15);
const BETWEEN_LOOKS: Duration = Duration::from_millis(60);
/// The key under which the standard hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A link or a form begins to lead elsewhere before the click on it is over, or, where the browser is busy, within so long.
const MOMENT: Duration = Duration::from_millis(250);
const NOTE_LEAVING: &str = "
    if (window.isBeingLeft === undefined) {
        addEventListener('submit', event => {
            window.isBeingLeft ||= !event.defaultPrevented && event.target.method !== 'dialog';
        });
        navigation.addEventListener('navigate', event => { window.isBeingLeft ||= !event.hashChange; });
    }
    window.isBeingLeft = false;
    return performance.timeOrigin;";

/// The elements that can be seen, and of those first the ones in which a text stands that may be their name.
const VISIBLE: &str = r"
    const [selector, name] = arguments;
    const seen = [...document.querySelectorAll(selector)]
        .filter(element => element.checkVisibility({visibilityProperty: true}));
    if (!name) return seen;
    const named = element => [element, ...(element.labels ?? []), ...(element.getAttribute('aria-labelledby') ?? '')
        .split(' ').map(id => document.getElementById(id)).filter(Boolean)];
    const texts = element => [element.textContent, element.getAttribute('aria-label'), element.title, element.value];
    const says = element => named(element).flatMap(texts)
        .some(text => String(text ?? '').replace(/\s+/g, ' ').includes(name));
    const likely = seen.filter(says);
    return [...likely, ...seen.filter(element => !likely.includes(element))];";

/// What a thing is, in the terms of WAI-ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A button, or the summary of a foldable part.
    Button,
    /// A link.
    Link,
    /// A field for text of one or many lines, passwords among them.
    Textbox,
    /// One of several choices.
    Radio,
    /// A choice that is taken or not.
    Checkbox,
    /// A field for a file.
    File,
    /// Whatever can be pressed: for words that say what to click and not what it is.
    Control,
    /// A choice from a list.
    Combobox,
    /// A heading of any level.
    Heading,
}

impl Role {
    /// As WAI-ARIA names it.
    pub fn aria(self) -> &'static str {
        match self {
            // Which control it is, only the thing itself says; a field for a file has no role of its own.
            Self::Button | Self::Control | Self::File => "button",
            Self::Link => "link",
            Self::Textbox => "textbox",
            Self::Radio => "radio",
            Self::Combobox => "combobox",
            Self::Heading => "heading",
            Self::Checkbox => "checkbox",
        }
    }

    /// The elements that have the role, by HTML or by attribute.
    fn selector(self) -> &'static str {
        match self {
            Self::Button => "button, summary, input[type=submit], input[type=button], [role=button]",
            Self::Link => "a[href], [role=link]",
            Self::Textbox => {
                "textarea, input:not([type]), input[type=text], input[type=url], input[type=email], \
                 input[type=search], input[type=password], [role=textbox]"
            }
            Self::Radio => "input[type=radio], [role=radio]",
            Self::Checkbox => "input[type=checkbox], [role=checkbox]",
            Self::File => "input[type=file]",
            Self::Control => {
                "button, summary, a[href], input[type=submit], input[type=button], input[type=radio], \
                 input[type=checkbox], [role=button], [role=link], [role=tab], [role=menuitem], [role=radio]"
            }
            Self::Combobox => "select, [role=combobox]",
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
        }
    }
}

/// One element of the page, for as long as the page keeps it.
#[derive(Clone, Debug)]
pub struct Element(String);

/// An open window. Ends with the desk if not before.
#[derive(Debug)]
pub struct Window<'desk> {
    driver: &'desk Driver,
    session: String,
    /// What the program writes to its standard output and standard error.
    log: PathBuf,
    patience: Duration,
    between_looks: Duration,
    /// Where it stands; none for a browser without a screen.
    #[cfg(target_os = "linux")]
    screen: Option<Screen>,
}

impl<'desk> Window<'desk> {
    pub(crate) fn new(driver: &'desk Driver, session: String, log: PathBuf) -> Self {
        Self {
            driver,
            session,
            log,
            patience: PATIENCE,
            between_looks: BETWEEN_LOOKS,
            #[cfg(target_os = "linux")]
            screen: None,
        }
    }

    /// The same where it can be looked at on a screen.
    #[cfg(target_os = "linux")]
    pub(crate) fn seen_on(self, screen: Screen) -> Self {
        Self { screen: Some(screen), ..self }
    }

    /// From here on, waits only that long for a thing to come to be (15 s unless told).
    pub fn have_patience_for(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// From here on, looks that often: for a measurement, which a pause between two looks would blur.
    pub fn look_every(&mut self, pause: Duration) {
        self.between_looks = pause;
    }

    /// Waits for the thing of that role and name. An exact name wins; else the first that begins with it.
    pub async fn find(&self, role: Role, name: &str) -> Result<Element, Fault> {
        self.wait(&format!("the {role:?} \u{201c}{name}\u{201d}"), || self.look_for(role, name)).await
    }

    /// Waits for the thing of that role and name, and gives all that it is called.
    pub(crate) async fn whole_name(&self, role: Role, name: &str) -> Result<String, Fault> {
        self.wait(&format!("the {role:?} \u{201c}{name}\u{201d}"), async || {
            let found = self.look_for(role, name).await?;
            Ok(one_line(&self.get(&format!("/element/{}/computedlabel", found.0)).await.map_err(in_words)?))
        })
        .await
    }

    /// Waits for an element that fits the CSS selector and can be seen.
    pub async fn find_css(&self, selector: &str) -> Result<Element, Fault> {
        self.wait(&format!("an element {selector}"), async || {
            let found = self.visible(selector).await?;
            found.into_iter().next().ok_or_else(|| "there is none that can be seen".to_owned())
        })
        .await
    }

    /// Waits until nothing that can be seen fits the CSS selector.
    pub async fn find_none(&self, selector: &str) -> Result<(), Fault> {
        self.wait(&format!("no element {selector}"), async || match self.visible(selector).await?.len() {
            0 => Ok(()),
            count => Err(format!("there are {count}")),
        })
        .await
    }

    /// Waits until the text can be read somewhere in the window.
    pub async fn read(&self, text: &str) -> Result<(), Fault> {
        self.wait(&format!("the text \u{201c}{text}\u{201d}"), async || {
            let page = self.text().await.map_err(in_words)?;
            if page.contains(text) { Ok(()) } else { Err("it is not on the page".to_owned()) }
        })
        .await
    }

    /// Presses the thing of that role and name, once it is there and nothing covers it.
    pub async fn press(&self, role: Role, name: &str) -> Result<(), Fault> {
        self.wait(&format!("the {role:?} \u{201c}{name}\u{201d} to take a click"), async || {
            let element = self.look_for(role, name).await?;
            self.click(&element).await
        })
        .await
    }

    /// Presses the first element that fits the CSS selector, once it is there and nothing covers it.
    pub async fn press_css(&self, selector: &str) -> Result<(), Fault> {
        self.wait(&format!("{selector} to take a click"), async || {
            let element = self.visible(selector).await?.into_iter().next();
            self.click(&element.ok_or_else(|| "there is none that can be seen".to_owned())?).await
        })
        .await
    }

    /// Empties the field of that name and types the text into it, key by key.
    pub async fn fill(&self, name: &str, text: &str) -> Result<(), Fault> {
        let field = self.find(Role::Textbox, name).await?;
        self.on(&field, "clear", json!({})).await?;
        self.on(&field, "value", json!({"text": text})).await?;
        Ok(())
    }

    /// Chooses the option of that text in the list of that name.
    pub async fn choose(&self, name: &str, option: &str) -> Result<(), Fault> {
        let list = self.find(Role::Combobox, name).await?;
        let script = "const [list, wanted] = arguments;
            const option = [...list.options].find(o => o.text.trim().startsWith(wanted) || o.value === wanted);
            if (!option) return [...list.options].map(o => o.text.trim());
            list.value = option.value;
            list.dispatchEvent(new Event('input', {bubbles: true}));
            list.dispatchEvent(new Event('change', {bubbles: true}));
            return null;";
        let others = self.script(script, json!([{ELEMENT: list.0}, option])).await?;
        if others.is_null() {
            return Ok(());
        }
        self.never_came(format!("the option \u{201c}{option}\u{201d} of \u{201c}{name}\u{201d}"), others.to_string())
            .await
    }

    /// Names a file in the field for it.
    pub async fn upload(&self, name: &str, file: &Path) -> Result<(), Fault> {
        let field = self.find(Role::File, name).await?;
        self.on(&field, "value", json!({"text": file.display().to_string()})).await.map(drop)
    }

    /// Whether the choice of that name is taken.
    pub async fn is_chosen(&self, role: Role, name: &str) -> Result<bool, Fault> {
        let choice = self.find(role, name).await?;
        Ok(self.get(&format!("/element/{}/selected", choice.0)).await? == Value::Bool(true))
    }

    /// What stands in the field of that name.
    pub async fn value(&self, role: Role, name: &str) -> Result<String, Fault> {
        let field = self.find(role, name).await?;
        let value = self.get(&format!("/element/{}/property/value", field.0)).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Which page is shown; the same page loaded anew is another one. From here on the page notes that it is being left.
    pub async fn page(&self) -> Result<Value, Fault> {
        self.script(NOTE_LEAVING, json!([])).await
    }

    /// Where that page is being left, waits until the next one is there and whole; says whether there is one.
    pub async fn turned_from(&self, page: &Value) -> Result<bool, Fault> {
        let begun = Instant::now();
        let script = "return [performance.timeOrigin, document.readyState, window.isBeingLeft === true]";
        loop {
            let now = self.script(script, json!([])).await?;
            match (now[0] != *page, now[1] == "complete", now[2] == true) {
                (true, true, _) => return Ok(true),
                // A busy browser begins to leave a page a moment after the press.
                (false, _, false) if begun.elapsed() > MOMENT => return Ok(false),
                _ if begun.elapsed() > self.patience => return Ok(false),
                _ => tokio::time::sleep(self.between_looks / 3).await,
            }
        }
    }

    /// Sends keys to whatever holds the focus; special keys by the code points of the W3C standard.
    pub async fn keys(&self, keys: &str) -> Result<(), Fault> {
        let active = self.get("/element/active").await?;
        let element = Element(active[ELEMENT].as_str().unwrap_or_default().to_owned());
        self.on(&element, "value", json!({"text": keys})).await.map(drop)
    }

    /// Does what the standard for drivers calls actions, in order.
    pub async fn act(&self, actions: Value) -> Result<(), Fault> {
        self.post("/actions", json!({"actions": actions})).await.map(drop)
    }

    /// What has the focus, as a screen reader would name it.
    pub async fn focus(&self) -> Result<Focus, Fault> {
        self.wait("the focus on something that stays", async || {
            let active = self.get("/element/active").await.map_err(in_words)?;
            let element = active[ELEMENT].as_str().unwrap_or_default();
            let role = self.get(&format!("/element/{element}/computedrole")).await.map_err(in_words)?;
            let name = self.get(&format!("/element/{element}/computedlabel")).await.map_err(in_words)?;
            Ok(Focus { role: role.as_str().unwrap_or_default().to_owned(), name: one_line(&name) })
        })
        .await
    }

    /// Tells what did not come to be, with a picture and all that the window shows instead.
    pub async fn never<T>(&self, what: &str, instead: &str) -> Result<T, Fault> {
        self.never_came(what.to_owned(), instead.to_owned()).await
    }

    /// An attribute of the first element that fits the CSS selector.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<Option<String>, Fault> {
        let element = self.find_css(selector).await?;
        let value = self.get(&format!("/element/{}/attribute/{name}", element.0)).await?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// What stands in the first field that fits the CSS selector.
    pub async fn value_of(&self, selector: &str) -> Result<String, Fault> {
        let element = self.find_css(selector).await?;
        let value = self.get(&format!("/element/{}/property/value", element.0)).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The text inside the first element that fits the CSS selector, as it is shown.
    pub async fn text_of(&self, selector: &str) -> Result<String, Fault> {
        let element = self.find_css(selector).await?;
        Ok(self.get(&format!("/element/{}/text", element.0)).await?.as_str().unwrap_or_default().to_owned())
    }

    /// All text in the window.
    pub async fn text(&self) -> Result<String, Fault> {
        let text = self.script("return document.body ? document.body.innerText : ''", json!([])).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script in the page; for facts that no person sees, such as a style sheet's result.
    pub async fn script(&self, script: &str, arguments: Value) -> Result<Value, Fault> {
        self.post("/execute/sync", json!({"script": script, "args": arguments})).await
    }

    /// Runs a script that answers by its last argument, a function, when it is done.
    pub async fn later(&self, script: &str, arguments: Value) -> Result<Value, Fault> {
        self.post("/execute/async", json!({"script": script, "args": arguments})).await
    }

    /// The name of whatever holds the focus.
    pub async fn focused(&self) -> Result<String, Fault> {
        let active = self.get("/element/active").await?;
        let label =
            self.get(&format!("/element/{}/computedlabel", active[ELEMENT].as_str().unwrap_or_default())).await?;
        Ok(label.as_str().unwrap_or_default().to_owned())
    }

    /// A command of Chromium's debugger, for what no person does on the page: another size, the dark look.
    pub async fn debug(&self, command: &str, parameters: Value) -> Result<(), Fault> {
        self.post("/goog/cdp/execute", json!({"cmd": command, "params": parameters})).await.map(drop)
    }

    /// What the program wrote to its standard output and standard error so far, and those opened here before it.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Shows another page in the window.
    pub async fn go(&self, address: &str) -> Result<(), Fault> {
        self.post("/url", json!({"url": address})).await.map(drop)
    }

    /// Keeps a picture of the window as `build/screens/window/NAME.png` and gives its path.
    pub async fn picture(&self, name: &str) -> Result<PathBuf, Fault> {
        self.settle().await?;
        // As it really stands on its screen. WebKit's driver draws the page anew for its own picture, and waits for ever
        // where the page is drawn without the graphics card and nothing has changed.
        #[cfg(target_os = "linux")]
        if let Some(screen) = &self.screen {
            tokio::time::sleep(Duration::from_millis(200)).await;
            return screen.picture(name);
        }
        let answer = self.get("/screenshot").await?;
        let encoded = answer.as_str().unwrap_or_default();
        let picture = base64::engine::general_purpose::STANDARD
            .decode(encoded)
            .map_err(|error| Fault::Driver(format!("a picture that is not base64: {error}")))?;
        let path = checkout::window_pictures().join(format!("{name}.png"));
        std::fs::create_dir_all(checkout::window_pictures()).map_err(Fault::file(checkout::window_pictures()))?;
        std::fs::write(&path, picture).map_err(Fault::file(&path))?;
        Ok(path)
    }

    /// Makes the window that large, its native menu included.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Fault> {
        self.post("/window/rect", json!({"x": 0, "y": 0, "width": width, "height": height})).await.map(drop)
    }

    /// From here on the program's other window is meant; waits until it is there.
    pub async fn turn_to_other(&self) -> Result<(), Fault> {
        let here = self.get("/window").await?;
        let other = self
            .wait("another window", async || {
                let all = self.get("/window/handles").await.map_err(in_words)?;
                let other = all.as_array().into_iter().flatten().find(|one| **one != here).cloned();
                other.ok_or_else(|| format!("only {all}"))
            })
            .await?;
        self.post("/window", json!({"handle": other})).await.map(drop)
    }

    /// Ends the program and gives the driver back for the next one.
    ///
    /// The driver kills it, without a word to it: harder than a title bar would be. Whatever the program acknowledged
    /// must be there afterwards all the same.
    pub async fn end(self) -> Result<(), Fault> {
        self.driver.send(Method::DELETE, &format!("/session/{}", self.session), None).await.map(drop)
    }

    /// Waits until what stands in the page is also drawn, its fonts among it. Half a second at most: a picture of a page
    /// that never comes to rest is better than none.
    async fn settle(&self) -> Result<(), Fault> {
        let script = "const done = arguments[arguments.length - 1];
            setTimeout(done, 500);
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));";
        self.later(script, json!([])).await.map(drop)
    }

    async fn look_for(&self, role: Role, name: &str) -> Result<Element, String> {
        let mut seen = Vec::new();
        let mut begins = None;
        // Each name is a question to the engine, so the likely ones are asked for first.
        for element in self.visible_of(role.selector(), name).await? {
            let label = self.get(&format!("/element/{}/computedlabel", element.0)).await.map_err(in_words)?;
            let label = one_line(&label);
            if label == name {
                return Ok(element);
            }
            if begins.is_none() && label.starts_with(name) {
                begins = Some(element);
            }
            seen.push(label);
        }
        begins.ok_or_else(|| format!("seen instead: {seen:?}"))
    }

    async fn visible(&self, selector: &str) -> Result<Vec<Element>, String> {
        self.visible_of(selector, "").await
    }

    async fn visible_of(&self, selector: &str, name: &str) -> Result<Vec<Element>, String> {
        let found = self.script(VISIBLE, json!([selector, name])).await.map_err(in_words)?;
        let elements = found.as_array().into_iter().flatten();
        Ok(elements.filter_map(|element| Some(Element(element[ELEMENT].as_str()?.to_owned()))).collect())
    }

    async fn click(&self, element: &Element) -> Result<(), String> {
        let enabled = self.get(&format!("/element/{}/enabled", element.0)).await.map_err(in_words)?;
        if enabled == Value::Bool(false) {
            return Err("it is disabled".to_owned());
        }
        // A person scrolls until nothing lies over the thing; the driver only until it is inside the window.
        let script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})";
        self.script(script, json!([{ELEMENT: element.0}])).await.map_err(in_words)?;
        self.on(element, "click", json!({})).await.map(drop).map_err(in_words)
    }

    /// Looks again and again until the look succeeds. A page that changes under a look is no reason to give up.
    async fn wait<T>(&self, what: &str, look: impl AsyncFn() -> Result<T, String>) -> Result<T, Fault> {
        let begun = Instant::now();
        loop {
            match look().await {
                Ok(found) => return Ok(found),
                Err(instead) if begun.elapsed() > self.patience => {
                    return self.never_came(what.to_owned(), instead).await;
                }
                Err(_) => tokio::time::sleep(self.between_looks).await,
            }
        }
    }

    async fn never_came<T>(&self, what: String, instead: String) -> Result<T, Fault> {
        let picture = self.picture(&format!("failed-{}", std::process::id())).await.unwrap_or_default();
        let page = self.text().await.unwrap_or_else(|fault| fault.to_string());
        let wrote = self.log();
        let waited = self.patience;
        Err(Fault::NeverCame(Box::new(NeverCame { what, waited, instead, page, wrote, picture })))
    }

    async fn on(&self, element: &Element, verb: &str, body: Value) -> Result<Value, Fault> {
        self.post(&format!("/element/{}/{verb}", element.0), body).await
    }

    async fn get(&self, path: &str) -> Result<Value, Fault> {
        self.driver.send(Method::GET, &format!("/session/{}{path}", self.session), None).await
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, Fault> {
        self.driver.send(Method::POST, &format!("/session/{}{path}", self.session), Some(body)).await
    }
}

fn one_line(name: &Value) -> String {
    name.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A refusal while looking is not the end: it is told if the thing never comes.
#[expect(clippy::needless_pass_by_value, reason = "handed to map_err by name")]
fn in_words(fault: Fault) -> String {
    fault.to_string()
}
