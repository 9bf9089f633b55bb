//! Their names for models and sellers, and ours behind them.
//!
//! 1. An id of ours is the model, whatever else bears the name.
//! 2. An alias or repository id is, if it belongs to one model.
//! 3. Without what stands before the last `/`, if that names the seller or the
//!    model's maker; then also in another spelling (`3.5` for `3-5`).
//!
//! What could be two models, or comes from another maker, is said, not guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Format, Offer};
use crate::catalog::Catalog;
use crate::catalog::model::{Model, Provider, Series, VendorId};

/// How a model was recognised; the surer, the smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strength {
    /// By its id.
    Id,
    /// By an alias or its repository.
    Alias,
    /// By its name without what stands before it, or in another spelling.
    Spelling,
}

/// What was found behind a name.
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// A model.
    Model(&'a Model, Strength),
    /// It could be one, but it is not sure which, or whether; and why.
    Unsure(String),
    /// A cheaper or changed version that sellers mark behind a colon.
    Variant,
    /// Nothing of the name.
    Nothing,
}

/// Look-ups by every name there is.
pub struct Matcher<'a> {
    catalog: &'a Catalog,
    format: Format,
    /// Sellers of theirs and the ids that the user gives them.
    named: BTreeMap<String, String>,
    ids: HashMap<String, &'a Model>,
    aliases: HashMap<String, Vec<&'a Model>>,
    spellings: HashMap<String, Vec<&'a Model>>,
    /// What makers are called before a `/`.
    namespaces: HashMap<String, BTreeSet<&'a VendorId>>,
}

impl<'a> Matcher<'a> {
    /// Look-ups of a catalogue, for one format. `named` gives sellers of theirs
    /// an id of ours.
    pub fn new(catalog: &'a Catalog, format: Format, named: BTreeMap<String, String>) -> Self {
        let mut matcher = Self {
            catalog,
            format,
            named,
            ids: HashMap::new(),
            aliases: HashMap::new(),
            spellings: HashMap::new(),
            namespaces: HashMap::new(),
        };
        for vendor in &catalog.vendors {
            matcher.namespace(vendor.id.as_str(), &vendor.id);
        }
        for provider in &catalog.providers {
            if let Some(vendor) = &provider.vendor {
                matcher.namespace(provider.id.as_str(), vendor);
            }
        }
        for model in &catalog.models {
            matcher.add(model);
        }
        matcher
    }

    fn namespace(&mut self, name: &str, vendor: &'a VendorId) {
        self.namespaces.entry(name.to_lowercase()).or_default().insert(vendor);
    }

    fn add(&mut self, model: &'a Model) {
        let maker = self.catalog.vendor_of(model).map(|vendor| &vendor.id);
        self.ids.insert(model.id.as_str().to_owned(), model);
        let mut spellings = BTreeSet::from([spelling(model.id.as_str())]);
        let repository = model.facts.hf_id.as_ref().map(|id| id.value());
        for alias in model.aliases.iter().chain(repository) {
            let known = self.aliases.entry(alias.to_lowercase()).or_default();
            if known.iter().all(|other| other.id != model.id) {
                known.push(model);
            }
            if let (Some((namespace, _)), Some(maker)) = (alias.split_once('/'), maker) {
                self.namespace(namespace, maker);
            }
            spellings.insert(spelling(last(alias)));
        }
        for name in spellings {
            self.spellings.entry(name).or_default().push(model);
        }
    }

