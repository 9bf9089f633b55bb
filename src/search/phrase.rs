//! Tokens that stand at fixed distances. tantivy's own phrase scorer is not open to
//! callers, and its query would look the tokens up anew in each segment.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// Walks the documents that hold a phrase.
pub(super) struct PhraseReader {
    /// The rarest token first, each with what is added to its positions so that
    /// those of one occurrence are equal.
    tokens: Vec<(u32, SegmentPostings)>,
    places: Vec<u32>,
    others: Vec<u32>,
}

impl PhraseReader {
    /// Takes the postings of each token with its offset in the phrase.
    pub(super) fn new(mut tokens: Vec<(usize, SegmentPostings)>) -> Self {
        tokens.sort_by_key(|(_, postings)| postings.doc_freq());
        let last = tokens.iter().map(|(offset, _)| *offset).max().unwrap_or_default();
        let shift = |offset| u32::try_from(last - offset).unwrap_or_default();
        let tokens = tokens.into_iter().map(|(offset, postings)| (shift(offset), postings)).collect();
        PhraseReader { tokens, places: Vec::new(), others: Vec::new() }
    }

    /// The first document from `target` on that holds all tokens, and how often it
    /// holds the phrase, which may be never.
    pub(super) fn seek(&mut self, target: DocId) -> Option<(DocId, u32)> {
        let mut target = target;
        'next: while let [(_, rarest), others @ ..] = &mut self.tokens[..] {
            target = seek(rarest, target);
            if target == TERMINATED {
                return None;
            }
            for (_, postings) in others {
                let doc = seek(postings, target);
                if doc != target {
                    target = doc;
                    continue 'next;
                }
            }
            return Some((target, self.count()));
        }
        None
    }

    /// Occurrences in the document at hand.
    fn count(&mut self) -> u32 {
        let [(shift, rarest), others @ ..] = &mut self.tokens[..] else {
            return 0;
        };
        rarest.positions_with_offset(*shift, &mut self.places);
        for (shift, postings) in others {
            if self.places.is_empty() {
                break;
            }
            postings.positions_with_offset(*shift, &mut self.others);
            let mut at = 0;
            self.places.retain(|&place| {
                while self.others.get(at).is_some_and(|&other| other < place) {
                    at += 1;
                }
                self.others.get(at) == Some(&place)
            });
        }
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }
}

/// tantivy forbids to seek backwards, so what is there already is not sought.
fn seek(postings: &mut SegmentPostings, target: DocId) -> DocId {
    if postings.doc() < target { postings.seek(target) } else { postings.doc() }
}

#[cfg(test)]
mod tests {
    use tantivy::postings::SegmentPostings;
    use tantivy::schema::{IndexRecordOption, STORED, Schema, TEXT};
    use tantivy::{Index, Term, doc};

    use super::PhraseReader;

    #[test]
    fn phrases_are_found_and_counted() {
        let mut builder = Schema::builder();
        let text = builder.add_text_field("text", TEXT | STORED);
        let index = Index::create_in_ram(builder.build());
        let mut writer = index.writer_with_num_threads(1, 15 << 20).expect("a writer");
        for line in ["a b c", "b a c", "a b a b", "c", "a x b"] {
            writer.add_document(doc!(text => line)).expect("a document");
        }
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        let inverted = searcher.segment_reader(0).inverted_index(text).expect("postings");
        let postings = |word: &str| -> SegmentPostings {
            let term = Term::from_field_text(text, word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            inverted.read_postings(&term, option).expect("postings").expect("a word")
        };
        let mut reader = PhraseReader::new(vec![(0, postings("a")), (1, postings("b"))]);
        assert_eq!(reader.seek(0), Some((0, 1)));
        assert_eq!(reader.seek(1), Some((1, 0)));
        assert_eq!(reader.seek(2), Some((2, 2)));
        assert_eq!(reader.seek(3), Some((4, 0)));
        assert_eq!(reader.seek(5), None);
        let mut apart = PhraseReader::new(vec![(0, postings("a")), (2, postings("b"))]);
        assert_eq!(apart.seek(4), Some((4, 1)));
    }
}
