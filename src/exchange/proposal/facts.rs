//! Facts: what a file says of a model, beside what we say of it.

use super::{FactChange, Matched, Proposals, Terms};
use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::{Facts, Model};
use crate::catalog::quantity::Date;
use crate::exchange::said::{Said, known};

/// One word for a fact, and where it stands.
#[derive(Clone, PartialEq)]
struct Word<'a> {
    said: &'a Said,
    place: &'a str,
    at: &'a str,
}

/// The facts of a model that a file adds to, or says otherwise than we do.
pub(super) fn compare(
    catalog: &Catalog,
    model: &Model,
    offers: &[Matched<'_>],
    terms: &Terms,
    out: &mut Proposals,
) -> Vec<FactChange> {
    let is_own = |matched: &&Matched<'_>| catalog.is_own_service(model, &matched.provider.id);
    let own: Vec<Matched<'_>> = offers.iter().filter(is_own).copied().collect();
    let best = own.iter().map(|matched| matched.strength).min();
    let own: Vec<Matched<'_>> = own.into_iter().filter(|matched| Some(matched.strength) == best).collect();
    let mut changes: Vec<FactChange> = Vec::new();
    for fact in Fact::ALL {
        let mut words = words(&own, *fact);
        if words.is_empty() {
            words = self::words(offers, *fact);
        }
        let Some(first) = words.first() else { continue };
        let (fact, known) = meant(&model.facts, &changes, *fact, first.said);
        let is_known = |word: &&Word<'_>| known.iter().any(|known| agree(known, word.said));
        if words.iter().any(|word| is_known(&word)) {
            continue;
        }
        if words.iter().any(|word| !agree(word.said, first.said)) {
            let message = format!("sellers disagree about {}", fact.name());
            out.note(Some(model), first.place, message);
            continue;
        }
        if let Said::Date(date) = first.said
            && date.days_since_epoch() > terms.today.days_since_epoch()
        {
            out.note(Some(model), first.place, format!("{} {date} lies ahead", fact.name()));
            continue;
        }
        changes.push(FactChange {
            place: first.place.to_owned(),
            at: first.at.to_owned(),
            fact,
            ours: known.into_iter().next(),
            said: first.said.clone(),
        });
    }
    changes
}

fn words<'a>(offers: &[Matched<'a>], fact: Fact) -> Vec<Word<'a>> {
    let claims = offers.iter().flat_map(|matched| {
        let offer = matched.offer;
        offer.claims.iter().filter(move |claim| claim.fact == fact).map(move |claim| (offer, claim))
    });
    claims.map(|(offer, claim)| Word { said: &claim.said, place: &offer.place, at: &offer.at }).collect()
}

/// The fact that is meant, and what is known of it once the changes so far are
/// made, our own value first.
///
/// Some lists know one limit of input only. At our window it says the window;
/// above it disagrees with the window; below it is a limit of the prompt.
fn meant(facts: &Facts, changes: &[FactChange], fact: Fact, said: &Said) -> (Fact, Vec<Said>) {
    let known = |fact| {
        let changed = changes.iter().filter(|change| change.fact == fact).map(|change| change.said.clone());
        known(facts, fact).into_iter().map(|known| known.said).chain(changed).collect::<Vec<_>>()
    };
    let mut own = known(fact);
    if fact != Fact::InputLimit {
        return (fact, own);
    }
    let window = known(Fact::ContextWindow);
    match (window.first(), said) {
        (Some(Said::Count(ours)), Said::Count(theirs)) if theirs > ours => (Fact::ContextWindow, window),
        _ => {
            own.extend(window.into_iter().filter(|window| window == said));
            (fact, own)
        }
    }
}

/// Whether two words for a fact do not contradict each other: a month and a day
/// in it agree, and kinds of content have no order.
fn agree(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Date(one), Said::Date(other)) => same_time(*one, *other),
        (Said::Kinds(one), Said::Kinds(other)) => {
            one.iter().all(|kind| other.contains(kind)) && other.iter().all(|kind| one.contains(kind))
        }
        (Said::Text(one), Said::Text(other)) => match (one.parse(), other.parse()) {
            (Ok(one), Ok(other)) => same_time(one, other),
            _ => one.trim().eq_ignore_ascii_case(other.trim()),
        },
        _ => one == other,
    }
}

fn same_time(one: Date, other: Date) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    one.starts_with(&other) || other.starts_with(&one)
}

#[cfg(test)]
mod tests {
    use super::agree;
    use crate::catalog::model::Modality::{Image, Text};
    use crate::exchange::said::Said;

    #[test]
    fn words_that_say_no_less_and_no_otherwise_agree() {
        let date = |text: &str| Said::Date(text.parse().expect("a date"));
        let text = |text: &str| Said::Text(text.to_owned());
        assert!(agree(&date("2026-01"), &date("2026-01-31")));
        assert!(!agree(&date("2026-01-30"), &date("2026-01-31")));
        assert!(!agree(&date("2026-01"), &date("2026-02-01")));
        assert!(agree(&text("2025-05"), &text("2025-05-31")));
        assert!(agree(&text("Early 2025"), &text("early 2025 ")));
        assert!(!agree(&text("2025-05"), &text("2025")));
        assert!(agree(&Said::Kinds(vec![Text, Image]), &Said::Kinds(vec![Image, Text])));
        assert!(!agree(&Said::Kinds(vec![Text]), &Said::Kinds(vec![Image, Text])));
        assert!(!agree(&Said::Flag(true), &Said::Flag(false)));
    }
}
