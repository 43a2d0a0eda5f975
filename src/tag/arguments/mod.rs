//! Arguments: around a trigger, who does it, to what, and the toponyms with the role that the trigger's frame gives them.

mod front;
mod noun;
mod verb;

use super::{
    aside,
    chunk::ChunkKind,
    clause::ClauseKind,
    sentence::Parse,
    trigger::{Found, Trigger, Use},
};
use crate::{
    gazetteer::PlaceClass,
    kinds::{Frame, Slot},
    text::pos::Tag,
};

/// The role of a toponym in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It happened there.
    Place,
    /// It came from there.
    Origin,
    /// Who did it.
    Actor,
    /// It contains a place that is named.
    Container,
}

/// A toponym beside a trigger.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    pub(crate) toponym: usize,
    pub(crate) chunk: usize,
    pub(crate) role: Role,
    /// The preposition's chunk.
    pub(crate) preposition: Option<usize>,
    /// Which rule gave the role.
    pub(crate) why: &'static str,
}

/// A trigger in its sentence, with what stands around it.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    pub(crate) found: Found,
    /// The chunk of its head.
    pub(crate) chunk: usize,
    pub(crate) clause: usize,
    /// The chunk of who does it, and the toponym that names the state behind it.
    pub(crate) doer: Option<usize>,
    pub(crate) doer_state: Option<usize>,
    /// Noun chunks of what it is done to or with: "eight missiles", "one", and what that may stand for.
    pub(crate) patients: Vec<usize>,
    /// Chunks after "with".
    pub(crate) with: Vec<usize>,
    /// Further chunks of the trigger's own noun phrase: "missile" of "missile and drone strikes".
    pub(crate) phrase: Vec<usize>,
    pub(crate) arguments: Vec<Argument>,
    /// A chunk that speaks of a place named before: "the city", "there", "here".
    pub(crate) nominal: Option<usize>,
}

impl Frame {
    /// Nobody does it.
    fn is_of_nature(&self) -> bool {
        self.subject == Slot::None && self.object == Slot::Place
    }

    fn slot(&self, parse: &Parse<'_>, preposition: usize) -> Option<Role> {
        if parse.reads(preposition, &self.actor) {
            Some(Role::Actor)
        } else if parse.reads(preposition, &self.place) {
            Some(Role::Place)
        } else if parse.reads(preposition, &self.origin) {
            Some(Role::Origin)
        } else {
            None
        }
    }
}

/// Collects the arguments of a trigger.
pub(crate) fn instance(parse: &Parse<'_>, trigger: &Trigger, found: Found, others: &[Found]) -> Instance {
    let chunk = parse.chunk_at(found.head);
    let clause = clause_of(parse, found, chunk);
    let mut instance = Instance {
        found,
        chunk,
        clause,
        doer: None,
        doer_state: None,
        patients: Vec::new(),
        with: Vec::new(),
        phrase: vec![chunk],
        arguments: Vec::new(),
        nominal: None,
    };
    let quiet = !trigger.violent && !trigger.frame.is_of_nature();
    let mut walk = Walk { parse, frame: &trigger.frame, quiet, others, instance: &mut instance };
    match trigger.usage {
        Use::Verb => walk.verb(),
        Use::Noun => walk.noun(),
        Use::Phrase if parse.verb(chunk).is_some() => walk.verb(),
        Use::Phrase => walk.phrase(),
    }
    instance.find_state(parse);
    instance
}

/// The clause of a trigger's noun. "Rolling blackouts were imposed": a participle that is part of its words opens none.
fn clause_of(parse: &Parse<'_>, found: Found, chunk: usize) -> usize {
    let clause = parse.clauses.of[chunk];
    let own = parse.chunk_at(found.start);
    let c = &parse.clauses.all[clause];
    let opens = own < chunk && c.verbs == [own];
    c.parent.filter(|_| opens).unwrap_or(clause)
}

