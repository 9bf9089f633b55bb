//! The postings of all segments, opened once, with what scoring needs at hand.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EnableScoring, PhraseQuery, Query, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

use super::document::Document;
use super::schema::Fields;
use crate::locale::Locale;

/// Saturation of repeated words, as usual for BM25.
const K1: f32 = 1.2;
/// How much longer texts are discounted.
const B: f32 = 0.75;

/// A field with its weight and the discount for each length.
struct FieldScale {
    field: Field,
    weight: f32,
    discount: Box<[f32; 256]>,
}

/// One segment, opened.
pub(super) struct Segment {
    reader: SegmentReader,
    fields: Vec<(Arc<InvertedIndexReader>, FieldNormReader)>,
    keys: Arc<InvertedIndexReader>,
    /// Number and language of each document.
    documents: Vec<(u32, Option<Locale>)>,
}

/// The searchable side of the index.
pub(super) struct Engine {
    searcher: Searcher,
    scales: Vec<FieldScale>,
    key: Field,
    pub(super) segments: Vec<Segment>,
}

impl Engine {
    /// Opens everything of a searcher.
    pub(super) fn open(searcher: Searcher, fields: &Fields, documents: &[Document]) -> tantivy::Result<Self> {
        let mut scales = Vec::new();
        for (field, weight) in
            [(fields.title, 2.0), (fields.heading, 2.5), (fields.body, 1.0), (fields.code, 0.5)]
        {
            let mut tokens = 0;
            for reader in searcher.segment_readers() {
                tokens += reader.inverted_index(field)?.total_num_tokens();
            }
            let average = (tokens as f32 / searcher.num_docs().max(1) as f32).max(1.0);
            let discount = std::array::from_fn(|id| {
                let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)) as f32;
                K1 * (1.0 - B + B * length / average)
            });
            scales.push(FieldScale { field, weight, discount: Box::new(discount) });
        }
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let mut opened = Vec::new();
            for scale in &scales {
                opened
                    .push((reader.inverted_index(scale.field)?, reader.get_fieldnorms_reader(scale.field)?));
            }
            let numbers = reader.fast_fields().u64("number")?;
            let entry = |doc| {
                let number =
                    numbers.first(doc).and_then(|number| u32::try_from(number).ok()).unwrap_or(u32::MAX);
                (number, documents.get(number as usize).and_then(|document| document.locale))
            };
            segments.push(Segment {
                reader: reader.clone(),
                fields: opened,
                keys: reader.inverted_index(fields.key)?,
                documents: (0..reader.max_doc()).map(entry).collect(),
            });
        }
        Ok(Engine { searcher, scales, key: fields.key, segments })
    }

    /// Sections in the index.
    pub(super) fn len(&self) -> usize {
        self.segments.iter().map(Segment::len).sum()
    }

    /// Reports the score of a token in each field of each document that holds it.
    pub(super) fn token(
        &self,
        segment: &Segment,
        token: &str,
        mut report: impl FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        for (scale, (postings, norms)) in self.scales.iter().zip(&segment.fields) {
            let term = Term::from_field_text(scale.field, token);
            let Some(info) = postings.get_term_info(&term)? else {
                continue;
            };
            let weight = scale.weight * self.rarity(&term)? * (K1 + 1.0);
            let mut block =
                postings.read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
            while block.block_len() > 0 {
                for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                    let count = count as f32;
                    let discount = scale.discount[usize::from(norms.fieldnorm_id(doc))];
                    report(doc, weight * count / (count + discount));
                }
                block.advance();
            }
        }
        Ok(())
    }

    /// Reports the score of a phrase in each field with positions.
    pub(super) fn phrase(
        &self,
        segment: &Segment,
        tokens: &[(usize, String)],
        mut report: impl FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        // The last field is code, which has no positions.
        for scale in &self.scales[..self.scales.len() - 1] {
            let terms = tokens
                .iter()
                .map(|(offset, token)| (*offset, Term::from_field_text(scale.field, token)))
                .collect();
            let query = PhraseQuery::new_with_offset(terms);
            let weight = query.weight(EnableScoring::enabled_from_searcher(&self.searcher))?;
            let mut scorer: Box<dyn Scorer> = weight.scorer(&segment.reader, scale.weight)?;
            let mut doc = scorer.doc();
            while doc != TERMINATED {
                report(doc, scorer.score());
                doc = scorer.advance();
            }
        }
        Ok(())
    }

    /// Reports the documents that have a whole-name key.
    pub(super) fn key(
        &self,
        segment: &Segment,
        key: &str,
        mut report: impl FnMut(DocId),
    ) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.key, key);
        if let Some(mut block) = segment.keys.read_block_postings(&term, IndexRecordOption::Basic)? {
            while block.block_len() > 0 {
                block.docs().iter().for_each(|&doc| report(doc));
                block.advance();
            }
        }
        Ok(())
    }

    fn rarity(&self, term: &Term) -> tantivy::Result<f32> {
        let all = self.searcher.num_docs() as f32;
        let with = self.searcher.doc_freq(term)? as f32;
        Ok((1.0 + (all - with + 0.5) / (with + 0.5)).ln())
    }
}

impl Segment {
    /// Documents in the segment.
    pub(super) fn len(&self) -> usize {
        self.documents.len()
    }

    /// Number and language of a document.
    pub(super) fn document(&self, doc: usize) -> (u32, Option<Locale>) {
        self.documents[doc]
    }
}
