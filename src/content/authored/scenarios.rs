//! Scenarios as editors write them, and the names in them that must lead
//! somewhere.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::Name;
use super::convert::MODALITIES;
use crate::catalog::measure::Measure;
use crate::catalog::model::{BenchmarkId, Modality, ModelId};
use crate::catalog::scenario::{Pick, Rule, Scenario};

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScenarioFile {
    scenarios: Vec<ScenarioEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ScenarioEntry {
    id: Spanned<String>,
    name: Name,
    #[serde(default)]
    also: Vec<String>,
    summary: Name,
    #[serde(default)]
    matters: Vec<Name>,
    benchmark: Option<Spanned<String>>,
    sort: Option<Spanned<String>>,
    #[serde(default, rename = "where")]
    rule: RuleEntry,
    #[serde(default)]
    picks: Vec<PickEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct PickEntry {
    model: Spanned<String>,
    reason: Name,
    #[serde(default)]
    shows: Vec<Spanned<String>>,
}

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct RuleEntry {
    open_weights: Option<bool>,
    reasoning: Option<bool>,
    tool_calling: Option<bool>,
    structured_output: Option<bool>,
    input: Option<Spanned<String>>,
    output: Option<Spanned<String>>,
    released_since: Option<Spanned<String>>,
    min_context: Option<u64>,
    max_total_params: Option<u64>,
    max_active_params: Option<u64>,
    max_output_price: Option<Spanned<String>>,
    any_score: Vec<ScoreEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ScoreEntry {
    benchmark: Spanned<String>,
    score: Spanned<String>,
}

/// What a name in the file must lead to.
pub(super) enum Meant {
    /// The scenario's own id, which no other may have.
    Scenario,
    /// A model of the catalogue.
    Model,
    /// A benchmark of the vocabulary.
    Benchmark,
    /// A column of the table of models, with or without `-`.
    Column,
    /// Something a model can be asked.
    Measure(ModelId),
}

/// A name, where it stands, and what it must lead to.
pub(super) struct Mention {
    pub(super) name: String,
    pub(super) span: Range<usize>,
    pub(super) meant: Meant,
}

/// A value that cannot be read.
pub(super) struct Problem {
    pub(super) span: Range<usize>,
    pub(super) message: String,
}

/// Scenarios, with what is still to be checked against the whole catalogue.
#[derive(Default)]
pub(super) struct Read {
    pub(super) scenarios: Vec<Scenario>,
    pub(super) mentions: Vec<Mention>,
    pub(super) problems: Vec<Problem>,
}

impl ScenarioFile {
    /// The scenarios, the names in them, and every value that cannot be read.
    pub(super) fn done(self) -> Read {
        let mut read = Read::default();
        for entry in self.scenarios {
            let id = read.mention(&entry.id, Meant::Scenario);
            let benchmark = entry.benchmark.map(|name| read.mention(&name, Meant::Benchmark));
            let sort = entry.sort.map(|name| read.mention(&name, Meant::Column));
            let scenario = Scenario {
                id: id.as_str().into(),
                name: entry.name.into(),
                also: entry.also,
                summary: entry.summary.into(),
                matters: entry.matters.into_iter().map(Into::into).collect(),
                benchmark: benchmark.map(BenchmarkId),
                sort,
                rule: read.rule(entry.rule),
                picks: entry.picks.into_iter().map(|pick| read.pick(pick)).collect(),
            };
            read.scenarios.push(scenario);
        }
        read
    }
}

impl Read {
    fn mention(&mut self, name: &Spanned<String>, meant: Meant) -> String {
        self.mentions.push(Mention { name: name.get_ref().clone(), span: name.span(), meant });
        name.get_ref().clone()
    }

    fn rule(&mut self, entry: RuleEntry) -> Rule {
        let any_score = entry.any_score.into_iter().filter_map(|wish| {
            let benchmark = BenchmarkId(self.mention(&wish.benchmark, Meant::Benchmark));
            Some((benchmark, self.parsed(&wish.score)?))
        });
        let any_score = any_score.collect();
        Rule {
            open_weights: entry.open_weights,
            reasoning: entry.reasoning,
            tool_calling: entry.tool_calling,
            structured_output: entry.structured_output,
            input: entry.input.and_then(|name| self.modality(&name)),
            output: entry.output.and_then(|name| self.modality(&name)),
            released_since: entry.released_since.and_then(|text| self.parsed(&text)),
            min_context: entry.min_context,
            max_total_params: entry.max_total_params,
            max_active_params: entry.max_active_params,
            max_output_price: entry.max_output_price.and_then(|text| self.parsed(&text)),
            any_score,
        }
    }

    fn pick(&mut self, entry: PickEntry) -> Pick {
        let model = ModelId(self.mention(&entry.model, Meant::Model));
        let shows = entry.shows.iter().filter_map(|name| {
            self.mention(name, Meant::Measure(model.clone()));
            Measure::parse(name.get_ref())
        });
        let shows = shows.collect();
        Pick { model, reason: entry.reason.into(), shows }
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, text: &Spanned<String>) -> Option<T> {
        let read = text.get_ref().parse();
        read.map_err(|error| {
            let message = format!("`{}` is {error}", text.get_ref());
            self.problems.push(Problem { span: text.span(), message });
        })
        .ok()
    }

    fn modality(&mut self, name: &Spanned<String>) -> Option<Modality> {
        let known = MODALITIES.iter().find(|(word, _)| word == name.get_ref()).map(|(_, kind)| *kind);
        if known.is_none() {
            let words = MODALITIES.map(|(word, _)| word).join(", ");
            let message = format!("`{}` is no kind of content; there are {words}", name.get_ref());
            self.problems.push(Problem { span: name.span(), message });
        }
        known
    }
}