/// What governs the nouns that a walk comes to.
#[derive(Default)]
struct Governor {
    role: Option<Role>,
    preposition: Option<usize>,
    /// After "from" of "from X to Y".
    in_range: bool,
    /// The role that goes on behind the next ", and": "at X, 20 miles south of Y, and Z".
    behind: Option<Role>,
}

struct Walk<'w, 'p> {
    parse: &'w Parse<'p>,
    frame: &'w Frame,
    /// Nobody is hurt by it, and nature has no part in it: a blackout, an alert.
    quiet: bool,
    /// All trigger words of the sentence.
    others: &'w [Found],
    instance: &'w mut Instance,
}

impl Walk<'_, '_> {
    pub(super) fn push(
        &mut self,
        toponym: usize,
        chunk: usize,
        role: Role,
        preposition: Option<usize>,
        why: &'static str,
    ) {
        if !self.instance.arguments.iter().any(|a| a.toponym == toponym) {
            self.instance.arguments.push(Argument { toponym, chunk, role, preposition, why });
        }
    }

    pub(super) fn has_place(&self) -> bool {
        self.instance.arguments.iter().any(|a| a.role == Role::Place)
    }

    pub(super) fn owns(&self, chunk: usize) -> bool {
        self.parse.clauses.of[chunk] == self.instance.clause
    }

    pub(super) fn span(&mut self, from: usize, to: usize, role: Option<Role>, why: &'static str) {
        let clause = self.instance.clause;
        self.range(from, to, clause, role, why);
    }

    /// What follows a preposition has the role that the frame gives it, but for "of", ranges and origins.
    fn govern(&self, preposition: usize, governor: &mut Governor) {
        let parse = self.parse;
        let reads = |words: &[&str]| parse.reads(preposition, words);
        if reads(&["of"]) && preposition > 0 && self.is_bearing(preposition - 1) {
            // "south of Haifa" places something that is named already, or else the deed
            let near = self.frame.place.iter().any(|p| p == "near").then_some(Role::Place);
            governor.behind = governor.role;
            governor.role = governor.role.or(near).filter(|_| !self.has_place());
        } else if reads(&["of"]) {
            // "the outskirts of X" keeps the role, "bombing of X" gives it
            if governor.preposition.is_none() && preposition == self.instance.chunk + 1 {
                governor.role = Some(Role::Place);
                governor.preposition = Some(preposition);
            }
        } else if preposition > 0
            && reads(&["with"])
            && parse.words.is(parse.chunks[preposition - 1].head, &["border", "frontier"])
        {
            // "near the border with Syria"
        } else if reads(&["to"])
            && parse.words.is(parse.chunks[preposition].tokens.start.wrapping_sub(1), &["close", "next"])
        {
            governor.role = self.frame.place.iter().any(|p| p == "near").then_some(Role::Place);
            governor.preposition = Some(preposition);
        } else if governor.role == Some(Role::Origin)
            && reads(&["in", "at", "near", "off", "around", "outside", "above", "on"])
            // "fired from Gaza at Ashkelon"
            && !(self.frame.object == Slot::Weapon && reads(&["at"]) && parse.toponyms_in(preposition - 1).next().is_some())
        {
            // "from ships in the Black Sea"
        } else if reads(&["from", "between"]) && self.spans_range(preposition) {
            *governor = Governor {
                role: Some(Role::Place),
                preposition: Some(preposition),
                in_range: true,
                ..Governor::default()
            };
        } else if reads(&["from"]) && governor.role != Some(Role::Actor) && self.is_reported() {
            *governor = Governor { role: Some(Role::Place), preposition: Some(preposition), ..Governor::default() };
        } else if !(governor.in_range && reads(&["to"])) {
            governor.role = self.frame.slot(parse, preposition);
            governor.preposition = Some(preposition);
        }
    }

