//! What pictures say of the pages that the application draws: how much there is.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::catalog::measure::best_score;
use crate::catalog::model::{Model, ScenarioId};
use crate::catalog::price::on;
use crate::catalog::quantity::{Date, grouped};
use crate::catalog::updates::{Kind, updates};
use crate::locale::Locale;
use crate::route::Place;
use crate::share::Told;
use crate::share::card::{Body, Figure};
use crate::share::models::newest;
use crate::snapshot::Snapshot;
use crate::ui::text;

/// Models that the picture of a scenario names.
const PICKS: usize = 2;

/// How new the data is, in words.
pub(super) fn as_of(day: Option<Date>, locale: Locale) -> String {
    day.map(|day| locale.pick(format!("数据截至 {day}"), format!("Data as of {day}"))).unwrap_or_default()
}

/// What the picture of a page of ours says; `None` for pages that are told of
/// elsewhere.
pub(super) fn built_in(snapshot: &Snapshot, locale: Locale, place: &Place) -> Option<Told> {
    let told = Teller { snapshot, catalog: &snapshot.site.catalog, locale };
    Some(match place {
        Place::Home => told.home(),
        Place::Models => told.models(),
        Place::Pricing => told.pricing(),
        Place::Benchmarks => told.benchmarks(),
        Place::Scenarios => told.scenarios(),
        Place::Updates => told.updates(),
        Place::Cost => told.cost(),
        Place::Memory => told.memory(),
        Place::Glossary => told.glossary(),
        Place::Api => told.api(),
        Place::Search => told.search(),
        Place::Model(_) | Place::Scenario(_) | Place::Compare | Place::Page(_) => return None,
    })
}

/// What the picture of the empty comparison says.
pub(super) fn compare(snapshot: &Snapshot, locale: Locale) -> Told {
    Teller { snapshot, catalog: &snapshot.site.catalog, locale }.compare()
}

/// What the picture of a scenario says.
pub(super) fn scenario(snapshot: &Snapshot, locale: Locale, id: &str) -> Option<Told> {
    let told = Teller { snapshot, catalog: &snapshot.site.catalog, locale };
    let scenario = told.catalog.scenario(&ScenarioId::from(id))?;
    let fitting: Vec<&Model> =
        told.catalog.models.iter().filter(|model| scenario.fits(model, snapshot.today)).collect();
    let picks = scenario.picks.iter().filter_map(|pick| told.catalog.model(&pick.model)).take(PICKS);
    let picks = picks.enumerate().map(|(place, model)| {
        let vendor = told.catalog.vendor_of(model).map(|vendor| vendor.name.get(locale)).unwrap_or_default();
        let label = locale.pick(format!("推荐 {}", place + 1), format!("Pick {}", place + 1));
        Figure::new(label, model.name.get(locale)).note(vendor)
    });
    let mut figures = vec![told.count(("合适的模型", "Models that fit"), fitting.len(), "款")];
    figures.extend(picks);
    Some(Told {
        kind: text::SCENARIOS.get(locale).to_owned(),
        title: scenario.name.get(locale).to_owned(),
        line: scenario.summary.get(locale).to_owned(),
        body: Body::Figures(figures),
        date: as_of(newest(told.catalog, fitting.into_iter()), locale),
    })
}

/// Tells of the pages that show all of the catalogue.
struct Teller<'a> {
    snapshot: &'a Snapshot,
    catalog: &'a Catalog,
    locale: Locale,
}

