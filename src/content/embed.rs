//! Directives in pages: `::specs{series="deepseek"}` asks for a table of the
//! catalogue.
//!
//! ```markdown
//! ::specs{series="deepseek"}
//! ::prices{series="deepseek,gpt"}
//! ::benchmarks{models="deepseek-v3,gpt-4o" benchmarks="mmlu"}
//! ::scenarios{series="deepseek"}
//! ```

use crate::catalog::Catalog;
use crate::catalog::table::{Scope, View};
use crate::content::diagnostic::nearest;
use crate::content::markdown::Directive;
use crate::page::Block;

/// What a directive can be called.
const NAMES: [&str; 4] = ["specs", "prices", "benchmarks", "scenarios"];

/// What is wrong with a directive, and what to do.
pub struct Problem {
    /// In one sentence.
    pub message: String,
    /// The remedy.
    pub hint: String,
}

/// Reads a directive; `number` tells the tables of a page apart. Names the
/// catalogue lacks are reported and left out, so a typo shows a smaller table
/// rather than a broken page.
pub fn read(directive: &Directive, catalog: &Catalog, number: usize) -> (Option<Block>, Vec<Problem>) {
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
