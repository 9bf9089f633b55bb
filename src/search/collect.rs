//! Keeps the best sections of a search, after the weight of each document.

use std::cmp::Ordering;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Document number and factor for each tantivy document of a segment.
pub(super) type SegmentMap = Arc<[(u32, f32)]>;

/// A section that matched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) score: f32,
    /// Number of the document.
    pub(super) number: u32,
}

impl Found {
    /// Best first; equal scores in the order the documents were given.
    fn order(&self, other: &Found) -> Ordering {
        other.score.total_cmp(&self.score).then(self.number.cmp(&other.number))
    }
}

/// The best sections and how many matched at all.
#[derive(Clone, Default, Debug)]
pub(super) struct Best {
    pub(super) found: Vec<Found>,
    pub(super) total: usize,
}

/// Collects the `limit` best sections. Our own, because the score is multiplied
/// by the document's factor (preferred language) before it is compared.
pub(super) struct BestSections<'a> {
    pub(super) limit: usize,
    pub(super) segments: &'a [SegmentMap],
}

impl Collector for BestSections<'_> {
    type Fruit = Best;
    type Child = SegmentBest;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentBest> {
        let map = self.segments.get(segment as usize).cloned().unwrap_or_default();
        Ok(SegmentBest { limit: self.limit.max(1), map, best: Best::default() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Best>) -> tantivy::Result<Best> {
        let mut all = Best::default();
        for fruit in fruits {
            all.found.extend(fruit.found);
            all.total += fruit.total;
        }
        all.found.sort_by(Found::order);
        all.found.truncate(self.limit);
        Ok(all)
    }
}

/// The best sections of one segment.
pub(super) struct SegmentBest {
    limit: usize,
    map: SegmentMap,
    best: Best,
}

impl SegmentCollector for SegmentBest {
    type Fruit = Best;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Some(&(number, factor)) = self.map.get(doc as usize) else {
            return;
        };
        self.best.total += 1;
        self.best.found.push(Found { score: score * factor, number });
        // Selecting now and then costs less than a heap kept in order all the time.
        if self.best.found.len() >= self.limit * 8 {
            self.shrink();
        }
    }

    fn harvest(mut self) -> Best {
        self.shrink();
        self.best
    }
}

impl SegmentBest {
    fn shrink(&mut self) {
        if self.best.found.len() > self.limit {
            self.best.found.select_nth_unstable_by(self.limit, Found::order);
            self.best.found.truncate(self.limit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, SegmentBest};
    use tantivy::collector::SegmentCollector;

    #[test]
    fn the_best_are_kept_after_their_factor() {
        let map = [(0, 1.0), (1, 0.1), (2, 1.0)].into();
        let mut segment = SegmentBest { limit: 2, map, best: Best::default() };
        for (doc, score) in [(0, 1.0), (1, 9.0), (2, 2.0), (7, 99.0)] {
            segment.collect(doc, score);
        }
        let best = segment.harvest();
        let mut numbers: Vec<u32> = best.found.iter().map(|found| found.number).collect();
        numbers.sort_unstable();
        assert_eq!((numbers, best.total), (vec![0, 2], 3));
    }
}
