//! Radicals that stand for whole characters, as PDF files and text copied out of them have them.

/// Radicals that Japanese fonts share with whole characters and that Unicode folds to nothing, or to a character of
/// other countries: it takes ⼾ for 戶.
const RADICALS: &str = "⺎兀⺐尢⺔彑⺙攵⺛旡⼾戸⺃乚⺌小⺍小⺒巳⺓幺⺝月⺟母⺠民⺩王⺪疋⺬示⺼肉⻁虎⻂衤⻄西⻆角⻑長⻘青⻝食⻞食⻟飠⻡首⻣骨⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀⻳亀";

/// The whole character that a radical stands for; any other character is itself.
pub fn whole(c: char) -> char {
    if !matches!(c, '\u{2E80}'..='\u{2EFF}' | '⼾') {
        return c;
    }
    let wholes = RADICALS.chars().skip(1).step_by(2);
    let mut pairs = RADICALS.chars().step_by(2).zip(wholes);
    pairs
        .find(|(radical, _)| *radical == c)
        .map_or(c, |(_, whole)| whole)
}