    /// "launched an attack on Ukraine, killing 39 in Kyiv and Dnipro", "strikes on Ukraine killed four in Kharkiv": where people were
    /// harmed is told more finely than what was attacked.
    pub(super) fn harmed(&mut self) {
        let (parse, chunk, clause) = (self.parse, self.instance.chunk, self.instance.clause);
        let mut places = self.instance.arguments.iter().filter(|a| a.role == Role::Place);
        let area = |t: usize| parse.class(t) >= Some(PlaceClass::District);
        if self.quiet || !self.has_place() || !places.all(|a| area(a.toponym)) {
            return;
        }
        for (c, other) in parse.clauses.all.iter().enumerate() {
            let Some(&verb) = other.verbs.first().filter(|&&v| v > chunk) else { continue };
            let own = c == clause && other.subject.is_some_and(|s| self.is_named_by(s));
            let below =
                other.kind == ClauseKind::Participle && other.parent == Some(clause) && other.antecedent.is_none();
            if (own || below) && parse.head_classes(verb).has(parse.grammar.harm) {
                self.range(verb + 1, parse.chunks.len(), c, None, "where it harmed");
            }
        }
    }

    /// Whether a subject is the trigger, or measures it: "a wave of attacks".
    pub(super) fn is_named_by(&self, subject: usize) -> bool {
        let chunk = self.instance.chunk;
        subject == chunk || subject + 2 == chunk && self.parse.reads(subject + 1, &["of"])
    }

    /// "Shelling was reported from Uri": that is where.
    fn is_reported(&self) -> bool {
        let parse = self.parse;
        let own = &parse.clauses.all[self.instance.clause];
        let told = parse.report_of(self.instance.clause).and_then(|v| parse.verb(v));
        own.subject.is_some_and(|s| self.is_named_by(s)) && told.is_some_and(|form| form.passive)
    }

