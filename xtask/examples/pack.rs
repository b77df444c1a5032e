//! scratch
use copytaster::index::*; use copytaster::story::*;
fn main(){ let t=std::fs::read_to_string("tests/stories/blinken-china-support.txt").unwrap(); let d=Document::from_plain_text(t);
 let mut w=PackWriter::new(PackOptions{agency:"Reuters".into(),hosts:vec!["reuters.com".into()],headlines:true,text:true});
 w.add(&Story{id:"blinken".into(),agency:"Reuters".into(),headline:d.headline().into(),version_created:Some(copytaster::text::date::Date{year:2024,month:4,day:16}),document:d,..Default::default()});
 std::fs::write(std::env::args().nth(1).unwrap(),w.finish().unwrap()).unwrap(); }
