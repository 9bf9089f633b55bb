//! The index: built whole from documents, then only read.

use std::collections::HashSet;

use levenshtein_automata::LevenshteinAutomatonBuilder;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Searcher, TantivyDocument};

use super::collect::Best;
use super::document::{Document, Kind};
use super::engine::Engine;
use super::expand::Vocabulary;
use super::fold::key;
use super::group::{Group, group};
use super::lexicon::Lexicon;
use super::names::tagged;
use super::pinyin::Spellings;
use super::plan::Plan;
use super::query::Query;
use super::results::{Hit, Options, Results, SectionHit};
use super::schema::{FOLDING, Fields, KeyKind, schema};
use super::score::score;
use super::snippet::Marker;
use super::synonyms::Synonyms;
use super::tokenizer::FoldingTokenizer;
use super::widen::Correction;
use crate::locale::Locale;

/// Threads that index; the machine this was measured on has two cores.
const THREADS: usize = 2;
/// Memory of both threads before a segment is written, in bytes.
const ARENA: usize = 256 << 20;
/// Most pages in one answer.
const PAGES: usize = 50;
/// Sections looked at for one answer, at least.
const SECTIONS: usize = 60;
/// Sections found below which the last word is taken for unfinished.
const FEW: usize = 3;

/// Why an index could not be built.
#[derive(Debug, thiserror::Error)]
#[error("the search index could not be built")]
pub struct IndexError(#[from] tantivy::TantivyError);

/// An immutable search index in memory. Share it between threads; to change it,
/// build another and swap.
pub struct Index {
    documents: Vec<Document>,
    engine: Engine,
    vocabulary: Vocabulary,
}

impl Index {
    /// Builds an index of `documents`.
    ///
    /// Each group of `synonyms` lists phrases that mean the same, in any language;
    /// a query with one of them also finds the others.
    ///
    /// # Errors
    ///
    /// Fails if tantivy does, for example when no thread can be started.
    pub fn build(documents: Vec<Document>, synonyms: &[Vec<String>]) -> Result<Index, IndexError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        index.tokenizers().register(FOLDING, TextAnalyzer::from(FoldingTokenizer::default()));
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(THREADS, ARENA)?;
        // Merging would take longer than it saves: the index is rebuilt, never updated.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut pages = HashSet::new();
        for (number, document) in documents.iter().enumerate() {
            let first = pages.insert(document.page.as_str());
            writer.add_document(indexed(document, number as u64, first, &fields))?;
        }
        writer.commit()?;
        drop(writer);
        let searcher = index.reader()?.searcher();
        let texts = documents.iter().flat_map(|document| {
            [document.title.as_str(), document.heading.as_str()]
                .into_iter()
                .chain(document.aliases.iter().map(String::as_str))
        });
        let phrases = synonyms.iter().flatten().map(String::as_str);
        let vocabulary = Vocabulary {
            words: lexicon(&searcher, &[fields.title, fields.heading, fields.body, fields.code])?,
            keys: lexicon(&searcher, &[fields.key])?,
            spellings: Spellings::new(texts.chain(phrases)),
            synonyms: Synonyms::new(synonyms),
            automata: [1, 2].map(|errors| LevenshteinAutomatonBuilder::new(errors, true)),
        };
        let engine = Engine::open(searcher, &fields, &documents)?;
        Ok(Index { documents, engine, vocabulary })
    }

    /// Searches for anything a reader may type. Never fails: a query without
    /// sense gives an answer without hits.
    pub fn search(&self, query: &str, options: Options) -> Results {
        let query = Query::read(query);
        let mut results = Results { notices: query.notices.clone(), ..Results::default() };
        let limit = options.limit.min(PAGES);
        if query.units.is_empty() || limit == 0 || self.is_empty() {
            return results;
        }
        let mut plan = self.vocabulary.exact(&query);
        let mut best = self.run(&plan, limit, options.locale);
        let weak = plan.concepts.iter().any(|concept| self.vocabulary.is_weak(concept));
        let few = best.total < FEW || best.complete == 0;
        let mut corrections = Vec::new();
        if !plan.named && (weak || few) {
            let size = plan.size();
            corrections = self.vocabulary.widen(&query, &mut plan, few);
            if plan.size() > size {
                best = self.run(&plan, limit, options.locale);
            }
        }
        let total = self.engine.len() as f32;
        let rarity = |token: &str| (1.0 + total / (1.0 + self.vocabulary.words.count(token) as f32)).ln();
        let mut marker = Marker::new(&plan, rarity);
        results.hits = group(&best.found, &self.documents, limit)
            .into_iter()
            .map(|group| self.hit(&group, &mut marker))
            .collect();
        if !results.hits.is_empty() {
            results.suggestion = suggestion(&query, &corrections);
        }
        results
    }

    /// Number of documents (sections, models…).
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    fn run(&self, plan: &Plan, limit: usize, locale: Locale) -> Best {
        // The index lies in memory and was written by us: what could fail is not the
        // reader's to repair, and an empty answer is the best that is left.
        score(&self.engine, plan, locale, SECTIONS.max(limit * 4)).unwrap_or_default()
    }

    fn hit(&self, group: &Group, marker: &mut Marker) -> Hit {
        let document = &self.documents[group.best.number as usize];
        let more = group.more.iter().map(|&number| {
            let section = &self.documents[number as usize];
            let heading = if section.heading.is_empty() { &section.title } else { &section.heading };
            SectionHit { url: section.url.clone(), heading: marker.whole(heading) }
        });
        Hit {
            more: more.collect(),
            kind: document.kind,
            locale: document.locale,
            url: document.url.clone(),
            page: document.page.clone(),
            title: marker.whole(&document.title),
            heading: marker.whole(&document.heading),
            excerpt: marker.excerpt(&document.body, &document.code),
            score: group.best.score,
        }
    }
}

