//! Folds sections into pages, counts them and their facets, and picks the best.

use std::cmp::Ordering;

use super::corpus::{Choice, Corpus};
use super::facet::{Axis, FacetCount};
use super::score::Found;
use crate::locale::Locale;

/// Further sections shown with a page.
const MORE: usize = 3;
/// Share of its score that a page keeps if its translation is found too: one of
/// them is enough for a reader.
pub(super) const TRANSLATION: f32 = 0.3;

/// A page with its sections, best first.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    /// Number of the best section.
    pub(super) number: u32,
    pub(super) score: f32,
    /// Whether it stands back because its translation matched too.
    pub(super) stands_back: bool,
    /// Numbers of further sections.
    pub(super) more: Vec<u32>,
}

/// The pages of all sections that matched.
pub(super) struct Gathered {
    /// The pages asked for, best first.
    pub(super) groups: Vec<Group>,
    /// How many there are.
    pub(super) total: usize,
    /// How many there would be without a choice of facets.
    pub(super) before_choice: usize,
    pub(super) facets: Vec<FacetCount>,
}

/// Which pages to give back.
pub(super) struct Wanted<'a> {
    pub(super) choice: &'a Choice,
    pub(super) locale: Option<Locale>,
    pub(super) offset: usize,
    pub(super) limit: usize,
    pub(super) count_facets: bool,
}

/// Folds `found` into pages.
pub(super) fn gather(corpus: &Corpus, found: &[Found], wanted: &Wanted<'_>) -> Gathered {
    // Best section of each page; a score of 0 says there is none.
    let mut best: Vec<(f32, u32)> = vec![(0.0, 0); corpus.pages.len()];
    let mut pages: Vec<u32> = Vec::new();
    for section in found.iter().filter(|section| section.matches && section.score > 0.0) {
        let Some(page) = corpus.page_of(section.number) else {
            continue;
        };
        let entry = &mut best[page as usize];
        if entry.0 == 0.0 {
            pages.push(page);
            *entry = (section.score, section.number);
        } else if order(section.score, section.number, entry.0, entry.1) == Ordering::Less {
            *entry = (section.score, section.number);
        }
    }
    let before_choice = pages.len();
    let facets = if wanted.count_facets { count(corpus, &pages, wanted.choice) } else { Vec::new() };
    pages.retain(|&page| wanted.choice.allows(&corpus.pages[page as usize]));
    let stands_back = |page: u32| {
        let own = &corpus.pages[page as usize];
        let Some(twin) = own.twin.filter(|&twin| best[twin as usize].0 > 0.0) else {
            return false;
        };
        if !wanted.choice.allows(&corpus.pages[twin as usize]) {
            return false;
        }
        match wanted.locale {
            Some(locale) => own.locale != Some(locale),
            None => {
                let (mine, other) = (best[page as usize], best[twin as usize]);
                order(mine.0, page, other.0, twin) == Ordering::Greater
            }
        }
    };
    let total = pages.len();
    let mut ranked: Vec<Group> = pages
        .iter()
        .map(|&page| {
            let (score, number) = best[page as usize];
            let stands_back = stands_back(page);
            let score = if stands_back { score * TRANSLATION } else { score };
            Group { number, score, stands_back, more: Vec::new() }
        })
        .collect();
    let by_score = |a: &Group, b: &Group| order(a.score, a.number, b.score, b.number);
    let end = wanted.offset.saturating_add(wanted.limit);
    if ranked.len() > end {
        ranked.select_nth_unstable_by(end, by_score);
        ranked.truncate(end);
    }
    ranked.sort_by(by_score);
    let mut groups: Vec<Group> = ranked.into_iter().skip(wanted.offset).collect();
    add_more(corpus, found, &mut groups);
    Gathered { groups, total, before_choice, facets }
}

/// Better scores first; equal ones in the order the documents were given.
fn order(score: f32, number: u32, other: f32, other_number: u32) -> Ordering {
    other.total_cmp(&score).then(number.cmp(&other_number))
}

/// Adds the best further sections of each page.
fn add_more(corpus: &Corpus, found: &[Found], groups: &mut [Group]) {
    let mut place: Vec<(u32, usize)> = groups
        .iter()
        .enumerate()
        .filter_map(|(at, group)| Some((corpus.page_of(group.number)?, at)))
        .collect();
    place.sort_unstable();
    let mut sections: Vec<(usize, f32, u32)> = found
        .iter()
        .filter(|section| section.matches && section.score > 0.0)
        .filter_map(|section| {
            let page = corpus.page_of(section.number)?;
            let at = place.binary_search_by_key(&page, |&(page, _)| page).ok()?;
            Some((place[at].1, section.score, section.number))
        })
        .collect();
    sections.sort_by(|a, b| a.0.cmp(&b.0).then(order(a.1, a.2, b.1, b.2)));
    for (at, _, number) in sections {
        let group = &mut groups[at];
        if number != group.number && group.more.len() < MORE {
            group.more.push(number);
        }
    }
}

