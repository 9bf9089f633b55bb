//! `import` and `export` as editors meet them: what is printed, what is written,
//! and what is not.

use std::fs;
use std::path::Path;
use std::process::Output;

use model_atlas::content::check;
use model_atlas::content::diagnostic::Severity;
use model_atlas::exchange::Format;
use serde_json::Value;

use crate::cli::{path, run};
use crate::exchange::nuts;
use crate::support::{fixture, our_content, today};

const URL: &str = "https://list.example/api.json";

/// Runs `import` of a fixture on a content folder, with more arguments.
fn import(content: &Path, format: Format, more: &[&str]) -> Output {
    let file = fixture("import").join(format!("{}.json", format.name()));
    let arguments =
        ["import", "--content", path(content), "--from", format.name(), "--as-of", "2026-03-01", path(&file)];
    run(&[&arguments, more].concat())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of a catalogue and what they say.
fn texts(content: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(content.join("catalog"))
        .expect("a catalogue")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("a text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    files.sort();
    files
}

fn nut(content: &Path) -> String {
    fs::read_to_string(content.join("catalog/nut.toml")).expect("a series")
}

#[track_caller]
fn has_no_errors(content: &Path) {
    let (_, faults) = check(content, today());
    let errors: Vec<_> = faults.iter().filter(|fault| fault.severity > Severity::Warning).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn without_write_everything_is_told_and_nothing_touched() {
    let content = nuts();
    let before = texts(content.path());
    let output = import(content.path(), Format::ModelsDev, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", complained(&output));
    let said = said(&output);
    for wanted in [
        "nut-5 (Nut 5)",
        "context_window: 200,000 → 262,144 (kept beside ours), at bolt.models.nut-5",
        "input       2 → 1.5",
        "price-1 ends on 2026-03-01, where the new one begins",
        "would be written to",
        "catalog/nut.toml",
        "exactly 1,000,000×",
        "not written: which series of bolt it belongs to is not certain",
        "2 new models, 7 prices, 11 facts proposed; 6 left alone, 0 faults; \
         nothing written; --write --source-url URL would write 17, 3 refused",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert_eq!(texts(content.path()), before);
}

#[test]
fn a_written_file_keeps_its_comments_its_layout_and_its_old_prices() {
    let content = nuts();
    let output = import(
        content.path(),
        Format::ModelsDev,
        &["--write", "--source-url", "https://models.dev/api.json"],
    );
    assert!(said(&output).contains("17 changes written to 2 files, 3 refused"), "{}", said(&output));
    let wanted = fs::read_to_string(fixture("import").join("expected/nut.toml")).expect("a fixture");
    assert_eq!(nut(content.path()), wanted);
    // Every line that an editor wrote is still there, in its order.
    let mut rest = wanted.lines();
    for line in fs::read_to_string(fixture("import").join("catalog/nut.toml")).expect("a fixture").lines() {
        let kept = line.trim_end_matches(" }").split(" }   #").next().unwrap_or(line);
        assert!(rest.any(|new| new.starts_with(kept)), "lost: {line}");
    }
    has_no_errors(content.path());
}

#[test]
fn a_second_import_of_the_same_file_writes_nothing() {
    for format in [Format::ModelsDev, Format::Litellm, Format::Openrouter, Format::LlmPrices] {
        let content = nuts();
        let first = import(content.path(), format, &["--write", "--source-url", URL]);
        assert!(said(&first).contains(" changes written to "), "{format:?}: {}", complained(&first));
        has_no_errors(content.path());
        let after = texts(content.path());
        let second = import(content.path(), format, &["--write", "--source-url", URL, "--format", "json"]);
        let report: Value = serde_json::from_slice(&second.stdout).expect("JSON");
        assert_eq!(report["summary"]["ready"], 0, "{format:?}: {report:#}");
        assert_eq!(report["summary"]["written"], false, "{format:?}");
        assert_eq!(texts(content.path()), after, "{format:?}");
    }
}

#[test]
fn a_file_that_proposes_nothing_is_a_success() {
    let content = nuts();
    let target = content.path().join("own.json");
    let export = ["export", "--content", path(content.path()), "--to", "models-dev", path(&target)];
    assert_eq!(run(&export).status.code(), Some(0));
    let arguments = ["import", "--content", path(content.path()), "--from", "models-dev", path(&target)];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("nothing to write"), "{}", said(&output));
}

#[test]
fn a_changed_unit_is_written_only_for_a_model_that_is_named() {
    let content = nuts();
    let accepted = ["--write", "--source-url", URL, "--accept-unit-changes", "nut-nano"];
    let output = import(content.path(), Format::LlmPrices, &accepted);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(nut(content.path()).contains("input = \"28\"\noutput = \"42\""));
    has_no_errors(content.path());
}

#[test]
fn what_would_not_load_is_not_written_at_all() {
    let content = nuts();
    let before = texts(content.path());
    // A million times the price: the catalogue's own loader refuses it.
    let accepted = ["--write", "--source-url", URL, "--accept-unit-changes", "nut-nano"];
    let output = import(content.path(), Format::ModelsDev, &accepted);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let complained = complained(&output);
    for wanted in ["would have errors", "nothing was written", "catalog/nut.toml:", "420000 is far from"] {
        assert!(complained.contains(wanted), "{wanted}: {complained}");
    }
    assert_eq!(texts(content.path()), before);
}

#[test]
fn a_file_with_faults_fails_and_what_can_be_read_is_still_told() {
    let content = nuts();
    let output = import(content.path(), Format::Litellm, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["faults"][0]["place"], "[\"bolt/nut-1\"].input_cost_per_token");
    assert_eq!(report["summary"], serde_json::json!({ "ready": 8, "refused": 1, "written": false }));
    let nano = report["proposals"].as_array().expect("a list").iter().find(|one| one["model"] == "nut-nano");
    let price = &nano.expect("a proposal")["prices"][0];
    assert_eq!(price["ours"]["input"], "0.28");
    assert_eq!(price["theirs"]["input"], "0.0028");
    assert_eq!(price["unit_errors"][0]["factor"], 100);
}

#[test]
fn what_is_missing_or_wrong_on_the_command_line_is_named() {
    let content = nuts();
    let none = import(content.path(), Format::Litellm, &["--write"]);
    assert!(complained(&none).contains("--source-url"), "{}", complained(&none));
    for (more, wanted) in [
        (vec!["--write", "--source-url", "nowhere"], "is no address"),
        (vec!["--write", "--source-url", "file:///etc/passwd"], "is no address"),
        (vec!["--from", "csv"], "--from"),
    ] {
        let output = import(content.path(), Format::Litellm, &more);
        assert!(!output.status.success() && output.stdout.is_empty(), "{more:?}");
        assert!(complained(&output).contains(wanted), "{more:?}: {}", complained(&output));
    }
    let ahead = ["import", "--content", path(content.path()), "--from", "litellm", "--as-of", "2999-01-01"];
    let file = fixture("import").join("litellm.json");
    let output = run(&[&ahead[..], &[path(&file)]].concat());
    assert!(complained(&output).contains("lies ahead"), "{}", complained(&output));
    let missing = ["import", "--content", path(content.path()), "--from", "litellm", "no/such/file"];
    assert!(complained(&run(&missing)).contains("no/such/file"));
}

#[test]
fn a_catalogue_with_errors_is_neither_compared_nor_exported() {
    let content = nuts();
    let broken = nut(content.path()).replace("input = \"2\"\n", "input = \"two\"\n");
    fs::write(content.path().join("catalog/nut.toml"), broken).expect("a written file");
    let output = import(content.path(), Format::ModelsDev, &["--write", "--source-url", URL]);
    assert!(complained(&output).contains("model-atlas check"), "{}", complained(&output));
    let output = run(&["export", "--content", path(content.path()), "--to", "litellm"]);
    assert!(!output.status.success() && output.stdout.is_empty());
}

#[test]
fn ends_of_lines_and_marks_of_other_systems_are_kept() {
    let content = nuts();
    let foreign = format!("\u{feff}{}", nut(content.path()).replace('\n', "\r\n"));
    fs::write(content.path().join("catalog/nut.toml"), &foreign).expect("a written file");
    let more = ["--write", "--source-url", "https://models.dev/api.json"];
    let output = import(content.path(), Format::ModelsDev, &more);
    assert!(said(&output).contains("written to 2 files"), "{}", complained(&output));
    let wanted = fs::read_to_string(fixture("import").join("expected/nut.toml")).expect("a fixture");
    assert_eq!(nut(content.path()), format!("\u{feff}{}", wanted.replace('\n', "\r\n")));
}

#[test]
fn exports_say_on_standard_error_what_they_leave_out() {
    let content = nuts();
    for (format, wanted) in [
        ("models-dev", "1 prices that depend on the hour"),
        ("litellm", "1 models at sellers that ask for another currency than US dollars"),
        ("llm-prices", "2 prices that depend on the hour"),
    ] {
        let output = run(&["--log", "error", "export", "--content", path(content.path()), "--to", format]);
        assert_eq!(output.status.code(), Some(0));
        assert!(complained(&output).contains(wanted), "{format}: {}", complained(&output));
        let exported: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(exported.is_object());
    }
}

#[test]
fn exports_have_the_names_and_units_of_their_formats() {
    let content = nuts();
    let export = |format: &str| {
        let output = run(&["export", "--content", path(content.path()), "--to", format]);
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let models: Value = serde_json::from_str(&export("models-dev")).expect("JSON");
    assert_eq!(models["bolt"]["models"]["nut-4"]["cost"]["tiers"][0]["tier"]["size"], 200_000);
    assert_eq!(models["bolt"]["models"]["nut-5"]["attachment"], true);
    assert!(models["bolt"]["models"]["nut-3"].get("cost").is_none(), "its price depends on the hour");
    assert!(models.get("bolt-cn").is_none());
    let flat = export("litellm");
    assert!(flat.contains("\"input_cost_per_token\": 2.8e-07"), "{flat}");
    assert!(flat.contains("\"input_cost_per_token_above_200k_tokens\": 2e-06"), "{flat}");
    let history: Value = serde_json::from_str(&export("llm-prices")).expect("JSON");
    let prices = history["prices"].as_array().expect("a list");
    let old = prices.iter().find(|price| price["id"] == "nut-1" && price["input"] == 4).expect("a price");
    assert_eq!((&old["from_date"], &old["to_date"]), (&"2025-01-01".into(), &"2025-06-01".into()));
}

#[test]
fn the_table_and_the_document_hold_everything() {
    let content = our_content();
    let export = |format: &str| run(&["export", "--content", path(&content), "--to", format]).stdout;
    let whole: Value = serde_json::from_slice(&export("json")).expect("JSON");
    let models = whole["models"].as_array().expect("models");
    let sources = whole["sources"].as_array().expect("sources").len() as u64;
    let prices: usize = models.iter().map(|model| model["prices"].as_array().expect("prices").len()).sum();
    for fact in models.iter().flat_map(|model| model["facts"].as_object().expect("facts").values()) {
        assert!(fact["source"].as_u64().is_some_and(|source| source < sources), "{fact}");
    }
    let table = export("csv");
    let mut reader = csv::Reader::from_reader(&table[..]);
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let mut names = head.clone();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), head.len(), "a column twice: {head:?}");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let without = models.iter().filter(|model| model["prices"].as_array().is_some_and(Vec::is_empty)).count();
    assert_eq!(rows.len(), prices + without);
    assert!(prices > 400 && models.len() > 500);
}
