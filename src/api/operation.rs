//! The operations: what programs can ask.

use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::api::asked::Asked;
use crate::api::body::{
    Listed, MOST_LIMIT, ModelBody, ModelSummary, PageBody, PageSummary, ScoreBody, USUAL_LIMIT,
};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{compare, estimate, models, pages, prices, scenarios, scores, search, series};
use crate::snapshot::Snapshot;

/// A group of operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tag {
    /// Models, prices and scores.
    Catalogue,
    /// Scenarios, comparison, cost, memory.
    Decide,
    /// Search, pages, terms.
    Read,
}

impl Tag {
    /// All groups, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Catalogue, Self::Decide, Self::Read];

    /// Its name in Chinese and English.
    pub const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Catalogue => ("目录", "Catalogue"),
            Self::Decide => ("选择与估算", "Choose and estimate"),
            Self::Read => ("查找与阅读", "Find and read"),
        }
    }
}

/// Something programs can ask; reading only.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Its name, for generated clients and as a tool's: `list_models`.
    pub name: &'static str,
    /// Its address below [`ROOT`](crate::api::ROOT).
    pub path: &'static str,
    /// Its group.
    pub tag: Tag,
    /// What it does, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// What it takes.
    pub parameters: fn(&Snapshot) -> Vec<Parameter>,
    /// Answers a checked request, as JSON.
    pub run: fn(&Snapshot, &Asked) -> Result<String, Problem>,
    /// The shape of its answer.
    pub(super) shape: fn() -> Shape,
}

/// The shape of an answer: its schema and those it refers to, by name.
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) all: Vec<(String, RefOr<Schema>)>,
}

/// The shape of a type.
fn shape<T: ToSchema + PartialSchema>() -> Shape {
    let mut all = Vec::new();
    T::schemas(&mut all);
    all.push((T::name().into_owned(), T::schema()));
    Shape { name: T::name().into_owned(), all }
}

impl Operation {
    /// Whether its answer needs a path parameter.
    pub fn is_of_one(&self) -> bool {
        self.path.contains('{')
    }

    /// An address to try, from the examples of what must be given.
    pub fn example(&self, snapshot: &Snapshot) -> String {
        let mut path = format!("{}{}", crate::api::ROOT, self.path);
        let mut query = crate::query::Query::default();
        for parameter in (self.parameters)(snapshot).iter().filter(|parameter| parameter.required) {
            let value = parameter.example.as_deref().unwrap_or_default();
            let slot = format!("{{{}}}", parameter.name);
            if path.contains(&slot) {
                path = path.replace(&slot, value);
            } else {
                query.set(&parameter.name, value);
            }
        }
        path + &query.print()
    }
}

