//! Which models an address compares: `m=a,b` and `m=a&m=b`, by id, name or
//! alias, each once.

use crate::catalog::Catalog;
use crate::catalog::filter::fold;
use crate::catalog::model::Model;
use crate::query::Query;

/// More models than this do not fit beside each other.
pub const MOST: usize = 5;
/// Names that are looked at; more is no list a person made.
const MOST_NAMES: usize = 40;
/// Unknown names that a suggestion is sought for.
const MOST_UNKNOWN: usize = 5;
/// Below this likeness a suggestion is no help.
const LIKE: f64 = 0.75;

/// The models to compare, and what could not be read.
pub struct Choice<'a> {
    /// At most [`MOST`], in the order they were asked for.
    pub models: Vec<&'a Model>,
    /// Names that no model has, each with the model of the nearest name.
    pub unknown: Vec<(String, Option<&'a Model>)>,
    /// Models left out because there were too many.
    pub beyond: Vec<&'a Model>,
}

impl<'a> Choice<'a> {
    /// Reads the models of an address.
    pub fn read(catalog: &'a Catalog, query: &Query) -> Self {
        let mut choice = Self { models: Vec::new(), unknown: Vec::new(), beyond: Vec::new() };
        let asked = query.all("m");
        let names = asked.split(',').map(str::trim);
        for name in names.filter(|name| !name.is_empty()).take(MOST_NAMES) {
            match named(catalog, name) {
                Some(model) if choice.holds(model) => {}
                Some(model) if choice.models.len() < MOST => choice.models.push(model),
                Some(model) => choice.beyond.push(model),
                None if choice.unknown.len() < MOST_UNKNOWN => {
                    let name: String = name.chars().take(60).collect();
                    let near = nearest(catalog, &name);
                    choice.unknown.push((name, near));
                }
                None => {}
            }
        }
        choice
    }

    fn holds(&self, model: &Model) -> bool {
        self.models.iter().chain(&self.beyond).any(|other| other.id == model.id)
    }
}

/// The model of an id, else of a name or alias in any spelling.
fn named<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Model> {
    let lower = name.to_ascii_lowercase();
    let by_id = catalog.models.iter().find(|model| model.id.as_str() == lower);
    by_id.or_else(|| {
        let folded = fold(name);
        let names = |model: &'a Model| {
            [&model.id.0, &model.name.zh, &model.name.en].into_iter().chain(&model.aliases)
        };
        (!folded.is_empty())
            .then(|| catalog.models.iter().find(|model| names(model).any(|own| fold(own) == folded)))?
    })
}

fn nearest<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Model> {
    let lower = name.to_lowercase();
    let like = |model: &&'a Model| {
        let names = [&model.id.0, &model.name.zh, &model.name.en];
        let best = names.map(|own| strsim::jaro_winkler(&lower, &own.to_lowercase()));
        best.into_iter().fold(0.0, f64::max)
    };
    let best = catalog.models.iter().map(|model| (like(&model), model)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > LIKE).map(|(_, model)| model)
}