    /// Walks chunks of one clause and gives each toponym the role of the preposition or slot that governs it.
    pub(super) fn range(&mut self, from: usize, to: usize, clause: usize, first: Option<Role>, why: &'static str) {
        let parse = self.parse;
        let mut governor = Governor { role: first, ..Governor::default() };
        let mut including = false;
        let mut in_with = false;
        let mut j = from;
        while j < to {
            if parse.clauses.of[j] != clause {
                j += 1;
                continue;
            }
            match parse.chunks[j].kind {
                ChunkKind::Preposition => {
                    if parse.head_classes(j).has(parse.grammar.because) || self.is_because(j) {
                        break;
                    }
                    in_with = parse.reads(j, &self.frame.weapon);
                    self.govern(j, &mut governor);
                }
                ChunkKind::Noun if self.has_place() && self.is_deed(j) => break,
                ChunkKind::Noun if governor.role.is_none() && self.is_follow_up(j) => break,
                ChunkKind::Noun => {
                    if in_with {
                        self.instance.with.push(j);
                    }
                    if governor.role == Some(Role::Actor) && self.instance.doer.is_none() && !self.is_time(j) {
                        // "by a wave of missiles"
                        let measured = self
                            .with_measured(j)
                            .into_iter()
                            .find(|&c| parse.head_classes(c).has(parse.grammar.weapon));
                        self.instance.doer = measured.or(Some(j));
                    }
                    self.nouns(j, governor.role, governor.preposition, including, why);
                    if self.is_apposition(j) {
                        j = self.after_apposition(j);
                        continue;
                    }
                    if governor.role == Some(Role::Place) {
                        self.nominal(j);
                    }
                }
                ChunkKind::Including => {
                    including = true;
                    if governor.role.is_none() && self.has_place() {
                        governor.role = Some(Role::Place);
                    }
                }
                // "strikes on X triggered sirens in Y"
                ChunkKind::Verb(_) if self.has_place() && why == "after the noun" => break,
                ChunkKind::Verb(verb) => {
                    let classes = parse.head_classes(j);
                    if self.tells_elsewhere(j, clause) {
                        break;
                    }
                    let known = classes.has(parse.grammar.occur)
                        || classes.has(parse.grammar.perform)
                        || classes.has(parse.grammar.harm)
                        || verb.passive;
                    // "the outage stopped parts of Cairo's subway", "sirens woke people in X"
                    let own = parse.clauses.subject(clause) == Some(self.instance.chunk);
                    let stops =
                        parse.words.is(parse.chunks[j].head, &["stopped", "stops", "halted", "halts", "suspended"]);
                    let quiets = self.quiet && own && self.frame.subject == Slot::Place;
                    let halts = quiets && !verb.negated && (stops || !classes.has(parse.grammar.prevent));
                    let affects = classes.has(parse.grammar.affect) || halts || self.acts(j, clause);
                    // "and affected Lima": a past form that was taken for a participle
                    let active = verb.bare && parse.clauses.all[clause].kind == ClauseKind::Coordinate;
                    governor.role = (affects && (active || !verb.passive)).then_some(Role::Place);
                    if !known && governor.role.is_none() {
                        break;
                    }
                    including = false;
                    governor.preposition = None;
                }
                ChunkKind::Break if parse.words.is(parse.chunks[j].head, &["(", "["]) => {
                    j = (j..to).find(|&k| parse.words.is(parse.chunks[k].head, &[")", "]"])).unwrap_or(to);
                }
                // the fronted phrase is over where the subject starts
                ChunkKind::Comma if parse.clauses.all[clause].subject == Some(j + 1) => break,
                ChunkKind::Comma => {
                    let joins = parse.kind(j + 1) == Some(ChunkKind::Conjunction);
                    governor.role = governor.behind.take().filter(|_| joins).or(governor.role);
                }
                // "two towns — Makhmour and Gwer — were"
                ChunkKind::Break if governor.role == Some(Role::Place) && self.names_them(j) => {}
                // "were put under blackout: Kyiv and Lviv"
                ChunkKind::Break if self.quiet && !self.has_place() && parse.reads(j, &[":"]) => {
                    governor.role = Some(Role::Place);
                }
                ChunkKind::Break if parse.words.is(parse.chunks[j].head, &[";", ":"]) => {}
                ChunkKind::Break => break,
                ChunkKind::Other => {
                    // "but not Y", "not in X", "instead of Z"
                    if parse.head_classes(j).has(parse.grammar.negation)
                        || parse.words.is(parse.chunks[j].head, &["instead"])
                    {
                        j = self.after_list(j);
                        governor.role = None;
                        continue;
                    }
                    if parse.words.is(parse.chunks[j].head, &["there", "here"]) && self.instance.nominal.is_none() {
                        self.instance.nominal = Some(j);
                    }
                }
                _ => {}
            }
            j += 1;
        }
    }

    /// Whether what stands behind a verb is not where it happened: "said in X", "was condemned in X", "anger over it exploded in X".
    fn tells_elsewhere(&self, verb: usize, clause: usize) -> bool {
        let parse = self.parse;
        let classes = parse.head_classes(verb);
        let told = classes.has(parse.grammar.report) && !parse.verb(verb).is_some_and(|v| v.passive);
        let reacts = |s: usize| !self.is_named_by(s) && parse.head_classes(s).has(parse.grammar.reaction);
        told || classes.has(parse.grammar.remote) || parse.clauses.subject(clause).is_some_and(reacts)
    }

    /// Whether a thing of nature is said to do something, which it does where it is: "floods tore through X". Of what people
    /// do ("the attack drew crowds in X"), and of what others do about it ("floods prompted X to"), that is not known.
    fn acts(&self, verb: usize, clause: usize) -> bool {
        let parse = self.parse;
        let is_doer = |subject| parse.list_from(subject).contains(&self.instance.chunk);
        let classes = parse.head_classes(verb);
        let others = [parse.grammar.achieve, parse.grammar.intend, parse.grammar.prevent];
        self.frame.is_of_nature()
            && parse.clauses.subject(clause).is_some_and(is_doer)
            && !others.iter().any(|&c| classes.has(c))
    }

