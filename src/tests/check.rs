//! What editors are told: every fault with its place and remedy, and never a
//! panic.

use std::fs;
use std::path::Path;

use proptest::prelude::{any, proptest};
use tempfile::TempDir;

use model_atlas::content::diagnostic::Severity;
use model_atlas::content::load;

use crate::support::{copy_of, fixture, today, tries};

/// Every fault of the `broken` fixture, and of the file that is no UTF-8:
/// file, line, code. A fault of a file as a whole has line 0.
pub(crate) const FAULTS: [(&str, usize, &str); 48] = [
    ("catalog/acme.toml", 4, "unknown-id"),
    ("catalog/acme.toml", 15, "future-date"),
    ("catalog/acme.toml", 19, "impossible-number"),
    ("catalog/acme.toml", 25, "unknown-source"),
    ("catalog/acme.toml", 26, "bad-value"),
    ("catalog/acme.toml", 30, "unknown-key"),
    ("catalog/acme.toml", 33, "unknown-id"),
    ("catalog/acme.toml", 35, "bad-value"),
    ("catalog/acme.toml", 40, "impossible-number"),
    ("catalog/acme.toml", 51, "unknown-id"),
    ("catalog/money.toml", 18, "impossible-number"),
    ("catalog/money.toml", 19, "impossible-number"),
    ("catalog/money.toml", 20, "impossible-number"),
    ("catalog/twin.toml", 7, "duplicate-id"),
    ("catalog/typo.toml", 5, "toml"),
    ("pages/zh/bytes.md", 3, "unreadable"),
    ("pages/zh/kind.md", 3, "front-matter"),
    ("pages/zh/models.md", 0, "reserved-slug"),
    ("pages/zh/page.md", 7, "broken-link"),
    ("pages/zh/page.md", 7, "broken-link"),
    ("pages/zh/page.md", 9, "broken-link"),
    ("pages/zh/page.md", 9, "image-alt"),
    ("pages/zh/page.md", 11, "embed"),
    ("pages/zh/page.md", 13, "embed"),
    ("pages/zh/page.md", 15, "embed"),
    ("pages/zh/page.md", 17, "unclosed-container"),
    ("pages/zh/twice.md", 0, "duplicate-slug"),
    ("pages/zh/yaml.md", 2, "front-matter"),
    ("vocabulary/gpus.toml", 4, "bad-value"),
    ("vocabulary/gpus.toml", 5, "bad-value"),
    ("vocabulary/gpus.toml", 6, "bad-value"),
    ("vocabulary/gpus.toml", 6, "future-date"),
    ("vocabulary/gpus.toml", 9, "duplicate-id"),
    ("vocabulary/rates.toml", 3, "bad-value"),
    ("vocabulary/rates.toml", 4, "impossible-number"),
    ("vocabulary/rates.toml", 5, "bad-value"),
    ("vocabulary/rates.toml", 7, "duplicate-id"),
    ("vocabulary/scenarios.toml", 5, "unknown-id"),
    ("vocabulary/scenarios.toml", 6, "unknown-id"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 9, "unknown-id"),
    ("vocabulary/scenarios.toml", 11, "unknown-key"),
    ("vocabulary/scenarios.toml", 12, "missing-value"),
    ("vocabulary/scenarios.toml", 13, "unknown-id"),
    ("vocabulary/scenarios.toml", 14, "missing-value"),
    ("vocabulary/scenarios.toml", 19, "duplicate-id"),
];

/// The `broken` fixture, with the file that a repository cannot hold well.
pub(crate) fn broken() -> TempDir {
    let folder = copy_of("broken");
    let bytes = b"# Not text\n\nCaf\xe9 in another encoding.\n";
    fs::write(folder.path().join("pages/zh/bytes.md"), bytes).expect("a written file");
    folder
}

#[test]
fn a_sound_folder_has_no_fault() {
    let (site, faults) = load(&fixture("good"), today());
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!((site.pages.len(), site.catalog.models.len()), (6, 2));
}

#[test]
fn every_fault_is_found_at_its_line_and_nothing_else_is() {
    let folder = broken();
    let (_, faults) = load(folder.path(), today());
    let found: Vec<(String, usize, &str)> = faults
        .iter()
        .map(|fault| {
            let file = fault.file.strip_prefix(folder.path()).expect("a file of the folder");
            (file.display().to_string(), fault.position.map_or(0, |place| place.line), fault.code)
        })
        .collect();
    let wanted = FAULTS.map(|(file, line, code)| (file.to_owned(), line, code));
    assert_eq!(found, wanted);
}

#[test]
fn every_fault_says_what_to_do_and_names_one_place() {
    let folder = broken();
    for fault in load(folder.path(), today()).1 {
        assert!(!fault.hint.is_empty(), "no remedy: {fault}");
        assert!(!fault.message.contains("line "), "a second, other place in the message: {fault}");
        assert!(!fault.message.starts_with("error"), "`error` twice: {fault}");
    }
}

