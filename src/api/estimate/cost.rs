//! What a month of some usage costs with each model and provider.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, PriceBody, amount};
use crate::api::models::{chosen, of_table, understood};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{answer, operation};
use crate::catalog::cost::{MOST_REQUESTS, MOST_TOKENS, Usage};
use crate::catalog::price::{Currency, Money};
use crate::catalog::table::{Marks, Row, Scope, View};
use crate::locale::Locale;
use crate::snapshot::Snapshot;

/// What a month costs, cheapest first.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct CostBody {
    /// What was counted.
    usage: UsageBody,
    /// How it is counted.
    formula: &'static str,
    /// One entry for each model, provider and currency.
    costs: Listed<CostItem>,
}

/// How a model is used in a month.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct UsageBody {
    /// Input tokens of a request.
    input_tokens: u64,
    /// Output tokens of a request.
    output_tokens: u64,
    /// Requests in a month.
    requests_per_month: u64,
    /// Per cent of the input that is read from the prompt cache.
    cached_percent: u8,
    /// Per cent of the requests sent in peak hours.
    peak_percent: u8,
}

/// What a month costs with one model at one provider.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
struct CostItem {
    /// The model, as an id.
    model: String,
    /// Cost of the month, in `price.currency`.
    cost_per_month: f64,
    /// The same in US dollars at the site's rate, for comparing.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_per_month_usd: Option<f64>,
    /// Whether something must be known to compare it: several prices by time of
    /// day, steps for long prompts, or no price for cached input, which is then
    /// paid in full.
    conditional: bool,
    /// The price it is counted with; of several by time of day the first.
    price: PriceBody,
}

const FORMULA: &str = "requests × (uncached input × input price + cached input × cache read price + output × output price) / 1,000,000; prompts longer than a tier's threshold pay that tier for the whole request; cache writes, storage and batch discounts are left out";

/// What a month of some usage costs.
pub(in crate::api) fn cost(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let usual = Usage::USUAL;
    let percent = |name: &str, usual: u8| asked.count(name).map_or(usual, |count| count.min(100) as u8);
    let usage = Usage {
        input: asked.count("input_tokens").unwrap_or(usual.input),
        output: asked.count("output_tokens").unwrap_or(usual.output),
        requests: asked.count("requests").unwrap_or(usual.requests),
        cached: percent("cached_percent", usual.cached),
        peak: percent("peak_percent", usual.peak),
    };
    let models = asked.list("models");
    for id in &models {
        crate::api::models::named(catalog, id)?;
    }
    let scope = Scope { models: models.iter().map(|id| (*id).into()).collect(), ..Scope::default() };
    let laid_out = snapshot.table(View::Cost(usage), &scope, Locale::En);
    let rows = chosen_of_all(snapshot, &laid_out.table, asked)?;
    let column = laid_out.table.column("month").unwrap_or_default();
    let rate = catalog.rate.as_ref().map(|(rate, _)| *rate);
    let costs = Listed::cut(asked, &rows, |row: &&Row| {
        let model = catalog.model(&row.model.as_str().into())?;
        let place = row.anchor.strip_prefix("price-")?.parse::<usize>().ok()?;
        let money = Money::from_key(row.cells.get(column)?.key?);
        let in_dollars = rate.and_then(|rate| money.into_currency(Currency::Usd, rate));
        let price = model.prices.get(place.checked_sub(1)?)?;
        Some(CostItem {
            model: row.model.clone(),
            cost_per_month: amount(money.amount),
            cost_per_month_usd: in_dollars.map(|money| amount(money.amount)),
            conditional: row.cells.get(column)?.marks.has(Marks::NOTED),
            price: PriceBody::of(catalog, price, snapshot.today, asked.is_on("sources")),
        })
    });
    let usage = UsageBody {
        input_tokens: usage.input,
        output_tokens: usage.output,
        requests_per_month: usage.requests,
        cached_percent: usage.cached,
        peak_percent: usage.peak,
    };
    answer(&CostBody { usage, formula: FORMULA, costs })
}

/// Rows that hold. A table of few models lacks values that the whole one has:
/// these choose nothing, and are no error.
fn chosen_of_all<'a>(
    snapshot: &Snapshot,
    table: &'a crate::catalog::table::Table,
    asked: &Asked,
) -> Result<Vec<&'a Row>, Problem> {
    let whole = snapshot.table(View::Cost(Usage::USUAL), &Scope::default(), Locale::En);
    understood(&whole.table, asked)?;
    Ok(chosen(table, asked).unwrap_or_default())
}

/// What it takes.
pub(in crate::api) fn cost_parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let usual = Usage::USUAL;
    let count = |name: &str, most: u64, usual: u64, zh: &str, en: &str| {
        let (zh, en) = (format!("{zh}，默认 {usual}"), format!("{en}; {usual} unless given"));
        Parameter::new(name, Takes::Count(0, most), &zh, &en).example(&usual.to_string())
    };
    let mut all = vec![
        Parameter::new("models", Takes::Ids(1, 50), "只算这些模型", "Only these models")
            .example("deepseek-v3,gpt-4o"),
        count("input_tokens", MOST_TOKENS, usual.input, "每次请求的输入词元", "Input tokens of a request"),
        count("output_tokens", MOST_TOKENS, usual.output, "每次请求的输出词元", "Output tokens of a request"),
        count("requests", MOST_REQUESTS, usual.requests, "每月请求数", "Requests in a month"),
        count(
            "cached_percent",
            100,
            usual.cached.into(),
            "输入中缓存命中的百分比",
            "Per cent of the input read from the prompt cache",
        ),
        count(
            "peak_percent",
            100,
            usual.peak.into(),
            "在高峰时段发出的请求的百分比",
            "Per cent of the requests sent in peak hours",
        ),
    ];
    all.extend(of_table(snapshot, View::Cost(usual)));
    all.extend(operation::paging());
    all.push(operation::sources());
    all
}
