//! What `model-atlas check` prints: one list of faults, in three formats.

use std::fs;

use serde_json::Value;

use crate::check::{FAULTS, broken};
use crate::cli::{path, run};
use crate::support::{copy_of, fixture, our_content};

/// What a check of a folder prints, and its exit code.
fn checked(content: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let output = run(&[&["check", "--content", content], arguments].concat());
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
fn sound_content_passes_and_is_short_to_read() {
    for content in [fixture("good"), our_content()] {
        let (said, code) = checked(path(&content), &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(" models: 0 errors, "), "{said}");
        assert!(said.lines().count() < 200, "too much to read: {said}");
    }
}

#[test]
fn warnings_alone_do_not_fail_a_check() {
    let content = copy_of("good");
    fs::write(content.path().join("pages/en/extra.md"), "# X\n\n![](/a.png)\n").expect("a written file");
    let (said, code) = checked(path(content.path()), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("warning[image-alt]"), "{said}");
}

#[test]
fn people_are_told_place_line_and_remedy() {
    let content = broken();
    let (said, code) = checked(path(content.path()), &["--all"]);
    assert_eq!(code, Some(1), "{said}");
    for (file, line, code) in FAULTS {
        let place = if line == 0 { format!("{file}\n") } else { format!("{file}:{line}:") };
        let mut reports = said.split("\n\n");
        let found = reports.any(|report| report.contains(&place) && report.contains(&format!("[{code}]: ")));
        assert!(found, "no report names {place} and [{code}]: {said}");
    }
    assert_eq!(said.matches(" fix: ").count(), FAULTS.len(), "{said}");
    let excerpt =
        "7 | A [link that leads nowhere](/pagee) and [one to no heading](/page#nothing).\n  |   ^\n";
    assert!(said.contains(excerpt), "{said}");
    assert!(!said.contains('\u{1b}'), "colour where there is no terminal: {said}");
}

#[test]
fn of_alike_warnings_people_are_told_three() {
    let content = broken();
    let (said, _) = checked(path(content.path()), &[]);
    let all = FAULTS.iter().filter(|(.., code)| *code == "missing-translation").count();
    assert_eq!(said.matches("warning[missing-translation]: ").count(), 3, "{said}");
    assert!(said.contains(&format!("and {} more warnings[missing-translation]", all - 3)), "{said}");
}

#[test]
fn editors_get_the_same_list_as_json() {
    let content = broken();
    let (said, code) = checked(path(content.path()), &["--format", "json"]);
    assert_eq!(code, Some(1));
    let faults: Vec<Value> = serde_json::from_str(&said).expect("an array");
    assert_eq!(faults.len(), FAULTS.len());
    for (fault, (file, line, code)) in faults.iter().zip(FAULTS) {
        let line = u64::try_from(line.max(1)).expect("a line");
        assert!(fault["file"].as_str().is_some_and(|path| path.ends_with(file)), "{fault}");
        assert_eq!((fault["line"].as_u64(), fault["code"].as_str()), (Some(line), Some(code)));
        let severity = fault["severity"].as_str().expect("a severity");
        assert!(["error", "warning"].contains(&severity) && fault["column"].as_u64() >= Some(1), "{fault}");
        let is_said = |key: &&str| fault[*key].as_str().is_some_and(|text| !text.is_empty());
        assert!(["message", "fix"].iter().all(is_said), "{fault}");
    }
}

#[test]
fn a_folder_elsewhere_is_named_from_its_root_in_sarif() {
    let content = broken();
    let (said, _) = checked(path(content.path()), &["--format", "sarif"]);
    assert!(said.contains("\"uri\": \"pages/zh/page.md\""), "{said}");
    assert!(!said.contains("\"uri\": \"/") && !said.contains("file:"), "{said}");
}

#[test]
fn reviews_get_the_same_list_as_sarif() {
    // Relative or not, files are named from the working folder.
    let folder = "src/tests/fixtures/broken";
    for content in [folder, path(&fixture("broken"))] {
        let (said, _) = checked(content, &["--format", "sarif"]);
        let log: Value = serde_json::from_str(&said).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
        let (rules, results) = (&log["runs"][0]["tool"]["driver"]["rules"], &log["runs"][0]["results"]);
        let results = results.as_array().expect("results");
        // The two files that are no UTF-8 are not in the repository.
        assert_eq!(results.len(), FAULTS.len() - 2);
        for result in results {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(rules[index]["help"]["text"].as_str().is_some_and(|text| !text.is_empty()));
            assert!(result["message"]["text"].as_str().is_some_and(|text| text.contains("\nFix: ")));
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
            assert!(uri.starts_with(folder), "not relative: {uri}");
            assert!(place["region"]["startLine"].as_u64() >= Some(1), "{result}");
        }
    }
}
