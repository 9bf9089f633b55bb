//! What a picture says, as data: words and numbers, without places or colours.

use crate::locale::Locale;

/// The words of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// Their language.
    pub locale: Locale,
    /// The site's name.
    pub site: String,
    /// The host that the site is found at.
    pub host: String,
    /// What kind of page it is; may be empty.
    pub kind: String,
    /// The page's title.
    pub title: String,
    /// One sentence about it; may be empty.
    pub line: String,
    /// Its numbers.
    pub body: Body,
    /// How new it is, in words; may be empty.
    pub date: String,
}

/// The numbers of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// None: a page of text.
    Words,
    /// Up to four, side by side.
    Figures(Vec<Figure>),
    /// Models side by side.
    Comparison {
        /// What they are called: a column each.
        models: Vec<String>,
        /// Up to four numbers of each.
        rows: Vec<Row>,
    },
}

/// A number with its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// A short unit behind it; may be empty.
    pub unit: String,
    /// What must be known of it; may be empty.
    pub note: String,
}

/// One number of each model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// A cell for each model.
    pub cells: Vec<Cell>,
}

/// A number of one model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// The number; empty where no source tells.
    pub value: String,
    /// When it holds; may be empty.
    pub note: String,
}

impl Figure {
    /// A number with its name.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), unit: String::new(), note: String::new() }
    }

    /// The same with a unit.
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self { unit: unit.into(), ..self }
    }

    /// The same with what must be known of it.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    fn words(&self) -> String {
        let parts = [&self.label, &self.value, &self.unit, &self.note];
        parts.map(String::as_str).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl Body {
    /// Numbers side by side, if there are any.
    pub fn of(figures: Vec<Figure>) -> Self {
        if figures.is_empty() { Self::Words } else { Self::Figures(figures) }
    }
}

impl Card {
    /// The picture in words, for those who do not see it.
    pub fn alt(&self) -> String {
        let (colon, comma) = self.locale.pick(("：", "，"), (": ", ", "));
        let numbers: Vec<String> = match &self.body {
            Body::Words => Vec::new(),
            Body::Figures(figures) => figures.iter().map(Figure::words).collect(),
            Body::Comparison { rows, .. } => rows.iter().map(Row::words).collect(),
        };
        let told = if numbers.is_empty() { self.line.clone() } else { numbers.join(comma) };
        let colon = if told.is_empty() { "" } else { colon };
        format!("{}{colon}{told}", self.title)
    }
}

impl Row {
    fn words(&self) -> String {
        let cells = self.cells.iter().map(|cell| match (cell.value.as_str(), cell.note.as_str()) {
            ("", _) => "—".to_owned(),
            (value, "") => value.to_owned(),
            (value, note) => format!("{value} ({note})"),
        });
        format!("{} {}", self.label, cells.collect::<Vec<_>>().join(" / "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Card, Figure};
    use crate::locale::Locale;

    #[test]
    fn the_words_beside_a_picture_tell_its_numbers() {
        let card = Card {
            locale: Locale::En,
            site: "Atlas".into(),
            host: "atlas.test".into(),
            kind: String::new(),
            title: "Acme 1".into(),
            line: "A model".into(),
            body: Body::Figures(vec![
                Figure::new("Context", "128K").unit("tokens"),
                Figure::new("Licence", "MIT"),
            ]),
            date: String::new(),
        };
        assert_eq!(card.alt(), "Acme 1: Context 128K tokens, Licence MIT");
        let card = Card { body: Body::Words, ..card };
        assert_eq!(card.alt(), "Acme 1: A model");
    }
}
