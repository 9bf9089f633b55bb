//! Keeps the best sections of a search.

use std::cmp::Ordering;

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
    /// Best first, once [`Best::finish`]ed.
    pub(super) found: Vec<Found>,
    /// Sections that matched.
    pub(super) total: usize,
    /// Sections in which every concept of the query was met.
    pub(super) complete: usize,
    limit: usize,
}

impl Best {
    /// Room for the `limit` best sections.
    pub(super) fn new(limit: usize) -> Self {
        Best { limit: limit.max(1), ..Best::default() }
    }

    /// Takes a section into account.
    pub(super) fn push(&mut self, found: Found) {
        self.total += 1;
        self.found.push(found);
        // Selecting now and then costs less than a heap kept in order all the time.
        if self.found.len() >= self.limit * 8 {
            self.shrink();
        }
    }

    /// Sorts what is left.
    pub(super) fn finish(mut self) -> Self {
        self.shrink();
        self.found.sort_by(Found::order);
        self
    }

    fn shrink(&mut self) {
        if self.found.len() > self.limit {
            self.found.select_nth_unstable_by(self.limit, Found::order);
            self.found.truncate(self.limit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, Found};

    #[test]
    fn the_best_are_kept_in_order() {
        let mut best = Best::new(2);
        for number in 0..100_u32 {
            best.push(Found { score: (number % 50) as f32, number });
        }
        let best = best.finish();
        assert_eq!(best.found.iter().map(|found| found.number).collect::<Vec<_>>(), [49, 99]);
        assert_eq!(best.total, 100);
    }
}
