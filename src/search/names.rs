//! Names: queries that are a whole title, heading, model or alias, or hold one.

use super::expand::Vocabulary;
use super::plan::Plan;
use super::query::{Query, glue, is_stop_word};
use super::regional::mainland;
use super::schema::KeyKind;

/// Most names that a name inside the query, or its beginning, may bring in.
const NAMES: usize = 16;
/// Share of what is asked for that a name must be to be meant alone.
const ALONE: f32 = 0.95;
/// Largest bonus of a name that was meant but not typed.
const MEANT_NAME: f32 = 47.0;
/// Largest bonus of a name that is shared by many.
const SHARED_NAME: f32 = 30.0;

impl Vocabulary {
    /// Names that the query is, begins, means or holds.
    pub(super) fn add_names(&self, query: &Query, plan: &mut Plan) {
        for kind in KeyKind::ALL {
            let key = tagged(kind, &query.key);
            let bonus = self.name_bonus(kind, &key);
            if bonus > 0.0 {
                plan.keys.push((key, bonus));
                plan.named = true;
            }
        }
        if query.key.len() >= 2 {
            for kind in KeyKind::ALL {
                let start = tagged(kind, &query.key);
                let mut longer: Vec<&str> =
                    self.keys.range(&start).filter(|key| key.len() > start.len()).take(512).collect();
                longer.sort_by_key(|key| key.len());
                for key in longer.into_iter().take(NAMES) {
                    let share = start.chars().count() as f32 / key.chars().count() as f32;
                    plan.keys.push((key.to_owned(), kind.prefix() * (0.5 + 0.5 * share)));
                }
            }
        }
        let core = core(query, plan);
        self.add_names_meant(query, core, plan);
        self.add_names_inside(query, core, plan);
    }

    /// Other names of what was asked: synonyms, and words of other regions.
    fn add_names_meant(&self, query: &Query, core: usize, plan: &mut Plan) {
        let meant = std::mem::take(&mut plan.concepts);
        for concept in &meant {
            let said = glue(&query.units[concept.units.clone()]).len() as f32 / core.max(1) as f32;
            for (name, share) in &concept.names {
                let inside = if said >= ALONE { 1.0 } else { 0.5 * said };
                self.add_name(name, share * inside, plan);
            }
        }
        plan.concepts = meant;
        if let Some(usual) = mainland(&query.key) {
            self.add_name(&usual, 0.9, plan);
        }
    }

    /// Names that are only a part of the query, as in `deepseek v3 价格`. One that is all
    /// of it but question words is as good as typed alone; a term of the glossary counts
    /// only then, since any query is made of terms, and not for who asks how or why:
    /// it says what.
    fn add_names_inside(&self, query: &Query, core: usize, plan: &mut Plan) {
        let how = plan.asks_how;
        let mut left = NAMES;
        for length in (1..query.units.len().min(9)).rev() {
            for window in query.units.windows(length) {
                let key = glue(window);
                if key.chars().nth(1).is_none() || is_stop_word(&key) {
                    continue;
                }
                let said = (key.len() as f32 / core.max(1) as f32).min(1.0);
                for kind in KeyKind::ALL {
                    let inside = if kind.is_model() { 0.6 } else { 0.4 };
                    let share = if said >= ALONE { 0.9 } else { inside * said };
                    let name = tagged(kind, &key);
                    let bonus = self.name_bonus(kind, &name);
                    if bonus > 0.0 && left > 0 && (!kind.is_term() || (said >= ALONE && !how)) {
                        left -= 1;
                        plan.keys.push((name, bonus * share));
                    }
                }
            }
        }
    }

    /// The name `key`, meant but not typed, for a share of its bonus. The bonus of a
    /// model's own name stays with those who typed it.
    pub(super) fn add_name(&self, key: &str, share: f32, plan: &mut Plan) {
        for kind in KeyKind::ALL {
            let name = tagged(kind, key);
            let bonus = self.name_bonus(kind, &name);
            if bonus > 0.0 && (!kind.is_term() || (share >= 0.5 && !plan.asks_how)) {
                plan.keys.push((name, bonus.min(MEANT_NAME) * share));
            }
        }
    }

    /// Bonus of a key that is in the index, else 0. What many records share, as they
    /// share their vendor, names none of them.
    fn name_bonus(&self, kind: KeyKind, key: &str) -> f32 {
        match self.keys.count(key) {
            0 => 0.0,
            1..=3 => kind.exact(),
            _ => kind.exact().min(SHARED_NAME),
        }
    }
}

/// Bytes of what is asked for, without question words.
fn core(query: &Query, plan: &Plan) -> usize {
    let asked = plan.concepts.iter().map(|concept| glue(&query.units[concept.units.clone()]).len());
    asked.sum()
}

/// A key as it stands in the index.
pub(super) fn tagged(kind: KeyKind, key: &str) -> String {
    let mut tagged = String::with_capacity(key.len() + 1);
    tagged.push(kind.tag());
    tagged.push_str(key);
    tagged
}

/// What a key of the index is the name of, and the name.
pub(super) fn name_of(key: &str) -> (&'static str, &str) {
    let found = KeyKind::ALL.into_iter().find_map(|kind| Some((kind.field(), key.strip_prefix(kind.tag())?)));
    found.unwrap_or(("", key))
}

#[cfg(test)]
mod tests {
    use crate::search::expand::tests::vocabulary;
    use crate::search::query::Query;

    #[test]
    fn a_name_inside_the_query_brings_a_smaller_bonus() {
        let plan = vocabulary().exact(&Query::read("deepseek v3 价格"));
        let (_, bonus) = plan.keys.iter().find(|(key, _)| key == "mdeepseekv3").expect("the name is inside");
        assert!(*bonus > 10.0 && *bonus < 40.0);
        assert!(!plan.named);
    }

    #[test]
    fn a_query_that_is_a_name_gets_its_full_bonus() {
        let plan = vocabulary().exact(&Query::read("deepseek-v3"));
        assert!(plan.named && plan.keys.iter().any(|(key, bonus)| key == "mdeepseekv3" && *bonus >= 80.0));
        let plan = vocabulary().exact(&Query::read("deepse"));
        assert!(!plan.named && plan.keys.iter().any(|(key, bonus)| key == "mdeepseekv3" && *bonus < 20.0));
    }
}
