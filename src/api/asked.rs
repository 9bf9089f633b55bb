//! A request that was checked: every value in it can be taken.

use crate::api::parameter::{Parameter, Place, flag};
use crate::api::problem::{Invalid, Problem};
use crate::content::diagnostic::nearest;
use crate::query::Query;

/// A checked request: values by name, and the address it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The path, for links to other pages of the same answer.
    path: String,
    query: Query,
    /// Parts of the path by name.
    parts: Vec<(String, String)>,
}

impl Asked {
    /// Checks a request against the parameters of its operation.
    ///
    /// # Errors
    ///
    /// With every parameter that is unknown, missing, given twice or set to
    /// something that cannot be taken.
    pub fn new(
        parameters: &[Parameter],
        path: &str,
        parts: Vec<(String, String)>,
        query: Query,
    ) -> Result<Self, Problem> {
        let mut errors = Vec::new();
        let known = |place: Place| parameters.iter().filter(move |parameter| parameter.place == place);
        for (name, value) in query.pairs() {
            match known(Place::Query).find(|parameter| parameter.name == name) {
                Some(parameter) => errors.extend(parameter.refuses(value)),
                None => {
                    let near = nearest(name, known(Place::Query).map(|parameter| parameter.name.as_str()));
                    let hint = near.map_or_else(
                        || "no such parameter; see /api".to_owned(),
                        |near| format!("no such parameter; did you mean `{near}`?"),
                    );
                    errors.push(Invalid::new(name, value, hint));
                }
            }
        }
        for parameter in parameters {
            let count = query.pairs().filter(|(name, _)| *name == parameter.name).count();
            let in_path = parts.iter().find(|(name, _)| *name == parameter.name);
            if let Some((_, value)) = in_path {
                errors.extend(parameter.refuses(value));
            } else if count > 1 {
                let reason = "given more than once; give it once, several values separated by commas";
                errors.push(Invalid::new(
                    &parameter.name,
                    query.get(&parameter.name).unwrap_or_default(),
                    reason,
                ));
            } else if count == 0 && parameter.required {
                errors.push(Invalid::new(
                    &parameter.name,
                    "",
                    format!("missing; give {}", parameter.takes.in_words()),
                ));
            }
        }
        if errors.is_empty() {
            Ok(Self { path: path.to_owned(), query, parts })
        } else {
            Err(Problem::invalid(errors))
        }
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        let part = self.parts.iter().find(|(part, _)| part == name).map(|(_, value)| value.as_str());
        part.or_else(|| self.query.get(name))
    }

    /// A value without space around it.
    pub fn word(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim)
    }

    /// A whole number.
    pub fn count(&self, name: &str) -> Option<u64> {
        self.word(name).and_then(|value| value.parse().ok())
    }

    /// Whether something is switched on.
    pub fn is_on(&self, name: &str) -> bool {
        self.word(name).and_then(flag).unwrap_or(false)
    }

    /// Values separated by commas.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.word(name).map(|value| value.split(',').collect()).unwrap_or_default()
    }

    /// What stands behind the `?`.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The same address with one parameter set.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut query = self.query.clone();
        query.set(name, value);
        format!("{}{}", self.path, query.print())
    }
}
