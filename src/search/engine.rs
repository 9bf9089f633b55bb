//! The postings of all segments, opened once, with what scoring needs at hand.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, Term};

use super::document::Shelf;
use super::phrase::PhraseReader;
use super::schema::Fields;

/// Saturation of repeated words, as usual for BM25.
const K1: f32 = 1.2;
/// How much longer texts are discounted.
const B: f32 = 0.75;
/// The fields in which words are looked for.
pub(super) const FIELDS: usize = 4;
/// Their names, as an explanation gives them.
pub(super) const FIELD_NAMES: [&str; FIELDS] = ["title", "heading", "body", "code"];
const FIELD_WEIGHTS: [f32; FIELDS] = [2.0, 2.5, 1.0, 0.5];
/// Fields with positions: all but code.
const PROSE: usize = 3;

/// One segment, opened.
pub(super) struct Segment {
    postings: [Arc<InvertedIndexReader>; FIELDS],
    norms: [FieldNormReader; FIELDS],
    keys: Arc<InvertedIndexReader>,
    /// Number of each document.
    numbers: Box<[u32]>,
    /// Its size.
    pub(super) bytes: u64,
    /// What it holds.
    shelf: Shelf,
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields, shelf: Shelf) -> tantivy::Result<Self> {
        let prose = fields.prose();
        let [title, heading, body, code] = prose.map(|field| reader.inverted_index(field));
        let [title_norms, heading_norms, body_norms, code_norms] =
            prose.map(|field| reader.get_fieldnorms_reader(field));
        let numbers = reader.fast_fields().u64("number")?;
        let number = |doc| numbers.first(doc).and_then(|number| u32::try_from(number).ok());
        Ok(Segment {
            postings: [title?, heading?, body?, code?],
            norms: [title_norms?, heading_norms?, body_norms?, code_norms?],
            keys: reader.inverted_index(fields.key)?,
            bytes: reader.space_usage()?.total().get_bytes(),
            shelf,
            numbers: (0..reader.max_doc()).map(|doc| number(doc).unwrap_or(u32::MAX)).collect(),
        })
    }

    /// Opens everything of a searcher.
    pub(super) fn open_all(
        searcher: &Searcher,
        fields: &Fields,
        shelf: Shelf,
    ) -> tantivy::Result<Vec<Arc<Self>>> {
        let open = |reader| Segment::open(reader, fields, shelf).map(Arc::new);
        searcher.segment_readers().iter().map(open).collect()
    }

    /// Documents in the segment.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Number of a document.
    pub(super) fn number(&self, doc: DocId) -> u32 {
        self.numbers[doc as usize]
    }

    /// The document with a number; numbers rise within a segment.
    pub(super) fn find(&self, number: u32) -> Option<DocId> {
        self.numbers.binary_search(&number).ok().and_then(|at| DocId::try_from(at).ok())
    }
}

/// Where a token stands, looked up once for a query.
pub(super) struct Sought {
    /// By segment and field.
    infos: Vec<[Option<TermInfo>; FIELDS]>,
    /// Rarity of the token times the weight of the field.
    weights: [f32; FIELDS],
    /// Texts of prose with the token.
    pub(super) texts: u64,
    /// How long it takes to read them all.
    pub(super) postings: u64,
}

/// Which documents of a segment to look at.
#[derive(Clone, Copy)]
pub(super) enum Among<'a> {
    /// All, up to so many for each field.
    All(usize),
    /// These, in order.
    These(&'a [DocId]),
}

/// The searchable side of the index.
pub(super) struct Engine {
    pub(super) segments: Vec<Arc<Segment>>,
    fields: [Field; FIELDS],
    key: Field,
    /// Discount of each length, by field, for each shelf: a model's few words are not
    /// short prose.
    discounts: [[Box<[f32; 256]>; FIELDS]; Shelf::ALL.len()],
    documents: usize,
    /// Documents of prose, by which words are rare or common.
    prose: f32,
}

