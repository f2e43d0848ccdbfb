//! A browser of the least kind: it opens pages, follows links by their words, and presses buttons by their labels.
//!
//! It sends what a real one would send, and finds only what stands on the page: a control without a label cannot be
//! pressed.

use practice_oracle::Practice;
use reqwest::{Client, Method, RequestBuilder, header};

/// Given in place of a value, leaves a box unticked.
pub const UNTICKED: &str = "\0";

/// A tab of a browser.
pub struct Browser {
    client: Client,
    console: String,
    /// Path and query of the page that is open.
    pub path: String,
    pub status: u16,
    pub page: String,
}

/// One element of a page: its tag, its attributes, and what stands inside.
struct Element<'a> {
    attributes: &'a str,
    inside: &'a str,
}

impl Browser {
    /// A tab that shows the home page.
    pub async fn of(practice: &Practice) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        let console = practice.console().to_owned();
        let mut browser = Self { client, console, path: String::new(), status: 0, page: String::new() };
        browser.open("/").await;
        browser
    }

    pub async fn open(&mut self, path: &str) -> &mut Self {
        let request = self.client.get(format!("{}{path}", self.console));
        self.go(request).await
    }

    /// Follows the first link with these words.
    pub async fn follow(&mut self, words: &str) -> &mut Self {
        let links = elements(self.reachable(), "a");
        let link = links.iter().find(|link| link.is_called(words));
        let path = link.unwrap_or_else(|| panic!("no link {words}: {}", self.words())).attribute("href").unwrap();
        self.open(&path).await
    }

    /// Presses the first button of this label, with what is typed into the fields of its form.
    pub async fn press(&mut self, label: &str, typed: &[(&str, &str)]) -> &mut Self {
        self.press_with_file(label, typed, None).await
    }

    /// The same where the form asks for a file: the field's name and the file's content.
    pub async fn press_with_file(
        &mut self,
        label: &str,
        typed: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> &mut Self {
        let request = self.sending(label, typed, file);
        self.go(request).await
    }

    fn sending(&self, label: &str, typed: &[(&str, &str)], file: Option<(&str, &[u8])>) -> RequestBuilder {
        let forms = elements(self.reachable(), "form");
        let pressed = forms.iter().find_map(|form| Some((form, form.button(label)?)));
        let (form, button) = pressed.unwrap_or_else(|| panic!("no button {label}: {}", self.words()));
        let mut fields: Vec<_> = form.fields().into_iter().filter(|(name, _)| !is_typed(typed, name)).collect();
        for (name, value) in typed.iter().filter(|(_, value)| *value != UNTICKED) {
            assert!(form.has_field(name), "the form of {label} has no field {name}");
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields.extend(button);
        let action = format!("{}{}", self.console, form.attribute("action").unwrap());
        if form.attribute("method").as_deref() != Some("post") {
            return self.client.get(action).query_pairs(&fields);
        }
        let request = self.client.request(Method::POST, action).header(header::ORIGIN, &self.console);
        if form.attribute("enctype").is_some() {
            let kind = "multipart/form-data; boundary=cut";
            return request.header(header::CONTENT_TYPE, kind).body(parted(&fields, file));
        }
        let kind = "application/x-www-form-urlencoded";
        request.header(header::CONTENT_TYPE, kind).body(encoded(&fields))
    }

    async fn go(&mut self, request: RequestBuilder) -> &mut Self {
        let response = request.send().await.unwrap();
        self.status = response.status().as_u16();
        let url = response.url();
        self.path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        // Where a word may be broken, nothing is read.
        self.page = response.text().await.unwrap().replace("<wbr>", "");
        self
    }

    /// The page, or the dialog over it while there is one.
    fn reachable(&self) -> &str {
        self.page.find("<dialog").map_or(self.page.as_str(), |start| &self.page[start..])
    }

    /// What a person reads on the page.
    pub fn words(&self) -> String {
        let body = self.page.split_once("<body>").map_or(self.page.as_str(), |(_, body)| body);
        words(body)
    }

    pub fn shows(&self, text: &str) -> bool {
        self.words().contains(text)
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        elements(&self.page, "h1").first().map_or_else(String::new, |heading| words(heading.inside))
    }

    /// The messages of the page, errors and confirmations alike.
    pub fn messages(&self) -> Vec<String> {
        let paragraphs = elements(&self.page, "p");
        let messages = paragraphs.iter().filter(|element| element.attributes.contains("class=\"message"));
        messages.map(|message| words(message.inside)).collect()
    }

    /// What choosing the row sends in which this code stands.
    pub fn option(&self, code: &str) -> String {
        let rows = elements(self.reachable(), "tr");
        let row = rows.iter().find(|row| words(row.inside).split(' ').any(|word| word == code));
        let row = row.unwrap_or_else(|| panic!("no row {code}: {}", self.words()));
        elements(row.inside, "input")[0].attribute("value").unwrap()
    }

    /// What stands in the field of this name.
    pub fn field(&self, name: &str) -> Option<String> {
        let forms = elements(self.reachable(), "form");
        forms.iter().flat_map(Element::fields).find(|(field, _)| field == name).map(|(_, value)| value)
    }
}

trait QueryPairs {
    fn query_pairs(self, pairs: &[(String, String)]) -> Self;
}

impl QueryPairs for RequestBuilder {
    fn query_pairs(self, pairs: &[(String, String)]) -> Self {
        let (client, request) = self.build_split();
        let mut request = request.unwrap();
        request.url_mut().set_query(Some(&encoded(pairs)));
        Self::from_parts(client, request)
    }
}

fn is_typed(typed: &[(&str, &str)], name: &str) -> bool {
    typed.iter().any(|(field, _)| *field == name)
}

fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn parted(fields: &[(String, String)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if let Some((name, content)) = file {
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"file.cer\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--cut--\r\n");
    body
}

/// Every element of this tag. None of those asked for here stands inside another of its kind.
fn elements<'a>(page: &'a str, tag: &str) -> Vec<Element<'a>> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        if !rest.starts_with([' ', '>']) {
            continue;
        }
        let (attributes, after) = rest.split_once('>').unwrap();
        let inside = after.split_once(&close).map_or("", |(inside, _)| inside);
        found.push(Element { attributes, inside });
        rest = after;
    }
    found
}

