//! The folding tokenizer: which tokens a text is found by.
//!
//! A Latin *chain* (words joined by a sign, or by one space next to a number) is
//! cut into atoms of letters or digits; neighbouring atoms are also emitted glued,
//! so that `DeepSeek-V3`, `deepseekv3` and `deepseek v3` share tokens. A chain
//! with signs is kept literally too, as `=base_url`. Han runs give bigrams and
//! their last character. Positions count atoms and Han characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::chain::{Atom, Joint, push_atom, read_chain, run_end};
use super::fold::{Cell, Class, class, fold};

/// Longest run of atoms glued into one token.
const GLUED_ATOMS: usize = 5;
/// Longest glued token, in bytes.
const GLUED_BYTES: usize = 24;
/// Longest literal token, in bytes.
const LITERAL_BYTES: usize = 48;
/// First character of a literal token; no word holds it.
pub(super) const LITERAL: char = '=';

/// A token: its text and the bytes of the original it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Atoms and Han characters before it.
    pub(super) position: usize,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    text: (usize, usize),
    start: usize,
    end: usize,
    position: usize,
}

/// Tokens of one text, ready to be read again and again without allocating.
#[derive(Clone, Default)]
pub(super) struct Pieces {
    cells: Vec<Cell>,
    atoms: Vec<Atom>,
    glue: String,
    text: String,
    spans: Vec<Span>,
}

impl Pieces {
    /// Replaces the content with the tokens of `text`, sorted by start and position.
    pub(super) fn read(&mut self, text: &str) {
        let mut cells = std::mem::take(&mut self.cells);
        fold(text, &mut cells);
        self.text.clear();
        self.spans.clear();
        let mut position = 0;
        let mut at = 0;
        while let Some(cell) = cells.get(at) {
            match class(cell.ch) {
                Class::Other => at += 1,
                Class::Han => {
                    let end = run_end(&cells, at, |class| class == Class::Han);
                    self.emit_han(&cells[at..end], &mut position);
                    at = end;
                }
                Class::Letter | Class::Digit => {
                    let mut atoms = std::mem::take(&mut self.atoms);
                    at = read_chain(&cells, at, &mut atoms);
                    self.emit_chain(&cells, &atoms, position);
                    position += atoms.len();
                    self.atoms = atoms;
                }
            }
        }
        self.cells = cells;
    }

    /// The tokens in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Piece<'_>> {
        self.spans.iter().map(|span| Piece {
            text: &self.text[span.text.0..span.text.1],
            start: span.start,
            end: span.end,
            position: span.position,
        })
    }

    fn emit_han(&mut self, run: &[Cell], position: &mut usize) {
        for (at, cell) in run.iter().enumerate() {
            let from = self.text.len();
            self.text.push(cell.ch);
            let mut end = cell.end;
            if let Some(next) = run.get(at + 1) {
                self.text.push(next.ch);
                end = next.end;
            }
            self.push(from, cell.start, end, *position);
            *position += 1;
        }
    }

    fn emit_chain(&mut self, cells: &[Cell], atoms: &[Atom], position: usize) {
        let mut glue = std::mem::take(&mut self.glue);
        for (first, atom) in atoms.iter().enumerate() {
            if matches!(atom.joint, Joint::None | Joint::Space) {
                self.emit_literal(cells, &atoms[first..], position + first);
            }
            glue.clear();
            let mut spaces = 0;
            let mut after_digits = false;
            for (nth, next) in atoms[first..].iter().enumerate().take(GLUED_ATOMS) {
                spaces += usize::from(nth > 0 && next.joint == Joint::Space);
                // `3-5` glues to `3.5`, as versions are written, and never to `35`.
                if after_digits && next.digits {
                    glue.push('.');
                }
                push_atom(&mut glue, &cells[next.from..next.to], next.digits);
                if nth > 0 && (spaces > 1 || glue.len() > GLUED_BYTES) {
                    break;
                }
                let from = self.text.len();
                self.text.push_str(&glue);
                self.push(from, cells[atom.from].start, cells[next.to - 1].end, position + first);
                after_digits = next.digits;
            }
        }
        self.glue = glue;
    }

    /// Keeps `base_url` or `deepseek-chat` as it is written, up to the next space.
    fn emit_literal(&mut self, cells: &[Cell], atoms: &[Atom], position: usize) {
        let joined = atoms[1..].iter().take_while(|atom| matches!(atom.joint, Joint::Inside | Joint::Sign));
        let last = joined.clone().count();
        if !joined.into_iter().any(|atom| atom.joint == Joint::Sign) {
            return;
        }
        let part = &cells[atoms[0].from..atoms[last].to];
        let from = self.text.len();
        self.text.push(LITERAL);
        self.text.extend(part.iter().map(|cell| cell.ch));
        if self.text.len() - from > LITERAL_BYTES {
            self.text.truncate(from);
        } else {
            self.push(from, part[0].start, part[part.len() - 1].end, position);
        }
    }

    fn push(&mut self, from: usize, start: usize, end: usize, position: usize) {
        self.spans.push(Span { text: (from, self.text.len()), start, end, position });
    }
}