impl Engine {
    /// Takes opened segments together.
    pub(super) fn new(segments: Vec<Arc<Segment>>, fields: &Fields) -> Self {
        let of = |shelf: Shelf| segments.iter().filter(move |segment| segment.shelf == shelf);
        let count = |shelf: Shelf| of(shelf).map(|segment| segment.len()).sum::<usize>();
        let discounts = Shelf::ALL.map(|shelf| {
            std::array::from_fn(|at| {
                let tokens: u64 = of(shelf).map(|segment| segment.postings[at].total_num_tokens()).sum();
                let average = (tokens as f32 / count(shelf).max(1) as f32).max(1.0);
                Box::new(std::array::from_fn(|id| {
                    let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)) as f32;
                    K1 * (1.0 - B + B * length / average)
                }))
            })
        });
        let (prose, documents) = (count(Shelf::Prose), segments.iter().map(|segment| segment.len()).sum());
        let prose = if prose == 0 { documents } else { prose }.max(1) as f32;
        Engine { segments, fields: fields.prose(), key: fields.key, discounts, documents, prose }
    }

    /// Sections in the index.
    pub(super) fn len(&self) -> usize {
        self.documents
    }

    /// What it tells that a text has something that so many texts have: the inverse
    /// document frequency of BM25.
    pub(super) fn rarity(&self, texts: u64) -> f32 {
        let with = texts as f32;
        (1.0 + (self.prose - with + 0.5).max(0.5) / (with + 0.5)).ln()
    }

    /// Looks a token up in every segment.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn seek(&self, token: &str) -> tantivy::Result<Sought> {
        let mut infos = Vec::with_capacity(self.segments.len());
        let mut counts = [0_u64; FIELDS];
        let mut all = 0;
        for segment in &self.segments {
            let mut found: [Option<TermInfo>; FIELDS] = Default::default();
            for at in 0..FIELDS {
                let term = Term::from_field_text(self.fields[at], token);
                found[at] = segment.postings[at].get_term_info(&term)?;
                let count = found[at].as_ref().map_or(0, |info| u64::from(info.doc_freq));
                all += count;
                counts[at] += if segment.shelf == Shelf::Prose { count } else { 0 };
            }
            infos.push(found);
        }
        // One rarity for all fields: a word that every body has tells nothing in a
        // title either, however few titles have it.
        let texts = counts.into_iter().max().unwrap_or_default();
        let rarity = self.rarity(texts);
        Ok(Sought { infos, weights: FIELD_WEIGHTS.map(|weight| weight * rarity), texts, postings: all })
    }

    /// Reports field and score of a token in the documents of a segment that hold it.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn read(
        &self,
        segment: usize,
        sought: &Sought,
        among: Among<'_>,
        mut report: impl FnMut(DocId, usize, f32),
    ) -> tantivy::Result<()> {
        let parts = &self.segments[segment];
        for at in 0..FIELDS {
            let Some(info) = &sought.infos[segment][at] else {
                continue;
            };
            let (norms, discount) = (&parts.norms[at], &self.discounts[parts.shelf as usize][at]);
            let weight = sought.weights[at] * field_share(parts.shelf, at) * (K1 + 1.0);
            let score = |doc: DocId, count: u32| {
                let count = count as f32;
                weight * count / (count + discount[usize::from(norms.fieldnorm_id(doc))])
            };
            let option = IndexRecordOption::WithFreqs;
            let mut block = parts.postings[at].read_block_postings_from_terminfo(info, option)?;
            match among {
                Among::All(limit) => {
                    let mut left = limit;
                    while block.block_len() > 0 && left > 0 {
                        for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                            report(doc, at, score(doc, count));
                        }
                        left = left.saturating_sub(block.block_len());
                        block.advance();
                    }
                }
                Among::These(docs) => {
                    seek_each(&mut block, docs, |doc, count| report(doc, at, score(doc, count)));
                }
            }
        }
        Ok(())
    }

    /// Reports field and score of tokens that stand at fixed distances.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn read_phrase(
        &self,
        segment: usize,
        tokens: &[(usize, &Sought)],
        among: Among<'_>,
        mut report: impl FnMut(DocId, usize, f32),
    ) -> tantivy::Result<()> {
        let parts = &self.segments[segment];
        for at in 0..PROSE {
            let mut postings = Vec::with_capacity(tokens.len());
            let mut weight = 0.0;
            for (offset, sought) in tokens {
                let Some(info) = &sought.infos[segment][at] else {
                    break;
                };
                let option = IndexRecordOption::WithFreqsAndPositions;
                postings.push((*offset, parts.postings[at].read_postings_from_terminfo(info, option)?));
                weight += sought.weights[at] * field_share(parts.shelf, at) * (K1 + 1.0);
            }
            if postings.len() < tokens.len() {
                continue;
            }
            let mut reader = PhraseReader::new(postings);
            let mut report = |doc: DocId, count: u32| {
                let count = count as f32;
                let discounts = &self.discounts[parts.shelf as usize][at];
                let discount = discounts[usize::from(parts.norms[at].fieldnorm_id(doc))];
                report(doc, at, weight * count / (count + discount));
            };
            match among {
                Among::All(limit) => {
                    let mut left = limit;
                    let mut next = 0;
                    while let Some((doc, count)) = reader.seek(next).filter(|_| left > 0) {
                        if count > 0 {
                            report(doc, count);
                        }
                        next = doc + 1;
                        left -= 1;
                    }
                }
                Among::These(docs) => {
                    let mut at_hand = None;
                    for &doc in docs {
                        if at_hand.is_none_or(|(here, _)| here < doc) {
                            at_hand = reader.seek(doc);
                        }
                        match at_hand {
                            Some((here, count)) if here == doc && count > 0 => report(doc, count),
                            Some(_) => {}
                            None => break,
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Reports the documents of a segment that have a whole-name key, up to `limit`.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn read_key(
        &self,
        segment: usize,
        key: &str,
        limit: usize,
        mut report: impl FnMut(DocId),
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.key, key);
        let keys = &self.segments[segment].keys;
        let mut left = limit;
        if let Some(mut block) = keys.read_block_postings(&term, IndexRecordOption::Basic)? {
            while block.block_len() > 0 && left > 0 {
                block.docs().iter().for_each(|&doc| report(doc));
                left = left.saturating_sub(block.block_len());
                block.advance();
            }
        }
        Ok(())
    }
}

/// Reports those of `docs` that the postings hold, with their counts.
fn seek_each(block: &mut BlockSegmentPostings, docs: &[DocId], mut report: impl FnMut(DocId, u32)) {
    for &doc in docs {
        let at = block.seek(doc);
        if at >= block.block_len() {
            return;
        }
        if block.doc(at) == doc {
            report(doc, block.freq(at));
        }
    }
}

/// Share of a field's weight that counts on a shelf: each word of a term's name would
/// otherwise make the term the best answer to any query that has it.
fn field_share(shelf: Shelf, field: usize) -> f32 {
    if shelf == Shelf::Terms && field == 0 { 0.5 } else { 1.0 }
}
