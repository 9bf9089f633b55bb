//! One proposal, carried out on one document.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::Origin;
use super::layout::{MODEL, PRICE, append, facts, headed, inline, number, push, put, text, value as written};
use crate::catalog::measure::Fact;
use crate::catalog::price::PriceTier;
use crate::exchange::proposal::{FactChange, Newcomer, PriceChange, Proposal};
use crate::exchange::said::Said;
use crate::exchange::whole::from_word;

/// Carries out what can be written of a proposal.
///
/// # Errors
///
/// With the place whose form is not changed by program.
pub(super) fn apply(document: &mut DocumentMut, proposal: &Proposal, origin: &Origin) -> Result<(), String> {
    let source = source(document, origin)?;
    let id = proposal.model.as_str();
    let form = |what: &str| format!("{what} of {id} is written in a form that is not changed by program");
    if let Some(newcomer) = &proposal.newcomer {
        add_model(document, proposal, newcomer).ok_or_else(|| form("the list of models"))?;
    }
    let models = document.get_mut("models").and_then(Item::as_array_of_tables_mut);
    let mut models = models.into_iter().flat_map(ArrayOfTables::iter_mut);
    let model = models.find(|model| model.get("id").and_then(Item::as_str) == Some(id));
    let model = model.ok_or_else(|| form("the entry"))?;
    for change in &proposal.facts {
        add_fact(model, change, &source).ok_or_else(|| form(change.fact.name()))?;
    }
    for change in proposal.prices.iter().filter(|change| change.refused.is_none()) {
        add_price(model, change, &source, origin).ok_or_else(|| form("a price"))?;
    }
    Ok(())
}

/// The key of the imported file among the document's sources; added if it is not
/// there.
fn source(document: &mut DocumentMut, origin: &Origin) -> Result<String, String> {
    if !document.contains_key("sources") {
        let mut sources = Table::new();
        sources.set_implicit(true);
        put(document.as_table_mut(), "sources", Item::Table(sources), &["series", "sources", "models"]);
    }
    let sources = document.get_mut("sources").and_then(Item::as_table_mut);
    let sources = sources.ok_or("[sources] is written in a form that is not changed by program")?;
    let date = origin.date.to_string();
    let is_same = |item: &Item| {
        let says = |key: &str| item.get(key).and_then(Item::as_str);
        says("url") == Some(&origin.url) && says("date") == Some(&date)
    };
    let base = format!("{}-{date}", origin.name);
    let mut key = base.clone();
    let mut number = 1;
    while let Some(item) = sources.get(&key) {
        if is_same(item) {
            return Ok(key);
        }
        number += 1;
        key = format!("{base}-{number}");
    }
    let mut table = headed();
    table.insert("title", value(format!("{}, {date}", origin.title)));
    table.insert("url", value(&origin.url));
    table.insert("date", value(&date));
    table.insert("tier", value("community"));
    let mut order: Vec<String> = sources.iter().map(|(key, _)| key.to_owned()).collect();
    if order.is_sorted() {
        order.push(key.clone());
        order.sort();
    } else {
        order.push(key.clone());
    }
    let order: Vec<&str> = order.iter().map(String::as_str).collect();
    put(sources, &key, Item::Table(table), &order);
    Ok(key)
}

/// Adds a model, so that the newest stay first.
fn add_model(document: &mut DocumentMut, proposal: &Proposal, newcomer: &Newcomer) -> Option<()> {
    if !document.contains_key("models") {
        document.insert("models", Item::ArrayOfTables(ArrayOfTables::new()));
    }
    let models = document.get_mut("models")?.as_array_of_tables_mut()?;
    let mut table = headed();
    table.insert("id", value(proposal.model.as_str()));
    table.insert("name", value(&proposal.name));
    if !newcomer.aliases.is_empty() {
        table.insert("aliases", value(newcomer.aliases.iter().map(String::as_str).collect::<Array>()));
    }
    let released = proposal.facts.iter().find_map(|change| match (change.fact, &change.said) {
        (Fact::Released, Said::Date(date)) => Some(date.to_string()),
        _ => None,
    });
    let is_older = |model: &Table| {
        let own =
            model.get("facts").and_then(|facts| facts.get("released")).and_then(|fact| fact.get("value"));
        own.and_then(Item::as_str).zip(released.as_deref()).is_some_and(|(own, new)| own < new)
    };
    let place = models.iter().position(is_older).unwrap_or(models.len());
    models.insert(place, table);
    Some(())
}

