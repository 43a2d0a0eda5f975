// Reports for the pages under test, a Feature a line: node reports.js days|world|town|crowd|unquoted|wording|countries|countries_and_towns|hostile|hostile_crowd|antimeridian|poles|many

const EMPTY = {
  id: null, name: null, kind: 'strike', subkind: null, event_date: null, event_date_end: null, time_precision: null,
  location: null, location_text: null, location_start: 0, location_end: 4, admin1: null, admin2: null, country: 'Exampleland',
  country_code: 'XX', feature_code: 'PPL', geo_precision: 1, uncertainty_km: 5, gazetteer_id: null, alternatives: null,
  status: 'reported', claimed_by: null, actor1: null, target: null, weapon: null, weapon_count: null, intended_target: null,
  fatalities: null, fatalities_max: null, injured: null, injured_max: null, event_type: null, sub_event_type: null,
  confidence: 0.8, trigger: 'struck', notes: 'It was struck.', evidence_start: 0, evidence_end: 0, evidence_in: 'text',
  why: 'test', reason: null, document_id: 'doc', source: 'Wire', source_url: null, published: '2025-05-20',
  sources_count: 1, fingerprint: null,
};

const COUNTRY = { location: 'Examplia', location_text: 'Examplia', feature_code: 'PCLI', geo_precision: null, uncertainty_km: 400 };

/** Every report is of a document and an actor of its own, so that none is joined with another. */
function report(n, [x, y], told) {
  const id = `r${n.toString(16).padStart(20, '0')}`;
  const properties = {
    ...EMPTY, id, name: `Strike, Town ${n}`, location: `Town ${n}`, location_text: `Town ${n}`, gazetteer_id: `user:${n}`,
    actor1: `Actor ${n}`, document_id: `doc-${n}`, fingerprint: n.toString(16).padStart(16, '0'), ...told,
  };
  properties.location_end = [...properties.location_text].length;
  properties.evidence_end = [...properties.notes].length;
  if (properties.event_date) Object.assign(properties, { time_precision: 1, event_date_end: properties.event_date });
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [x, y] }, id, properties };
}

const day = (n) => new Date(Date.UTC(2025, 4, n)).toISOString().slice(0, 10);

const folders = {
  /** Five strikes on five days, two alerts, a claim and a denial, one without a date, three at one place. */
  days: () => [
    ...[1, 2, 3, 4, 5].map((n) => report(n, [70 + n, 30], { event_date: day(n), notes: `Town ${n} was struck at dawn.` })),
    report(6, [71, 33], { kind: 'alert', name: 'Alert, Sixton', location: 'Sixton', event_date: day(2), confidence: 0.4, source: 'Gazette' }),
    report(7, [72, 33], { kind: 'alert', name: 'Alert, Šéventon', location: 'Šéventon', event_date: null, source: null }),
    report(8, [74, 33], {
      status: 'claimed', claimed_by: 'A spokesman', event_date: day(3), fatalities: 3, fatalities_max: 5, weapon: 'rockets', weapon_count: 8,
      intended_target: 'Elsewhere', geo_precision: 2, uncertainty_km: 12.5, alternatives: 'geonames:1 Eightham, XX 0.19; geonames:2 Eightly, YY 0.02',
      source_url: 'https://example.org/a?b=c', sources_count: 3,
    }),
    report(9, [76, 33], { status: 'denied', event_date: day(4) }),
    ...[10, 11, 12].map((n) => report(n, [73, 28], { location: 'Tripleton', event_date: day(5) })),
  ],
  /** One whose document writes its place otherwise than the gazetteer. */
  wording: () => [report(1, [34.39, 31.45], {
    name: 'Strike, An Nusayrat', location: 'An Nusayrat', location_text: 'Nuseirat', admin1: 'Gaza Strip', event_date: day(1),
  }), report(2, [34.3, 31.3], {})],
  hostile: () => {
    const texts = [
      '</script><script>window.ran = 1</script>', '<img src=x onerror="window.ran = 1">', '<!-- <script> -->\u2028window.ran = 1\u2029',
      'abc \u202Edetrevni\u202C \u2066isolate', '"\'`><svg onload=window.ran=1>', '${window.ran = 1} {{policy}} &lt;b&gt;',
    ];
    const links = ['javascript:window.ran=1', 'data:text/html,<script>window.ran=1</script>', 'https://example.org/"onclick="window.ran=1', 'not a link', 'file:///etc/passwd', ' JaVaScRiPt:window.ran=1'];
    return texts.map((text, k) => report(k + 1, [70 + k, 30], {
      notes: text, name: text, location: text, location_text: text, admin1: text, claimed_by: text, weapon: text, target: text, actor1: `${text}${k}`,
      alternatives: text, source: text, document_id: `${k}${text}`, intended_target: text, source_url: links[k],
    }));
  },
  /** Many at one place, so that a popup lists them. */
  hostile_crowd: () => Array.from({ length: 80 }, (_, k) => {
    const text = `<img src=x onerror="window.ran = ${k}">`;
    return report(k + 1, [70, 30], { name: text, location: text, location_text: text, subkind: '<b>bold</b>', event_date: day(1) });
  }),
  /** At the ends of the world, and three at one place. */
  world: () => [
    ...[[-120, 60], [-60, -50], [20, 70], [150, -40], [140, 65]].map((at, k) => report(k + 1, at, { event_date: day(k + 1) })),
    ...[6, 7, 8].map((n) => report(n, [30, 48], { location: 'Tripleton', event_date: day(2) })),
  ],
  /** Thirty at one place, and 1,100 elsewhere. */
  town: () => [
    ...Array.from({ length: 30 }, (_, k) => report(k + 1, [70, 30], { location: 'Thirty', event_date: day(1) })),
    ...Array.from({ length: 1100 }, (_, k) => report(k + 31, [72 + (k % 40) / 10, 30 + Math.floor(k / 40) / 10], { kind: 'alert', event_date: day(2) })),
  ],
  crowd: () => Array.from({ length: 80 }, (_, k) => report(k + 1, [70, 30], { location: 'Eighty', event_date: day(1) })),
  unquoted: () => [report(1, [70, 30], { notes: '' })],
  countries: () => [1, 2].map((n) => report(n, [n * 9, 30], COUNTRY)),
  countries_and_towns: () => [report(1, [9, 30], COUNTRY), report(2, [70, 30], {})],
  antimeridian: () => [report(1, [179.9, -17], { event_date: day(1) }), report(2, [-179.9, -17], { event_date: day(1) })],
  poles: () => [report(1, [20, 89.9], { event_date: day(1) }), report(2, [25, -87], { event_date: day(1) }), report(3, [20, 78], { event_date: day(1) })],
  many: () => {
    let seed = 1; // the same numbers each time
    const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
    const names = ['strike', 'alert', 'attack', 'blackout', 'interception'];
    return Array.from({ length: 20000 }, (_, n) => report(n, [60 + next(3000) / 100, 10 + next(2500) / 100], {
      kind: names[next(5)], event_date: n % 9 ? day(1 + next(300)) : null, confidence: next(1000) / 1000, source: `Wire ${next(80)}`,
      notes: `In sentence ${n} of the wire, officials said that Town ${n} was struck before dawn, and that ${next(90)} houses were damaged by what fell there; nobody could be reached.`,
    }));
  },
};

for (const feature of folders[process.argv[2]]()) console.log(JSON.stringify(feature));
