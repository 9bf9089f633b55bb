//! The index: built whole from documents, then only read. To change it, another
//! is made that shares what stayed the same.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use levenshtein_automata::LevenshteinAutomatonBuilder;
use tantivy::TantivyDocument;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::Field;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index as Tantivy, Searcher};

use super::corpus::Corpus;
use super::document::{Document, Kind, Shelf};
use super::engine::{Engine, Segment};
use super::expand::Vocabulary;
use super::fold::key;
use super::lexicon::Lexicon;
use super::names::tagged;
use super::pinyin::Spellings;
use super::schema::{FOLDING, Fields, KeyKind, schema};
use super::sheet::Sheet;
use super::synonyms::Synonyms;
use super::tokenizer::FoldingTokenizer;

/// Threads that index; the machine this was measured on has two cores.
const THREADS: usize = 2;
/// Memory of both threads before a segment is written, in bytes.
const ARENA: usize = 256 << 20;
/// Documents up to which one thread is quicker than starting two.
const FEW_DOCUMENTS: usize = 256;
/// Memory of that one, in bytes: the least tantivy takes.
const SMALL_ARENA: usize = 15 << 20;
/// Segments beyond which a changed index is rather built anew.
const SEGMENTS: usize = 24;

/// Why an index could not be built.
#[derive(Debug, thiserror::Error)]
#[error("the search index could not be built")]
pub struct IndexError(#[from] tantivy::TantivyError);

/// An immutable search index in memory. Share it between threads; to change it,
/// make another with [`Index::updated`] and swap.
pub struct Index {
    pub(super) corpus: Corpus,
    pub(super) engine: Engine,
    pub(super) vocabulary: Vocabulary,
    /// Sheets that are not in use.
    sheets: Mutex<Vec<Sheet>>,
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
        let documents: Vec<_> = documents.into_iter().map(|document| Some(Arc::new(document))).collect();
        let added = Added::new(&documents, 0)?;
        let words = Lexicon::new(added.words);
        let keys = Lexicon::new(added.keys);
        Ok(Index::new(documents, added.segments, &added.fields, [words, keys], synonyms))
    }

    /// An index of `documents` that shares with this one whatever did not change,
    /// page by page. One page of many takes a fraction of building all.
    ///
    /// # Errors
    ///
    /// Fails if tantivy does, for example when it runs out of memory.
    pub fn updated(&self, documents: Vec<Document>, synonyms: &[Vec<String>]) -> Result<Index, IndexError> {
        let mut given: HashMap<&str, Vec<&Document>> = HashMap::new();
        for document in &documents {
            given.entry(&document.page).or_default().push(document);
        }
        let mut known: HashMap<&str, Vec<&Document>> = HashMap::new();
        for document in self.corpus.all().iter().flatten() {
            known.entry(&document.page).or_default().push(document);
        }
        let is_same = |page: &str| known.get(page).is_some_and(|known| given.get(page) == Some(known));
        let keeps = |document: &&Arc<Document>| is_same(&document.page);
        let mut all: Vec<_> =
            self.corpus.all().iter().map(|old| old.as_ref().filter(keeps).cloned()).collect();
        let kept = all.iter().flatten().count();
        let first = all.len();
        all.extend(documents.iter().filter(|new| !is_same(&new.page)).map(|new| Some(Arc::new(new.clone()))));
        let is_littered = kept * 4 < first * 3 || self.engine.segments.len() >= SEGMENTS;
        if is_littered {
            return Index::build(documents, synonyms);
        }
        let added = Added::new(&all[first..], first as u64)?;
        let mut segments = self.engine.segments.clone();
        segments.extend(added.segments);
        let words = self.vocabulary.words.with(added.words);
        let keys = self.vocabulary.keys.with(added.keys);
        Ok(Index::new(all, segments, &added.fields, [words, keys], synonyms))
    }

    fn new(
        documents: Vec<Option<Arc<Document>>>,
        segments: Vec<Arc<Segment>>,
        fields: &Fields,
        [words, keys]: [Lexicon; 2],
        synonyms: &[Vec<String>],
    ) -> Index {
        let texts = documents.iter().flatten().flat_map(|document| {
            [document.title.as_str(), document.heading.as_str(), document.heading_alias.as_str()]
                .into_iter()
                .chain(document.aliases.iter().map(String::as_str))
        });
        let phrases = synonyms.iter().flatten().map(String::as_str);
        let vocabulary = Vocabulary {
            words,
            keys,
            spellings: Spellings::new(texts.chain(phrases)),
            synonyms: Synonyms::new(synonyms),
            automata: [1, 2].map(|errors| LevenshteinAutomatonBuilder::new(errors, true)),
        };
        let engine = Engine::new(segments, fields);
        Index { corpus: Corpus::new(documents), engine, vocabulary, sheets: Mutex::default() }
    }

    /// Number of documents (sections, models…).
    pub fn len(&self) -> usize {
        self.corpus.len()
    }

    /// Whether a page or a section is at an address.
    pub fn has(&self, url: &str) -> bool {
        self.corpus.all().iter().flatten().any(|document| document.url == url || document.page == url)
    }

    /// Bytes of the postings, term lists and length tables; the texts are not counted.
    pub fn bytes(&self) -> u64 {
        self.engine.segments.iter().map(|segment| segment.bytes).sum()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A sheet to score on, cleared.
    pub(super) fn sheet(&self) -> Sheet {
        self.sheets.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps a sheet for the next query. There are never more than ran at once.
    pub(super) fn keep(&self, sheet: Sheet) {
        self.sheets.lock().unwrap_or_else(PoisonError::into_inner).push(sheet);
    }
}

/// Documents on their way into an index.
struct Added {
    fields: Fields,
    segments: Vec<Arc<Segment>>,
    /// Words and keys, each with its documents.
    words: Vec<(Box<str>, u32)>,
    keys: Vec<(Box<str>, u32)>,
}

impl Added {
    /// Indexes documents, the first of which has number `first`: shelf by shelf.
    fn new(documents: &[Option<Arc<Document>>], first: u64) -> tantivy::Result<Self> {
        let (_, fields) = schema();
        let mut added = Added { fields, segments: Vec::new(), words: Vec::new(), keys: Vec::new() };
        for shelf in Shelf::ALL {
            let numbered = (first..).zip(documents);
            let numbered = numbered.filter_map(|(number, document)| Some((number, document.as_ref()?)));
            let wanted: Vec<_> = numbered.filter(|(_, document)| document.shelf() == shelf).collect();
            if wanted.is_empty() {
                continue;
            }
            let searcher = indexed(&wanted, &fields)?;
            added.segments.extend(Segment::open_all(&searcher, &fields, shelf)?);
            added.words.extend(terms(&searcher, &fields.prose())?);
            added.keys.extend(terms(&searcher, &[fields.key])?);
        }
        Ok(added)
    }
}

/// A tantivy index in memory.
fn indexed(documents: &[(u64, &Arc<Document>)], fields: &Fields) -> tantivy::Result<Searcher> {
    let index = Tantivy::create_in_ram(schema().0);
    index.tokenizers().register(FOLDING, TextAnalyzer::from(FoldingTokenizer::default()));
    let (threads, arena) = if documents.len() <= FEW_DOCUMENTS { (1, SMALL_ARENA) } else { (THREADS, ARENA) };
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(threads, arena)?;
    // Merging would take longer than it saves: segments are never written to again.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let mut pages = HashSet::new();
    for (number, document) in documents {
        let is_first = pages.insert(document.page.as_str());
        writer.add_document(fields_of(document, *number, is_first, fields))?;
    }
    writer.commit()?;
    drop(writer);
    Ok(index.reader()?.searcher())
}

/// The fields of one document. Only the lead section answers for the page's names.
fn fields_of(document: &Document, number: u64, is_first: bool, fields: &Fields) -> TantivyDocument {
    let mut doc = TantivyDocument::default();
    doc.add_u64(fields.number, number);
    doc.add_text(fields.title, &document.title);
    for alias in &document.aliases {
        doc.add_text(fields.title, alias);
    }
    for (field, text) in [
        (fields.heading, &document.heading),
        (fields.heading, &document.heading_alias),
        (fields.body, &document.body),
        (fields.code, &document.code),
    ] {
        if !text.is_empty() {
            doc.add_text(field, text);
        }
    }
    let (name, alias) = match document.kind {
        Kind::Model => (KeyKind::ModelName, KeyKind::ModelAlias),
        Kind::Term => (KeyKind::TermName, KeyKind::TermAlias),
        Kind::Page | Kind::Scenario => (KeyKind::Title, KeyKind::Alias),
    };
    let mut add_key = |kind, text: &str| {
        let mut keys: Vec<String> = Vec::new();
        // In a model's name the brackets hold a date or a size, which is no name.
        let names = names_in(text).take(if document.kind == Kind::Model { 1 } else { usize::MAX });
        for name in names {
            let key = key(name);
            if !key.is_empty() && !keys.contains(&key) {
                doc.add_text(fields.key, tagged(kind, &key));
                keys.push(key);
            }
        }
    };
    if is_first || document.heading.is_empty() {
        add_key(name, &document.title);
        for text in &document.aliases {
            add_key(alias, text);
        }
    }
    add_key(KeyKind::Heading, &document.heading);
    add_key(KeyKind::Heading, &document.heading_alias);
    doc
}

/// The whole text, and of `混合专家（MoE）` both names.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let brackets = |text: &'_ str| text.ends_with(['）', ')']);
    let cut = text.find(['（', '(']).filter(|&at| at > 0 && brackets(text));
    let (before, inside) = cut.map_or(("", ""), |at| text.split_at(at));
    [text, before, inside].into_iter().filter(|name| !name.is_empty())
}

/// All words of some fields with their counts.
fn terms(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Vec<(Box<str>, u32)>> {
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
    Ok(words)
}
