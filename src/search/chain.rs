//! Latin chains: words joined by a sign, or by one space next to a number.

use super::fold::{Cell, Class, class};

/// Longest single atom, in bytes; longer ones (hashes, noise) are cut.
const ATOM_BYTES: usize = 64;
/// Atoms in one chain; a longer chain starts anew.
const CHAIN_ATOMS: usize = 24;

/// What numbers are written with, with or without a space.
const UNITS: [&str; 8] = ["k", "m", "b", "t", "kb", "mb", "gb", "tb"];

/// What stands before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// First of its chain.
    None,
    /// Letters meet digits inside a word.
    Inside,
    Sign,
    Space,
}

/// Letters or one number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// Range of cells.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) digits: bool,
    pub(super) joint: Joint,
}

/// Reads the chain of atoms that starts at cell `at`; gives the cell after it.
///
/// `at` must hold a letter or a digit, so at least one atom is read.
pub(super) fn read_chain(cells: &[Cell], at: usize, atoms: &mut Vec<Atom>) -> usize {
    atoms.clear();
    let mut at = at;
    let mut joint = Joint::None;
    loop {
        let word = atoms.len();
        at = read_word(cells, at, joint, atoms);
        if atoms.len() >= CHAIN_ATOMS {
            return at;
        }
        joint = match (kind(cells, at), kind(cells, at + 1)) {
            (Some(Class::Other), Some(Class::Letter | Class::Digit)) => match cells[at].ch {
                sign if is_sign(sign) => Joint::Sign,
                ' ' if glues_over_space(cells, &atoms[word..], at + 1) => Joint::Space,
                _ => return at,
            },
            _ => return at,
        };
        at += 1;
    }
}

/// One word: atoms of letters and numbers with nothing between them.
fn read_word(cells: &[Cell], at: usize, joint: Joint, atoms: &mut Vec<Atom>) -> usize {
    let mut at = at;
    let mut joint = joint;
    loop {
        let from = at;
        let digits = match kind(cells, at) {
            Some(Class::Digit) => true,
            Some(Class::Letter) => false,
            _ => return at,
        };
        at = if digits { number_end(cells, at) } else { run_end(cells, at, |class| class == Class::Letter) };
        atoms.push(Atom { from, to: at, digits, joint });
        joint = Joint::Inside;
    }
}

/// End of a number with its decimals (`2.5`, `3.1.2`) and thousands (`131,072`).
fn number_end(cells: &[Cell], at: usize) -> usize {
    let digits = |at| run_end(cells, at, |class| class == Class::Digit);
    let mut end = digits(at);
    loop {
        let next = digits(end + 1);
        match cells.get(end).map(|cell| cell.ch) {
            Some('.') if next > end + 1 => end = next,
            Some(',') if next == end + 4 => end = next,
            _ => return end,
        }
    }
}

/// Whether one space may disappear: `Llama 3.1`, `DeepSeek V3`, `671 B`, `4o mini`.
fn glues_over_space(cells: &[Cell], left: &[Atom], right: usize) -> bool {
    let end = run_end(cells, right, |class| matches!(class, Class::Letter | Class::Digit));
    let left_digits = left.iter().any(|atom| atom.digits);
    let left_letters = left.iter().any(|atom| !atom.digits);
    let right_digits = cells[right..end].iter().any(|cell| class(cell.ch) == Class::Digit);
    if left_letters && (right_digits || left_digits) {
        return true;
    }
    let unit: String = cells[right..end].iter().map(|cell| cell.ch).collect();
    left_digits && UNITS.contains(&unit.as_str())
}

/// Writes an atom; thousands separators go, so that `131,072` is `131072`.
pub(super) fn push_atom(to: &mut String, cells: &[Cell], digits: bool) {
    let start = to.len();
    for cell in cells {
        if !(digits && cell.ch == ',') && to.len() - start < ATOM_BYTES {
            to.push(cell.ch);
        }
    }
}

fn is_sign(ch: char) -> bool {
    matches!(ch, '-' | '_' | '.' | '/' | ':' | '@' | '+' | '\'' | '’' | '·' | '\u{2010}'..='\u{2015}')
}

fn kind(cells: &[Cell], at: usize) -> Option<Class> {
    cells.get(at).map(|cell| class(cell.ch))
}

/// First cell at or after `at` whose class is not wanted.
pub(super) fn run_end(cells: &[Cell], at: usize, wanted: impl Fn(Class) -> bool) -> usize {
    let rest = cells.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|cell| wanted(class(cell.ch))).count()
}

#[cfg(test)]
mod tests {
    use super::{push_atom, read_chain};
    use crate::search::fold::fold;

    fn atoms(text: &str) -> Vec<String> {
        let (mut cells, mut atoms) = (Vec::new(), Vec::new());
        fold(text, &mut cells);
        read_chain(&cells, 0, &mut atoms);
        let text = |atom: &super::Atom| {
            let mut text = String::new();
            push_atom(&mut text, &cells[atom.from..atom.to], atom.digits);
            text
        };
        atoms.iter().map(text).collect()
    }

    #[test]
    fn letters_and_numbers_come_apart() {
        assert_eq!(atoms("Qwen2.5-72B"), ["qwen", "2.5", "72", "b"]);
        assert_eq!(atoms("131,072."), ["131072"]);
    }

    #[test]
    fn a_space_joins_only_next_to_a_number() {
        assert_eq!(atoms("Llama 3.1 405B"), ["llama", "3.1"]);
        assert_eq!(atoms("671 B"), ["671", "b"]);
        assert_eq!(atoms("24 GB"), ["24", "gb"]);
        assert_eq!(atoms("deep seek"), ["deep"]);
        assert_eq!(atoms("5 apples"), ["5"]);
    }
}
