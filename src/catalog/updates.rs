//! What is new: releases, changed prices and ends of all models, by date.

use std::cmp::Reverse;

use crate::catalog::Catalog;
use crate::catalog::history::{Change, changes};
use crate::catalog::model::{Model, ProviderId};
use crate::catalog::quantity::Date;
use crate::catalog::source::{SourceId, Sourced};

/// Something that happened to a model on a day, or is announced for it.
#[derive(Clone, Debug)]
pub struct Update<'a> {
    /// The day.
    pub date: Date,
    /// The model.
    pub model: &'a Model,
    /// What happened.
    pub what: What<'a>,
}

/// What happened to a model.
#[derive(Clone, Debug)]
pub enum What<'a> {
    /// It was released.
    Released(&'a Sourced<Date>),
    /// A provider changed what it asks: all its changes of that day, at least one.
    Repriced {
        /// Who sells.
        provider: &'a ProviderId,
        /// In each currency and at each time of day.
        changes: Vec<Change<'a>>,
    },
    /// Its vendor ends it.
    Ended {
        /// The day and who says so.
        fact: &'a Sourced<Date>,
        /// Whether that day is still to come.
        announced: bool,
    },
}

/// The kind of an [`Update`], as in `kind=`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A release.
    Release,
    /// A changed price.
    Price,
    /// An end.
    End,
}

impl Kind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Release, Self::Price, Self::End];

    /// The name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Price => "price",
            Self::End => "end",
        }
    }

    /// The kind a name stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Update<'_> {
    /// Its kind.
    pub const fn kind(&self) -> Kind {
        match self.what {
            What::Released(_) => Kind::Release,
            What::Repriced { .. } => Kind::Price,
            What::Ended { .. } => Kind::End,
        }
    }

    /// Whether its day is still to come.
    pub const fn is_announced(&self) -> bool {
        matches!(self.what, What::Ended { announced: true, .. })
    }

    /// Who says so.
    pub fn source(&self) -> Option<SourceId> {
        match &self.what {
            What::Released(fact) | What::Ended { fact, .. } => Some(fact.claim.source),
            What::Repriced { changes, .. } => changes.first().map(|change| change.after.price.source),
        }
    }

    /// Where its source stands on the model's page.
    pub fn anchor(&self) -> String {
        match &self.what {
            What::Released(_) => "released".to_owned(),
            What::Ended { .. } => "retired".to_owned(),
            What::Repriced { changes, .. } => changes.first().map(|c| c.after.anchor()).unwrap_or_default(),
        }
    }
}

/// Every update up to a day, newest first; announced ends head the list.
pub fn updates(catalog: &Catalog, today: Date) -> Vec<Update<'_>> {
    let mut updates = Vec::new();
    for model in &catalog.models {
        if let Some(fact) = model.facts.released.as_ref().filter(|fact| *fact.value() <= today) {
            updates.push(Update { date: *fact.value(), model, what: What::Released(fact) });
        }
        if let Some(fact) = &model.facts.retired {
            let date = *fact.value();
            updates.push(Update { date, model, what: What::Ended { fact, announced: date > today } });
        }
        updates.extend(repriced(model, today));
    }
    // The order of the catalogue is kept within a day.
    updates.sort_by_key(|update| (Reverse(update.date), update.kind()));
    updates
}

/// The changes of a model's prices, one update for each provider and day.
fn repriced(model: &Model, today: Date) -> Vec<Update<'_>> {
    let mut updates: Vec<Update<'_>> = Vec::new();
    for change in changes(&model.prices).filter(|change| change.date <= today) {
        let seller = &change.after.price.provider;
        let same = updates.iter_mut().find_map(|update| match &mut update.what {
            What::Repriced { provider, changes } if *provider == seller && update.date == change.date => {
                Some(changes)
            }
            _ => None,
        });
        match same {
            Some(changes) => changes.push(change),
            None => {
                let what = What::Repriced { provider: seller, changes: vec![change] };
                updates.push(Update { date: change.date, model, what });
            }
        }
    }
    updates
}