impl Element<'_> {
    fn attribute(&self, name: &str) -> Option<String> {
        let (_, after) = self.attributes.split_once(&format!(" {name}=\""))?;
        Some(unescaped(after.split_once('"')?.0))
    }

    fn has(&self, flag: &str) -> bool {
        self.attributes.split(' ').any(|attribute| attribute == flag)
    }

    fn is_called(&self, label: &str) -> bool {
        self.attribute("aria-label").unwrap_or_else(|| words(self.inside)) == label
    }

    /// What the button of this label adds to the form: a name with a value, or nothing. None is that there is no such
    /// button.
    fn button(&self, label: &str) -> Option<Vec<(String, String)>> {
        let buttons = elements(self.inside, "button");
        let button = buttons.iter().find(|button| button.is_called(label))?;
        Some(button.attribute("name").zip(button.attribute("value")).into_iter().collect())
    }

    fn has_field(&self, name: &str) -> bool {
        let named =
            |tag| elements(self.inside, tag).iter().any(|field| field.attribute("name").as_deref() == Some(name));
        named("input") || named("select")
    }

    /// What the form sends as it stands.
    fn fields(&self) -> Vec<(String, String)> {
        let inputs = elements(self.inside, "input");
        let inputs = inputs.iter().filter(|input| {
            let kind = input.attribute("type").unwrap();
            kind != "file" && (!["radio", "checkbox"].contains(&kind.as_str()) || input.has("checked"))
        });
        let typed =
            inputs.map(|input| (input.attribute("name").unwrap(), input.attribute("value").unwrap_or_default()));
        let lists = elements(self.inside, "select");
        let chosen = lists.iter().map(|list| {
            let options = elements(list.inside, "option");
            let chosen = options.iter().find(|option| option.has("selected")).or(options.first()).unwrap();
            (list.attribute("name").unwrap(), chosen.attribute("value").unwrap_or_default())
        });
        typed.chain(chosen).collect()
    }
}

/// Text without tags, with single spaces.
fn words(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    let words = unescaped(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    [" .", " ,", " :", " )"].iter().fold(words, |words, gap| words.replace(gap, gap.trim())).replace("( ", "(")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
