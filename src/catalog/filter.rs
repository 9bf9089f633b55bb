//! Choosing rows. One definition for the page, the island and the API.

use crate::catalog::table::{Row, Table};

/// What a reader asks of the rows; everything given must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Fits this scenario.
    pub scenario: Option<String>,
    /// Belongs to one of these series; none given means all.
    pub series: Vec<String>,
    /// Its weights are open (`true`) or known to be closed (`false`).
    pub open: Option<bool>,
    /// Its names contain every word of this text.
    pub text: String,
}

/// A [`Filter`] with its names looked up in one table, quick to ask.
struct Ready {
    scenario: Option<u32>,
    series: Vec<usize>,
    open: Option<bool>,
    words: Vec<String>,
}

impl Filter {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The places of the rows that hold, in the table's order.
    pub fn rows(&self, table: &Table) -> Vec<usize> {
        let ready = self.ready(table);
        (0..table.rows.len()).filter(|row| ready.holds(&table.rows[*row])).collect()
    }

    /// How many rows would hold with another scenario, for each scenario.
    pub fn scenario_counts(&self, table: &Table) -> Vec<usize> {
        let without = Self { scenario: None, ..self.clone() }.ready(table);
        let mut counts = vec![0; table.scenarios.len()];
        for row in table.rows.iter().filter(|row| without.holds(row)) {
            for (bit, count) in counts.iter_mut().enumerate() {
                *count += usize::from(row.scenarios >> bit & 1 == 1);
            }
        }
        counts
    }

    fn ready(&self, table: &Table) -> Ready {
        let place = |id: &String| table.scenarios.iter().position(|choice| choice.id == *id);
        let series = |id: &String| table.series.iter().position(|choice| choice.id == *id);
        Ready {
            scenario: self.scenario.as_ref().and_then(place).map(|bit| 1 << bit),
            series: self.series.iter().filter_map(series).collect(),
            open: self.open,
            words: self.text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect(),
        }
    }
}

impl Ready {
    fn holds(&self, row: &Row) -> bool {
        self.scenario.is_none_or(|bit| row.scenarios & bit != 0)
            && (self.series.is_empty() || self.series.contains(&row.series))
            && (self.open.is_none() || self.open == row.open)
            && self.words.iter().all(|word| row.haystack.contains(word.as_str()))
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