/// The fields of one document. Only the lead section answers for the page's names.
fn indexed(document: &Document, number: u64, first: bool, fields: &Fields) -> TantivyDocument {
    let mut doc = TantivyDocument::default();
    doc.add_u64(fields.number, number);
    doc.add_text(fields.title, &document.title);
    for alias in &document.aliases {
        doc.add_text(fields.title, alias);
    }
    for (field, text) in
        [(fields.heading, &document.heading), (fields.body, &document.body), (fields.code, &document.code)]
    {
        if !text.is_empty() {
            doc.add_text(field, text);
        }
    }
    let (name, alias) = match document.kind {
        Kind::Model => (KeyKind::ModelName, KeyKind::ModelAlias),
        Kind::Page | Kind::Scenario | Kind::Term => (KeyKind::Title, KeyKind::Alias),
    };
    let mut add_key = |kind, text: &str| {
        let key = key(text);
        if !key.is_empty() {
            doc.add_text(fields.key, tagged(kind, &key));
        }
    };
    if first || document.heading.is_empty() {
        add_key(name, &document.title);
        for text in &document.aliases {
            add_key(alias, text);
        }
    }
    add_key(KeyKind::Heading, &document.heading);
    doc
}

/// All words of some fields with their counts.
fn lexicon(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Lexicon> {
    let mut words = Vec::new();
    for segment in searcher.segment_readers() {
        for &field in fields {
            let inverted = segment.inverted_index(field)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    words.push((word.into(), terms.value().doc_freq));
                }
            }
        }
    }
    Ok(Lexicon::new(words))
}

/// The query with its corrections put in.
fn suggestion(query: &Query, corrections: &[Correction]) -> Option<String> {
    let mut text = String::new();
    let mut at = 0;
    for correction in corrections {
        if correction.bytes.start >= at {
            text.push_str(query.text.get(at..correction.bytes.start)?);
            text.push_str(&correction.text);
            at = correction.bytes.end;
        }
    }
    text.push_str(query.text.get(at..)?);
    (!corrections.is_empty() && text != query.text).then_some(text)
}
