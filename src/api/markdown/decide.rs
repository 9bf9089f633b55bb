//! Scenarios, comparison, updates and memory as Markdown.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::catalog::memory::Estimate;
use crate::catalog::memory::bytes::binary;
use crate::catalog::memory::cache::Cache;
use crate::catalog::memory::question::Question;
use crate::catalog::model::Model;
use crate::catalog::profile;
use crate::catalog::scenario::Scenario;
use crate::catalog::table::Scope;
use crate::catalog::updates::{What, updates as all_updates};
use crate::locale::Locale;
use crate::query::Query;
use crate::route::{Place, Route};
use crate::snapshot::Snapshot;
use crate::snapshot::compared::Choice;

/// Updates that are told.
const UPDATES: usize = 200;

/// All scenarios with their recommendations.
pub(super) fn scenarios(snapshot: &Snapshot, locale: Locale) -> String {
    let body = scenarios_of(snapshot, &Scope::default(), locale);
    format!("# {}\n\n{body}", locale.pick("使用场景", "Scenarios"))
}

/// Scenarios that recommend a model of a part of the catalogue.
pub(super) fn scenarios_of(snapshot: &Snapshot, scope: &Scope, locale: Locale) -> String {
    let catalog = &snapshot.site.catalog;
    let mut out = String::new();
    for scenario in &catalog.scenarios {
        let picks = scenario.picks.iter().filter_map(|pick| catalog.model(&pick.model));
        let names: Vec<&str> =
            picks.filter(|model| scope.includes(model)).map(|model| model.name.get(locale)).collect();
        if names.is_empty() {
            continue;
        }
        let address = Route::new(locale, Place::Scenario(scenario.id.0.clone())).path();
        let (name, summary) = (scenario.name.get(locale), scenario.summary.get(locale));
        writeln!(out, "- [{name}]({address}): {summary} {}", names.join(locale.pick("、", ", "))).ok();
    }
    out
}

/// One scenario: what matters, what is recommended, and the numbers behind it.
pub(super) fn scenario(snapshot: &Snapshot, id: &str, locale: Locale) -> Option<String> {
    let catalog = &snapshot.site.catalog;
    let scenario: &Scenario = catalog.scenario(&id.into())?;
    let mut out = format!("# {}\n\n{}\n\n", scenario.name.get(locale), scenario.summary.get(locale));
    for matter in &scenario.matters {
        writeln!(out, "- {}", matter.get(locale)).ok();
    }
    writeln!(out, "\n## {}\n", locale.pick("推荐", "Recommended")).ok();
    for pick in &scenario.picks {
        let Some(model) = catalog.model(&pick.model) else { continue };
        let address = Route::model(locale, id_of(model)).path();
        let shown = pick.shows.iter().filter_map(|measure| {
            let value = measure.read(catalog, model, snapshot.today)?.value;
            let condition = value.condition(locale).map(|said| format!(" ({said})")).unwrap_or_default();
            let unit = measure.unit(locale);
            let gap = if unit.is_empty() { "" } else { " " };
            Some(format!("{} {}{gap}{unit}{condition}", measure.label(catalog, locale), value.text(locale)))
        });
        let shown: Vec<String> = shown.collect();
        let (name, reason) = (model.name.get(locale), pick.reason.get(locale));
        writeln!(out, "- [{name}]({address}): {reason} {}", shown.join("; ")).ok();
    }
    let fitting = catalog.models.iter().filter(|model| scenario.fits(model, snapshot.today)).count();
    let models = Route::new(locale, Place::Models).asking("scenario", id);
    let says = locale.pick(format!("共有 {fitting} 个模型符合："), format!("{fitting} models fit: "));
    writeln!(out, "\n{says}{models}").ok();
    Some(out)
}

/// Releases of a part of the catalogue, newest first.
pub(super) fn releases(snapshot: &Snapshot, scope: &Scope, locale: Locale) -> String {
    let models = snapshot.site.catalog.models.iter().filter(|model| scope.includes(model));
    let mut dated: Vec<_> = models.filter_map(|model| Some((model.released()?, model))).collect();
    dated.sort_by_key(|(date, _)| Reverse(*date));
    let lines = dated.iter().map(|(date, model)| format!("- {date}: {}\n", model.name.get(locale)));
    lines.collect()
}