    /// The chunk after the names that follow `chunk` with or without a preposition.
    pub(super) fn after_list(&self, chunk: usize) -> usize {
        let mut next = chunk + 1;
        if self.parse.kind(next) == Some(ChunkKind::Preposition) {
            next += 1;
        }
        if self.parse.is_noun(next) { self.parse.list_from(next).last().map_or(next, |l| l + 1) } else { next }
    }

    /// Whether a dash stands between places and their names: "two towns — Makhmour and Gwer", "two bases — one in Irbil".
    fn names_them(&self, dash: usize) -> bool {
        let parse = self.parse;
        let named = parse.toponyms_in(dash + 1).any(|t| !parse.is_demonym(t));
        let counted = parse.reads(dash + 1, &["one"]) && parse.kind(dash + 2) == Some(ChunkKind::Preposition);
        dash > 0
            && parse.words.is(parse.chunks[dash].head, &["—", "–", "--", "-"])
            && parse.is_noun(dash - 1)
            && parse.head_classes(dash - 1).has(parse.grammar.object.union(parse.grammar.area))
            && parse.is_noun(dash + 1)
            && (named || counted)
    }

    /// "the attack sparked protests in X", "the strikes caused power outages in X": what came of it has its own places.
    fn is_follow_up(&self, chunk: usize) -> bool {
        let (parse, grammar) = (self.parse, self.parse.grammar);
        let classes = parse.head_classes(chunk);
        chunk > 0
            && matches!(parse.kind(chunk - 1), Some(ChunkKind::Verb(_)))
            && (classes.has(grammar.reaction) || !self.quiet && classes.has(grammar.outage.union(grammar.siren)))
    }

    /// Whether a noun chunk holds another trigger.
    pub(super) fn is_deed(&self, chunk: usize) -> bool {
        let tokens = &self.parse.chunks[chunk].tokens;
        !self.instance.phrase.contains(&chunk) && self.others.iter().any(|f| tokens.contains(&f.head))
    }

    /// "by noon", "by Friday"
    pub(super) fn is_time(&self, chunk: usize) -> bool {
        self.parse.head_classes(chunk).has(self.parse.grammar.hour)
    }

    /// "south", "80 km west"
    pub(super) fn is_bearing(&self, chunk: usize) -> bool {
        let parse = self.parse;
        // "about 200 km southeast"
        parse.chunks[chunk].tokens.len() <= 5
            && parse.words.has(parse.chunks[chunk].tokens.end - 1, parse.grammar.bearing)
    }

    pub(super) fn is_because(&self, preposition: usize) -> bool {
        self.parse.chunks[preposition].tokens.len() > 1
            && !self.frame.place.iter().any(|p| self.parse.reads(preposition, &[p]))
    }

    /// "from Metula to Eilat" is where the sirens sounded, not where they came from.
    pub(super) fn spans_range(&self, preposition: usize) -> bool {
        self.frame.origin.is_empty()
            && (preposition + 2..(preposition + 12).min(self.parse.chunks.len()))
                .any(|j| self.parse.reads(j, &["to"]) && self.parse.kind(j) == Some(ChunkKind::Preposition))
    }

