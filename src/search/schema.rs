//! The fields of the index.

use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

/// Name under which the folding tokenizer is registered.
pub(super) const FOLDING: &str = "folding";

/// Handles of the fields. No text is stored: the index keeps the documents itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) title: Field,
    pub(super) heading: Field,
    pub(super) body: Field,
    pub(super) code: Field,
    /// Whole names, see [`KeyKind`].
    pub(super) key: Field,
    /// Number of the document.
    pub(super) number: Field,
}

impl Fields {
    /// The fields in which words are looked for.
    pub(super) fn prose(&self) -> [Field; 4] {
        [self.title, self.heading, self.body, self.code]
    }
}

/// What a whole-name key is the name of. The tag is the key's first character
/// in the index, so that one field serves all kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KeyKind {
    ModelName,
    ModelAlias,
    Title,
    Alias,
    Heading,
    TermName,
    TermAlias,
}

impl KeyKind {
    pub(super) const ALL: [KeyKind; 7] = [
        KeyKind::ModelName,
        KeyKind::ModelAlias,
        KeyKind::Title,
        KeyKind::Alias,
        KeyKind::Heading,
        KeyKind::TermName,
        KeyKind::TermAlias,
    ];

    /// First character of such keys.
    pub(super) fn tag(self) -> char {
        match self {
            KeyKind::ModelName => 'm',
            KeyKind::ModelAlias => 'n',
            KeyKind::Title => 't',
            KeyKind::Alias => 'a',
            KeyKind::Heading => 'h',
            KeyKind::TermName => 'w',
            KeyKind::TermAlias => 'v',
        }
    }

    /// Whether it names a model.
    pub(super) fn is_model(self) -> bool {
        matches!(self, KeyKind::ModelName | KeyKind::ModelAlias)
    }

    /// Whether it names a term of the glossary.
    pub(super) fn is_term(self) -> bool {
        matches!(self, KeyKind::TermName | KeyKind::TermAlias)
    }

    /// What it is called in an explanation.
    pub(super) fn field(self) -> &'static str {
        match self {
            KeyKind::ModelName | KeyKind::Title | KeyKind::TermName => "title",
            KeyKind::ModelAlias | KeyKind::Alias | KeyKind::TermAlias => "alias",
            KeyKind::Heading => "heading",
        }
    }

    /// Bonus of a query that is exactly this name.
    pub(super) fn exact(self) -> f32 {
        match self {
            KeyKind::ModelName => 80.0,
            KeyKind::ModelAlias => 70.0,
            KeyKind::Title => 50.0,
            KeyKind::Alias => 44.0,
            KeyKind::Heading => 34.0,
            // A page about the term, or a section, has more to say.
            KeyKind::TermName => 30.0,
            KeyKind::TermAlias => 28.0,
        }
    }

    /// Bonus of a query that is the beginning of this name.
    pub(super) fn prefix(self) -> f32 {
        match self {
            // The page about a series comes before the many models named after it.
            KeyKind::Title => 28.0,
            KeyKind::ModelName => 18.0,
            KeyKind::ModelAlias | KeyKind::Alias => 16.0,
            KeyKind::Heading => 14.0,
            KeyKind::TermName => 12.0,
            KeyKind::TermAlias => 10.0,
        }
    }
}

/// The schema and its handles.
pub(super) fn schema() -> (Schema, Fields) {
    let indexed = |record, norms, tokenizer| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record)
            .set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let prose = indexed(IndexRecordOption::WithFreqsAndPositions, true, FOLDING);
    let mut builder = Schema::builder();
    let fields = Fields {
        title: builder.add_text_field("title", prose.clone()),
        heading: builder.add_text_field("heading", prose.clone()),
        body: builder.add_text_field("body", prose),
        code: builder.add_text_field("code", indexed(IndexRecordOption::WithFreqs, true, FOLDING)),
        key: builder.add_text_field("key", indexed(IndexRecordOption::Basic, false, "raw")),
        number: builder.add_u64_field("number", FAST),
    };
    (builder.build(), fields)
}

#[cfg(test)]
mod tests {
    use super::{KeyKind, schema};

    #[test]
    fn nothing_is_stored() {
        let (schema, _) = schema();
        assert!(schema.fields().all(|(_, entry)| !entry.is_stored()));
    }

    #[test]
    fn model_names_outrank_all_other_names() {
        assert!(KeyKind::ALL.iter().all(|kind| kind.exact() <= KeyKind::ModelName.exact()));
    }
}
