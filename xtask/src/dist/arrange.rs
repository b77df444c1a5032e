//! In which order do the engine's functions compress best?
//!
//! The engine travels deflated, and deflate writes again cheaply what it saw in the last 32 KB. wasm-bindgen puts functions
//! in the order of their sizes, which says nothing of what is in them. Here each is followed by the one that shares most with
//! the last few. The same functions do the same; the file gzips 3 % smaller.

use anyhow::Result;
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// Bytes that count as shared when they stand in a row: two or three instructions.
const ROW: usize = 5;

/// Rows in more functions than this say nothing of any.
const COMMON: usize = 400;

/// How much rows count that are shared with the last function, with the one before it, and so on.
const WEIGHTS: [u32; 3] = [6, 3, 2];

/// Added to the number of a function's rows, so that not every tiny one seems like all others.
const SMALL: u64 = 20;

/// A module with its functions in the order in which they compress best.
pub(super) fn arranged(wasm: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (imported..).zip(&order) {
        places[*function] = place;
    }
    let mut module = Module::new();
    utils::parse_core_module(&mut Arrangement { imported, order, places }, &mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// The order of functions by their bodies: the first as it lies, then always the one that has the largest share of its rows
/// in common with the last few.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let rows: Vec<Vec<&[u8]>> = bodies.iter().map(|body| rows(body)).collect();
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, rows) in rows.iter().enumerate() {
        for row in rows {
            holders.entry(row).or_default().push(function);
        }
    }
    holders.retain(|_, functions| functions.len() <= COMMON);

    let mut order = Vec::new();
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    while !left.is_empty() {
        let mut shared = vec![0; bodies.len()];
        for (last, weight) in order.iter().rev().zip(WEIGHTS) {
            let rows: &Vec<&[u8]> = &rows[*last];
            for function in rows.iter().filter_map(|row| holders.get(row)).flatten() {
                shared[*function] += weight;
            }
        }
        // Shares are compared as fractions; of equal ones the first stays the first.
        let share = |function: usize| (u64::from(shared[function]), rows[function].len() as u64 + SMALL);
        let mut best = 0;
        for at in 1..left.len() {
            let ((more, of), (most, among)) = (share(left[at]), share(left[best]));
            if more * among > most * of {
                best = at;
            }
        }
        order.push(left.remove(best));
    }
    order
}

/// The different rows of bytes in a body.
fn rows(body: &[u8]) -> Vec<&[u8]> {
    let mut rows: Vec<&[u8]> = body.windows(ROW).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Writes a module again with its functions in another order.
struct Arrangement {
    /// How many functions the module imports: their numbers come first, and stay.
    imported: u32,
    /// Which of the module's own functions comes first, which next.
    order: Vec<usize>,
    /// The new number of each.
    places: Vec<u32>,
}

impl Reencode for Arrangement {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in &self.order {
            functions.function(types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            self.parse_function_body(code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

    use super::*;
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, Instruction, StartSection, TypeSection,
    };
    use wasmparser::Operator;

    #[test]
    fn functions_that_share_much_stand_together() {
        let bodies =
            ["to be or not to be", "0123456789", "or not to be, that is", "23456789 and more", "not to be here"];
        assert_eq!(order(&bodies.map(str::as_bytes)), [0, 2, 4, 1, 3]);
    }

    #[test]
    fn what_shares_nothing_stays_in_its_order() {
        assert_eq!(order(&["once upon", "a time", "there was"].map(str::as_bytes)), [0, 1, 2]);
    }

    /// Functions that hold these numbers and end by calling another by its index, after an imported one; each is exported
    /// by its place, and the last starts.
    fn module(functions: &[(&[i32], u32)]) -> Vec<u8> {
        let mut module = Module::new();
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        imports.import("page", "log", EntityType::Function(0));
        let (mut declared, mut exports, mut code) = (FunctionSection::new(), ExportSection::new(), CodeSection::new());
        for ((numbers, called), index) in functions.iter().zip(1..) {
            declared.function(0);
            exports.export(&index.to_string(), ExportKind::Func, index);
            let mut body = Function::new([]);
            for number in *numbers {
                body.instruction(&Instruction::I32Const(*number)).instruction(&Instruction::Drop);
            }
            body.instruction(&Instruction::Call(*called)).instruction(&Instruction::End);
            code.function(&body);
        }
        let start = StartSection { function_index: functions.len() as u32 };
        module.section(&types).section(&imports).section(&declared).section(&exports).section(&start).section(&code);
        module.finish()
    }

    /// A function's export, its numbers, and those of the function that it calls; none for the imported one.
    type Told = (String, Vec<i32>, Vec<i32>);

    /// What is told of each export of such a module, and the numbers of the function that starts.
    fn told(wasm: &[u8]) -> (Vec<Told>, Vec<i32>) {
        let (mut exports, mut bodies, mut start) = (Vec::new(), vec![(Vec::new(), 0)], 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(section) => exports.extend(section.into_iter().map(Result::unwrap)),
                Payload::StartSection { func, .. } => start = func as usize,
                Payload::CodeSectionEntry(body) => {
                    let (mut numbers, mut called) = (Vec::new(), 0);
                    for operator in body.get_operators_reader().unwrap() {
                        match operator.unwrap() {
                            Operator::I32Const { value } => numbers.push(value),
                            Operator::Call { function_index } => called = function_index as usize,
                            _ => {}
                        }
                    }
                    bodies.push((numbers, called));
                }
                _ => {}
            }
        }
        let held = |export: &wasmparser::Export<'_>| {
            let (numbers, called) = &bodies[export.index as usize];
            (export.name.to_owned(), numbers.clone(), bodies[*called].0.clone())
        };
        (exports.iter().map(held).collect(), bodies[start].0.clone())
    }

    #[test]
    fn calls_exports_and_the_start_find_their_functions_again() {
        let before = module(&[(&[1, 2, 3, 4], 3), (&[90, 91, 92], 0), (&[80, 81], 2), (&[2, 3, 4, 5], 1)]);
        let after = arranged(&before).unwrap();
        assert_ne!(before, after);
        assert_eq!(told(&before), told(&after));
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(arranged(b"no wasm").is_err());
    }
}
