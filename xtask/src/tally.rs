//! Counts tests in what test runners print.

use std::ops::AddAssign;

/// How many passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// One line of a runner's output: libtest's and wasm-bindgen's `test result: ok. 3 passed; 0 failed; …`, and
    /// Node's closing `ℹ pass 3` and `ℹ fail 0`. Any other line counts nothing.
    pub(crate) fn see(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["test", "result:", ..] => {
                self.passed += number_before(&words, "passed;");
                self.failed += number_before(&words, "failed;");
            }
            ["ℹ", "pass", count] => self.passed += count.parse().unwrap_or(0),
            ["ℹ", "fail" | "cancelled", count] => self.failed += count.parse().unwrap_or(0),
            _ => {}
        }
    }
}

fn number_before(words: &[&str], mark: &str) -> usize {
    words
        .windows(2)
        .find(|pair| pair[1] == mark)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_are_read_from_each_runner() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.10s",
            "ℹ pass 4",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ tests 5",
            "test tests::counts … ok",
        ] {
            tally.see(line);
        }
        assert_eq!(tally, Tally { passed: 8, failed: 4 });
    }
}
