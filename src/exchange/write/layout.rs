//! Where keys and tables go, so that a changed file looks as if an editor had
//! written it.

use std::fmt;

use toml_edit::{Array, InlineTable, Item, Table, Value};

use crate::catalog::measure::Fact;
use crate::catalog::quantity::grouped;
use crate::exchange::said::{Said, kind_word};

/// The order of keys of a model.
pub(super) const MODEL: [&str; 8] =
    ["id", "name", "aliases", "vendor", "facts", "architecture", "prices", "benchmarks"];

/// The order of keys of a price.
pub(super) const PRICE: [&str; 15] = [
    "provider",
    "currency",
    "input",
    "output",
    "cache_read",
    "cache_write",
    "from",
    "from_kind",
    "until",
    "period",
    "read",
    "source",
    "at",
    "tiers",
    "note",
];

/// Counts from here on have their digits in groups.
const GROUPED_FROM: u64 = 10_000;

/// Puts a key behind the last of those that come before it in an order. What is
/// there keeps its place.
pub(super) fn put(table: &mut Table, key: &str, item: Item, order: &[&str]) {
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let own = rank(key);
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let before = keys.iter().rposition(|key| rank(key).is_some_and(|rank| Some(rank) < own));
    let later = keys.into_iter().skip(before.map_or(0, |at| at + 1));
    let moved: Vec<_> = later.filter_map(|key| table.remove_entry(&key)).collect();
    table.insert(key, item);
    for (key, item) in moved {
        table.insert_formatted(&key, item);
    }
}

/// The order of facts.
pub(super) fn facts() -> Vec<&'static str> {
    Fact::ALL.iter().map(|fact| fact.name()).collect()
}

/// A table with a header of its own, an empty line above it.
pub(super) fn headed() -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table
}

/// An inline table: `{ value = …, source = "…" }`.
pub(super) fn inline(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> InlineTable {
    let mut table = InlineTable::new();
    for (key, value) in pairs {
        table.insert(key, value);
    }
    table
}

/// Adds a pair at the end of an inline table, spaced as one that was written.
pub(super) fn append(table: &mut InlineTable, key: &str, mut value: Value) {
    let last = table.iter().last().map(|(key, _)| key.to_owned());
    let last = last.and_then(|key| table.get_mut(&key));
    let after = last.and_then(|last| {
        let after = last.decor().suffix().and_then(|suffix| suffix.as_str()).map(str::to_owned);
        last.decor_mut().set_suffix("");
        after
    });
    let closing = table.trailing().as_str().is_some_and(|trailing| !trailing.is_empty());
    let after = after.unwrap_or_else(|| if closing { String::new() } else { " ".to_owned() });
    value.decor_mut().set_prefix(" ");
    value.decor_mut().set_suffix(after);
    table.insert(key, value);
}

/// Adds an item at the end of a list.
pub(super) fn push(list: &mut Array, item: InlineTable) {
    let mut value = Value::InlineTable(item);
    let is_first = list.is_empty();
    value.decor_mut().set_prefix(if is_first { "" } else { " " });
    value.decor_mut().set_suffix("");
    list.push_formatted(value);
}

/// A value as editors write it.
pub(super) fn value(said: &Said) -> Value {
    match said {
        Said::Count(count) => number(*count),
        Said::Kinds(kinds) => kinds.iter().map(|kind| kind_word(*kind)).collect::<Array>().into(),
        Said::Flag(yes) => (*yes).into(),
        Said::Date(date) => text(date),
        Said::Text(own) => text(own),
    }
}

/// A text.
pub(super) fn text(text: impl fmt::Display) -> Value {
    text.to_string().into()
}

/// A count: `8192`, `131_072`.
pub(super) fn number(count: u64) -> Value {
    let plain = || Value::from(i64::try_from(count).unwrap_or(i64::MAX));
    if count < GROUPED_FROM {
        return plain();
    }
    grouped(count).replace(',', "_").parse().unwrap_or_else(|_| plain())
}

#[cfg(test)]
mod tests {
    use super::{append, inline, number, push, put, text};
    use toml_edit::{DocumentMut, value};

    #[test]
    fn a_key_goes_behind_those_before_it_and_comments_stay() {
        let written = "# head\na = 1 # one\n# about d\nd = 4\nz = 5\n";
        let mut document: DocumentMut = written.parse().expect("TOML");
        put(document.as_table_mut(), "c", value(3), &["a", "b", "c", "d"]);
        assert_eq!(document.to_string(), "# head\na = 1 # one\nc = 3\n# about d\nd = 4\nz = 5\n");
        put(document.as_table_mut(), "b", value(2), &["a", "b", "c", "d"]);
        assert!(document.to_string().starts_with("# head\na = 1 # one\nb = 2\nc = 3\n"), "{document}");
    }

    #[test]
    fn inline_tables_and_lists_grow_as_they_are_written() {
        let mut document: DocumentMut =
            "a = { b = 1 } # why\nc = {d=1}\ne = [{ f = 1 }]\n".parse().expect("TOML");
        for key in ["a", "c"] {
            let table = document[key].as_inline_table_mut().expect("a table");
            append(table, "x", number(131_072));
        }
        let list = document["e"].as_array_mut().expect("a list");
        push(list, inline([("f", number(8192)), ("g", text("\"quoted\""))]));
        let wanted = "a = { b = 1, x = 131_072 } # why\nc = {d=1, x = 131_072}\n\
            e = [{ f = 1 }, { f = 8192, g = '\"quoted\"' }]\n";
        assert_eq!(document.to_string(), wanted);
    }
}
