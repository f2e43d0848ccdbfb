//! The frame of every page: the mark of practice, the Navigator, where one is, what was just done, and a dialog over
//! it where there is one.
//!
//! Dialogs are pages of their own with the page behind them out of reach: they need no script, have an address, and
//! the browser's *Back* leaves them.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::{message::Message, navigator, shown::Shown, visit::Visit};
use crate::{ADMINISTRATOR, pod::World};

/// A page in the making.
pub(in crate::console) struct Page {
    title: String,
    trail: Vec<(&'static str, String)>,
    side: Option<Side>,
    messages: Vec<Message>,
    dialog: Option<(String, Markup)>,
}

/// The tabs at the side of a work area.
pub(in crate::console) struct Side {
    /// What the tabs are of, for whoever does not see where they stand.
    pub label: &'static str,
    /// Name and path of each.
    pub tabs: &'static [(&'static str, &'static str)],
    /// Path of the one that is open.
    pub open: &'static str,
}

impl Page {
    /// A page of this name, which is its heading too.
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), trail: Vec::new(), side: None, messages: Vec::new(), dialog: None }
    }

    /// A page that leads here; the outermost first.
    pub fn under(mut self, label: &'static str, path: impl Into<String>) -> Self {
        self.trail.push((label, path.into()));
        self
    }

    pub fn beside(mut self, side: Side) -> Self {
        self.side = Some(side);
        self
    }

    pub fn saying(mut self, messages: impl IntoIterator<Item = Message>) -> Self {
        self.messages.extend(messages);
        self
    }

    /// A dialog over the page, which is out of reach meanwhile.
    pub fn with_dialog(mut self, title: impl Into<String>, content: Markup) -> Self {
        self.dialog = Some((title.into(), content));
        self
    }

    /// The whole page. The caller holds the state already.
    pub fn show(mut self, visit: &Visit, world: &World, content: &Markup) -> Response {
        self.messages.extend(visit.said(world).cloned());
        let behind = self.dialog.is_some();
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "PRACTICE: " (Shown(&self.title)) }
                    link rel="stylesheet" href="/practice.css";
                }
                body {
                    (mark())
                    div inert[behind] {
                        a class="skip" href="#content" { "Skip to the content" }
                        (top(world))
                        (self.whereabouts())
                        div class=(if self.side.is_some() { "area sided" } else { "area" }) {
                            @if let Some(side) = &self.side { (side.show()) }
                            main #content tabindex="-1" {
                                h1 { (Shown(&self.title)) }
                                @if !behind { (self.message_bar()) }
                                (content)
                            }
                        }
                    }
                    @if let Some((title, content)) = &self.dialog {
                        div class="veil" {}
                        dialog open aria-labelledby="dialog-title" {
                            h2 #dialog-title { (Shown(title)) }
                            (self.message_bar())
                            (content)
                        }
                    }
                }
            }
        };
        Html(page.into_string()).into_response()
    }

    fn message_bar(&self) -> Markup {
        html! { @for message in &self.messages { (message.show()) } }
    }

    fn whereabouts(&self) -> Markup {
        html! {
            @if !self.trail.is_empty() {
                nav class="trail" aria-label="Breadcrumb" {
                    ol {
                        @for (label, path) in &self.trail { li { a href=(path) { (label) } } }
                        li aria-current="page" { (Shown(&self.title)) }
                    }
                }
            }
        }
    }
}

impl Side {
    fn show(&self) -> Markup {
        html! {
            nav class="side" aria-label=(self.label) {
                ul {
                    @for (name, path) in self.tabs {
                        li { a href=(path) aria-current=[(*path == self.open).then_some("page")] { (name) } }
                    }
                }
            }
        }
    }
}

fn mark() -> Markup {
    html! {
        aside class="band" aria-label="Practice" {
            strong { "PRACTICE" }
            " This is not Oracle. It runs on this computer and ends with the program."
        }
    }
}

fn top(world: &World) -> Markup {
    let name = world.state.user(ADMINISTRATOR).map_or(ADMINISTRATOR, |admin| admin.display_name.as_str());
    html! {
        header class="top" {
            button type="button" class="quiet" popovertarget="navigator" { (bars()) "Navigator" }
            a class="home" href="/" { "Home" }
            button type="button" class="quiet" popovertarget="settings" {
                span class="person" aria-hidden="true" { (Shown(&initials(name))) }
                span { span class="aside" { "Settings and Actions: " } (Shown(name)) }
            }
        }
        (navigator::navigator(world))
        (navigator::settings(world))
    }
}

/// Three bars, as everybody knows them.
fn bars() -> Markup {
    html! {
        svg class="bars" viewBox="0 0 16 12" width="16" height="12" aria-hidden="true" {
            path d="M0 1h16M0 6h16M0 11h16" stroke="currentColor" stroke-width="1.8" {}
        }
    }
}

/// What stands where a pod shows the picture of whoever is signed in.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}
