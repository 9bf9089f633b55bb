//! From what editors wrote to the domain's types, with a fault for every
//! value that cannot be: bad dates and decimals, unknown names, impossible
//! numbers.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use toml::Spanned;

use super::{Given, Model, Price, Score, Source};
use crate::catalog::model::{
    Architecture, Facts, Modality, Model as Done, ScoreUnit, SeriesId, Shape, Status, Structure,
};
use crate::catalog::model::{Score as DoneScore, VendorId};
use crate::catalog::price::{Currency, Decimal, FromKind, Period, Price as DonePrice, PriceTier};
use crate::catalog::quantity::Date;
use crate::catalog::source::{Claim, Source as DoneSource, SourceId, Sourced, Tier};
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};

/// One TOML file being read.
pub(super) struct Reader<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    pub(super) today: Date,
    /// Source names of this file.
    pub(super) sources: HashMap<String, SourceId>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reports an error at a place in the file.
    pub(super) fn fault(
        &mut self,
        code: Code,
        at: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let position = Position::of(self.text, at.start);
        self.faults.push(Diagnostic::new(Severity::Error, code, self.file, message).at(position).hint(hint));
    }

    /// Reads a text of a fixed form.
    pub(super) fn parse<T: FromStr<Err: std::fmt::Display>>(&mut self, text: &Spanned<String>) -> Option<T> {
        match text.get_ref().parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("`{}` is {error}", text.get_ref());
                self.fault(Code::BadValue, text.span(), message, "correct the value, or leave the key out");
                None
            }
        }
    }

    /// Reads an amount of money, which is never below zero.
    fn amount(&mut self, text: &Spanned<String>) -> Option<Decimal> {
        let amount: Decimal = self.parse(text)?;
        if amount.0 < 0 {
            let message = format!("{amount} is below zero");
            self.fault(Code::ImpossibleNumber, text.span(), message, "write what a buyer pays");
        }
        Some(amount)
    }

    /// Reads a date that must not lie ahead.
    pub(super) fn past(&mut self, text: &Spanned<String>) -> Option<Date> {
        let date: Date = self.parse(text)?;
        if date.days_since_epoch() > self.today.days_since_epoch() {
            let message = format!("{date} is in the future");
            self.fault(Code::FutureDate, text.span(), message, "write the day it was read or released");
        }
        Some(date)
    }

    /// Reads one word of a fixed list.
    pub(super) fn word<T: Copy>(&mut self, text: &Spanned<String>, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(word, _)| word == text.get_ref());
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            let message = format!("`{}` is not one of {}", text.get_ref(), words.join(", "));
            self.fault(Code::BadValue, text.span(), message, "use one of the words listed");
        }
        found.map(|(_, value)| *value)
    }

    fn source(&mut self, name: &Spanned<String>) -> SourceId {
        if let Some(id) = self.sources.get(name.get_ref()) {
            return *id;
        }
        let near = nearest(name.get_ref(), self.sources.keys().map(String::as_str));
        let hint = near.map_or_else(
            || format!("add a [sources.{}] table with title, url, date and tier", name.get_ref()),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("source `{}` is not listed in this file", name.get_ref());
        self.fault(Code::UnknownSource, name.span(), message, hint);
        SourceId(u32::MAX)
    }

    /// Reads an authored source.
    pub(super) fn done_source(&mut self, source: &Source) -> Option<DoneSource> {
        let tiers = [("vendor", Tier::Vendor), ("community", Tier::Community), ("press", Tier::Press)];
        let (date, tier) = (self.past(&source.date)?, self.word(&source.tier, &tiers)?);
        Some(DoneSource { title: source.title.clone(), url: source.url.clone(), date, tier })
    }

    /// Reads a fact, each of its values by `read`.
    fn fact<T: Clone, U>(
        &mut self,
        given: Given<T>,
        mut read: impl FnMut(&mut Self, Spanned<T>) -> Option<U>,
    ) -> Option<Sourced<U>> {
        let given = given?;
        let span = given.span();
        let fact = given.into_inner();
        let source = self.source(&fact.source);
        let value = read(self, Spanned::new(span.clone(), fact.value))?;
        let mut others = Vec::new();
        for other in fact.others {
            let source = self.source(&other.source);
            if let Some(value) = read(self, Spanned::new(span.clone(), other.value)) {
                others.push(Claim { value, source, at: other.at });
            }
        }
        Some(Sourced { claim: Claim { value, source, at: fact.at }, others })
    }

    fn count(&mut self, given: Given<u64>) -> Option<Sourced<u64>> {
        self.fact(given, |reader, count| {
            if *count.get_ref() == 0 {
                reader.fault(
                    Code::BadValue,
                    count.span(),
                    "0 is not a count",
                    "leave the key out when nothing is known",
                );
            }
            Some(count.into_inner())
        })
    }

    fn text(&mut self, given: Given<String>) -> Option<Sourced<String>> {
        self.fact(given, |_, text| Some(text.into_inner()))
    }

    fn flag(&mut self, given: Given<bool>) -> Option<Sourced<bool>> {
        self.fact(given, |_, flag| Some(flag.into_inner()))
    }

    fn modalities(&mut self, given: Given<Vec<String>>) -> Option<Sourced<Vec<Modality>>> {
        self.fact(given, |reader, kinds| {
            let span = kinds.span();
            let read = |kind: String| reader.word(&Spanned::new(span.clone(), kind), &MODALITIES);
            kinds.into_inner().into_iter().map(read).collect()
        })
    }

    /// Reads a model.
    pub(super) fn model(&mut self, model: Model, series: &SeriesId) -> Done {
        let place = model.id.span();
        let facts = model.facts;
        let statuses =
            [("current", Status::Current), ("legacy", Status::Legacy), ("retired", Status::Retired)];
        let structures = [("dense", Structure::Dense), ("moe", Structure::Moe)];
        let facts = Facts {
            released: self.fact(facts.released, |r, text| r.past(&text)),
            status: self.fact(facts.status, |r, text| r.word(&text, &statuses)),
            retired: self.fact(facts.retired, |r, text| r.parse(&text)),
            total_params: self.count(facts.total_params),
            active_params: self.count(facts.active_params),
            training_tokens: self.count(facts.training_tokens),
            context_window: self.count(facts.context_window),
            input_limit: self.count(facts.input_limit),
            max_output: self.count(facts.max_output),
            structure: self.fact(facts.structure, |r, text| r.word(&text, &structures)),
            input: self.modalities(facts.input),
            output: self.modalities(facts.output),
            reasoning: self.flag(facts.reasoning),
            tool_calling: self.flag(facts.tool_calling),
            structured_output: self.flag(facts.structured_output),
            open_weights: self.flag(facts.open_weights),
            license: self.text(facts.license),
            knowledge_cutoff: self.text(facts.knowledge_cutoff),
            hf_id: self.text(facts.hf_id),
            paper: self.text(facts.paper),
        };
        if let (Some(total), Some(active)) = (&facts.total_params, &facts.active_params)
            && active.value() > total.value()
        {
            let message =
                format!("active_params {} is more than total_params {}", active.value(), total.value());
            self.fault(
                Code::ImpossibleNumber,
                place.clone(),
                message,
                "check which of the two the source means",
            );
        }
        let architecture = model.architecture.and_then(|numbers| {
            let mut source = None;
            let mut shape = Shape::default();
            for (name, value) in numbers {
                match (name.get_ref().as_str(), value.get_ref()) {
                    ("source", toml::Value::String(text)) => {
                        source = Some(self.source(&Spanned::new(value.span(), text.clone())));
                    }
                    (key, toml::Value::Integer(number))
                        if u64::try_from(*number).is_ok_and(|number| shape.set(key, number)) => {}
                    _ => self.unknown_number(&name),
                }
            }
            if source.is_none() {
                self.fault(
                    Code::MissingSource,
                    place.clone(),
                    "[models.architecture] names no source",
                    "add `source = \"…\"` to it",
                );
            }
            Some(Architecture { source: source?, shape })
        });
        Done {
            id: model.id.get_ref().as_str().into(),
            name: model.name.into(),
            aliases: model.aliases,
            series: series.clone(),
            vendor: model.vendor.map(|vendor| VendorId(vendor.into_inner())),
            facts,
            architecture,
            prices: model.prices.into_iter().filter_map(|price| self.price(price)).collect(),
            scores: model.benchmarks.into_iter().filter_map(|score| self.score(score)).collect(),
        }
    }

    fn unknown_number(&mut self, name: &Spanned<String>) {
        let near = nearest(name.get_ref(), Shape::NAMES.iter().copied());
        let hint = near.map_or_else(
            || "remove it".to_owned(),
            |near| format!("did you mean `{near}`? It takes a whole number"),
        );
        self.fault(
            Code::UnknownKey,
            name.span(),
            format!("`{}` is no number of an architecture", name.get_ref()),
            hint,
        );
    }

    fn price(&mut self, price: Spanned<Price>) -> Option<DonePrice> {
        let span = price.span();
        let price = price.into_inner();
        let kinds = [
            ("effective", FromKind::Effective),
            ("observed", FromKind::Observed),
            ("initial", FromKind::Initial),
            ("page", FromKind::Page),
        ];
        let kind =
            price.from_kind.as_ref().and_then(|kind| self.word(kind, &kinds)).unwrap_or(FromKind::Effective);
        let from = price.from.as_ref().and_then(|from| self.past(from)).map(|from| (from, kind));
        let until: Option<Date> = price.until.as_ref().and_then(|until| self.parse(until));
        if let (Some((from, _)), Some(until)) = (from, until)
            && from >= until
        {
            self.fault(
                Code::ImpossibleNumber,
                span,
                "the price ends before it begins",
                "check `from` and `until`",
            );
        }
        let tiers = price.tiers.into_iter().filter_map(|tier| {
            Some(PriceTier {
                above: tier.above,
                input: self.amount(&tier.input)?,
                output: self.amount(&tier.output)?,
                cache_read: tier.cache_read.as_ref().and_then(|amount| self.amount(amount)),
            })
        });
        let tiers = tiers.collect();
        Some(DonePrice {
            provider: price.provider.get_ref().as_str().into(),
            currency: self.word(&price.currency, &[("USD", Currency::Usd), ("CNY", Currency::Cny)])?,
            input: self.amount(&price.input)?,
            output: self.amount(&price.output)?,
            cache_read: price.cache_read.as_ref().and_then(|amount| self.amount(amount)),
            cache_write: price.cache_write.as_ref().and_then(|amount| self.amount(amount)),
            from,
            until,
            period: price
                .period
                .as_ref()
                .and_then(|p| self.word(p, &[("peak", Period::Peak), ("off-peak", Period::OffPeak)])),
            tiers,
            read: self.past(&price.read)?,
            source: self.source(&price.source),
            at: price.at,
            note: price.note.map(Into::into),
        })
    }

    fn score(&mut self, score: Spanned<Score>) -> Option<DoneScore> {
        let score = score.into_inner();
        Some(DoneScore {
            benchmark: score.benchmark.get_ref().as_str().into(),
            score: self.parse(&score.score)?,
            unit: self.word(&score.unit, &[("percent", ScoreUnit::Percent), ("raw", ScoreUnit::Raw)])?,
            checkpoint: score.checkpoint,
            setting: score.setting,
            reported_by: score.reported_by,
            source: self.source(&score.source),
            at: score.at,
        })
    }
}

/// The words for kinds of content.
pub(super) const MODALITIES: [(&str, Modality); 5] = [
    ("text", Modality::Text),
    ("image", Modality::Image),
    ("audio", Modality::Audio),
    ("video", Modality::Video),
    ("pdf", Modality::Pdf),
];
