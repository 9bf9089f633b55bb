//! What editors are told: every fault with its place and remedy, and never a
//! panic.

use std::fs;
use std::path::Path;

use proptest::prelude::{any, proptest};
use tempfile::TempDir;

use model_atlas::content::code::Code;
use model_atlas::content::diagnostic::Severity;
use model_atlas::content::{check, load};

use crate::html::{all_between, between};
use crate::support::{copy_folder, copy_of, fixture, our_content, ours, repository, today, tries};

/// Every fault of the `broken` fixture, and of the files that are no UTF-8:
/// file, line, code. A fault of a file as a whole has line 0.
pub(crate) const FAULTS: [(&str, usize, &str); 91] = [
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
    ("catalog/bytes.toml", 2, "unreadable"),
    ("catalog/money.toml", 16, "stale-price"),
    ("catalog/money.toml", 18, "impossible-number"),
    ("catalog/money.toml", 19, "impossible-number"),
    ("catalog/money.toml", 20, "impossible-number"),
    ("catalog/shape.toml", 5, "unknown-page"),
    ("catalog/shape.toml", 9, "insecure-address"),
    ("catalog/shape.toml", 14, "missing-source"),
    ("catalog/syntax.toml", 3, "toml"),
    ("catalog/twin.toml", 7, "duplicate-id"),
    ("catalog/typo.toml", 5, "unknown-key"),
    ("catalog/unsourced.toml", 11, "missing-source"),
    ("glossary.toml", 2, "unused-term"),
    ("glossary.toml", 13, "duplicate-name"),
    ("glossary.toml", 14, "chinese-copy"),
    ("glossary.toml", 17, "duplicate-id"),
    ("glossary.toml", 24, "bad-value"),
    ("glossary.toml", 25, "bad-value"),
    ("pages/en/page.md", 3, "broken-anchor"),
    ("pages/en/page.md", 3, "broken-link"),
    ("pages/zh/bytes.md", 3, "unreadable"),
    ("pages/zh/kind.md", 0, "missing-translation"),
    ("pages/zh/kind.md", 3, "front-matter"),
    ("pages/zh/links.md", 2, "chinese-copy"),
    ("pages/zh/links.md", 3, "unknown-key"),
    ("pages/zh/links.md", 8, "broken-anchor"),
    ("pages/zh/links.md", 9, "broken-anchor"),
    ("pages/zh/links.md", 10, "broken-anchor"),
    ("pages/zh/links.md", 11, "bad-address"),
    ("pages/zh/links.md", 12, "bad-address"),
    ("pages/zh/links.md", 13, "insecure-address"),
    ("pages/zh/links.md", 14, "bad-address"),
    ("pages/zh/links.md", 15, "broken-link"),
    ("pages/zh/links.md", 16, "broken-link"),
    ("pages/zh/links.md", 17, "image-alt"),
    ("pages/zh/links.md", 19, "heading-skip"),
    ("pages/zh/links.md", 21, "chinese-copy"),
    ("pages/zh/links.md", 23, "chinese-copy"),
    ("pages/zh/models.md", 0, "reserved-slug"),
    ("pages/zh/models.md", 0, "missing-translation"),
    ("pages/zh/page.md", 7, "broken-link"),
    ("pages/zh/page.md", 7, "broken-anchor"),
    ("pages/zh/page.md", 9, "broken-anchor"),
    ("pages/zh/page.md", 9, "broken-link"),
    ("pages/zh/page.md", 9, "image-alt"),
    ("pages/zh/page.md", 11, "embed"),
    ("pages/zh/page.md", 13, "embed"),
    ("pages/zh/page.md", 15, "embed"),
    ("pages/zh/page.md", 17, "embed"),
    ("pages/zh/page.md", 19, "unclosed-container"),
    ("pages/zh/twice/README.md", 0, "missing-translation"),
    ("pages/zh/twice.md", 0, "duplicate-slug"),
    ("pages/zh/twice.md", 0, "missing-translation"),
    ("pages/zh/yaml.md", 0, "missing-translation"),
    ("pages/zh/yaml.md", 2, "front-matter"),
    ("site.toml", 2, "bad-address"),
    ("vocabulary/benchmarks.toml", 4, "missing-translation"),
    ("vocabulary/gpus.toml", 4, "bad-value"),
    ("vocabulary/gpus.toml", 5, "bad-value"),
    ("vocabulary/gpus.toml", 6, "bad-address"),
    ("vocabulary/gpus.toml", 6, "future-date"),
    ("vocabulary/gpus.toml", 9, "duplicate-id"),
    ("vocabulary/rates.toml", 3, "bad-value"),
    ("vocabulary/rates.toml", 4, "impossible-number"),
    ("vocabulary/rates.toml", 5, "bad-address"),
    ("vocabulary/rates.toml", 7, "duplicate-id"),
    ("vocabulary/scenarios.toml", 4, "missing-translation"),
    ("vocabulary/scenarios.toml", 5, "unknown-id"),
    ("vocabulary/scenarios.toml", 6, "unknown-id"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 7, "bad-value"),
    ("vocabulary/scenarios.toml", 9, "unknown-id"),
    ("vocabulary/scenarios.toml", 9, "missing-translation"),
    ("vocabulary/scenarios.toml", 10, "missing-translation"),
    ("vocabulary/scenarios.toml", 11, "unknown-key"),
    ("vocabulary/scenarios.toml", 12, "missing-value"),
    ("vocabulary/scenarios.toml", 13, "unknown-id"),
    ("vocabulary/scenarios.toml", 14, "missing-value"),
    ("vocabulary/scenarios.toml", 19, "duplicate-id"),
    ("vocabulary/scenarios.toml", 21, "missing-translation"),
];