/// Every operation, in the order they are shown.
pub const OPERATIONS: [Operation; 17] = [
    Operation {
        name: "list_models",
        path: "/models",
        tag: Tag::Catalogue,
        about: (
            "筛选、排序并列出模型：规格、状态和代表价格。",
            "Filter, order and list models: facts, status and the price that stands for each.",
        ),
        parameters: models::parameters,
        run: models::list,
        shape: shape::<Listed<ModelSummary>>,
    },
    Operation {
        name: "get_model",
        path: "/models/{id}",
        tag: Tag::Catalogue,
        about: (
            "一个模型的全部：规格、结构、价格、成绩。",
            "Everything about one model: facts, architecture, prices, scores.",
        ),
        parameters: one_model,
        run: models::one,
        shape: shape::<ModelBody>,
    },
    Operation {
        name: "get_price_history",
        path: "/models/{id}/prices",
        tag: Tag::Catalogue,
        about: (
            "一个模型的价格历史，按服务商、货币和时段分开。",
            "What one model has cost, by provider, currency and time of day.",
        ),
        parameters: prices::history_parameters,
        run: prices::history,
        shape: shape::<prices::HistoryBody>,
    },
    Operation {
        name: "list_prices",
        path: "/prices",
        tag: Tag::Catalogue,
        about: (
            "今天或某一天有效的全部价格，每百万词元。",
            "All prices that hold today or on a day, per 1,000,000 tokens.",
        ),
        parameters: prices::parameters,
        run: prices::list,
        shape: shape::<Listed<prices::OfferBody>>,
    },
    Operation {
        name: "list_scores",
        path: "/scores",
        tag: Tag::Catalogue,
        about: ("评测成绩，每条都带版本和设置。", "Benchmark scores, each with its checkpoint and setting."),
        parameters: scores::parameters,
        run: scores::list,
        shape: shape::<Listed<ScoreBody>>,
    },
    Operation {
        name: "list_benchmarks",
        path: "/benchmarks",
        tag: Tag::Catalogue,
        about: ("目录里的评测基准。", "The benchmarks of the catalogue."),
        parameters: only_paging,
        run: scores::benchmarks,
        shape: shape::<Listed<scores::BenchmarkBody>>,
    },
    Operation {
        name: "list_series",
        path: "/series",
        tag: Tag::Catalogue,
        about: ("全部模型系列和它们的厂商。", "All model series and who makes them."),
        parameters: only_paging,
        run: series::list,
        shape: shape::<Listed<series::SeriesBody>>,
    },
    Operation {
        name: "get_series",
        path: "/series/{id}",
        tag: Tag::Catalogue,
        about: ("一个系列和它的模型。", "One series and its models."),
        parameters: series::parameters,
        run: series::one,
        shape: shape::<series::WholeSeriesBody>,
    },
    Operation {
        name: "list_scenarios",
        path: "/scenarios",
        tag: Tag::Decide,
        about: ("使用场景：人们为了什么找模型。", "Scenarios: what people want a model for."),
        parameters: only_paging,
        run: scenarios::list,
        shape: shape::<Listed<scenarios::ScenarioBody>>,
    },
    Operation {
        name: "get_scenario",
        path: "/scenarios/{id}",
        tag: Tag::Decide,
        about: (
            "一个场景：看什么、推荐哪些模型、依据的数字。",
            "One scenario: what matters, which models are recommended, and the numbers behind it.",
        ),
        parameters: scenarios::parameters,
        run: scenarios::one,
        shape: shape::<scenarios::WholeScenarioBody>,
    },
    Operation {
        name: "compare_models",
        path: "/compare",
        tag: Tag::Decide,
        about: (
            "把两到五个模型放在一起，并指出哪些项不同。",
            "Two to five models side by side, and where they differ.",
        ),
        parameters: compare::parameters,
        run: compare::compare,
        shape: shape::<compare::CompareBody>,
    },
    Operation {
        name: "estimate_cost",
        path: "/estimates/cost",
        tag: Tag::Decide,
        about: ("按用量估算每月费用，从便宜到贵。", "What a month of some usage costs, cheapest first."),
        parameters: estimate::cost_parameters,
        run: estimate::cost,
        shape: shape::<estimate::CostBody>,
    },
    Operation {
        name: "estimate_memory",
        path: "/estimates/memory",
        tag: Tag::Decide,
        about: (
            "运行一个开放权重模型要多少显存、几张卡。",
            "How much memory, and how many cards, it takes to run an open-weights model.",
        ),
        parameters: estimate::memory_parameters,
        run: estimate::memory,
        shape: shape::<estimate::MemoryBody>,
    },
    Operation {
        name: "search",
        path: "/search",
        tag: Tag::Read,
        about: (
            "全文搜索页面、模型、场景和术语，中英文通用。",
            "Full-text search over pages, models, scenarios and terms, in either language.",
        ),
        parameters: search::parameters,
        run: search::search,
        shape: shape::<search::AnswerBody<'static>>,
    },
    Operation {
        name: "list_pages",
        path: "/pages",
        tag: Tag::Read,
        about: ("系列、概念与指南页面。", "Pages about series, concepts and guides."),
        parameters: pages::parameters,
        run: pages::list,
        shape: shape::<Listed<PageSummary>>,
    },
    Operation {
        name: "read_page",
        path: "/pages/{slug}",
        tag: Tag::Read,
        about: ("一个页面的 Markdown 正文，表格已展开。", "One page as Markdown, its tables written out."),
        parameters: pages::page_parameters,
        run: pages::one,
        shape: shape::<PageBody>,
    },
    Operation {
        name: "list_terms",
        path: "/terms",
        tag: Tag::Read,
        about: (
            "术语表：中英文名称和一句话释义。",
            "The glossary: names in both languages and a one-line meaning.",
        ),
        parameters: only_paging,
        run: pages::terms,
        shape: shape::<Listed<pages::TermBody>>,
    },
];

fn one_model(_: &Snapshot) -> Vec<Parameter> {
    vec![
        Parameter::new("id", Takes::Id, "模型 id", "Id of a model").in_path().example("deepseek-v3"),
        date(),
        sources(),
    ]
}

fn only_paging(_: &Snapshot) -> Vec<Parameter> {
    paging().into()
}

/// Which page of a list.
pub(super) fn paging() -> [Parameter; 2] {
    let (zh, en) =
        (format!("每页几条，默认 {USUAL_LIMIT}"), format!("Entries of a page; {USUAL_LIMIT} unless given"));
    [
        Parameter::new("limit", Takes::Count(1, MOST_LIMIT as u64), &zh, &en).example("20"),
        Parameter::new("page", Takes::Count(1, 99_999), "第几页，从 1 开始", "Page, from 1").example("1"),
    ]
}

/// Whether each value names its source.
pub(super) fn sources() -> Parameter {
    Parameter::new(
        "sources",
        Takes::Flag,
        "给出每个值的来源和不同说法",
        "Give the source of each value, and what others say",
    )
    .example("true")
}

/// The day that prices and states are those of.
pub(super) fn date() -> Parameter {
    Parameter::new(
        "date",
        Takes::Date,
        "以哪一天的价格和状态为准，默认今天",
        "Prices and states as of this day; today unless given",
    )
    .example("2026-01-31")
}

/// Writes an answer.
pub(super) fn answer(body: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(body).map_err(|_| Problem::internal())
}