/// [`Pieces`] as tantivy wants them.
#[derive(Clone, Default)]
pub(super) struct FoldingTokenizer {
    pieces: Pieces,
    token: Token,
}

impl Tokenizer for FoldingTokenizer {
    type TokenStream<'a> = FoldingStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldingStream<'a> {
        self.pieces.read(text);
        self.token.reset();
        FoldingStream { pieces: &self.pieces, token: &mut self.token, at: 0 }
    }
}

pub(super) struct FoldingStream<'a> {
    pieces: &'a Pieces,
    token: &'a mut Token,
    at: usize,
}

impl TokenStream for FoldingStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.pieces.spans.get(self.at) else {
            return false;
        };
        self.at += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.pieces.text[span.text.0..span.text.1]);
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = span.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;
    use proptest::prelude::{any, proptest};

    fn tokens(text: &str) -> Vec<String> {
        let mut pieces = Pieces::default();
        pieces.read(text);
        pieces.iter().map(|piece| piece.text.to_owned()).collect()
    }

    fn has(text: &str, token: &str) -> bool {
        tokens(text).iter().any(|found| found == token)
    }

    #[test]
    fn spellings_of_one_model_share_a_token() {
        for text in ["DeepSeek-V3", "deepseekv3", "DeepSeek V3", "ＤｅｅｐＳｅｅｋ＿V3"] {
            assert!(has(text, "deepseekv3"), "{text}");
        }
        assert!(has("GPT-4o mini", "gpt4omini"));
        assert!(has("a 128 K window", "128k"));
        assert!(has("claude-3-5-sonnet", "claude3.5sonnet"));
        assert!(has("131,072 tokens", "131072"));
    }

    #[test]
    fn a_price_keeps_its_point() {
        assert!(has("$5.5M", "5.5m"));
        assert!(!has("$5.5M", "55m"));
        assert!(!has("5 and 5M", "55m"));
    }

    #[test]
    fn words_without_numbers_are_not_glued_over_spaces() {
        assert!(!has("deep seek", "deepseek"));
    }

    #[test]
    fn identifiers_are_kept_literally() {
        assert!(has("set base_url first", "=base_url"));
        assert!(has("deepseek-chat", "=deepseek-chat"));
        assert!(!has("plain words", "=plain"));
    }

    #[test]
    fn chinese_gives_bigrams_and_the_last_character() {
        assert_eq!(tokens("投机解码"), ["投机", "机解", "解码", "码"]);
    }

    proptest! {
        #[test]
        fn ranges_are_sorted_and_on_character_boundaries(text in any::<String>()) {
            let mut pieces = Pieces::default();
            pieces.read(&text);
            let mut last = (0, 0);
            for span in &pieces.spans {
                assert!(text.get(span.start..span.end).is_some_and(|part| !part.is_empty()));
                assert!((span.start, span.position) >= last);
                last = (span.start, span.position);
            }
        }

        #[test]
        fn chains_of_words_and_signs_never_panic(text in "[a-c1-3,. _/中文-]{0,60}") {
            let mut pieces = Pieces::default();
            pieces.read(&text);
            assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
        }
    }
}
