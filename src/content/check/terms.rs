//! Terms of the glossary that no page uses.

use aho_corasick::AhoCorasick;

use super::documents::Document;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::site::{Reading, Site};

/// Reports terms none of whose names occurs in the text of any page.
pub(super) fn check(documents: &[Document], reading: &mut Reading) {
    let site = &reading.site;
    let Some(document) = documents.iter().find(|document| document.file.ends_with("glossary.toml")) else {
        return;
    };
    let used = used(site);
    for (term, _) in site.glossary.iter().zip(used).filter(|(_, used)| !used) {
        let names = term.names();
        let message = format!("no page mentions `{}` ({})", term.id, names.join(", "));
        let mut fault = Diagnostic::new(Severity::Warning, Code::UnusedTerm, &document.file, message);
        if let Some(place) = document.place("id", &term.id) {
            fault = fault.at(place);
        }
        reading.faults.push(fault.hint("use it, add the spelling that pages use, or remove the term"));
    }
}

/// For each term, whether a page has it.
fn used(site: &Site) -> Vec<bool> {
    let mut used = vec![false; site.glossary.len()];
    let (mut names, mut owners) = (Vec::new(), Vec::new());
    for (place, term) in site.glossary.iter().enumerate() {
        for name in term.names().into_iter().filter(|name| !name.is_empty()) {
            names.push(name);
            owners.push(place);
        }
    }
    // All names at once: one by one they would be thousands of passes.
    let Ok(finder) = AhoCorasick::builder().ascii_case_insensitive(true).build(&names) else {
        return vec![true; site.glossary.len()];
    };
    let mut read = |text: &str| {
        for found in finder.find_overlapping_iter(text) {
            let owner = owners[found.pattern().as_usize()];
            if !used[owner] && stands_alone(text, found.start(), found.end()) {
                used[owner] = true;
            }
        }
    };
    for page in &site.pages {
        read(&page.title);
        page.description.iter().for_each(|text| read(text));
        for section in &page.sections {
            read(&section.heading);
            read(&section.text);
        }
    }
    used
}

/// Whether a stretch of text is no part of a longer Latin word: `RL` does not
/// occur in `URL`. A plural is the same word.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let (name, before, after) = (&text[start..end], &text[..start], &text[end..]);
    let after = after
        .strip_prefix("es")
        .or_else(|| after.strip_prefix('s'))
        .filter(|rest| !rest.starts_with(is_word))
        .unwrap_or(after);
    let goes_on = name.starts_with(is_word) && before.ends_with(is_word)
        || name.ends_with(is_word) && after.starts_with(is_word);
    !goes_on
}

#[cfg(test)]
mod tests {
    use super::stands_alone;

    #[test]
    fn a_name_inside_a_word_is_not_used() {
        let alone = |text: &str, name: &str| {
            text.match_indices(name).any(|(at, _)| stands_alone(text, at, at + name.len()))
        };
        assert!(alone("用RL训练", "RL") && alone("two tokens.", "token") && alone("词元计费", "词元"));
        assert!(!alone("a URL", "RL") && !alone("tokenizer", "token") && !alone("GPT4s5", "GPT4"));
    }
}