impl Teller<'_> {
    /// A page's words and numbers, as new as the newest value.
    fn page(&self, kind: &str, title: &str, line: (&str, &str), figures: Vec<Figure>) -> Told {
        Told {
            kind: kind.to_owned(),
            title: title.to_owned(),
            line: self.locale.pick(line.0, line.1).to_owned(),
            body: Body::of(figures),
            date: as_of(newest(self.catalog, self.catalog.models.iter()), self.locale),
        }
    }

    /// How many there are of something; Chinese counts have a measure word.
    fn count(&self, label: (&str, &str), count: usize, word: &str) -> Figure {
        let figure = Figure::new(self.locale.pick(label.0, label.1), grouped(count as u64));
        figure.unit(self.locale.pick(word, ""))
    }

    fn model_count(&self) -> Figure {
        self.count(("模型", "Models"), self.catalog.models.len(), "款")
    }

    fn series_count(&self) -> Figure {
        self.count(("系列", "Series"), self.catalog.series.len(), "个")
    }

    /// How many models have a price today.
    fn priced_count(&self) -> Figure {
        let today = self.snapshot.today;
        let priced = self.catalog.models.iter().filter(|model| on(&model.prices, today).next().is_some());
        self.count(("有价格的模型", "Priced models"), priced.count(), "款")
    }

    /// How many sell access today.
    fn seller_count(&self) -> Figure {
        let today = self.snapshot.today;
        let prices = self.catalog.models.iter().flat_map(|model| on(&model.prices, today));
        let sellers: HashSet<_> = prices.map(|price| &price.provider).collect();
        self.count(("服务商", "Providers"), sellers.len(), "家")
    }

    /// The newest model and its day.
    fn newest_model(&self) -> Option<Figure> {
        let out = self.catalog.models.iter().filter_map(|model| Some((model.released()?, model)));
        let (day, model) = out.filter(|(day, _)| *day <= self.snapshot.today).max_by_key(|(day, _)| *day)?;
        let label = self.locale.pick("最新发布", "Newest release");
        Some(Figure::new(label, day.to_string()).note(model.name.get(self.locale)))
    }

    fn api(&self) -> Told {
        let line = (
            "给脚本、编辑器和编程智能体：JSON、OpenAPI 3.1、MCP、Markdown。只读，不用密钥。",
            "For scripts, editors and coding agents: JSON, OpenAPI 3.1, MCP, Markdown. Read-only, no key.",
        );
        let figures = vec![self.model_count(), self.series_count(), self.priced_count()];
        self.page(self.locale.pick("接口", "API"), text::API.get(self.locale), line, figures)
    }

    fn home(&self) -> Told {
        let settings = &self.snapshot.site.settings;
        let (title, line) = (settings.title.get(self.locale), settings.description.get(self.locale));
        let index = self.snapshot.site.page(self.locale, "").map(crate::page::Page::summary);
        let line = if line.is_empty() { index.unwrap_or_default() } else { line.to_owned() };
        let figures = if self.catalog.is_empty() {
            Vec::new()
        } else {
            vec![
                self.model_count(),
                self.series_count(),
                self.count(("使用场景", "Scenarios"), self.catalog.scenarios.len(), "个"),
                self.count(("数据来源", "Sources"), self.catalog.sources.len(), "处"),
            ]
        };
        // Its name in the other language stands beside the sign.
        self.page(settings.title.get(self.locale.other()), title, (&line, &line), figures)
    }

    fn models(&self) -> Told {
        let is_open = |model: &&Model| model.facts.open_weights.as_ref().is_some_and(|open| *open.value());
        let open = self.catalog.models.iter().filter(is_open).count();
        let mut figures = vec![
            self.model_count(),
            self.count(("开放权重", "Open weights"), open, "款"),
            self.series_count(),
        ];
        figures.extend(self.newest_model());
        let line = (
            "按使用场景、权重、上下文和价格筛选，每个数字都有来源",
            "Filter by scenario, weights, context and price; every number has a source",
        );
        self.page(text::DATA.get(self.locale), text::MODELS.get(self.locale), line, figures)
    }

    fn pricing(&self) -> Told {
        let held = self.catalog.models.iter().map(|model| model.prices.len()).sum();
        let figures = vec![
            self.priced_count(),
            self.seller_count(),
            self.count(("价格记录", "Price records"), held, "条")
                .note(self.locale.pick("含历史", "with history")),
        ];
        let line = (
            "每百万词元的输入、输出与缓存价格，按公布的币种，含历史价格",
            "Input, output and cache prices per million tokens, as published, with their history",
        );
        self.page(text::DATA.get(self.locale), text::PRICING.get(self.locale), line, figures)
    }

    fn benchmarks(&self) -> Told {
        let scores = self.catalog.models.iter().map(|model| model.scores.len()).sum();
        let scored = self.catalog.models.iter().filter(|model| !model.scores.is_empty()).count();
        let benchmarks = self.catalog.benchmarks.iter().filter(|benchmark| {
            self.catalog.models.iter().any(|model| best_score(model, &benchmark.id).is_some())
        });
        let figures = vec![
            self.count(("成绩", "Scores"), scores, "条"),
            self.count(("评测", "Benchmarks"), benchmarks.count(), "项"),
            self.count(("有成绩的模型", "Models with scores"), scored, "款"),
        ];
        let line = (
            "每个成绩都写明测的版本、设置和公布者",
            "Every score names the checkpoint, the setting and who reported it",
        );
        self.page(text::DATA.get(self.locale), text::BENCHMARKS.get(self.locale), line, figures)
    }

    fn scenarios(&self) -> Told {
        let scenarios = &self.catalog.scenarios;
        let picks = scenarios.iter().map(|scenario| scenario.picks.len()).sum();
        let figures = vec![
            self.count(("场景", "Scenarios"), scenarios.len(), "个"),
            self.count(("推荐", "Recommendations"), picks, "条")
                .note(self.locale.pick("附依据", "with their numbers")),
        ];
        let line = (
            "从要做的事出发选模型：看什么、为什么、推荐哪几款",
            "Choose by the task: what matters, why, and which models to try",
        );
        self.page("", text::SCENARIOS.get(self.locale), line, figures)
    }

    fn compare(&self) -> Told {
        let line =
            ("把几个模型的规格、价格和成绩放在一起看", "Facts, prices and scores of models side by side");
        let figures = vec![self.model_count(), self.series_count()];
        self.page(text::DATA.get(self.locale), text::COMPARE.get(self.locale), line, figures)
    }

    fn updates(&self) -> Told {
        let today = self.snapshot.today;
        let all = updates(self.catalog, today);
        let of = |kind: Kind| all.iter().filter(|update| update.kind() == kind).count();
        let mut figures = vec![
            self.count(("发布", "Releases"), of(Kind::Release), "款"),
            self.count(("价格变动", "Price changes"), of(Kind::Price), "次"),
        ];
        figures.extend(self.newest_model());
        let line =
            ("模型发布、价格变动与停用，按日期排列", "Releases, price changes and retirements by date");
        self.page(text::DATA.get(self.locale), text::UPDATES.get(self.locale), line, figures)
    }

    fn cost(&self) -> Told {
        let line = (
            "填入词元数、请求数和缓存比例，比较各家每月的费用",
            "Tokens, requests and cache share in; what each provider costs a month out",
        );
        let figures = vec![self.priced_count(), self.seller_count()];
        self.page(self.locale.pick("计算器", "Calculator"), text::COST.get(self.locale), line, figures)
    }

    fn memory(&self) -> Told {
        let known = self.catalog.models.iter().filter(|model| model.architecture.is_some()).count();
        let figures = vec![
            self.count(("架构已知的模型", "Known architectures"), known, "款"),
            self.count(("显卡", "GPUs"), self.catalog.gpus.len(), "种"),
        ];
        let line = (
            "权重与 KV 缓存各占多少显存，要几张什么卡",
            "How much memory weights and KV cache take, and which GPUs hold them",
        );
        self.page(self.locale.pick("计算器", "Calculator"), text::MEMORY.get(self.locale), line, figures)
    }

    fn glossary(&self) -> Told {
        let terms = &self.snapshot.site.glossary;
        let figures = vec![
            self.count(("术语", "Terms"), terms.len(), "条")
                .note(self.locale.pick("中英对照", "in both languages")),
        ];
        let line = ("大语言模型的术语，一句话讲清", "The field's terms, each in a sentence");
        let told = self.page("", text::GLOSSARY.get(self.locale), line, figures);
        // Terms have no day.
        Told { date: String::new(), ..told }
    }

    fn search(&self) -> Told {
        let pages = self.snapshot.site.pages.iter().filter(|page| page.locale == self.locale).count();
        let mut figures = vec![self.count(("页面", "Pages"), pages, "篇")];
        if !self.catalog.is_empty() {
            figures.push(self.model_count());
        }
        let line = (
            "搜索模型、概念、价格：中英文、拼音、别名都可以",
            "Models, concepts and prices, in Chinese or English",
        );
        self.page("", text::SEARCH.get(self.locale), line, figures)
    }
}