    /// The seller of ours behind one of theirs.
    pub fn seller(&self, theirs: &str) -> Option<&'a Provider> {
        let known = self.format.sellers().iter().find(|(name, _)| *name == theirs);
        let ours = self.named.get(theirs).map(String::as_str);
        let by_id = |id: &str| self.catalog.providers.iter().find(|provider| provider.id.as_str() == id);
        match ours {
            Some(ours) => by_id(ours),
            None => by_id(theirs).or_else(|| by_id(known?.1)),
        }
    }

    /// The model behind an offer.
    pub fn model(&self, offer: &Offer) -> Found<'a> {
        let own = self.by_name(&offer.id, &offer.seller);
        if !matches!(own, Found::Nothing) {
            return own;
        }
        let others = offer.names.iter().map(|name| self.by_name(name, &offer.seller));
        others.into_iter().find(|found| !matches!(found, Found::Nothing)).unwrap_or(Found::Nothing)
    }

    fn by_name(&self, name: &str, seller: &str) -> Found<'a> {
        let name = name.to_lowercase();
        if let Some(model) = self.ids.get(&name) {
            return Found::Model(model, Strength::Id);
        }
        if let Some(models) = self.aliases.get(&name) {
            return one(&name, models, Strength::Alias);
        }
        let (before, own) = name.rsplit_once('/').unwrap_or(("", &name));
        if is_variant(own) {
            return Found::Variant;
        }
        let id = self.ids.get(own).map(|model| vec![*model]);
        let Some(models) = id.or_else(|| self.spellings.get(&spelling(own)).cloned()) else {
            return Found::Nothing;
        };
        let namespaces = before.split('/').filter(|part| !part.is_empty() && *part != seller.to_lowercase());
        for namespace in namespaces {
            let makers = self.namespaces.get(namespace);
            let is_maker = |model: &&Model| {
                let own = self.catalog.vendor_of(model).map(|vendor| &vendor.id);
                own.is_some_and(|own| makers.is_some_and(|makers| makers.contains(own)))
            };
            if !models.iter().all(is_maker) {
                let model = &models[0].id;
                return Found::Unsure(format!("`{name}` is called like {model}, of another maker"));
            }
        }
        one(&name, &models, Strength::Spelling)
    }

    /// Whether a model of ours has an id.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// Who makes the model of an offer, as far as its seller or its name tells:
    /// what a maker's own service sells without another name before it, and what
    /// stands behind the maker's name.
    pub fn maker(&self, offer: &Offer) -> Option<&'a VendorId> {
        let lower = offer.id.to_lowercase();
        let seller = offer.seller.to_lowercase();
        let mut before = lower.rsplit_once('/').map_or("", |(before, _)| before).split('/');
        match before.find(|part| !part.is_empty() && *part != seller) {
            Some(namespace) => {
                let makers = self.namespaces.get(namespace)?;
                makers.first().filter(|_| makers.len() == 1).copied()
            }
            None => self.seller(&offer.seller)?.vendor.as_ref(),
        }
    }

    /// The series that a new model certainly belongs to: the longest of its
    /// maker's whose id begins the model's.
    pub fn series(&self, maker: &VendorId, id: &str) -> Option<&'a Series> {
        let id = spelling(id);
        let begins = |series: &&Series| {
            let rest = id.strip_prefix(&spelling(series.id.as_str()));
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()))
        };
        let own = self.catalog.series.iter().filter(|series| series.vendor == *maker);
        own.filter(begins).max_by_key(|series| series.id.as_str().len())
    }
}

fn one<'a>(name: &str, models: &[&'a Model], strength: Strength) -> Found<'a> {
    match models {
        [model] => Found::Model(model, strength),
        _ => {
            let ids: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
            Found::Unsure(format!("`{name}` could be {}", ids.join(" or ")))
        }
    }
}

/// What stands behind the last `/`.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A name without what spellings differ in: `Claude_3.5` is `claude-3-5`.
pub(super) fn spelling(name: &str) -> String {
    let plain = |c: char| if matches!(c, '.' | '_' | ' ' | ':') { '-' } else { c };
    name.to_lowercase().chars().map(plain).collect()
}

