//! Which coefficients fit best?

/// A logistic regression: the weight of every feature, and the intercept last.
pub(super) type Coefficients = Vec<f64>;

/// What is learned from: features, whether the pair repeats, and how much it counts.
pub(super) struct Example {
    pub(super) features: Vec<f64>,
    pub(super) repeats: bool,
    pub(super) weight: f64,
}

/// Strength of the ridge penalty: only keeps the equations solvable.
const RIDGE: f64 = 0.01;
const ROUNDS: usize = 50;

/// Fits by Newton's method (iteratively reweighted least squares).
pub(super) fn fitted(examples: &[Example]) -> Coefficients {
    let size = examples.first().map_or(0, |example| example.features.len()) + 1;
    let mut coefficients = vec![0.0; size];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = coefficients.iter().map(|coefficient| -RIDGE * coefficient).collect();
        let mut hessian = vec![vec![0.0; size]; size];
        for (at, row) in hessian.iter_mut().enumerate() {
            row[at] = RIDGE;
        }
        for example in examples {
            let chance = chance(&coefficients, &example.features);
            let error = f64::from(u8::from(example.repeats)) - chance;
            let at = |place: usize| example.features.get(place).copied().unwrap_or(1.0);
            for i in 0..size {
                gradient[i] += example.weight * error * at(i);
                for (j, cell) in hessian[i].iter_mut().enumerate() {
                    *cell += example.weight * chance * (1.0 - chance) * at(i) * at(j);
                }
            }
        }
        let step = solved(hessian, gradient);
        let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs()));
        for (coefficient, step) in coefficients.iter_mut().zip(&step) {
            *coefficient += step;
        }
        if largest < 1e-6 {
            break;
        }
    }
    coefficients
}

/// The chance that a pair with these features repeats.
pub(super) fn chance(coefficients: &[f64], features: &[f64]) -> f64 {
    let intercept = coefficients.last().copied().unwrap_or_default();
    let odds = intercept + features.iter().zip(coefficients).map(|(feature, weight)| feature * weight).sum::<f64>();
    1.0 / (1.0 + (-odds).exp())
}

/// The mean surprise of a model at the truth, in natural units: 0 is omniscience, .69 a tossed coin.
pub(super) fn log_loss(coefficients: &[f64], examples: &[Example]) -> f64 {
    let surprise = |example: &Example| {
        let chance = chance(coefficients, &example.features).clamp(1e-9, 1.0 - 1e-9);
        -example.weight * if example.repeats { chance.ln() } else { (1.0 - chance).ln() }
    };
    let weight: f64 = examples.iter().map(|example| example.weight).sum();
    examples.iter().map(surprise).sum::<f64>() / weight.max(f64::MIN_POSITIVE)
}

/// Solves a system of linear equations by Gaussian elimination with the largest pivot.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()));
        let pivot = pivot.unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let pivot_row = matrix[column].clone();
        for row in column + 1..size {
            let factor = matrix[row][column] / pivot_row[column];
            for (cell, above) in matrix[row].iter_mut().zip(&pivot_row).skip(column) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|place| matrix[row][place] * right[place]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_odds_that_made_the_examples() {
        // Of four with feature 1 three repeat, of four with feature 0 one does: log odds ±ln 3.
        let example = |feature, repeats| Example { features: vec![feature], repeats, weight: 100.0 };
        let examples: Vec<Example> = [(1.0, 3), (0.0, 1)]
            .into_iter()
            .flat_map(|(feature, repeats)| (0..4).map(move |at| example(feature, at < repeats)))
            .collect();
        let found = fitted(&examples);
        assert!((found[1] + 3_f64.ln()).abs() < 1e-2, "{found:?}");
        assert!((found[0] - 2.0 * 3_f64.ln()).abs() < 1e-2, "{found:?}");
    }
}
