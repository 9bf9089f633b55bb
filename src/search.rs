//! Search over both languages, held in RAM and rebuilt whole.
//!
//! What happens to a text that is indexed:
//! 1. `document`: the caller hands over one [`Document`] per heading section and per model.
//! 2. `fold`: every character loses width, case, accents and traditional form, and
//!    remembers the bytes it came from.
//! 3. `chain`, `tokenizer`: Latin runs become atoms and glued variants, Han runs become bigrams.
//! 4. `schema`, `index`: four text fields and one field of whole-name *keys* go to tantivy;
//!    `lexicon` and `pinyin` keep the sorted words, keys and spellings that fuzziness needs.
//!
//! What happens to a query:
//! 1. `query`: it is bounded and cut into words and Han characters. Nothing can be a syntax error.
//! 2. `expand`, `names`, `plan`: words become concepts with alternatives; `synonyms` meet in both directions.
//! 3. `score`, `engine`, `collect`: a cheap exact pass over the postings; the best sections are kept.
//! 4. `widen`, only if that found too little: prefixes, typing errors, pinyin.
//! 5. `group`: sections fold into pages.
//! 6. `snippet`, `excerpt`: what matched is marked and the best passage is cut from our own text.
//!
//! Deliberately absent: tantivy's `QueryParser` (nested parentheses overflow its stack),
//! `FuzzyTermQuery` (constant score) and `SnippetGenerator` (cuts by bytes).

mod chain;
mod collect;
mod document;
mod engine;
mod excerpt;
mod expand;
mod fold;
mod group;
mod index;
mod lexicon;
mod names;
mod pinyin;
mod plan;
mod query;
mod results;
mod schema;
mod score;
mod snippet;
mod synonyms;
#[cfg(test)]
mod tests;
mod tokenizer;
mod widen;

pub use document::{Document, Kind};
pub use index::{Index, IndexError};
pub use results::{Hit, Marked, Notice, Options, Results, SectionHit};