#[test]
fn mistyped_names_are_told_what_was_meant() {
    let folder = broken();
    let faults = load(folder.path(), today()).1;
    let hints: Vec<&str> = faults.iter().map(|fault| fault.hint.as_str()).collect();
    for meant in [
        "`acme`?",
        "`readme`?",
        "`layers`?",
        "`quiz`?",
        "`vendor`?",
        "/page?",
        "::specs?",
        "`released`?",
        "`acme-1`?",
        "`context_window`?",
    ] {
        let said = format!("did you mean {meant}");
        assert!(hints.iter().any(|hint| hint.starts_with(&said)), "no hint begins `{said}`: {hints:#?}");
    }
}

#[test]
fn what_a_broken_file_takes_with_it_is_not_reported_again() {
    let folder = copy_of("good");
    fs::write(folder.path().join("catalog/extra.toml"), "[series\n").expect("a written file");
    let (site, faults) = load(folder.path(), today());
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].severity, Severity::Fatal);
    assert_eq!(site.catalog.models.len(), 2, "the other series are still there");
}

#[test]
fn names_that_lead_nowhere_are_faults_in_every_file() {
    for (file, right, wrong, line) in [
        ("catalog/acme.toml", "guide/start", "guide/stort", 5),
        ("vocabulary/vendors.toml", "vendor = \"acme\"", "vendor = \"acmee\"", 9),
        ("vocabulary/scenarios.toml", "model = \"acme-1\"", "model = \"acme-11\"", 6),
        (
            "vocabulary/scenarios.toml",
            "{ open_weights = true }",
            "{ min_score = { benchmark = \"quizz\", score = \"1\" } }",
            5,
        ),
    ] {
        let folder = copy_of("good");
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).expect("a file of the fixture");
        assert!(text.contains(right), "{file} holds {right}");
        fs::write(&path, text.replace(right, wrong)).expect("a written file");
        let (_, faults) = load(folder.path(), today());
        assert_eq!(faults.len(), 1, "{wrong} in {file}: {faults:?}");
        let place = faults[0].position.map(|place| place.line);
        assert_eq!((&faults[0].file, place), (&path, Some(line)), "{wrong}: {}", faults[0]);
        assert!(!faults[0].hint.is_empty(), "{wrong}: {}", faults[0]);
    }
}

#[test]
fn an_id_given_twice_in_the_vocabulary_is_a_fault() {
    for (file, entry) in [
        ("vendors", "[[vendors]]\nid = \"acme\"\nname = \"Again\"\n"),
        ("vendors", "[[providers]]\nid = \"acme\"\nname = \"Again\"\n"),
        ("benchmarks", "[[benchmarks]]\nid = \"quiz\"\nname = \"Again\"\nabout = \"Again\"\n"),
        ("scenarios", "[[scenarios]]\nid = \"local\"\nname = \"Again\"\nsummary = \"Again\"\n"),
    ] {
        let folder = copy_of("good");
        let path = folder.path().join(format!("vocabulary/{file}.toml"));
        let text = fs::read_to_string(&path).expect("a file of the fixture");
        fs::write(&path, format!("{text}\n{entry}")).expect("a written file");
        let codes: Vec<&str> = load(folder.path(), today()).1.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["duplicate-id"], "{file}: {entry}");
    }
}

#[test]
fn a_folder_without_pages_is_told_where_pages_go() {
    let folder = TempDir::new().expect("a temporary folder");
    let (_, faults) = load(folder.path(), today());
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].code, faults[0].severity), ("empty", Severity::Fatal));
    assert!(faults[0].hint.contains("pages/zh/"), "{}", faults[0].hint);
}

proptest! {
    #![proptest_config(tries(96))]

    #[test]
    fn no_markdown_can_make_it_panic(text in "(\\PC|[\n>`~:#*|$\\[\\](){}-]|::: tip\n|:::\n|::specs\\{|@tab |---\n|\\[\\^1\\]: ){0,60}") {
        let folder = copy_of("good");
        fs::write(folder.path().join("pages/zh/any.md"), &text).expect("a written file");
        draw(folder.path());
    }

    #[test]
    fn no_head_can_make_it_panic(yaml in "([a-z]{1,6}: |\\PC|[\n\"'{}\\[\\]&*!|>%@-]){0,40}") {
        let folder = copy_of("good");
        fs::write(folder.path().join("pages/zh/any.md"), format!("---\n{yaml}\n---\n# x\n")).expect("a written file");
        draw(folder.path());
    }

    #[test]
    fn no_catalogue_can_make_it_panic(
        at in any::<proptest::sample::Index>(),
        length in 0_usize..12,
        put in "(\\PC|[\n\"={}\\[\\]0-9.-]){0,8}",
    ) {
        let folder = copy_of("good");
        let file = folder.path().join("catalog/acme.toml");
        let mut text: Vec<char> = fs::read_to_string(&file).expect("a catalogue").chars().collect();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        text.splice(start..end, put.chars());
        fs::write(&file, text.into_iter().collect::<String>()).expect("a written file");
        draw(folder.path());
    }
}

/// Reads a folder and draws every body.
fn draw(folder: &Path) {
    let (site, _) = load(folder, today());
    for page in &site.pages {
        site.body(page);
    }
}
