//! What a reader asks the calculator, as a query string: read leniently,
//! printed short. `Question::read(q.write()) == q`.

use crate::catalog::memory::Load;
use crate::catalog::memory::precision::{BF16, CACHE, Precision, WEIGHTS};
use crate::catalog::quantity::parse_count;
use crate::query::Query;

/// What a reader asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The model's id as written; `None` leaves the choice to the page.
    pub model: Option<String>,
    /// Formats, context, batch and allowance.
    pub load: Load,
}

/// A value that means nothing; the default stands in for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The parameter: `context`.
    pub key: &'static str,
    /// What was written.
    pub value: String,
}

impl Question {
    /// The longest context that is counted, in tokens.
    pub const MAX_CONTEXT: u64 = 100_000_000;
    /// The most sequences at once.
    pub const MAX_BATCH: u64 = 100_000;
    /// The largest allowance, in per cent.
    pub const MAX_OVERHEAD: u64 = 200;

    /// What is asked when nothing is said. A context of 32,768 tokens is long
    /// for a talk and short for a code base.
    pub const DEFAULT: Load = Load { weights: BF16, cache: BF16, context: 32_768, batch: 1, overhead: 10 };

    /// Reads a query string, and reports values that mean nothing.
    pub fn read(query: &Query) -> (Self, Vec<Refused>) {
        let mut refused = Vec::new();
        let mut load = Self::DEFAULT;
        let given = |key| query.get(key).map(str::trim).filter(|value| !value.is_empty());
        let mut refuse =
            |key, value: &str| refused.push(Refused { key, value: value.chars().take(40).collect() });
        for (key, list, place) in
            [("weights", &WEIGHTS[..], &mut load.weights), ("kv", &CACHE[..], &mut load.cache)]
        {
            let Some(value) = given(key) else { continue };
            match Precision::find(list, value) {
                Some(known) => *place = known,
                None => refuse(key, value),
            }
        }
        for (key, range, place) in [
            ("context", 1..=Self::MAX_CONTEXT, &mut load.context),
            ("batch", 1..=Self::MAX_BATCH, &mut load.batch),
            ("overhead", 0..=Self::MAX_OVERHEAD, &mut load.overhead),
        ] {
            let Some(value) = given(key) else { continue };
            match count(value).filter(|count| range.contains(count)) {
                Some(count) => *place = count,
                None => refuse(key, value),
            }
        }
        (Self { model: given("model").map(str::to_owned), load }, refused)
    }

    /// Prints the question; what is the default is left out.
    pub fn write(&self) -> Query {
        let mut query = Query::default();
        if let Some(model) = &self.model {
            query.set("model", model);
        }
        let (load, usual) = (&self.load, Self::DEFAULT);
        if load.weights != usual.weights {
            query.set("weights", load.weights.id);
        }
        if load.cache != usual.cache {
            query.set("kv", load.cache.id);
        }
        for (key, value, usual) in [
            ("context", load.context, usual.context),
            ("batch", load.batch, usual.batch),
            ("overhead", load.overhead, usual.overhead),
        ] {
            if value != usual {
                query.set(key, &value.to_string());
            }
        }
        query
    }
}

/// A count as people type it, with marks between its digits: `131,072`, `10%`.
fn count(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | '_' | ' ')).collect();
    parse_count(plain.strip_suffix('%').unwrap_or(&plain))
}

#[cfg(test)]
mod tests {
    use super::{Question, Refused};
    use crate::catalog::memory::Load;
    use crate::catalog::memory::precision::{CACHE, FP8, Q4_K_M, WEIGHTS};
    use crate::query::Query;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn counts_are_read_as_people_type_them() {
        let query = Query::parse("?model=a&weights=Q4_K_M&kv=fp8&context=131%2C072&batch=8&overhead=15%25");
        let (question, refused) = Question::read(&query);
        let load = Load { weights: Q4_K_M, cache: FP8, context: 131_072, batch: 8, overhead: 15 };
        assert_eq!((question, refused), (Question { model: Some("a".into()), load }, vec![]));
        assert_eq!(Question::read(&Query::parse("context=128k")).0.load.context, 128_000);
    }

    #[test]
    fn what_means_nothing_is_told_and_the_default_stands() {
        let query = Query::parse("weights=int2&kv=q4_k_m&context=lots&batch=0&overhead=-5&utm=x");
        let (question, refused) = Question::read(&query);
        assert_eq!(question, Question { model: None, load: Question::DEFAULT });
        let keys: Vec<&str> = refused.iter().map(|refused| refused.key).collect();
        assert_eq!(keys, ["weights", "kv", "context", "batch", "overhead"]);
        assert_eq!(refused[2], Refused { key: "context", value: "lots".into() });
        assert_eq!(Question::read(&Query::parse("context=999999999999")).1.len(), 1);
    }

    proptest! {
        #[test]
        fn a_question_reads_back_as_it_was_printed(
            weights in 0..WEIGHTS.len(), cache in 0..CACHE.len(), context in 1..=Question::MAX_CONTEXT,
            batch in 1..=Question::MAX_BATCH, overhead in 0..=Question::MAX_OVERHEAD, model in "[a-z0-9.-]{1,20}",
        ) {
            let load = Load { weights: WEIGHTS[weights], cache: CACHE[cache], context, batch, overhead };
            let question = Question { model: Some(model), load };
            prop_assert_eq!(Question::read(&question.write()), (question, vec![]));
        }

        #[test]
        fn any_query_is_answered(text in any::<String>()) {
            let (question, _) = Question::read(&Query::parse(&text));
            prop_assert_eq!(Question::read(&question.write()).0, question);
        }
    }
}