/// Counts the facets of pages; a choice on an axis does not narrow that axis.
fn count(corpus: &Corpus, pages: &[u32], choice: &Choice) -> Vec<FacetCount> {
    let mut counts = vec![0_usize; corpus.facets.len()];
    for &page in pages {
        let page = &corpus.pages[page as usize];
        let allowed = Axis::ALL.map(|axis| choice.allows_but(axis, page));
        for &facet in &page.facets {
            let axis = corpus.facets[facet as usize].axis;
            counts[facet as usize] += usize::from(allowed[axis as usize]);
        }
    }
    let mut counted: Vec<FacetCount> = corpus
        .facets
        .iter()
        .zip(counts)
        .filter(|(_, pages)| *pages > 0)
        .map(|(facet, pages)| FacetCount { facet: facet.clone(), pages })
        .collect();
    counted.sort_by(|a, b| {
        (a.facet.axis, b.pages, &a.facet.value).cmp(&(b.facet.axis, a.pages, &b.facet.value))
    });
    counted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Wanted, gather};
    use crate::locale::Locale;
    use crate::search::corpus::{Choice, Corpus};
    use crate::search::document::{Document, Kind};
    use crate::search::facet::{Axis, Facet};
    use crate::search::score::Found;

    fn corpus() -> Corpus {
        let section = |page: &str, locale, topic: &str, series: &str| {
            let mut document = Document::new(Kind::Page, Some(locale), page.into());
            document.topic = topic.into();
            document.facets = vec![Facet::new(Axis::Series, series)];
            Some(Arc::new(document))
        };
        Corpus::new(vec![
            section("/a#1", Locale::Zh, "a", "llama"),
            section("/a#2", Locale::Zh, "a", "llama"),
            section("/en/a", Locale::En, "a", "llama"),
            section("/b", Locale::Zh, "", "qwen"),
            None,
        ])
    }

    fn found() -> Vec<Found> {
        let scores = [4.0, 5.0, 4.9, 3.0, 99.0];
        let found = |(number, &score): (usize, &f32)| Found {
            score,
            number: u32::try_from(number).expect("few"),
            matches: true,
        };
        scores.iter().enumerate().map(found).collect()
    }

    fn wanted(choice: &Choice, locale: Option<Locale>) -> Wanted<'_> {
        Wanted { choice, locale, offset: 0, limit: 10, count_facets: true }
    }

    #[test]
    fn sections_fold_into_pages_and_translations_stand_back() {
        let corpus = corpus();
        let choice = Choice::new(&corpus, &[]);
        for (locale, first, last) in [(Some(Locale::Zh), 1, 2), (Some(Locale::En), 2, 1), (None, 1, 2)] {
            let gathered = gather(&corpus, &found(), &wanted(&choice, locale));
            assert_eq!(gathered.total, 3);
            assert_eq!(gathered.groups[0].number, first);
            assert_eq!(gathered.groups[2].number, last);
            assert!(gathered.groups[2].stands_back);
        }
        assert_eq!(gather(&corpus, &found(), &wanted(&choice, None)).groups[0].more, [0]);
    }

    #[test]
    fn a_choice_narrows_the_pages_but_not_the_counts_of_its_axis() {
        let corpus = corpus();
        let choice = Choice::new(&corpus, &[Facet::new(Axis::Series, "qwen")]);
        let gathered = gather(&corpus, &found(), &wanted(&choice, None));
        assert_eq!(gathered.total, 1);
        let count = |axis, value: &str| {
            let facet = Facet::new(axis, value);
            gathered.facets.iter().find(|count| count.facet == facet).map_or(0, |count| count.pages)
        };
        assert_eq!(count(Axis::Series, "llama"), 2);
        assert_eq!(count(Axis::Series, "qwen"), 1);
        assert_eq!(count(Axis::Kind, "page"), 1);
        let nothing = Choice::new(&corpus, &[Facet::new(Axis::Vendor, "nobody")]);
        assert_eq!(gather(&corpus, &found(), &wanted(&nothing, None)).total, 0);
    }

    #[test]
    fn pages_can_be_turned() {
        let corpus = corpus();
        let choice = Choice::new(&corpus, &[]);
        let second = Wanted { offset: 1, limit: 1, ..wanted(&choice, Some(Locale::Zh)) };
        let gathered = gather(&corpus, &found(), &second);
        assert_eq!((gathered.groups.len(), gathered.groups[0].number), (1, 3));
        let beyond = Wanted { offset: 9, limit: 9, ..wanted(&choice, None) };
        assert!(gather(&corpus, &found(), &beyond).groups.is_empty());
    }
}