/// The `broken` fixture, with the files that a repository cannot hold well.
pub(crate) fn broken() -> TempDir {
    let folder = copy_of("broken");
    let bytes = b"# Not text\n\nCaf\xe9 in another encoding.\n";
    fs::write(folder.path().join("pages/zh/bytes.md"), bytes).expect("a written file");
    fs::write(folder.path().join("catalog/bytes.toml"), b"x = 1\ny = \"\xe9\"\n").expect("a written file");
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
    let (_, faults) = check(folder.path(), today());
    let found: Vec<(String, usize, &str)> = faults
        .iter()
        .map(|fault| {
            let file = fault.file.strip_prefix(folder.path()).expect("a file of the folder");
            (file.display().to_string(), fault.position.map_or(0, |place| place.line), fault.code.name())
        })
        .collect();
    let wanted = FAULTS.map(|(file, line, code)| (file.to_owned(), line, code));
    assert_eq!(found, wanted);
}

#[test]
fn every_code_has_a_fault_in_the_fixture_and_a_line_in_the_manual() {
    let manual = fs::read_to_string(repository("README.md")).expect("README");
    for code in Code::ALL {
        let shown = FAULTS.iter().any(|(.., shown)| *shown == code.name());
        // A folder without pages has a test of its own.
        assert!(shown || *code == Code::Empty, "no fixture has the fault {}", code.name());
        let line = format!("| `{}` | {} |", code.name(), code.meaning());
        assert!(manual.contains(&line), "README lacks: {line}");
    }
}

#[test]
fn a_place_is_told_in_characters() {
    let folder = broken();
    let (_, faults) = check(folder.path(), today());
    for (file, line, code, column) in [
        ("zh/links.md", 2, Code::ChineseCopy, 10),
        ("zh/links.md", 16, Code::BrokenLink, 3),
        ("zh/links.md", 21, Code::ChineseCopy, 4),
        ("glossary.toml", 14, Code::ChineseCopy, 25),
        ("zh/bytes.md", 3, Code::Unreadable, 4),
    ] {
        let found = faults.iter().find(|fault| {
            fault.file.ends_with(file)
                && fault.code == code
                && fault.position.is_some_and(|place| place.line == line)
        });
        let place = found.and_then(|fault| fault.position).map(|place| place.column);
        assert_eq!(place, Some(column), "{file}:{line} {code:?}");
    }
}