/// Whether a name ends in the mark of a variant: `:free`, `:thinking`.
pub(super) fn is_variant(name: &str) -> bool {
    name.rsplit_once(':').is_some_and(|(_, mark)| mark.starts_with(|c: char| c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::{Found, Matcher, Strength};
    use crate::catalog::Catalog;
    use crate::catalog::model::{Facts, Model, Provider, Series, Vendor};
    use crate::exchange::{Format, Offer};
    use crate::locale::Text;
    use std::collections::BTreeMap;

    fn model(id: &str, series: &str, aliases: &[&str]) -> Model {
        Model {
            id: id.into(),
            name: Text::same(id),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            series: series.into(),
            vendor: None,
            facts: Facts::default(),
            architecture: None,
            prices: Vec::new(),
            scores: Vec::new(),
        }
    }

    fn catalog() -> Catalog {
        let vendor = |id: &str| Vendor { id: id.into(), name: Text::same(id), url: None };
        let series = |id: &str, vendor: &str| Series {
            id: id.into(),
            name: Text::same(id),
            vendor: vendor.into(),
            page: None,
        };
        let provider = |id: &str, vendor: Option<&str>| Provider {
            id: id.into(),
            name: Text::same(id),
            vendor: vendor.map(Into::into),
            url: None,
        };
        Catalog {
            vendors: vec![vendor("acme"), vendor("bolt")],
            providers: vec![provider("acme", Some("acme")), provider("openrouter", None)],
            series: vec![series("nut", "acme"), series("nut-oss", "acme"), series("rod", "bolt")],
            models: vec![
                model("nut-3-5", "nut", &["acme-ai/Nut-3.5", "nut-latest"]),
                model("nut-4", "nut", &["shared"]),
                model("rod-1", "rod", &["shared"]),
            ],
            ..Catalog::default()
        }
    }

    fn offer(seller: &str, id: &str) -> Offer {
        Offer {
            place: String::new(),
            at: String::new(),
            seller: seller.to_owned(),
            id: id.to_owned(),
            names: Vec::new(),
            name: None,
            quote: None,
            claims: Vec::new(),
        }
    }

    #[test]
    fn names_lead_to_models_or_are_said_to_be_unsure() {
        let catalog = catalog();
        let matcher = Matcher::new(&catalog, Format::Litellm, BTreeMap::new());
        for (seller, name, wanted) in [
            ("acme", "nut-4", "nut-4 Id"),
            ("acme", "NUT-4", "nut-4 Id"),
            ("acme", "acme-ai/nut-3.5", "nut-3-5 Alias"),
            ("acme", "nut-3.5", "nut-3-5 Spelling"),
            ("openrouter", "acme-ai/nut-4", "nut-4 Spelling"),
            ("openrouter", "acme/nut_4", "nut-4 Spelling"),
            ("openrouter", "openrouter/acme/nut-4", "nut-4 Spelling"),
            ("openrouter", "tuner/nut-4", "unsure"),
            ("openrouter", "bolt/nut-4", "unsure"),
            ("acme", "shared", "unsure"),
            ("acme", "nut-4:free", "variant"),
            ("acme", "nut-5", "nothing"),
            ("acme", "nut", "nothing"),
        ] {
            let found = match matcher.model(&offer(seller, name)) {
                Found::Model(model, strength) => format!("{} {strength:?}", model.id),
                Found::Unsure(_) => "unsure".to_owned(),
                Found::Variant => "variant".to_owned(),
                Found::Nothing => "nothing".to_owned(),
            };
            assert_eq!(found, wanted, "{seller} {name}");
        }
        assert!(Strength::Id < Strength::Alias && Strength::Alias < Strength::Spelling);
    }

    #[test]
    fn makers_and_series_are_named_only_when_they_are_certain() {
        let catalog = catalog();
        let matcher = Matcher::new(&catalog, Format::Litellm, BTreeMap::new());
        let maker = |seller, id| matcher.maker(&offer(seller, id)).map(|maker| maker.to_string());
        assert_eq!(maker("acme", "nut-9").as_deref(), Some("acme"));
        assert_eq!(maker("openrouter", "acme-ai/nut-9").as_deref(), Some("acme"));
        assert_eq!(maker("acme", "bolt/rod-2").as_deref(), Some("bolt"));
        assert_eq!(maker("openrouter", "nut-9"), None);
        assert_eq!(maker("acme", "tuner/nut-9"), None);
        let series = |id| matcher.series(&"acme".into(), id).map(|series| series.id.to_string());
        assert_eq!(series("nut-9").as_deref(), Some("nut"));
        assert_eq!(series("Nut9").as_deref(), Some("nut"));
        assert_eq!(series("nut-oss-20b").as_deref(), Some("nut-oss"));
        assert_eq!(series("nutmeg-1"), None);
        assert_eq!(series("rod-2"), None);
    }

    #[test]
    fn sellers_are_known_by_our_id_by_theirs_and_as_the_user_says() {
        let catalog = catalog();
        let named = BTreeMap::from([("their-acme".to_owned(), "acme".to_owned())]);
        let matcher = Matcher::new(&catalog, Format::Litellm, named);
        let seller = |name| matcher.seller(name).map(|provider| provider.id.to_string());
        assert_eq!(seller("acme").as_deref(), Some("acme"));
        assert_eq!(seller("their-acme").as_deref(), Some("acme"));
        assert_eq!(seller("gemini"), None, "known, but this catalogue has no such seller");
        assert_eq!(seller("elsewhere"), None);
    }
}
