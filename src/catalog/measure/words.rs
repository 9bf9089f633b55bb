//! Measures and their values as a reader sees them.

use crate::catalog::Catalog;
use crate::catalog::measure::{Measure, Part, Value};
use crate::catalog::model::{Modality, ScoreUnit, Status, Structure};
use crate::catalog::price::Period;
use crate::catalog::quantity::{params, tokens};
use crate::locale::Locale;

impl Measure {
    /// What it is called.
    pub fn label(&self, catalog: &Catalog, locale: Locale) -> String {
        match self {
            Self::Fact(fact) => fact.label(locale).to_owned(),
            Self::Price(Part::Input) => locale.pick("输入价", "Input price").to_owned(),
            Self::Price(Part::Output) => locale.pick("输出价", "Output price").to_owned(),
            Self::Price(Part::CacheRead) => locale.pick("缓存命中价", "Cache read price").to_owned(),
            Self::Score(id) => {
                let benchmark = catalog.benchmark(id);
                benchmark.map_or_else(|| id.to_string(), |benchmark| benchmark.name.clone())
            }
        }
    }

    /// What its numbers count, where the number does not say.
    pub const fn unit(&self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Price(_), Locale::Zh) => "每百万词元",
            (Self::Price(_), Locale::En) => "per 1M tokens",
            _ => "",
        }
    }
}

impl Value<'_> {
    /// The value in words.
    pub fn text(&self, locale: Locale) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Status(Status::Current) => locale.pick("在售", "Current").to_owned(),
            Self::Status(Status::Legacy) => locale.pick("旧版", "Legacy").to_owned(),
            Self::Status(Status::Retired) => locale.pick("已停用", "Retired").to_owned(),
            Self::Params(count) => params(*count),
            Self::Tokens(count) => tokens(*count),
            Self::Structure(Structure::Dense) => locale.pick("稠密", "Dense").to_owned(),
            Self::Structure(Structure::Moe) => "MoE".to_owned(),
            Self::Kinds(kinds) => {
                let names: Vec<&str> = kinds.iter().map(|kind| modality(*kind, locale)).collect();
                names.join(locale.pick("、", ", "))
            }
            Self::Flag(yes) => locale.pick(["否", "是"], ["No", "Yes"])[usize::from(*yes)].to_owned(),
            Self::Text(text) => (*text).to_owned(),
            Self::Money(currency, amount, _) => format!("{}{}", currency.sign(), amount.money()),
            Self::Score(score) => match score.unit {
                ScoreUnit::Percent => format!("{}%", score.score),
                ScoreUnit::Raw => score.score.to_string(),
            },
        }
    }

    /// What must be known to compare it: a score's checkpoint and setting, a
    /// price's hours.
    pub fn condition(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Score(score) => {
                let parts = [Some(score.checkpoint.clone()), score.setting.clone()];
                let parts: Vec<String> =
                    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                (!parts.is_empty()).then(|| parts.join(locale.pick("；", "; ")))
            }
            Self::Money(_, _, Some(Period::Peak)) => Some(locale.pick("高峰时段", "peak hours").to_owned()),
            Self::Money(_, _, Some(Period::OffPeak)) => {
                Some(locale.pick("低谷时段", "off-peak hours").to_owned())
            }
            _ => None,
        }
    }
}

const fn modality(kind: Modality, locale: Locale) -> &'static str {
    match (kind, locale) {
        (Modality::Text, Locale::Zh) => "文本",
        (Modality::Text, Locale::En) => "text",
        (Modality::Image, Locale::Zh) => "图像",
        (Modality::Image, Locale::En) => "image",
        (Modality::Audio, Locale::Zh) => "音频",
        (Modality::Audio, Locale::En) => "audio",
        (Modality::Video, Locale::Zh) => "视频",
        (Modality::Video, Locale::En) => "video",
        (Modality::Pdf, _) => "PDF",
    }
}
