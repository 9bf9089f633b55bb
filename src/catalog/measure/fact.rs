//! Facts by the names they have in TOML.

use crate::catalog::measure::Value;
use crate::catalog::model::Facts;
use crate::catalog::source::{SourceId, Sourced};

/// Declares the facts: the field of [`Facts`], and how its value is read.
macro_rules! facts {
    ($($name:ident $variant:ident $zh:literal $en:literal: $read:expr;)+) => {
        /// A field of [`Facts`].
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Fact {
            $(#[doc = concat!("[`Facts::", stringify!($name), "`].")] $variant,)+
        }

        impl Fact {
            /// All of them, in the order of the fields.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in TOML.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)+
                }
            }

            /// What it is called: Chinese, English.
            pub(super) const fn label(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$variant => ($zh, $en),)+
                }
            }

            /// What is known of it, and who says so.
            pub(super) fn of(self, facts: &Facts) -> Option<(Value<'_>, SourceId)> {
                match self {
                    $(Self::$variant => facts.$name.as_ref().map(|fact| said(fact, $read)),)+
                }
            }
        }
    };
}

facts! {
    released Released "发布日期" "Released": |date| Value::Date(*date);
    status Status "状态" "Status": |status| Value::Status(*status);
    retired Retired "停用日期" "Retired": |date| Value::Date(*date);
    total_params TotalParams "总参数" "Total parameters": |count| Value::Params(*count);
    active_params ActiveParams "激活参数" "Active parameters": |count| Value::Params(*count);
    training_tokens TrainingTokens "训练词元" "Training tokens": |count| Value::Params(*count);
    context_window ContextWindow "上下文窗口" "Context window": |count| Value::Tokens(*count);
    input_limit InputLimit "输入上限" "Input limit": |count| Value::Tokens(*count);
    max_output MaxOutput "最大输出" "Max output": |count| Value::Tokens(*count);
    structure Structure "架构" "Structure": |structure| Value::Structure(*structure);
    input Input "输入类型" "Input": |kinds| Value::Kinds(kinds);
    output Output "输出类型" "Output": |kinds| Value::Kinds(kinds);
    reasoning Reasoning "推理" "Reasoning": |yes| Value::Flag(*yes);
    tool_calling ToolCalling "工具调用" "Tool calling": |yes| Value::Flag(*yes);
    structured_output StructuredOutput "结构化输出" "Structured output": |yes| Value::Flag(*yes);
    open_weights OpenWeights "开放权重" "Open weights": |yes| Value::Flag(*yes);
    license License "许可证" "Licence": |text| Value::Text(text);
    knowledge_cutoff KnowledgeCutoff "知识截止" "Knowledge cutoff": |text| Value::Text(text);
    hf_id HfId "Hugging Face" "Hugging Face": |text| Value::Text(text);
    paper Paper "论文" "Paper": |text| Value::Text(text);
}

impl Fact {
    /// The fact a name in TOML stands for.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fact| fact.name() == name)
    }
}

fn said<'a, T>(fact: &'a Sourced<T>, read: impl Fn(&'a T) -> Value<'a>) -> (Value<'a>, SourceId) {
    (read(&fact.claim.value), fact.claim.source)
}
