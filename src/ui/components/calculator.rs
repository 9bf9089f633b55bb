//! Parts of the memory calculator's page.
//!
//! 1. [`form`] asks; it is a GET form, and `public/tools.js` answers it in
//!    place while it is filled in.
//! 2. [`total`] gives the sum and its parts.
//! 3. [`cache`] spells out what each token takes, and what it would take with
//!    plain multi-head attention.
//! 4. [`gpus`] counts cards.
//! 5. [`words`] names formats, layers and reasons in both languages.

pub(crate) mod cache;
pub(crate) mod form;
pub(crate) mod gpus;
pub(crate) mod total;
pub(crate) mod words;

use leptos::prelude::*;

use crate::catalog::memory::bytes::{binary, decimal};
use crate::catalog::memory::cache::{Cache, Unknown};
use crate::catalog::memory::{Estimate, Load};
use crate::catalog::model::Model;
use crate::catalog::quantity::grouped;
use crate::locale::Locale;

/// A model under a load, counted.
pub(crate) struct Answer<'a> {
    /// The language.
    pub(crate) locale: Locale,
    /// The model.
    pub(crate) model: &'a Model,
    /// What is asked of the hardware.
    pub(crate) load: Load,
    /// What its attention keeps.
    pub(crate) cache: Result<Cache, Unknown>,
    /// The same with plain multi-head attention.
    pub(crate) plain: Result<Cache, Unknown>,
    /// The sum.
    pub(crate) estimate: Estimate,
}

impl<'a> Answer<'a> {
    /// Counts a model.
    pub(crate) fn of(model: &'a Model, load: Load, locale: Locale) -> Self {
        let shape = model.architecture.as_ref().map(|architecture| &architecture.shape);
        let cache = shape.map_or(Err(Unknown::NoShape), Cache::of);
        let plain = shape.map_or(Err(Unknown::NoShape), Cache::plain);
        let params = model.facts.total_params.as_ref().map(|params| *params.value());
        let estimate = Estimate::of(params, cache.as_ref().ok(), &load);
        Self { locale, model, load, cache, plain, estimate }
    }

    /// The longest context it takes, in tokens: the larger of what is
    /// advertised and what its configuration allows, since "32K" is written
    /// for 32,000 and 32,768 alike.
    pub(crate) fn longest(&self) -> Option<u64> {
        let advertised = self.model.facts.context_window.as_ref().map(|window| *window.value());
        let shape = self.model.architecture.as_ref().map(|architecture| &architecture.shape);
        advertised.max(shape.and_then(|shape| shape.max_positions))
    }

    /// The model's name.
    pub(crate) fn name(&self) -> &str {
        self.model.name.get(self.locale)
    }
}

/// An amount in GiB, with the exact bytes behind it.
pub(crate) fn in_binary(bytes: u64, locale: Locale) -> AnyView {
    view! { <span title=exact(bytes, locale)>{binary(bytes)}</span> }.into_any()
}

/// An amount in GB, with the exact bytes behind it.
pub(crate) fn in_decimal(bytes: u64, locale: Locale) -> AnyView {
    view! { <span title=exact(bytes, locale)>{decimal(bytes)}</span> }.into_any()
}

/// Every byte of it.
pub(crate) fn exact(bytes: u64, locale: Locale) -> String {
    format!("{} {}", grouped(bytes), locale.pick("字节", "bytes"))
}
