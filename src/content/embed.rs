//! Directives in pages: `::specs{series="deepseek"}` asks for a table of the
//! catalogue, `::diagram{name="dense-moe"}` for a picture of ours.
//!
//! ```markdown
//! ::specs{series="deepseek"}
//! ::prices{series="deepseek,gpt"}
//! ::benchmarks{models="deepseek-v3,gpt-4o" benchmarks="mmlu"}
//! ::scenarios{series="deepseek"}
//! ::timeline{series="deepseek"}
//! ::diagram{name="dense-moe"}
//! ```

use crate::catalog::Catalog;
use crate::catalog::table::{Scope, View};
use crate::content::diagnostic::nearest;
use crate::content::markdown::Directive;
use crate::page::{Block, Diagram};

/// What a directive can be called.
const NAMES: [&str; 6] = ["specs", "prices", "benchmarks", "scenarios", "timeline", "diagram"];

/// What is wrong with a directive, and what to do.
pub struct Problem {
    /// In one sentence.
    pub message: String,
    /// The remedy.
    pub hint: String,
}

/// Reads a directive; `number` tells those of a kind on a page apart. Names the
/// catalogue lacks are reported and left out, so a typo shows a smaller table
/// rather than a broken page.
pub fn read(directive: &Directive, catalog: &Catalog, number: usize) -> (Option<Block>, Vec<Problem>) {
    if directive.name == "diagram" {
        return diagram(directive, number);
    }
    let mut problems = Vec::new();
    let mut scope = Scope::default();
    for (key, value) in &directive.arguments {
        let list = value.split(',').map(str::trim).filter(|id| !id.is_empty());
        match key.as_str() {
            "series" => {
                let known: Vec<&str> = catalog.series.iter().map(|s| s.id.as_str()).collect();
                scope.series =
                    list.filter_map(|id| pick("series", id, &known, &mut problems)).map(Into::into).collect();
            }
            "models" => {
                let known: Vec<&str> = catalog.models.iter().map(|m| m.id.as_str()).collect();
                scope.models =
                    list.filter_map(|id| pick("model", id, &known, &mut problems)).map(Into::into).collect();
            }
            "benchmarks" => {
                let known: Vec<&str> = catalog.benchmarks.iter().map(|b| b.id.as_str()).collect();
                scope.benchmarks = list
                    .filter_map(|id| pick("benchmark", id, &known, &mut problems))
                    .map(Into::into)
                    .collect();
            }
            other => problems.push(Problem {
                message: format!("`{other}` is no argument of ::{}", directive.name),
                hint: "use series=\"…\", models=\"…\" or benchmarks=\"…\"".to_owned(),
            }),
        }
    }
    if catalog.is_empty() {
        return (None, problems);
    }
    let block = match (directive.name.as_str(), View::from_name(&directive.name)) {
        (_, Some(view)) => Some(Block::Table { view, scope, number }),
        ("scenarios", None) => Some(Block::Scenarios { scope }),
        ("timeline", None) => Some(Block::Timeline { scope }),
        (name, None) => {
            let near = nearest(name, NAMES);
            problems.push(Problem {
                message: format!("::{name} is no directive"),
                hint: format!("did you mean ::{}?", near.unwrap_or("specs")),
            });
            None
        }
    };
    (block, problems)
}

/// Reads `::diagram{name="…"}`; no catalogue is needed for it.
fn diagram(directive: &Directive, number: usize) -> (Option<Block>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut name = None;
    for (key, value) in &directive.arguments {
        match key.as_str() {
            "name" => name = Some(value.as_str()),
            other => problems.push(Problem {
                message: format!("`{other}` is no argument of ::diagram"),
                hint: "use name=\"…\" alone".to_owned(),
            }),
        }
    }
    let known = Diagram::ALL.map(Diagram::name);
    let block = name.and_then(Diagram::from_name).map(|diagram| Block::Diagram { diagram, number });
    if block.is_none() {
        let all = known.join(", ");
        let near = name.and_then(|name| nearest(name, known));
        problems.push(Problem {
            message: name.map_or_else(
                || "::diagram does not say which".to_owned(),
                |name| format!("`{name}` is no diagram"),
            ),
            hint: near.map_or_else(
                || format!("use name=\"…\" with one of {all}"),
                |near| format!("did you mean `{near}`? There are {all}"),
            ),
        });
    }
    (block, problems)
}

fn pick<'a>(kind: &str, id: &'a str, known: &[&str], problems: &mut Vec<Problem>) -> Option<&'a str> {
    let found = known.contains(&id);
    if !found {
        let near = nearest(id, known.iter().copied());
        problems.push(Problem {
            message: format!("{kind} `{id}` is not in the catalogue"),
            hint: near.map_or_else(
                || format!("add the {kind}, or remove it here"),
                |near| format!("did you mean `{near}`?"),
            ),
        });
    }
    found.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, read};
    use crate::catalog::Catalog;
    use crate::content::diagnostic::Position;
    use crate::content::markdown::Directive;
    use crate::page::{Block, Diagram};

    fn asked(arguments: &[(&str, &str)]) -> (Option<Block>, Vec<String>) {
        let directive = Directive {
            name: "diagram".to_owned(),
            arguments: arguments
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
            position: Position { line: 1, column: 1 },
        };
        let (block, problems) = read(&directive, &Catalog::default(), 2);
        (
            block,
            problems.into_iter().map(|problem| format!("{}: {}", problem.message, problem.hint)).collect(),
        )
    }

    #[test]
    fn every_diagram_is_found_by_its_name_without_a_catalogue() {
        assert!(NAMES.contains(&"diagram"));
        for diagram in Diagram::ALL {
            let (block, problems) = asked(&[("name", diagram.name())]);
            assert_eq!(block, Some(Block::Diagram { diagram, number: 2 }));
            assert!(problems.is_empty(), "{problems:?}");
        }
    }

    #[test]
    fn an_unknown_diagram_is_told_the_near_one_and_all() {
        let (block, problems) = asked(&[("name", "kv-cash")]);
        assert!(block.is_none() && problems.len() == 1, "{problems:?}");
        assert!(problems[0].starts_with("`kv-cash` is no diagram: did you mean `kv-cache`? There are "));
        for diagram in Diagram::ALL {
            assert!(problems[0].contains(diagram.name()), "{problems:?}");
        }
        let (_, far) = asked(&[("name", "zzz")]);
        assert!(far[0].contains("with one of dense-moe, kv-cache, "), "{far:?}");
    }

    #[test]
    fn a_diagram_without_a_name_or_with_more_is_a_fault() {
        let (block, problems) = asked(&[]);
        assert!(block.is_none() && problems[0].starts_with("::diagram does not say which"), "{problems:?}");
        let (block, problems) = asked(&[("name", "dense-moe"), ("size", "9")]);
        assert!(block.is_some() && problems[0].starts_with("`size` is no argument"), "{problems:?}");
    }
}