    pub(super) fn nouns(
        &mut self,
        chunk: usize,
        role: Option<Role>,
        preposition: Option<usize>,
        including: bool,
        why: &'static str,
    ) {
        let parse = self.parse;
        let mine: Vec<usize> = parse.toponyms_in(chunk).collect();
        for (n, &t) in mine.iter().enumerate() {
            let Some(role) = role else { continue };
            // "Haryana’s Sirsa", "Indian targets": the last name is the place, those before contain or own it
            let last = mine[n + 1..].iter().all(|&u| parse.is_demonym(u) || aside::only_describes(parse, u, chunk))
                || mine.get(n + 1).is_some_and(|&u| parse.is_beside_in_list(t, u));
            let role = match role {
                Role::Place if !last => Role::Container,
                Role::Place if self.is_whose(t, chunk) => Role::Container,
                // "fire between Israel and Lebanon"
                Role::Place if is_country(parse, t) && preposition.is_some_and(|p| parse.reads(p, &["between"])) => {
                    Role::Actor
                }
                Role::Place if parse.is_demonym(t) && !self.is_area(chunk) => continue,
                Role::Place if self.is_agent_noun(t, chunk) => continue,
                Role::Place if self.is_adjective(t, chunk) || aside::only_describes(parse, t, chunk) => continue,
                other => other,
            };
            self.push(t, chunk, role, preposition, if including { "including" } else { why });
        }
    }

    /// "the Black Sea port of Odesa", "the Kyiv suburb of Irpin": the name before the sort tells where the one behind it lies.
    pub(super) fn is_whose(&self, toponym: usize, chunk: usize) -> bool {
        let parse = self.parse;
        let sorts = parse.grammar.area.union(parse.grammar.nominal);
        parse.toponyms[toponym].mention.tokens.end <= parse.chunks[chunk].head
            && parse.head_classes(chunk).has(sorts)
            && parse.reads(chunk + 1, &["of"])
            && parse.is_noun(chunk + 2)
            // "Rajouri district of Jammu" is the district, "the Attan district of Sanaa" a quarter
            && parse.toponyms_in(chunk + 2).any(|other| {
                let town = parse.class(toponym) == Some(PlaceClass::Settlement);
                let holds = town && parse.places.is_capital(other) || parse.places.contains(other, toponym);
                !parse.is_demonym(other) && parse.class(other) <= parse.class(toponym) && !holds
            })
    }

    /// "Indian border states"
    pub(super) fn is_area(&self, chunk: usize) -> bool {
        let classes = self.parse.head_classes(chunk);
        classes.has(self.parse.grammar.area)
    }

    /// "on Kyiv officials": the name belongs to people.
    pub(super) fn is_agent_noun(&self, toponym: usize, chunk: usize) -> bool {
        let parse = self.parse;
        let end = parse.toponyms[toponym].mention.tokens.end;
        let head = parse.chunks[chunk].head;
        head >= end
            && parse.words.classes(head).has(parse.grammar.person)
            && !parse.words.classes(head).has(parse.grammar.object)
            && !parse.words.is(end, &["'s", "’s"])
    }

    /// "the US consulate": the short form of a country says whose it is.
    fn is_adjective(&self, toponym: usize, chunk: usize) -> bool {
        let parse = self.parse;
        let name = &parse.toponyms[toponym].mention.tokens;
        let letters = |c: char| c.is_ascii_uppercase() || c == '.';
        parse.class(toponym) == Some(PlaceClass::Country)
            && parse.words.word(name.start).chars().all(letters)
            && parse.chunks[chunk].head >= name.end
            && !parse.words.is(name.end, &["'s", "’s"])
    }

    /// ", a town near Lahore": says where the place before lies.
    pub(super) fn is_apposition(&self, chunk: usize) -> bool {
        let parse = self.parse;
        chunk >= 2
            && parse.kind(chunk - 1) == Some(ChunkKind::Comma)
            && parse.is_noun(chunk - 2)
            && parse.toponyms_in(chunk - 2).next().is_some()
            && parse.toponyms_in(chunk).next().is_none()
            && parse.words.is(
                parse.chunks[chunk].tokens.start,
                &["a", "an", "the", "its", "home", "one", "part", "capital", "headquarters"],
            )
            && parse.kind(chunk + 1) == Some(ChunkKind::Preposition)
            && !self.lists_on(chunk)
    }

