//! Which mark stands for whom: the vendors with most models in pictures have
//! their own colour and shape, the same in every picture; the others share one.

use std::cmp::Reverse;
use std::collections::HashMap;

use leptos::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::frontier::{Picture, dollars};
use crate::catalog::model::{Model, ModelId, VendorId};
use crate::catalog::quantity::Date;
use crate::locale::{Locale, Text};

/// A shape around the origin, about ten units wide, and the class that
/// colours it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(super) class: &'static str,
    pub(super) shape: &'static str,
}

/// The shapes, each with a colour of its own: colour alone tells too little.
const SHAPES: [&str; 7] = [
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
    "M-4.5-4.5H4.5V4.5H-4.5Z",
    "M0-6L6 0L0 6L-6 0Z",
    "M0-6L5.5 4.5H-5.5Z",
    "M0 6L5.5-4.5H-5.5Z",
    "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
    "M0-6.5L1.9-2.2L6.5-1.9L3 1.3L4.1 5.9L0 3.4L-4.1 5.9L-3 1.3L-6.5-1.9L-1.9-2.2Z",
];

/// The marks of vendors: every shape filled, then every shape hollow.
const MARKS: [Mark; 14] = [
    Mark { class: "sign mark-1", shape: SHAPES[0] },
    Mark { class: "sign mark-2", shape: SHAPES[1] },
    Mark { class: "sign mark-3", shape: SHAPES[2] },
    Mark { class: "sign mark-4", shape: SHAPES[3] },
    Mark { class: "sign mark-5", shape: SHAPES[4] },
    Mark { class: "sign mark-6", shape: SHAPES[5] },
    Mark { class: "sign mark-7", shape: SHAPES[6] },
    Mark { class: "sign hollow mark-1", shape: SHAPES[2] },
    Mark { class: "sign hollow mark-2", shape: SHAPES[0] },
    Mark { class: "sign hollow mark-3", shape: SHAPES[3] },
    Mark { class: "sign hollow mark-4", shape: SHAPES[1] },
    Mark { class: "sign hollow mark-5", shape: SHAPES[5] },
    Mark { class: "sign hollow mark-6", shape: SHAPES[4] },
    Mark { class: "sign hollow mark-7", shape: SHAPES[6] },
];

/// The mark of everyone else: small and grey.
const OTHERS: Mark = Mark { class: "sign mark-0", shape: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z" };

/// Who has which mark.
pub(crate) struct Ranks {
    marks: HashMap<VendorId, Mark>,
    names: HashMap<VendorId, Text>,
    vendors: HashMap<ModelId, VendorId>,
}

impl Ranks {
    /// Ranks the vendors of a catalogue by their models with scores and a
    /// price in dollars. It does not depend on the picture, so that a vendor
    /// keeps its mark from one to the next.
    pub(crate) fn new(catalog: &Catalog, day: Date) -> Self {
        let mut counts: HashMap<&VendorId, usize> = HashMap::new();
        let mut vendors = HashMap::new();
        for model in &catalog.models {
            let Some(vendor) = catalog.vendor_of(model) else { continue };
            vendors.insert(model.id.clone(), vendor.id.clone());
            if !model.scores.is_empty() && dollars(catalog, model, day).is_some() {
                *counts.entry(&vendor.id).or_default() += 1;
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|(id, count)| (Reverse(*count), *id));
        let ranked = ranked.into_iter().zip(MARKS).map(|((id, _), mark)| (id.clone(), mark));
        let marks: HashMap<VendorId, Mark> = ranked.collect();
        let names = catalog.vendors.iter().map(|vendor| (vendor.id.clone(), vendor.name.clone())).collect();
        Self { marks, names, vendors }
    }

    pub(super) fn of(&self, model: &Model) -> Mark {
        let vendor = self.vendors.get(&model.id);
        vendor.and_then(|vendor| self.marks.get(vendor)).copied().unwrap_or(OTHERS)
    }
}

/// What the marks of a picture stand for.
pub(crate) fn legend(picture: &Picture<'_>, ranks: &Ranks, locale: Locale) -> AnyView {
    let shown: Vec<Mark> = picture.points.iter().map(|point| ranks.of(point.model)).collect();
    let name = |mark: Mark| {
        let owner = ranks.marks.iter().find(|(_, own)| **own == mark).map(|(id, _)| id);
        let name = owner.and_then(|id| ranks.names.get(id));
        name.map_or(locale.pick("其他", "Others"), |name| name.get(locale)).to_owned()
    };
    let items = MARKS.into_iter().chain([OTHERS]).filter(|mark| shown.contains(mark)).map(|mark| {
        view! {
            <li>
                <svg viewBox="-8 -8 16 16" aria-hidden="true"><path class=mark.class d=mark.shape /></svg>
                {name(mark)}
            </li>
        }
    });
    view! { <ul class="legend">{items.collect_view()}</ul> }.into_any()
}
