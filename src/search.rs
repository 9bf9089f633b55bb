//! Search over both languages, held in RAM and rebuilt whole.
//!
//! What happens to a text that is indexed:
//! 1. `document`: the caller hands over one [`Document`] per heading section, model, scenario and term.
//! 2. `fold`: every character loses width, case, accents and traditional form, and
//!    remembers the bytes it came from.
//! 3. `chain`, `tokenizer`: Latin runs become atoms and glued variants, Han runs become bigrams.
//! 4. `schema`, `index`: four text fields and one field of whole-name *keys* go to tantivy;
//!    `lexicon` and `pinyin` keep the sorted words, keys and spellings that fuzziness needs;
//!    `corpus` joins the documents into pages with facets.
//!
//! What happens to a query:
//! 1. `query`: it is bounded and cut into words and Han characters. Nothing can be a syntax error.
//! 2. `expand`, `concepts`, `names`, `plan`: words become concepts with alternatives; `synonyms` meet in both
//!    directions, `regional` words are read as the mainland's.
//! 3. `prepared`, `score`, `sheet`, `engine`: an exact pass over the postings of what is rare enough,
//!    then a closer look at the sections that found most.
//! 4. `widen`, only if that found too little: prefixes, typing errors, pinyin.
//! 5. `gather`: sections fold into pages, with their facets counted.
//! 6. `snippet`, `excerpt`: what matched is marked and the best passage is cut from our own text.
//! 7. `explain`, if asked for: the parts of each score.
//!
//! `evaluate` measures all that against a list of judged queries.
//!
//! Deliberately absent: tantivy's `QueryParser` (nested parentheses overflow its stack),
//! `FuzzyTermQuery` (constant score) and `SnippetGenerator` (cuts by bytes).

mod answer;
mod chain;
mod concepts;
mod corpus;
mod document;
mod engine;
mod evaluate;
mod excerpt;
mod expand;
mod explain;
mod facet;
mod fold;
mod gather;
mod index;
mod lexicon;
mod names;
mod phrase;
mod pinyin;
mod plan;
mod prepared;
mod query;
mod regional;
mod results;
mod schema;
mod score;
mod sheet;
mod snippet;
mod synonyms;
#[cfg(test)]
mod tests;
mod tokenizer;
mod widen;

pub use document::{Document, Kind};
pub use evaluate::{Judged, Judgements, Measured, evaluate};
pub use facet::{Axis, Facet, FacetCount};
pub use index::{Index, IndexError};
pub use results::{Hit, Marked, Notice, Options, Part, Results, Rule, SectionHit};