#[test]
fn links_to_ids_of_drawn_pages_are_sound_and_to_others_are_not() {
    let folder = TempDir::new().expect("a temporary folder");
    copy_folder(&our_content(), folder.path());
    let (site, _) = load(folder.path(), today());
    let models = site.catalog.models.iter().map(|model| format!("/models/{}", model.id)).step_by(23);
    let mut pages: Vec<String> = ["/glossary", "/scenarios"].map(str::to_owned).into();
    pages.extend(models);
    let mut text = "# 链接\n".to_owned();
    for page in &pages {
        let drawn = ours().get(page).is(200).text;
        let drawn = between(&drawn, "<main", "</main>").expect("a page");
        for tag in ["tr", "h2", "section", "details", "div"] {
            for id in all_between(drawn, &format!("<{tag} id=\""), "\"") {
                text.push_str(&format!("\n[x]({page}#{id})\n"));
            }
        }
        text.push_str(&format!("\n[x]({page}#nothing)\n"));
    }
    assert!(text.lines().count() > 20 * pages.len(), "too few ids were found");
    fs::write(folder.path().join("pages/zh/anchors.md"), text).expect("a written file");
    let faults = check(folder.path(), today()).1;
    let errors = faults.iter().filter(|fault| fault.severity > Severity::Warning);
    let broken: Vec<&str> = errors.map(|fault| fault.message.as_str()).collect();
    assert_eq!(broken.len(), pages.len(), "{broken:#?}");
    assert!(broken.iter().all(|message| message.contains("#nothing")), "{broken:#?}");
}

#[test]
fn a_folder_in_one_language_lacks_no_translation() {
    let folder = copy_of("good");
    let lacking = |folder: &Path| {
        let faults = check(folder, today()).1.into_iter();
        let pages = faults.filter(|fault| fault.file.extension().is_some_and(|kind| kind == "md"));
        pages.filter(|fault| fault.code == Code::MissingTranslation).count()
    };
    assert_eq!(lacking(folder.path()), 2);
    fs::remove_dir_all(folder.path().join("pages/en")).expect("a removed folder");
    assert_eq!(lacking(folder.path()), 0);
}

#[test]
fn every_fault_says_what_to_do_and_names_one_place() {
    let folder = broken();
    for fault in check(folder.path(), today()).1 {
        assert!(!fault.hint.is_empty(), "no remedy: {fault}");
        assert!(!fault.message.contains("line "), "a second, other place in the message: {fault}");
        assert!(!fault.message.starts_with("error"), "`error` twice: {fault}");
    }
}

#[test]
fn mistyped_names_are_told_what_was_meant() {
    let folder = broken();
    let faults = check(folder.path(), today()).1;
    let hints: Vec<&str> = faults.iter().map(|fault| fault.hint.as_str()).collect();
    for meant in [
        "`acme`?",
        "`readme`?",
        "`layers`?",
        "`quiz`?",
        "`vendor`?",
        "/page?",
        "::specs?",
        "`kv-cache`?",
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
        let codes: Vec<Code> = load(folder.path(), today()).1.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::DuplicateId], "{file}: {entry}");
    }
}

#[test]
fn a_folder_without_pages_is_told_where_pages_go() {
    let folder = TempDir::new().expect("a temporary folder");
    let (_, faults) = load(folder.path(), today());
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].code, faults[0].severity), (Code::Empty, Severity::Fatal));
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

/// Checks a folder and draws every body.
fn draw(folder: &Path) {
    let (site, _) = check(folder, today());
    for page in &site.pages {
        site.body(page);
    }
}