/// Adds a fact, or another word for it beside ours.
fn add_fact(model: &mut Table, change: &FactChange, source: &str) -> Option<()> {
    if !model.contains_key("facts") {
        put(model, "facts", Item::Table(headed()), &MODEL);
    }
    let said = inline([("value", written(&change.said)), ("source", text(source)), ("at", text(&change.at))]);
    let table = model.get_mut("facts")?.as_table_mut()?;
    let name = change.fact.name();
    match table.get_mut(name) {
        None => put(table, name, value(said), &facts()),
        Some(Item::Value(Value::InlineTable(fact))) => beside(fact, said)?,
        Some(Item::Table(fact)) => match fact.get_mut("others") {
            None => {
                fact.insert("others", value(Array::from_iter([said])));
            }
            Some(others) => push(others.as_array_mut()?, said),
        },
        Some(_) => return None,
    }
    Some(())
}

fn beside(fact: &mut InlineTable, said: InlineTable) -> Option<()> {
    match fact.get_mut("others") {
        None => append(fact, "others", Value::Array(Array::from_iter([said]))),
        Some(others) => push(others.as_array_mut()?, said),
    }
    Some(())
}

/// Ends the price that is replaced, and adds the new one behind the others: its
/// place is a part of addresses.
fn add_price(model: &mut Table, change: &PriceChange, source: &str, origin: &Origin) -> Option<()> {
    if !model.contains_key("prices") {
        put(model, "prices", Item::ArrayOfTables(ArrayOfTables::new()), &MODEL);
    }
    let prices = model.get_mut("prices")?.as_array_of_tables_mut()?;
    if let (Some((place, _)), Some((from, _))) = (&change.before, change.from) {
        let before = prices.get_mut(*place)?;
        match before.get_mut("until").and_then(Item::as_value_mut) {
            Some(until) => {
                let decor = until.decor().clone();
                *until = text(from);
                *until.decor_mut() = decor;
            }
            None => put(before, "until", value(from.to_string()), &PRICE),
        }
    }
    prices.push(price(change, source, origin));
    Some(())
}

fn price(change: &PriceChange, source: &str, origin: &Origin) -> Table {
    let after = &change.after;
    let mut table = headed();
    let mut say = |key: &str, said: Option<Value>| {
        if let Some(said) = said {
            table.insert(key, Item::Value(said));
        }
    };
    say("provider", Some(text(&change.provider)));
    say("currency", Some(text("USD")));
    say("input", Some(text(after.input)));
    say("output", Some(text(after.output)));
    say("cache_read", after.cache_read.map(text));
    say("cache_write", after.cache_write.map(text));
    say("from", change.from.map(|(from, _)| text(from)));
    say("from_kind", change.from.map(|(_, kind)| text(from_word(kind))));
    say("until", change.until.map(text));
    say("read", Some(text(origin.date)));
    say("source", Some(text(source)));
    say("at", Some(text(&change.at)));
    let tiers = after.tiers.iter().map(tier).collect::<Array>();
    say("tiers", (!tiers.is_empty()).then_some(Value::Array(tiers)));
    table
}

fn tier(tier: &PriceTier) -> InlineTable {
    let base = [("above", number(tier.above)), ("input", text(tier.input)), ("output", text(tier.output))];
    inline(base.into_iter().chain(tier.cache_read.map(|amount| ("cache_read", text(amount)))))
}
