//! The lists of security profiles, to choose from and to look over.

use maud::{Markup, html};

use super::super::field::Field;
use crate::state::{Profiles, Section};

/// A list for each section; both faces have the same.
pub(super) fn to_choose(profiles: &Profiles) -> Markup {
    html! {
        div class="criteria" {
            @for section in Section::all() {
                fieldset {
                    legend { (section.label()) }
                    (list(section, profiles))
                }
            }
        }
    }
}

fn list(section: Section, profiles: &Profiles) -> Markup {
    let offered = section.offered().iter().map(|(_, name)| (*name, *name));
    let options: Vec<(&str, &str)> = [("", "")].into_iter().chain(offered).collect();
    let value = profiles.get(&section).map_or("", |profile| section.name_of(*profile));
    Field { name: section.object(), label: section.list_label(), value, ..Field::default() }.choice(&options)
}

/// What is chosen in each section.
pub(super) fn to_review(profiles: &Profiles) -> Markup {
    html! {
        div class="wide" role="region" aria-label="Security profiles" tabindex="0" {
            table {
                thead { tr { th scope="col" { "Section" } th scope="col" { "Security Profile" } } }
                tbody {
                    @for section in Section::all() {
                        tr {
                            th scope="row" { (section.label()) }
                            td {
                                @match profiles.get(&section) {
                                    Some(profile) => { (section.name_of(*profile)) }
                                    None => { span class="aside" { "No profile" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