/// Models side by side: `m=a,b`.
pub(super) fn compare(snapshot: &Snapshot, query: &Query, locale: Locale) -> String {
    let catalog = &snapshot.site.catalog;
    let title = locale.pick("模型对比", "Compare models");
    let models = Choice::read(catalog, query).models;
    if models.is_empty() {
        let says = locale.pick(
            "用 `?m=` 给出模型 id，以逗号分隔。",
            "Give ids of models with `?m=`, separated by commas.",
        );
        return format!("# {title}\n\n{says}\n");
    }
    let names: Vec<&str> = models.iter().map(|model| model.name.get(locale)).collect();
    let mut out = format!("# {title}\n\n| | {} |\n|---{}|\n", names.join(" | "), "|---".repeat(names.len()));
    let columns: Vec<_> = models.iter().map(|model| profile::lines(&model.facts, locale)).collect();
    let lines = columns.first().map_or(0, Vec::len);
    for at in 0..lines {
        let cell = |column: &Vec<profile::Line>| {
            column[at].said.as_ref().map_or("—".to_owned(), |said| said.text.replace('|', "\\|"))
        };
        if columns.iter().any(|column| column[at].said.is_some()) {
            let cells: Vec<String> = columns.iter().map(cell).collect();
            writeln!(out, "| {} | {} |", columns[0][at].label, cells.join(" | ")).ok();
        }
    }
    let price = |model: &&Model| {
        let price = catalog.headline_price(model, snapshot.today).map(|(_, price)| price);
        price.map_or("—".to_owned(), |price| {
            format!("{} / {}", price.money(price.input).print(), price.money(price.output).print())
        })
    };
    let prices: Vec<String> = models.iter().map(price).collect();
    let label = locale.pick("输入 / 输出价，每百万词元", "Input / output price, per 1M tokens");
    writeln!(out, "| {label} | {} |", prices.join(" | ")).ok();
    out
}

/// Releases, changed prices and ends, newest first.
pub(super) fn updates(snapshot: &Snapshot, locale: Locale) -> String {
    let mut out = format!("# {}\n\n", locale.pick("更新", "Updates"));
    for update in all_updates(&snapshot.site.catalog, snapshot.today).iter().take(UPDATES) {
        let what = match &update.what {
            What::Released(_) => locale.pick("发布", "released").to_owned(),
            What::Ended { announced: true, .. } => locale.pick("将下线", "will be retired").to_owned(),
            What::Ended { .. } => locale.pick("下线", "retired").to_owned(),
            What::Repriced { provider, changes } => {
                let told = changes.iter().map(|change| {
                    let money = |price: &crate::catalog::price::Price| {
                        format!(
                            "{} / {}",
                            price.money(price.input).print(),
                            price.money(price.output).print()
                        )
                    };
                    format!("{} → {}", money(change.before), money(change.after.price))
                });
                let told: Vec<String> = told.collect();
                let seller = snapshot.site.catalog.provider_name(provider, locale);
                format!("{} ({seller}): {}", locale.pick("价格变动", "price changed"), told.join("; "))
            }
        };
        let (name, address) =
            (update.model.name.get(locale), Route::model(locale, id_of(update.model)).path());
        writeln!(out, "- {}: [{name}]({address}) {what}", update.date).ok();
    }
    out
}

/// What memory a model takes, for the address of the calculator.
pub(super) fn memory(snapshot: &Snapshot, query: &Query, locale: Locale) -> String {
    let (question, _) = Question::read(query);
    let title = locale.pick("显存计算", "Memory calculator");
    let model = question.model.and_then(|id| snapshot.site.catalog.model(&id.as_str().into()));
    let Some(model) = model else {
        let says = locale.pick(
            "用 `?model=` 给出模型 id；还可给 weights、kv、context、batch、overhead。",
            "Give the id of a model with `?model=`; weights, kv, context, batch and overhead can be given too.",
        );
        return format!("# {title}\n\n{says}\n");
    };
    let load = question.load;
    let cache = model.architecture.as_ref().and_then(|architecture| Cache::of(&architecture.shape).ok());
    let params = model.facts.total_params.as_ref().map(|count| *count.value());
    let estimate = Estimate::of(params, cache.as_ref(), &load);
    let size =
        |bytes: Option<u64>| bytes.map_or_else(|| locale.pick("没有来源", "no source").to_owned(), binary);
    let rows = [
        (locale.pick("权重", "Weights"), load.weights.name, size(estimate.weights)),
        (locale.pick("KV 缓存", "KV cache"), load.cache.name, size(estimate.cache)),
        (locale.pick("余量", "Allowance"), "", size(Some(estimate.overhead))),
        (locale.pick("合计", "Total"), "", size(Some(estimate.total()))),
    ];
    let mut out = format!("# {title}\n\n{}\n\n", model.name.get(locale));
    for (name, format, size) in rows {
        let gap = if format.is_empty() { "" } else { " " };
        writeln!(out, "- {name}{gap}{format}: {size}").ok();
    }
    let says = locale.pick(
        format!("每个序列 {} 词元，{} 个序列。", load.context, load.batch),
        format!("{} tokens a sequence, {} sequences.", load.context, load.batch),
    );
    writeln!(out, "\n{says}").ok();
    out
}

fn id_of(model: &Model) -> &str {
    model.id.as_str()
}
