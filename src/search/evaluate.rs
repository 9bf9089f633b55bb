//! Relevance as numbers: judged queries, and how well the index answers them.
//!
//! The measures are the usual ones of information retrieval at a cut-off of 10
//! pages, with binary relevance: mean reciprocal rank, recall, and nDCG with the
//! discount 1 / log2(rank + 1) (Järvelin and Kekäläinen, 2002).

use std::collections::BTreeMap;
use std::collections::HashSet;

use super::index::Index;
use super::results::{Hit, Options};
use crate::locale::Locale;

/// Pages looked at.
const CUT: usize = 10;

/// A query and its right answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// What sort of query it is.
    pub class: String,
    /// What is typed.
    pub query: String,
    /// Addresses of the right answers. One with an anchor asks for that section,
    /// one without for any section of the page.
    pub gold: Vec<String>,
    /// The reader's language, if the list says.
    pub locale: Option<Locale>,
}

/// A list of judged queries, and the lines of it that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Judgements {
    /// The queries.
    pub queries: Vec<Judged>,
    /// Line number, from 1, and what is wrong there.
    pub faults: Vec<(usize, String)>,
}

impl Judgements {
    /// Reads lines of class, query, gold addresses and, if wanted, the reader's
    /// language (`zh`, `en`), separated by tabs. Gold addresses are separated by
    /// spaces, commas or `|`. Empty lines, lines that begin with `#` and a heading
    /// line are left out.
    pub fn read(text: &str) -> Self {
        let mut read = Judgements::default();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') || (at == 0 && is_heading(line)) {
                continue;
            }
            match judged(line) {
                Ok(query) => read.queries.push(query),
                Err(fault) => read.faults.push((at + 1, fault)),
            }
        }
        read
    }
}

fn is_heading(line: &str) -> bool {
    let mut columns = line.split('\t').map(|column| column.trim().to_lowercase());
    columns.next().as_deref() == Some("class") && columns.next().as_deref() == Some("query")
}

fn judged(line: &str) -> Result<Judged, String> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [class, query, rest @ ..] = &columns[..] else {
        return Err("a class, a query and its gold addresses are wanted, separated by tabs".to_owned());
    };
    // Addresses begin with a slash (or a scheme); a last column may name the language.
    let (gold, locale) = match rest {
        [gold @ .., last] if !last.contains('/') => (gold, Locale::from_code(last)),
        all => (all, None),
    };
    let split = |column: &&str| -> Vec<String> {
        let parts = column.split([' ', ',', '|']).filter(|part| !part.is_empty());
        parts.map(address).collect()
    };
    let gold: Vec<String> = gold.iter().flat_map(split).collect();
    if class.is_empty() || query.is_empty() {
        return Err("the class or the query is empty".to_owned());
    }
    if gold.is_empty() {
        return Err(format!("no gold address for {query:?}"));
    }
    Ok(Judged { class: (*class).to_owned(), query: (*query).to_owned(), gold, locale })
}

/// An address as documents have it: without host, escapes and closing slash.
fn address(text: &str) -> String {
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => text,
    };
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let (page, anchor) = decoded.split_once('#').unwrap_or((&decoded, ""));
    let page = if page.len() > 1 { page.trim_end_matches('/') } else { page };
    if anchor.is_empty() { page.to_owned() } else { format!("{page}#{anchor}") }
}

/// How well queries were answered, as means from 0 to 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// The class, or `all`.
    pub class: String,
    /// How many queries it has.
    pub queries: usize,
    /// Mean of 1 / rank of the first right answer, 0 if there is none in ten.
    pub mrr: f64,
    /// Mean share of the right answers that are among the first ten.
    pub recall: f64,
    /// Mean of the discounted gain against that of the best possible order.
    pub ndcg: f64,
    /// Queries whose first right answer is not the first result, with its rank.
    pub missed: Vec<(String, Option<usize>)>,
}

/// Answers every query and measures each class, in alphabetical order, then all.
pub fn evaluate(index: &Index, queries: &[Judged]) -> Vec<Measured> {
    let mut classes: BTreeMap<&str, Measured> = BTreeMap::new();
    let mut all = Measured::new("all");
    for judged in queries {
        let options = Options { limit: CUT, locale: judged.locale, ..Options::default() };
        let hits = index.search(&judged.query, &options).hits;
        let one = measure(&hits, judged);
        classes.entry(&judged.class).or_insert_with(|| Measured::new(&judged.class)).add(judged, &one);
        all.add(judged, &one);
    }
    let mut measured: Vec<Measured> = classes.into_values().chain([all]).collect();
    for class in &mut measured {
        class.finish();
    }
    measured
}

