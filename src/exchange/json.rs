//! A JSON document read piece by piece. Each piece knows its path, so that a
//! fault names it; numbers stay text, so that money stays exact.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::amount::{self, Unit};
use super::{Fault, Reading};
use crate::catalog::price::Decimal;
use crate::catalog::quantity::Date;

/// A piece of a document: its JSON, and its path.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    raw: &'a RawValue,
    /// The path from the top: `deepseek.models.deepseek-chat`; empty at the top.
    pub place: String,
}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Members<'a> {
    /// The path of the object.
    pub place: String,
    /// Names and values in the document's order.
    pub all: Vec<(String, Node<'a>)>,
}

/// An object's members as they stand; a map would hide names given twice.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    all.push(pair);
                }
                Ok(all)
            }
        }
        deserializer.deserialize_map(Collect).map(Pairs)
    }
}

impl<'a> Node<'a> {
    /// Reads a whole document.
    ///
    /// # Errors
    ///
    /// With line and column when the text is no JSON.
    pub fn document(text: &'a str) -> Result<Self, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let raw = serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Fault::new(place, format!("the file is no JSON: {error}"), "download it again")
        })?;
        Ok(Self { raw, place: String::new() })
    }

    /// Whether it is `null`, which says nothing.
    pub fn is_null(&self) -> bool {
        self.raw.get() == "null"
    }

    fn wrong(&self, wanted: &str) -> Fault {
        let place = if self.place.is_empty() { "the document" } else { &self.place };
        let shown: String = self.raw.get().chars().take(40).collect();
        Fault::new(place, format!("`{shown}` is not {wanted}"), "correct the file, or leave the entry out")
    }

    fn inner(&self, name: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        match (self.place.is_empty(), !name.is_empty() && name.chars().all(plain)) {
            (true, true) => name.to_owned(),
            (false, true) => format!("{}.{name}", self.place),
            (_, false) => format!("{}[{name:?}]", self.place),
        }
    }

    /// The members of an object. Of a name given twice the last counts.
    ///
    /// # Errors
    ///
    /// When it is no object.
    pub fn members(&self) -> Result<Members<'a>, Fault> {
        let Pairs(pairs) = serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("an object"))?;
        let member = |(name, raw): (String, &'a RawValue)| {
            let place = self.inner(&name);
            (name, Node { raw, place })
        };
        Ok(Members { place: self.place.clone(), all: pairs.into_iter().map(member).collect() })
    }

    /// The items of a list.
    ///
    /// # Errors
    ///
    /// When it is no list.
    pub fn items(&self) -> Result<Vec<Node<'a>>, Fault> {
        let items: Vec<&'a RawValue> =
            serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("a list"))?;
        let item = |(at, raw)| Node { raw, place: format!("{}[{at}]", self.place) };
        Ok(items.into_iter().enumerate().map(item).collect())
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// When it is no text.
    pub fn text(&self) -> Result<String, Fault> {
        serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("a text"))
    }

    /// Yes or no.
    ///
    /// # Errors
    ///
    /// When it is neither `true` nor `false`.
    pub fn flag(&self) -> Result<bool, Fault> {
        serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("true or false"))
    }

    /// A date of form `YYYY-MM-DD` or `YYYY-MM`.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn date(&self) -> Result<Date, Fault> {
        self.text()?.parse().map_err(|_| self.wrong("a date such as 2026-01-31"))
    }

    /// A whole number, of which 0 says nothing.
    ///
    /// # Errors
    ///
    /// When it is no whole number from 0.
    pub fn count(&self) -> Result<Option<u64>, Fault> {
        let read = amount::count(&self.number()).filter(|count| i64::try_from(*count).is_ok());
        read.map(|count| Some(count).filter(|count| *count > 0)).ok_or_else(|| self.wrong("a whole number"))
    }

    /// A price.
    ///
    /// # Errors
    ///
    /// When the catalogue cannot hold it.
    pub fn price(&self, unit: Unit) -> Result<Decimal, Fault> {
        amount::read(&self.number(), unit).map_err(|refused| {
            let shown: String = self.raw.get().chars().take(40).collect();
            Fault::new(&self.place, format!("`{shown}` {refused}"), refused.fix())
        })
    }

    /// A number as it is written, in quotes or not.
    pub fn number(&self) -> String {
        self.text().unwrap_or_else(|_| self.raw.get().to_owned())
    }
}

impl<'a> Members<'a> {
    /// A member that says something: present, and not `null`.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        let found = self.all.iter().rev().find(|(own, _)| own == name);
        found.map(|(_, node)| node).filter(|node| !node.is_null())
    }

    /// Reads a member, if it is there. What is wrong with it is told, and then
    /// it says nothing.
    pub fn read<T>(
        &self,
        name: &str,
        reading: &mut Reading,
        read: impl FnOnce(&Node<'a>) -> Result<T, Fault>,
    ) -> Option<T> {
        let node = self.get(name)?;
        reading.take(read(node))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;
    use crate::exchange::amount::Unit;

    #[test]
    fn every_piece_knows_its_path() {
        let text = r#"{"a": {"models": {"gpt-4.1": {"cost": [1, "x"]}}}}"#;
        let mut node = Node::document(text).expect("a document");
        for name in ["a", "models", "gpt-4.1", "cost"] {
            node = node.members().expect("members").get(name).expect("a member").clone();
        }
        let items = node.items().expect("items");
        assert_eq!(items[1].place, "a.models[\"gpt-4.1\"].cost[1]");
        let fault = items[1].count().expect_err("no number");
        assert_eq!(fault.place, items[1].place);
        assert!(fault.message.contains("`\"x\"`"), "{fault:?}");
    }

    #[test]
    fn numbers_are_read_from_their_text() {
        let node = Node::document("[0.1e-06, \"0.0000001\", 0.30000000000000004]").expect("a document");
        let items = node.items().expect("items");
        assert_eq!(items[0].price(Unit::Token).map(|price| price.0), Ok(100_000));
        assert_eq!(items[1].price(Unit::Token).map(|price| price.0), Ok(100_000));
        assert!(items[2].price(Unit::Million).is_err(), "a float would have rounded it");
    }

    #[test]
    fn null_says_nothing_and_the_last_of_two_counts() {
        let node = Node::document(r#"{"a": 1, "b": null, "a": 2}"#).expect("a document");
        let members = node.members().expect("members");
        assert!(members.get("b").is_none());
        assert_eq!(members.get("a").map(Node::number).as_deref(), Some("2"));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let fault = Node::document("{\n  \"a\": }").expect_err("broken");
        assert_eq!(fault.place, "line 2, column 8");
        assert!(Node::document("").is_err() && Node::document("{} {}").is_err());
        let deep = "[".repeat(100_000);
        assert!(Node::document(&deep).is_err());
    }
}