    /// "Tyre, the port in Sidon and a base near Baalbek": no apposition, but a list of places with their own.
    fn lists_on(&self, chunk: usize) -> bool {
        let parse = self.parse;
        let joins = |c: usize| {
            parse.kind(c) == Some(ChunkKind::Conjunction)
                && parse.is_noun(c + 1)
                && parse.kind(c + 2) == Some(ChunkKind::Preposition)
                && parse.toponyms_in(c + 3).next().is_some()
        };
        (chunk + 1..self.after_apposition(chunk)).any(joins)
    }

    pub(super) fn after_apposition(&self, chunk: usize) -> usize {
        (chunk + 1..self.parse.chunks.len())
            .find(|&j| {
                matches!(
                    self.parse.kind(j),
                    Some(ChunkKind::Comma | ChunkKind::Verb(_) | ChunkKind::Break | ChunkKind::Relative)
                )
            })
            .unwrap_or(self.parse.chunks.len())
    }

    /// "the city", "the base": a place by its sort.
    pub(super) fn nominal(&mut self, chunk: usize) {
        let parse = self.parse;
        if self.instance.nominal.is_none() && parse.reads(chunk, &["it"]) {
            self.instance.nominal = Some(chunk);
        }
        if self.instance.nominal.is_none()
            && parse.toponyms_in(chunk).next().is_none()
            && (parse.nominal_in(chunk).is_some()
                && parse.words.is(parse.chunks[chunk].tokens.start, &["the", "that", "this", "his", "her", "their", "our"])
                || (self.frame.intended || self.frame.subject == Slot::Weapon)
                    && parse.reads(chunk, &["its territory", "its airspace", "its soil"]))
            // "the city of Sumy", not "the city of a million"
            && !(parse.reads(chunk + 1, &["of"])
                && parse.is_noun(chunk + 2)
                && parse.words.tag(parse.chunks[chunk + 2].head) != Tag::Cd)
        {
            self.instance.nominal = Some(chunk);
        }
    }
}

/// Countries, and capitals, which stand for their governments.
fn is_government(parse: &Parse<'_>, toponym: usize) -> bool {
    is_country(parse, toponym) || parse.places.is_capital(toponym)
}

fn is_country(parse: &Parse<'_>, toponym: usize) -> bool {
    matches!(parse.class(toponym), Some(PlaceClass::Country | PlaceClass::Continent))
}

/// Whether a noun chunk is a number or pronoun that stands for a noun named before.
pub(crate) fn stands_for(parse: &Parse<'_>, chunk: usize) -> bool {
    let head = parse.chunks[chunk].head;
    let tag = parse.words.tag(head);
    matches!(tag, Tag::Cd | Tag::Prp | Tag::Dt | Tag::Wdt)
        || tag == Tag::Jj && parse.chunks[chunk].tokens.len() <= 2
        || parse.words.has(head, parse.grammar.substitute)
}

impl Instance {
    /// The weapon that it is done to, in the words that name it.
    pub(crate) fn weapon(&self, parse: &Parse<'_>) -> Option<usize> {
        self.patients.iter().copied().find(|&c| parse.is_noun(c) && parse.head_classes(c).has(parse.grammar.weapon))
    }

    /// The toponym of the state that does it: a possessive, a demonym, a country or its capital in the doer's words.
    fn find_state(&mut self, parse: &Parse<'_>) {
        let actor = self.arguments.iter().find(|a| a.role == Role::Actor).map(|a| a.toponym);
        let of_doer = || {
            let doer = self.doer.filter(|&d| !is_irregular(parse, d))?;
            parse.toponyms_in(doer).find(|&t| parse.is_demonym(t) || is_government(parse, t))
        };
        self.doer_state = actor.filter(|&t| !is_irregular(parse, self.chunk) || !parse.is_demonym(t)).or_else(of_doer);
    }
}

/// Militants are of no state: "Syrian rebels", "Pakistan-backed militants".
fn is_irregular(parse: &Parse<'_>, chunk: usize) -> bool {
    parse.all_classes(chunk).has(parse.grammar.irregulars)
}
