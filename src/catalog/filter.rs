//! Choosing rows. One definition for the page, the island and the data.

use crate::catalog::price::{Currency, Decimal, Money};
use crate::catalog::table::{Row, Table};

/// What a reader asks of the rows; everything given must hold.
///
/// Choices stand in the table's order, so that one filter has one form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Facets by key, with the ids that are chosen.
    pub choices: Vec<(String, Vec<String>)>,
    /// A context window of at least so many tokens.
    pub min_context: Option<u64>,
    /// At most so much for a million output tokens, in the currency the table
    /// shows, dollars unless it says otherwise. Prices in another currency are
    /// compared at the table's rate; without a rate they do not hold.
    pub max_price: Option<Decimal>,
    /// Its names contain every word of this text.
    pub text: String,
}

impl Filter {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is asked of one facet alone.
    pub fn only(&self, facet: &str) -> Self {
        let choices = self.choices.iter().filter(|(key, _)| key == facet).cloned().collect();
        Self { choices, ..Self::default() }
    }

    /// What is chosen of a facet.
    pub fn chosen(&self, facet: &str) -> &[String] {
        self.choices.iter().find(|(key, _)| key == facet).map_or(&[], |(_, ids)| ids)
    }

    /// Chooses these of a facet; ids the table lacks are left out, and an
    /// empty list asks nothing.
    pub fn choose(&mut self, table: &Table, facet: &str, ids: &[&str]) {
        self.choices.retain(|(key, _)| key != facet);
        let Some(known) = table.facet(facet) else { return };
        let chosen = known.choices.iter().filter(|choice| ids.contains(&choice.id.as_str()));
        let chosen: Vec<String> = chosen.map(|choice| choice.id.clone()).collect();
        if !chosen.is_empty() {
            let place = |key: &str| table.facets.iter().position(|facet| facet.key == key);
            let own = place(facet);
            let at = self.choices.iter().position(|(key, _)| place(key) > own).unwrap_or(self.choices.len());
            self.choices.insert(at, (facet.to_owned(), chosen));
        }
    }

    /// Chooses one more of a facet, or one less if it is chosen already.
    pub fn toggle(&mut self, table: &Table, facet: &str, id: &str) {
        let chosen = self.chosen(facet).to_vec();
        let mut ids: Vec<&str> = chosen.iter().map(String::as_str).filter(|chosen| *chosen != id).collect();
        if ids.len() == chosen.len() {
            ids.push(id);
        }
        self.choose(table, facet, &ids);
    }

    /// Rows that hold, and for each facet how many rows each of its choices
    /// would leave if nothing were chosen of that facet.
    pub fn run(&self, table: &Table, money: Option<Currency>) -> Found {
        let ready = Ready::new(self, table, money);
        let mut counts: Vec<Vec<u32>> =
            table.facets.iter().map(|facet| vec![0; facet.choices.len()]).collect();
        let mut rows = Vec::new();
        for (place, row) in table.rows.iter().enumerate() {
            let Some(failed) = ready.failed(row) else { continue };
            match failed {
                Failed::None => {
                    rows.push(place);
                    for (facet, counts) in counts.iter_mut().enumerate() {
                        count(counts, table.facets[facet].many, row.facets[facet]);
                    }
                }
                Failed::Only(facet) => count(&mut counts[facet], table.facets[facet].many, row.facets[facet]),
            }
        }
        Found { rows, counts }
    }
}

/// What a filter leaves.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The places of the rows that hold, in the table's order.
    pub rows: Vec<usize>,
    /// For each facet and choice, how many rows it would leave.
    pub counts: Vec<Vec<u32>>,
}

/// Counts a row's value of one facet. Of a facet with many a row counts for
/// each of its choices.
fn count(counts: &mut [u32], many: bool, value: u32) {
    if many {
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += value >> bit & 1;
        }
    } else if let Some(count) = value.checked_sub(1).and_then(|place| counts.get_mut(place as usize)) {
        *count += 1;
    }
}

/// Which facet a row fails, if everything else holds.
enum Failed {
    None,
    Only(usize),
}

/// A [`Filter`] with its names looked up in one table, quick to ask.
struct Ready<'a> {
    table: &'a Table,
    facets: Vec<(usize, Wanted)>,
    context: Option<(usize, i64)>,
    price: Option<(usize, Decimal, Currency)>,
    words: Vec<String>,
}

enum Wanted {
    /// Bits that must all be set.
    All(u32),
    /// Values of which one must be the row's.
    One(Vec<u32>),
}

impl<'a> Ready<'a> {
    fn new(filter: &Filter, table: &'a Table, money: Option<Currency>) -> Self {
        let facets = filter.choices.iter().filter_map(|(key, ids)| {
            let at = table.facets.iter().position(|facet| facet.key == *key)?;
            let facet = &table.facets[at];
            let places = ids.iter().filter_map(|id| facet.choices.iter().position(|choice| choice.id == *id));
            let wanted = if facet.many {
                Wanted::All(places.fold(0, |bits, place| bits | 1 << place))
            } else {
                Wanted::One(places.map(|place| place as u32 + 1).collect())
            };
            Some((at, wanted))
        });
        Self {
            table,
            facets: facets.collect(),
            context: filter
                .min_context
                .and_then(|least| Some((table.column("context")?, i64::try_from(least).ok()?))),
            price: filter
                .max_price
                .and_then(|most| Some((table.column("out")?, most, money.unwrap_or(Currency::Usd)))),
            words: filter.text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect(),
        }
    }

    /// `None` if something other than a single facet fails.
    fn failed(&self, row: &Row) -> Option<Failed> {
        let mut failed = Failed::None;
        for (at, wanted) in &self.facets {
            let value = row.facets[*at];
            let holds = match wanted {
                Wanted::All(bits) => value & bits == *bits,
                Wanted::One(values) => values.contains(&value),
            };
            if !holds {
                match failed {
                    Failed::None => failed = Failed::Only(*at),
                    Failed::Only(_) => return None,
                }
            }
        }
        let enough =
            self.context.is_none_or(|(column, least)| row.cells[column].key.is_some_and(|key| key >= least));
        let cheap = self.price.is_none_or(|(column, most, currency)| {
            let price = row.cells[column].key.map(Money::from_key);
            let shown = price.and_then(|price| match self.table.rate {
                Some(rate) => price.into_currency(currency, rate),
                None => Some(price).filter(|price| price.currency == currency),
            });
            shown.is_some_and(|shown| shown.amount <= most)
        });
        let named = self.words.iter().all(|word| row.haystack.contains(word.as_str()));
        (enough && cheap && named).then_some(failed)
    }
}

/// Makes spellings meet: `DeepSeek-V3`, `deepseek v3` and `ＤｅｅｐＳｅｅｋ_V3`
/// are one. Latin case, full width, spaces and joining marks fall away.
pub fn fold(text: &str) -> String {
    let narrow = text.chars().map(|c| match c {
        // Full-width forms stand a fixed distance after ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from((c as u32 - 0xfee0) as u8),
        other => other,
    });
    narrow.filter(|c| !c.is_whitespace() && !"-_./:·".contains(*c)).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_meet() {
        for spelling in ["DeepSeek-V3", "deepseek v3", "deepseek_v3", "ＤｅｅｐＳｅｅｋ－Ｖ３"] {
            assert_eq!(fold(spelling), "deepseekv3", "{spelling}");
        }
        assert_eq!(fold("混合专家 MoE"), "混合专家moe");
    }
}
