//! Models of known makers that the catalogue does not have.

use std::collections::{BTreeMap, BTreeSet};

use super::{Newcomer, Proposals};
use crate::catalog::measure::Fact;
use crate::catalog::model::{Facts, Modality, Model, SeriesId, VendorId};
use crate::exchange::matching::{Found, Matcher, is_variant, last, spelling};
use crate::exchange::said::Said;
use crate::exchange::{Claim, Offer};
use crate::locale::Text;

/// Every newcomer as a model of which nothing is known yet, in the order of the
/// file; and the places of offers that are passed over and counted here.
pub(super) fn find<'a>(
    matcher: &Matcher<'_>,
    offers: &[&'a Offer],
    out: &mut Proposals,
) -> (Vec<(Model, Newcomer)>, BTreeSet<&'a str>) {
    let mut passed = BTreeSet::new();
    let mut order: Vec<String> = Vec::new();
    let mut groups: BTreeMap<String, (VendorId, Vec<&Offer>)> = BTreeMap::new();
    for offer in offers {
        let Some(maker) = unknown_of(matcher, offer) else { continue };
        // A name that moves from model to model is no model.
        if last(&offer.id).ends_with("latest") {
            out.skip("names that move from model to model (`…-latest`)", 1);
            passed.insert(offer.place.as_str());
            continue;
        }
        let gives_text = |claim: &Claim| match &claim.said {
            Said::Kinds(kinds) if claim.fact == Fact::Output => kinds.contains(&Modality::Text),
            _ => true,
        };
        if !offer.claims.iter().all(gives_text) {
            out.skip("models that write no text", 1);
            passed.insert(offer.place.as_str());
            continue;
        }
        let key = spelling(last(&offer.id));
        let group = groups.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            (maker.clone(), Vec::new())
        });
        if group.0 == *maker {
            group.1.push(offer);
        } else {
            out.note(
                None,
                &offer.place,
                format!("`{}` is offered as made by {maker} and by {}", offer.id, group.0),
            );
        }
    }
    let made = order.iter().filter_map(|key| {
        let (maker, offers) = groups.get(key)?;
        newcomer(matcher, maker, offers, out)
    });
    (made.collect(), passed)
}

/// The maker of an offer whose model is not known at all.
fn unknown_of<'a>(matcher: &Matcher<'a>, offer: &Offer) -> Option<&'a VendorId> {
    let is_new = matches!(matcher.model(offer), Found::Nothing) && !is_variant(&offer.id);
    matcher.maker(offer).filter(|_| is_new)
}

fn newcomer(
    matcher: &Matcher<'_>,
    maker: &VendorId,
    offers: &[&Offer],
    out: &mut Proposals,
) -> Option<(Model, Newcomer)> {
    let is_own = |offer: &&&Offer| {
        matcher.seller(&offer.seller).is_some_and(|seller| seller.vendor.as_ref() == Some(maker))
    };
    let first = offers.iter().find(is_own).or(offers.first())?;
    let id = identifier(last(&first.id));
    if id.is_empty() || matcher.has(&id) {
        out.note(None, &first.place, format!("`{}` makes no id of its own for the catalogue", first.id));
        return None;
    }
    let mut aliases: Vec<String> = Vec::new();
    for name in offers.iter().flat_map(|offer| std::iter::once(&offer.id).chain(&offer.names)) {
        if *name != id && !aliases.contains(name) {
            aliases.push(name.clone());
        }
    }
    let named = first.name.clone().or_else(|| offers.iter().find_map(|offer| offer.name.clone()));
    let series = matcher.series(maker, &id).map(|series| series.id.clone());
    let model = Model {
        id: id.as_str().into(),
        name: Text::same(named.unwrap_or_else(|| last(&first.id).to_owned())),
        aliases: aliases.clone(),
        series: series.clone().unwrap_or_else(|| SeriesId(String::new())),
        vendor: Some(maker.clone()),
        facts: Facts::default(),
        architecture: None,
        prices: Vec::new(),
        scores: Vec::new(),
    };
    Some((model, Newcomer { place: first.place.clone(), maker: maker.clone(), series, aliases }))
}

/// A name as an id of ours: lower case, and only what ids may hold.
fn identifier(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    let id: String = name.to_lowercase().chars().map(plain).collect();
    id.trim_matches('-').to_owned()
}
