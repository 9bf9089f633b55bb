//! A model's page as Markdown: every value with its source.

use std::fmt::Write;

use crate::catalog::Catalog;
use crate::catalog::history::lines;
use crate::catalog::model::{Model, ScoreUnit};
use crate::catalog::price::{Period, Price};
use crate::catalog::profile;
use crate::catalog::source::SourceId;
use crate::locale::Locale;
use crate::snapshot::Snapshot;

/// Sources as they are first named, for the list at the end.
struct Notes<'a> {
    catalog: &'a Catalog,
    seen: Vec<SourceId>,
}

impl Notes<'_> {
    fn mark(&mut self, id: SourceId) -> String {
        let place = self.seen.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.seen.push(id);
            self.seen.len() - 1
        });
        format!("[^{}]", place + 1)
    }

    fn list(&self) -> String {
        let mut out = String::new();
        for (place, id) in self.seen.iter().enumerate() {
            if let Some(source) = self.catalog.source(*id) {
                writeln!(out, "[^{}]: [{}]({}), {}", place + 1, source.title, source.url, source.date).ok();
            }
        }
        out
    }
}

/// Everything about a model.
pub(super) fn one(snapshot: &Snapshot, id: &str, locale: Locale) -> Option<String> {
    let catalog = &snapshot.site.catalog;
    let model = catalog.model(&id.into())?;
    let mut notes = Notes { catalog, seen: Vec::new() };
    let mut out = format!("# {}\n\n", model.name.get(locale));
    let names: Vec<&str> = [id].into_iter().chain(model.aliases.iter().map(String::as_str)).collect();
    writeln!(out, "{}: `{}`\n", locale.pick("名称", "Names"), names.join("`, `")).ok();
    for line in profile::lines(&model.facts, locale) {
        let Some(said) = line.said else { continue };
        write!(out, "- {}: {}{}", line.label, said.text, notes.mark(said.source)).ok();
        for (text, source, _) in &said.others {
            write!(out, "; {} {text}{}", locale.pick("另有来源说", "others say"), notes.mark(*source)).ok();
        }
        out.push('\n');
    }
    if let Some(architecture) = &model.architecture {
        let mark = notes.mark(architecture.source);
        writeln!(out, "\n## {}{mark}\n", locale.pick("结构", "Architecture")).ok();
        for (name, number) in architecture.shape.known() {
            writeln!(out, "- {}: {number}", profile::shape_name(name, locale)).ok();
        }
    }
    prices(&mut out, snapshot, model, &mut notes, locale);
    if !model.scores.is_empty() {
        writeln!(out, "\n## {}\n", locale.pick("评测成绩", "Benchmark scores")).ok();
    }
    for score in &model.scores {
        let name = catalog.benchmark(&score.benchmark).map_or(score.benchmark.as_str(), |known| &known.name);
        let unit = if score.unit == ScoreUnit::Percent { "%" } else { "" };
        let setting = score.setting.as_deref().map(|setting| format!(", {setting}")).unwrap_or_default();
        let mark = notes.mark(score.source);
        writeln!(out, "- {name}: {}{unit} ({}{setting}){mark}", score.score, score.checkpoint).ok();
    }
    Some(format!("{out}\n{}", notes.list()))
}

/// What it costs and has cost.
fn prices(out: &mut String, snapshot: &Snapshot, model: &Model, notes: &mut Notes<'_>, locale: Locale) {
    if model.prices.is_empty() {
        return;
    }
    let title = locale.pick("价格（每百万词元）", "Prices (per 1,000,000 tokens)");
    writeln!(out, "\n## {title}\n").ok();
    for line in lines(&model.prices) {
        let provider = snapshot.site.catalog.provider_name(line.provider, locale);
        for step in &line.steps {
            let mark = notes.mark(step.price.source);
            writeln!(out, "- {provider}{}: {}{mark}", hours(line.period, locale), told(step.price, locale))
                .ok();
        }
    }
}

fn hours(period: Option<Period>, locale: Locale) -> &'static str {
    match period {
        Some(Period::Peak) => locale.pick("，高峰时段", ", peak hours"),
        Some(Period::OffPeak) => locale.pick("，低谷时段", ", off-peak hours"),
        None => "",
    }
}

fn told(price: &Price, locale: Locale) -> String {
    let money = |amount| price.money(amount).print();
    let mut out = locale.pick(
        format!("输入 {}，输出 {}", money(price.input), money(price.output)),
        format!("input {}, output {}", money(price.input), money(price.output)),
    );
    if let Some(cached) = price.cache_read {
        write!(out, "{}{}", locale.pick("，缓存命中 ", ", cache read "), money(cached)).ok();
    }
    for tier in &price.tiers {
        let says = locale.pick(
            format!(
                "；输入超过 {} 词元时输入 {}、输出 {}",
                tier.above,
                money(tier.input),
                money(tier.output)
            ),
            format!(
                "; above {} input tokens input {}, output {}",
                tier.above,
                money(tier.input),
                money(tier.output)
            ),
        );
        out.push_str(&says);
    }
    let day = |day: Option<String>| day.unwrap_or_else(|| "…".to_owned());
    let (from, until) =
        (price.from.map(|(from, _)| from.to_string()), price.until.map(|day| day.to_string()));
    if from.is_some() || until.is_some() {
        write!(out, " ({} – {})", day(from), day(until)).ok();
    }
    if let Some(note) = &price.note {
        write!(out, "; {}", note.get(locale)).ok();
    }
    out
}
