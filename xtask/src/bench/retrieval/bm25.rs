//! What would a full-text search engine find? BM25 by tantivy (S. Robertson and H. Zaragoza, "The probabilistic relevance
//! framework: BM25 and beyond", 2009; k1 = 1.2, b = .75), every stem of the page a clause of one disjunction.

use super::{CANDIDATES, Finder};
use anyhow::{Result, bail};
use copytaster::index::Pack;
use copytaster::story::{Document, Role};
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenStream;
use tantivy::{Index, Searcher, TantivyDocument, Term};

/// Lower case, no words longer than 40 letters, stems of English (Porter's second stemmer).
const TOKENIZER: &str = "en_stem";

/// Memory of the writer: enough that all stories come into one segment, so that documents are numbered as they were added.
const MEMORY: usize = 1 << 30;

/// An index of headlines and bodies, with frequencies and without positions or stored text.
pub(super) struct Bm25 {
    index: Index,
    searcher: Searcher,
    text: Field,
    folder: PathBuf,
}

impl Bm25 {
    /// Indexes the stories of a pack with text.
    pub(super) fn of(pack: &Pack, folder: &Path) -> Result<Self> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        fs::create_dir_all(folder)?;
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer = index.writer_with_num_threads(1, MEMORY)?;
        for number in 0..pack.len() {
            let mut document = TantivyDocument::new();
            document.add_text(text, words(&pack.story(number)?.document));
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let searcher = index.reader()?.searcher();
        if searcher.segment_readers().len() != 1 {
            bail!("tantivy wrote {} segments; give its writer more memory", searcher.segment_readers().len());
        }
        Ok(Self { index, searcher, text, folder: folder.to_owned() })
    }
}

impl Finder for Bm25 {
    fn name(&self) -> &'static str {
        "BM25"
    }

    fn find(&self, page: &Document) -> Result<Vec<usize>> {
        let mut analyzer = self.index.tokenizer_for_field(self.text)?;
        let words = words(page);
        let mut tokens = analyzer.token_stream(&words);
        let mut stems: Vec<String> = Vec::new();
        while let Some(token) = tokens.next() {
            stems.push(token.text.clone());
        }
        stems.sort_unstable();
        stems.dedup();
        let clause = |stem: &String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.text, stem);
            (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let query = BooleanQuery::new(stems.iter().map(clause).collect());
        // Counting as well has every list walked once. For the best alone tantivy skips by block maxima (S. Ding and T.
        // Suel, 2011), which took thirty times as long with the hundred and more clauses of a page.
        let best = TopDocs::with_limit(CANDIDATES).order_by_score();
        let (found, _) = self.searcher.search(&query, &(best, Count))?;
        Ok(found.into_iter().map(|(_, address)| address.doc_id as usize).collect())
    }

    fn bytes(&self) -> Result<u64> {
        let mut bytes = 0;
        for entry in fs::read_dir(&self.folder)? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    }
}

/// What of a document is looked up: headline and body, as ours does.
fn words(document: &Document) -> String {
    let parts = document.parts.iter().filter(|part| matches!(part.role, Role::Headline | Role::Body));
    parts.map(|part| part.span.of(&document.text)).collect::<Vec<_>>().join("\n")
}
