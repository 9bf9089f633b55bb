//! Our diagrams by name, and what each says in words.

use crate::locale::Locale;

/// A picture that explains an idea.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Diagram {
    /// A dense layer beside a mixture of experts.
    DenseMoe,
    /// What a layer keeps of a token, by kind of attention.
    KvCache,
    /// How the input of a conversation grows.
    ContextGrowth,
    /// From data to a released model.
    TrainingStages,
    /// What a shared beginning saves.
    PromptCache,
    /// Model, application and tool in turn.
    FunctionCalling,
    /// One weight in fewer and fewer bits.
    Quantization,
    /// A teacher and its student.
    Distillation,
    /// Which tokens are read and which are kept, by kind of attention.
    AttentionVariants,
    /// The tokens of one request, without and with thinking.
    ReasoningModels,
    /// From a text to its tokens and what they cost.
    TokensAndPricing,
    /// What stands between questions and a score.
    Benchmarks,
}

impl Diagram {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::DenseMoe,
        Self::KvCache,
        Self::ContextGrowth,
        Self::TrainingStages,
        Self::PromptCache,
        Self::FunctionCalling,
        Self::Quantization,
        Self::Distillation,
        Self::AttentionVariants,
        Self::ReasoningModels,
        Self::TokensAndPricing,
        Self::Benchmarks,
    ];

    /// What it is called in a directive.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DenseMoe => "dense-moe",
            Self::KvCache => "kv-cache",
            Self::ContextGrowth => "context-growth",
            Self::TrainingStages => "training-stages",
            Self::PromptCache => "prompt-cache",
            Self::FunctionCalling => "function-calling",
            Self::Quantization => "quantization",
            Self::Distillation => "distillation",
            Self::AttentionVariants => "attention-variants",
            Self::ReasoningModels => "reasoning-models",
            Self::TokensAndPricing => "tokens-and-pricing",
            Self::Benchmarks => "benchmarks",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|diagram| diagram.name() == name)
    }

    /// What it teaches, below the picture.
    pub fn caption(self, locale: Locale) -> &'static str {
        let (zh, en) = match self {
            Self::DenseMoe => (
                "一个词元经过一层：稠密层用到全部前馈网络，MoE 层由路由器挑出几个专家，其余的在内存里等着。",
                "One token through one layer: a dense layer uses its whole feed-forward network; in an MoE layer a router picks a few experts, while the others wait in memory.",
            ),
            Self::KvCache => (
                "每层为每个词元保存什么（着色部分）：共用键（K）和值（V）的查询头（Q）越多，缓存越小；MLA 只存一个潜向量和一小段位置。头数和大小只作示意。",
                "What one layer keeps of each token (coloured): the more query heads (Q) share a key (K) and a value (V), the smaller the cache; MLA keeps one latent vector and a little position. Numbers of heads and sizes are for show.",
            ),
            Self::ContextGrowth => (
                "每一轮都把之前的内容重发一遍，输入越来越长，到窗口上限为止。长度只作示意。",
                "Every turn sends all that came before again, so the input grows until the window is full. Lengths are for show.",
            ),
            Self::TrainingStages => (
                "四个阶段各用什么数据、得到什么模型；后两个合称后训练。各家的分法不尽相同。",
                "What each of four stages is fed and what it gives; the last two are called post-training. Makers draw the lines differently.",
            ),
            Self::PromptCache => (
                "开头相同的部分从缓存读，其余照常计算；开头一变，后面就全部重算。",
                "What begins alike is read from the cache, the rest is computed; change the beginning, and all after it is computed again.",
            ),
            Self::FunctionCalling => (
                "模型只说要调用什么，执行的是你的程序；第 2 到 5 步可以重复，直到模型给出回答。",
                "The model only says what to call; your program runs it. Steps 2 to 5 repeat until the model answers.",
            ),
            Self::Quantization => (
                "同一个权重存成 16、8、4 位：位数越少，能用的档越少，只能移到最近的一档，误差越大。",
                "One weight kept in 16, 8 and 4 bits: fewer bits are fewer steps; it moves to the nearest one, and the error grows.",
            ),
            Self::Distillation => (
                "蒸馏的两种做法：教师写，学生照着学；或学生写，教师给每个词元打分。教师自己不变。",
                "Two ways to distil: the teacher writes and the student learns from it, or the student writes and the teacher scores each token. The teacher itself stays as it is.",
            ),
            Self::AttentionVariants => (
                "一行是一个词元，一列是它和它前面的一个词元。着色：读；空框：留在缓存里，这次不读；小点：缓存里已经没有；线性注意力左边的一列：状态。虚线框是最新的词元。MQA、GQA 和 MLA 改的是每格存多少，读的范围与全注意力相同。词元数只作示意。",
                "A row is a token, a column is that token or one before it. Coloured: read; outlined: in the cache, not read this time; dot: no longer in the cache; column beside the linear one: its state. A dashed frame marks the newest token. MQA, GQA and MLA change how much a cell keeps and read as much as full attention. Numbers of tokens are for show.",
            ),
            Self::ReasoningModels => (
                "同一个问题，不思考与思考，按输入 1,000、思考 5,000、答案 500 个词元的比例画：思考在答案之前写，也按输出计费，也占上下文，看不看得到都一样。",
                "One question without and with thinking, to the scale of 1,000 tokens in, 5,000 of thinking and 500 of answer: thinking is written before the answer, is billed as output and takes up context, whether you see it or not.",
            ),
            Self::TokensAndPricing => (
                "文字先切成词元，再按项目乘以单价：缓存命中的输入又长又便宜，输出又短又贵，面积才是费用。切法、长短和高低都只作示意，不是任何一家的分词或价格。",
                "Text is cut into tokens, and each kind of token has its price: cached input is long and cheap, output short and dear, and the area is the cost. Cut, lengths and heights are for show, and are no maker's tokens or prices.",
            ),
            Self::Benchmarks => (
                "题集、模型和判分都相同，设置和作答的办法不同（着色部分），分数就不同；题集的时段、模型的版本或判分再有不同，就更不能直接比。",
                "Questions, model and grader are the same, but settings and ways to answer differ (coloured), and so do the scores; with other dates of the questions, another version of the model or another grader they compare even less.",
            ),
        };
        locale.pick(zh, en)
    }

    /// The whole picture in words, for those who do not see it.
    pub fn told(self, locale: Locale) -> &'static str {
        let (zh, en) = match self {
            Self::DenseMoe => (
                "左右两幅图，都从上到下画一个词元经过一层的路。左边是稠密层：词元先过注意力，再过一个完整的前馈网络，然后输出。右边是 MoE 层：词元先过同样的注意力，再到路由器；路由器下面并排着许多小专家，只有其中两个被选中，词元只走这两个，它们的结果加权合并后输出，没有选中的专家不参加计算。",
                "Two pictures side by side, each read downwards: the way of one token through one layer. Left, the dense layer: the token passes attention, then one whole feed-forward network, and leaves. Right, the MoE layer: the token passes the same attention and reaches a router. Below the router stand many small experts; only two of them are picked, the token passes these alone, and their results are weighted, added up and leave. The experts that were not picked compute nothing.",
            ),
            Self::KvCache => (
                "四幅小图，每幅上面是同样的六个查询头，下面是缓存里保存的东西。MHA：每个查询头有自己的键和值，一共六对。GQA：每三个查询头共用一对，一共两对。MQA：六个查询头共用一对。MLA：没有各头的键和值，只有一个全部头共用的潜向量，旁边是一小段同样共用的位置键；键和值用时再从潜向量还原。",
                "Four small pictures. Each has the same six query heads above and what the cache keeps below. MHA: every query head has a key and a value of its own, six pairs in all. GQA: three query heads share a pair, two pairs in all. MQA: all six share one pair. MLA: no keys and values of single heads, but one latent vector that all heads share, and beside it a short key of the position, shared too; keys and values are restored from the latent vector when they are needed.",
            ),
            Self::ContextGrowth => (
                "五条横条，一轮一条，越往下越长。第 1 轮的输入是系统提示词和一个问题，之后是回答。从第 2 轮起，输入是系统提示词、之前所有的问题和回答，再加新问题，所以每一轮都比上一轮多出一问一答。右边一条竖线是窗口上限，输入和回答合起来不能超过它；第 5 轮的输入还放得下，回答却越过了这条线。",
                "Five bars, one for each turn, each longer than the one above. The input of turn 1 is the system prompt and a question; the answer follows. From turn 2 on the input is the system prompt, all questions and answers so far, and the new question, so that each turn is longer by one question and one answer. An upright line at the right is the limit of the window, for input and answer together. In turn 5 the input still fits, but the answer crosses that line.",
            ),
            Self::TrainingStages => (
                "四个阶段依次相接，每个阶段一边是放进去的数据，另一边是得到的模型。预训练：放进大量文本和代码，得到基座模型。中期训练：放进少得多、挑得更精的数据，例如长文本和代码，得到更强的基座模型。监督微调：放进问题与好答案的配对，得到指令模型。强化学习：放进答案的比较和可以自动判分的题，得到对齐的模型和推理模型。后两个阶段标为后训练。",
                "Four stages in a row, each with the data that goes in on one side and the model that comes out on the other. Pre-training: a great deal of text and code goes in, a base model comes out. Mid-training: far less data, chosen more carefully, such as long text and code, gives a stronger base model. Supervised fine-tuning: requests paired with good answers give an instruct model. Reinforcement learning: comparisons of answers and tasks that can be checked give aligned and reasoning models. The last two stages are marked as post-training.",
            ),
            Self::PromptCache => (
                "三条横条，是三次请求。第 1 次：系统提示词和资料，然后是问题 1；全部都要计算，算完把开头存进缓存。第 2 次：系统提示词和资料与第 1 次完全相同，这一段从缓存读，只有问题 2 要计算。第 3 次：最前面改了一处，后面的资料虽然没有变，也和问题 3 一起全部重新计算。",
                "Three bars are three requests. Request 1: system prompt and documents, then question 1; all of it is computed, and the beginning is put into the cache. Request 2: system prompt and documents are exactly those of request 1, so this part is read from the cache and question 2 alone is computed. Request 3: something at the very beginning was changed; the documents after it are the same, and yet they are computed again together with question 3.",
            ),
            Self::FunctionCalling => (
                "一幅时序图，三条竖线从左到右是模型、你的程序、工具。第 1 步，程序把问题和工具说明发给模型。第 2 步，模型返回要调用的工具名和参数。第 3 步，程序执行这个工具。第 4 步，工具把结果交给程序。第 5 步，程序把结果加进对话，再发给模型。第 2 到 5 步围在一个虚线框里，可以重复多次。第 6 步，模型把回答交给程序。模型从不直接接触工具。",
                "A sequence of messages between three upright lines: the model, your program, the tool. Step 1: the program sends the question and the list of tools to the model. Step 2: the model gives back the name of a tool and arguments. Step 3: the program runs the tool. Step 4: the tool gives its result to the program. Step 5: the program adds the result to the conversation and sends it to the model. A dashed frame around steps 2 to 5 says that they may repeat. Step 6: the model gives its answer to the program. The model never touches the tool itself.",
            ),
            Self::Quantization => (
                "三行，是同一个权重的三种存法，每行的刻度上有一小段竖的虚线，标出它原来的值。第一行 16 位，画着 16 个格子，下面的刻度有 65,536 档，密得连成一片，存下的值与原来的几乎重合。第二行 8 位，8 个格子，256 档，存下的值离虚线极近。第三行 4 位，4 个格子，16 档，刻度之间看得出空隙，值被移到最近的一档，离开了虚线。",
                "Three rows are three ways to keep the same weight; on the scale of each a short dashed upright line marks its own value. First row, 16 bits: 16 little squares, and below them a scale of 65,536 steps, so dense that it is one band; the value kept all but falls on the line. Second row, 8 bits: 8 squares, 256 steps, the value kept is very near the line. Third row, 4 bits: 4 squares, 16 steps with gaps between them; the value has moved to the nearest step, away from the line.",
            ),
            Self::Distillation => (
                "左右两幅图。左边：题目交给大的教师模型，教师写出答案，小的学生模型照着这些答案微调。右边：题目交给小的学生模型，学生自己写出答案，交给大的教师模型；教师给答案里每个词元一个概率，沿着一条往回走的箭头交给学生，学生据此调整。",
                "Two pictures. Left: a prompt goes to the large teacher model, which writes an answer, and the small student model is fine-tuned on such answers. Right: the prompt goes to the small student model, which writes an answer of its own and hands it to the large teacher model; the teacher gives each token of it a probability, and an arrow takes these back to the student, which learns from them.",
            ),
            Self::AttentionVariants => (
                "四幅小图，每幅是九行九列的下三角格子，一行是一个词元，虚线框住最后一行。全注意力：每行的格子全部着色，最后一行读 9 个，存 9 个。滑动窗口：每行只有最近 4 格着色，更早的只剩小点，最后一行读 4 个，存 4 个。稀疏注意力：每行至多有 4 格着色，除了自己，其余是各行自己从前文挑的，没挑中的是空框，仍然留在缓存里，所以最后一行读 4 个，存 9 个。线性注意力：只有对角线着色，更早的都是小点；格子左边有一列同样大小的方块，是固定大小的状态，由上往下传，每个词元都并进去；每行读自己和这个状态，最后一行只存这一个状态。",
                "Four small pictures, each a lower triangle of nine rows and nine columns; a row is a token, and a dashed frame marks the last one. Full attention: all cells of every row are coloured; the last row reads 9 and keeps 9. Sliding window: only the last 4 cells of a row are coloured, what is older is a dot; the last row reads 4 and keeps 4. Sparse attention: at most 4 cells of a row are coloured, the token itself and those that this row chose; the others are outlined and stay in the cache, so the last row reads 4 and keeps 9. Linear attention: only the diagonal is coloured, all that is older is a dot; left of the cells stands a column of equal squares, a state of fixed size that is handed down from row to row and takes in every token; a row reads its own token and the state, and the last one keeps this state only.",
            ),
            Self::ReasoningModels => (
                "上下两条横条，从左到右是一次请求的词元，按比例画。上面一条不思考：输入 1,000 个词元，紧接着就是答案 500 个；按输出计费的是 500 个，占上下文 1,500 个。下面一条思考：输入同样 1,000 个，然后是长得多的一段思考，5,000 个，接口可能全给、只给摘要或者不给；再往后才是同样 500 个词元的答案。思考和答案合起来 5,500 个都按输出计费，是上面的 11 倍，三段合起来占上下文 6,500 个。",
                "Two bars, one above the other, show the tokens of a request from left to right, to scale. Above, without thinking: 1,000 tokens in, and at once an answer of 500; 500 are billed as output, 1,500 take up context. Below, with thinking: the same 1,000 in, then a much longer stretch of 5,000 tokens of thinking, which an API may return in full, as a summary or not at all; only then comes an answer of the same 500 tokens. Thinking and answer together, 5,500, are billed as output, 11 times as much as above; all three together take 6,500 tokens of context.",
            ),
            Self::TokensAndPricing => (
                "左右两幅图。左边：同一句话用中文和英文各写一遍，切成一段一段的词元。中文「乌兰巴托天气怎么样？」切成 6 段，天气、怎么样各是一段，地名分成三段；英文的同一句切成 10 段，常用词各是一段，地名分成四段。切法是示意，各家分词器不同。右边：三个矩形立在一条线上，宽是词元数，高是每百万词元的单价，面积是费用。缓存命中的输入有 a 个，最宽也最矮，单价 p；未命中的输入有 b 个，窄一些、高一些，单价 q；输出有 c 个，包括思考，也窄，却最高，单价 r，面积最大。前两个合称输入。下面是算式：费用等于 a 乘 p、b 乘 q、c 乘 r 之和，除以一百万。",
                "Two pictures. Left: one sentence in Chinese and in English, cut into tokens. The Chinese has 6: the words for weather and how are one each, the name of the city is three. The English, How is the weather in Ulaanbaatar, has 10: common words are one each, the name of the city is four. The cut is for show; tokenizers differ. Right: three rectangles stand on a line; their width is a number of tokens, their height the price per million, their area the cost. Cached input, a tokens at the price p, is the widest and lowest. Uncached input, b tokens at the price q, is narrower and higher. Output, c tokens at the price r, thinking included, is narrow but by far the highest, and its area is the largest. The first two together are the input. Below stands the sum: the cost is a times p plus b times q plus c times r, divided by a million.",
            ),
            Self::Benchmarks => (
                "一幅流程图，两家厂商用同一个题集测同一个模型。从题集出发分成两路。厂商甲的一路：提示词和设置是给 5 个示例、不思考、不用工具；经过模型，每题作答一次，即 pass@1；判分后得到甲的分数。厂商乙的一路：不给示例、思考、用工具；经过同一个模型，每题作答 k 次，取多数；经过同样的判分，得到乙的分数。判分是对答案、跑程序，或由人、模型评判。题集、模型和判分跨着两路，是共有的；设置和作答各归各路，着了色；两个分数之间是一个不等号。",
                "A flow chart: two vendors measure the same model on the same questions. From the questions two ways start. The way of vendor A: the settings are five examples, no thinking, no tools; through the model; one try for each question, which is pass@1; through the grader to score A. The way of vendor B: no examples, thinking and tools; through the same model; k tries for each question, of which the majority counts; through the same grader to score B. The grader compares with an answer key, runs code, or is a person or model that judges. Questions, model and grader span both ways, because they are shared; settings and answers are each way's own and coloured; between the two scores stands a sign that they are not equal.",
            ),
        };
        locale.pick(zh, en)
    }
}
