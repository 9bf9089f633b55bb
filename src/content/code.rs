//! Every kind of fault there is, once: its name, what it means and what to do.
//! The names are promises to editors' tools; README lists them.

/// Declares the codes, so that none can lack a name, a meaning or a help text.
macro_rules! codes {
    ($($variant:ident $name:literal $meaning:literal $help:literal)+) => {
        /// A kind of fault.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)+
        }

        impl Code {
            /// All codes, in the order README lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable name: `broken-link`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            /// What to do about faults of this kind.
            pub const fn help(self) -> &'static str {
                match self { $(Self::$variant => $help),+ }
            }
        }
    };
}

codes! {
    Empty "empty"
        "The folder has no page."
        "Put Markdown files under pages/zh/ or pages/en/ of the content folder."
    Unreadable "unreadable"
        "A file cannot be read, is not UTF-8 or is too large."
        "Save the file as UTF-8 text that this user may read, of at most 4 MiB."
    FrontMatter "front-matter"
        "The head of a page is no YAML, or a value in it is of the wrong kind."
        "Write `key: value` lines between two `---` lines; quote values that hold `: ` or begin with a sign."
    Toml "toml"
        "A file is no TOML, or a key is missing or of the wrong kind."
        "Compare the place with another file of the folder; README describes the keys."
    UnknownKey "unknown-key"
        "A key that means nothing here, probably mistyped."
        "Correct the key, or remove it."
    DuplicateSlug "duplicate-slug"
        "Two files have the same address."
        "Rename or remove one of the two; index.md and README.md stand for their folder."
    ReservedSlug "reserved-slug"
        "A page has an address that the application draws itself."
        "Rename the file."
    DuplicateId "duplicate-id"
        "Two entries have the same id."
        "Rename or remove one of the two."
    DuplicateName "duplicate-name"
        "A name belongs to two terms of the glossary."
        "Keep it where it means the same; all names of a term are synonyms in search."
    UnknownId "unknown-id"
        "An id names nothing that exists."
        "Correct the id, or add what it names."
    UnknownSource "unknown-source"
        "A value names a source that its file does not list."
        "Correct the name, or add a [sources.name] table to the file."
    MissingSource "missing-source"
        "A value names no source."
        "Say where the value was read: add `source = \"…\"`, the name of a [sources.…] table."
    UnknownPage "unknown-page"
        "A series names a page that does not exist."
        "Name a file of pages/zh or pages/en, without language and ending."
    MissingValue "missing-value"
        "A recommendation shows a number that the model does not have."
        "Show another number, or add this one to the model with its source."
    BadValue "bad-value"
        "A value cannot be read: a date, an amount, a word of a fixed list, an id."
        "Correct the value, or leave the key out."
    FutureDate "future-date"
        "A date lies ahead."
        "Write the day it was read or released."
    ImpossibleNumber "impossible-number"
        "A number cannot be: below zero, more than its whole, in the wrong unit."
        "Check the number, its unit and its order against the source."
    StalePrice "stale-price"
        "Prices of a series that hold today were not read for 90 days."
        "Read the sources again, then correct `read` and what has changed."
    BrokenLink "broken-link"
        "A link leads to no page, or a footnote to none."
        "Link to a page that exists, without language and ending, or write it."
    BrokenAnchor "broken-anchor"
        "The part of a link after # names no place on its page."
        "Use the id of a heading, a term or a value of that page, or remove the part after #."
    BadAddress "bad-address"
        "The address of another site is malformed: a space, no host, a wrong scheme."
        "Copy the address from the browser; it begins with https://."
    InsecureAddress "insecure-address"
        "The address of another site begins with http:, without s."
        "Write https:// if the site answers there."
    ImageAlt "image-alt"
        "A picture has no alternative text."
        "Write what it shows between the brackets, or in `alt`."
    HeadingSkip "heading-skip"
        "A heading is more than one level below the heading before it."
        "Write as many # as the heading before has, or one more."
    MissingTranslation "missing-translation"
        "A page or a text exists in one language only."
        "Write it in the other language too."
    Embed "embed"
        "A directive, an argument of it or a name in it is unknown."
        "Use ::specs, ::prices, ::benchmarks, ::scenarios or ::timeline with series, models or benchmarks of the catalogue, or ::diagram with its name."
    UnclosedContainer "unclosed-container"
        "A container is never closed."
        "Close it with as many colons as it was opened with."
    UnusedTerm "unused-term"
        "No name of a term of the glossary occurs on any page."
        "Use the term on a page, add the spelling that pages use to its aliases, or remove it."
    ChineseCopy "chinese-copy"
        "Spaces or punctuation between Chinese and other writing are not as they should be."
        "Put a space between Chinese and Latin words or digits, and full-width punctuation after Chinese."
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Code;

    #[test]
    fn names_are_plain_and_unique() {
        let names: HashSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        let is_plain = |name: &&str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(names.iter().all(is_plain), "{names:?}");
    }

    #[test]
    fn meanings_and_helps_are_sentences() {
        for code in Code::ALL {
            assert!(code.meaning().ends_with('.') && code.help().ends_with('.'), "{code:?}");
        }
    }
}
