//! Pictures that were drawn, up to so many bytes.

use axum::body::Bytes;
use lru::LruCache;

/// What an entry takes besides its picture, roughly.
const ENTRY: usize = 256;

/// The pictures asked for last, by their key.
pub(super) struct Shelf {
    kept: LruCache<u64, Bytes>,
    bytes: usize,
    most: usize,
}

impl Shelf {
    /// A shelf that holds at most so many bytes.
    pub(super) fn new(most: usize) -> Self {
        Self { kept: LruCache::unbounded(), bytes: 0, most }
    }

    /// A picture, if it is there.
    pub(super) fn get(&mut self, key: u64) -> Option<Bytes> {
        self.kept.get(&key).cloned()
    }

    /// Keeps a picture, and gives up those nobody asked for longest. One that is
    /// larger than the whole shelf is not kept.
    pub(super) fn put(&mut self, key: u64, picture: Bytes) {
        let taken = picture.len() + ENTRY;
        if taken > self.most {
            return;
        }
        if let Some(before) = self.kept.put(key, picture) {
            self.bytes -= before.len() + ENTRY;
        }
        self.bytes += taken;
        while self.bytes > self.most
            && let Some((_, oldest)) = self.kept.pop_lru()
        {
            self.bytes -= oldest.len() + ENTRY;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ENTRY, Shelf};
    use axum::body::Bytes;

    fn picture(size: usize) -> Bytes {
        Bytes::from(vec![0; size])
    }

    #[test]
    fn a_full_shelf_gives_up_what_was_asked_for_longest_ago() {
        let mut shelf = Shelf::new(3 * (1_000 + ENTRY));
        for key in 1..=3 {
            shelf.put(key, picture(1_000));
        }
        assert!(shelf.get(1).is_some());
        shelf.put(4, picture(1_000));
        assert!(shelf.get(2).is_none() && shelf.get(1).is_some() && shelf.get(4).is_some());
    }

    #[test]
    fn a_thousand_pictures_stay_within_its_bound() {
        let mut shelf = Shelf::new(100_000);
        for key in 0..1_000 {
            shelf.put(key, picture(usize::try_from(key * 37 % 9_000).expect("a size")));
            let kept: usize = shelf.kept.iter().map(|(_, picture)| picture.len() + ENTRY).sum();
            assert!(kept <= 100_000 && kept == shelf.bytes, "{kept} bytes, counted {}", shelf.bytes);
        }
        assert!(shelf.get(999).is_some());
    }

    #[test]
    fn the_same_picture_counts_once_and_a_giant_is_not_kept() {
        let mut shelf = Shelf::new(10_000);
        shelf.put(1, picture(4_000));
        shelf.put(1, picture(5_000));
        assert_eq!(shelf.bytes, 5_000 + ENTRY);
        shelf.put(2, picture(20_000));
        assert!(shelf.get(2).is_none() && shelf.get(1).is_some());
    }
}
