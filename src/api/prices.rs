//! Prices: of all models on a day, and of one model over time.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, PriceBody, StepBody, currency, period};
use crate::api::models::{chosen, day, named, of_table};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{answer, operation};
use crate::catalog::history::lines;
use crate::catalog::table::{Row, Scope, Table, View};
use crate::locale::Locale;
use crate::snapshot::Snapshot;

/// A price and the model it is for.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(super) struct OfferBody {
    /// The model.
    model: String,
    /// The price.
    #[serde(flatten)]
    price: PriceBody,
}

/// What a model has cost.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(super) struct HistoryBody {
    /// The model.
    model: String,
    /// One line for each provider, currency and time of day.
    lines: Vec<LineBody>,
}

/// The prices of one provider, in one currency, at one time of day.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
struct LineBody {
    /// Who sells, as an id.
    provider: String,
    /// ISO 4217 code.
    currency: &'static str,
    /// `peak` or `off-peak`; absent for all day.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'static str>,
    /// The prices, oldest first. Where there is a gap no source tells.
    steps: Vec<StepBody>,
}

/// A page of the prices that hold on a day.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let day = day(snapshot, asked);
    let with_sources = asked.is_on("sources");
    let fill = |row: &&Row| {
        let model = catalog.model(&row.model.as_str().into())?;
        let place = row.anchor.strip_prefix("price-")?.parse::<usize>().ok()?;
        let price = PriceBody::of(catalog, model.prices.get(place.checked_sub(1)?)?, day, with_sources);
        Some(OfferBody { model: row.model.clone(), price })
    };
    if day == snapshot.today {
        let laid_out = snapshot.table(View::Prices, &Scope::default(), Locale::En);
        return answer(&Listed::cut(asked, &chosen(&laid_out.table, asked)?, fill));
    }
    let table = Table::new(catalog, View::Prices, &Scope::default(), Locale::En, day);
    // A value that is only missing on that day chooses nothing; it is no error.
    match chosen(&table, asked) {
        Ok(rows) => answer(&Listed::cut(asked, &rows, fill)),
        Err(_) => answer(&Listed::cut(asked, &[], fill)),
    }
}

/// What the list takes.
pub(super) fn parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let mut all = vec![operation::date()];
    all.extend(of_table(snapshot, View::Prices));
    all.extend(operation::paging());
    all.push(operation::sources());
    all
}

/// What one model has cost.
pub(super) fn history(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let model = named(catalog, asked.word("id").unwrap_or_default())?;
    let with_sources = asked.is_on("sources");
    let today = snapshot.today;
    let lines = lines(&model.prices).into_iter().map(|line| LineBody {
        provider: line.provider.0.clone(),
        currency: currency(line.currency),
        period: line.period.map(period),
        steps: line
            .steps
            .iter()
            .map(|step| StepBody {
                price: PriceBody::of(catalog, step.price, today, with_sources),
                holds: step.price.holds_on(today),
            })
            .collect(),
    });
    answer(&HistoryBody { model: model.id.0.clone(), lines: lines.collect() })
}

/// The model whose history is asked for.
pub(super) fn history_parameters(_: &Snapshot) -> Vec<Parameter> {
    vec![
        Parameter::new("id", Takes::Id, "模型 id", "Id of a model").in_path().example("deepseek-v3"),
        operation::sources(),
    ]
}