impl Measured {
    fn new(class: &str) -> Self {
        let class = class.to_owned();
        Measured { class, queries: 0, mrr: 0.0, recall: 0.0, ndcg: 0.0, missed: Vec::new() }
    }

    fn add(&mut self, judged: &Judged, one: &One) {
        self.queries += 1;
        self.mrr += one.first.map_or(0.0, |rank| 1.0 / rank as f64);
        self.recall += one.recall;
        self.ndcg += one.ndcg;
        if one.first != Some(1) {
            self.missed.push((judged.query.clone(), one.first));
        }
    }

    fn finish(&mut self) {
        let count = self.queries.max(1) as f64;
        for mean in [&mut self.mrr, &mut self.recall, &mut self.ndcg] {
            *mean /= count;
        }
    }
}

/// The measures of one query.
struct One {
    /// Rank of the first right answer.
    first: Option<usize>,
    recall: f64,
    ndcg: f64,
}

fn measure(hits: &[Hit], judged: &Judged) -> One {
    // Two addresses of one page are one answer, as one result shows both.
    let gold: HashSet<&str> = judged.gold.iter().map(String::as_str).collect();
    let gain = |rank: usize| 1.0 / (rank as f64 + 1.0).log2();
    let mut met: HashSet<&str> = HashSet::new();
    let mut first = None;
    let mut gained = 0.0;
    for (at, hit) in hits.iter().take(CUT).enumerate() {
        let new: Vec<&str> =
            gold.iter().copied().filter(|gold| !met.contains(gold) && is_met(gold, hit)).collect();
        if !new.is_empty() {
            first = first.or(Some(at + 1));
            gained += gain(at + 1);
            met.extend(new);
        }
    }
    let pages: HashSet<&str> = gold.iter().map(|gold| gold.split('#').next().unwrap_or_default()).collect();
    let best: f64 = (1..=pages.len().min(CUT)).map(gain).sum();
    One {
        first,
        recall: met.len() as f64 / gold.len().max(1) as f64,
        ndcg: if best > 0.0 { (gained / best).min(1.0) } else { 0.0 },
    }
}

/// Whether a result shows what a gold address asks for.
fn is_met(gold: &str, hit: &Hit) -> bool {
    if gold.contains('#') {
        hit.url == gold || hit.more.iter().any(|section| section.url == gold)
    } else {
        hit.page == gold || hit.url == gold
    }
}

#[cfg(test)]
mod tests {
    use super::{Judgements, evaluate};
    use crate::locale::Locale;
    use crate::search::{Document, Index, Kind};

    #[test]
    fn a_list_is_read_leniently_and_its_faults_are_named() {
        let text = "class\tquery\tgold\n# a remark\n\nterm\tmoe\t/a#x /b/,https://example.com/%E4%B8%AD\ten\nterm\tno gold\nnothing\nterm\tkv\t/c\t/d\n";
        let read = Judgements::read(text);
        assert_eq!(read.queries.len(), 2);
        assert_eq!(read.queries[0].gold, ["/a#x", "/b", "/中"]);
        assert_eq!(read.queries[0].locale, Some(Locale::En));
        assert_eq!(read.queries[1].gold, ["/c", "/d"]);
        assert_eq!(read.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6]);
    }

    #[test]
    fn measures_are_those_of_the_books() {
        let page = |url: &str, title: &str| {
            let mut document = Document::new(Kind::Page, Some(Locale::En), url.into());
            document.title = title.into();
            document.body = format!("{title} and more words about it");
            document
        };
        let documents =
            vec![page("/one", "attention"), page("/two", "attention attention"), page("/three", "caching")];
        let index = Index::build(documents, &[]).expect("an index in memory");
        let list = "a\tcaching\t/three\ten\nb\tattention\t/two /nowhere\ten\nb\tnothingofit\t/one\ten";
        let measured = evaluate(&index, &Judgements::read(list).queries);
        let classes: Vec<&str> = measured.iter().map(|class| class.class.as_str()).collect();
        assert_eq!(classes, ["a", "b", "all"]);
        assert!((measured[0].mrr - 1.0).abs() < 1e-9 && (measured[0].ndcg - 1.0).abs() < 1e-9);
        // The exact title is first, so the gold of the first query of b is second.
        assert!((measured[1].mrr - 0.25).abs() < 1e-9, "{:?}", measured[1]);
        assert!((measured[1].recall - 0.25).abs() < 1e-9);
        let ideal = 1.0 + 1.0 / 3_f64.log2();
        assert!((measured[1].ndcg - (1.0 / 3_f64.log2()) / ideal / 2.0).abs() < 1e-9);
        assert_eq!(measured[2].queries, 3);
        assert_eq!(measured[2].missed.len(), 2);
    }
}
