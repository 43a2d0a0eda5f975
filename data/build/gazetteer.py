#!/usr/bin/env python3
"""Makes ../gazetteer.csv and ../aliases.csv from world.csv.zst, places_extra.csv and aliases.csv in SRC, and
from curated_rows.csv here.  `gazetteer.py [SRC]` writes, `gazetteer.py --check` only checks.  See README.md."""
import collections, csv, difflib, io, json, lzma, math, os, re, subprocess, sys, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__)); OUT = os.path.dirname(HERE)
ARGS = [a for a in sys.argv[1:] if not a.startswith('--')]
SRC = ARGS[0] if ARGS else os.environ.get('SRC', os.path.join(OUT, '..', '..', 'shared', 'data'))
HDR = 'name,latitude,longitude,id,alternate_names,feature_class,feature_code,country_code,admin1_code,admin2_code,population'.split(',')
SA = {'IN', 'PK', 'BD', 'AF', 'NP', 'LK', 'BT', 'MV'}

def asc(s): return ''.join(c for c in unicodedata.normalize('NFKD', s) if not unicodedata.combining(c)).replace('ʻ', "'").replace('’', "'")
def fold(s): return re.sub(r'[^\w]+', ' ', re.sub(r"'s\b", '', asc(s).casefold())).strip()
def latin(s): return all(not c.isalpha() or 'LATIN' in unicodedata.name(c, '') for c in s)
def km(a, b, c, d):
    p = math.pi / 180; x = math.sin((c-a)*p/2)**2 + math.cos(a*p)*math.cos(c*p)*math.sin((d-b)*p/2)**2
    return 12742 * math.asin(min(1, math.sqrt(x)))

# ---------------------------------------------------------------- words that must not be names
def words():
    """Lower-case words of the system's dictionary (package wamerican), as folded keys; empty if there is none."""
    try: return {w.strip() for w in open('/usr/share/dict/words', encoding='utf8') if w[:1].islower() and w.strip().isalpha()}
    except OSError: return set()
WORDS = words()
# person names and news words that a dictionary of lower-case words lacks
PERSONS = set('''abbas abdul abdullah adams ahmad ahmed akbar akhtar ali alam allah amin amir ashraf asif asim aslam ayub aziz babar babu baig bajwa bakhsh bashir begum benazir bhatt bhutto bilal bose bruce bush carter chandra chaudhry clinton das
dar dev devi doval faisal farooq fatima gandhi ganesh ghani gill gupta hafiz hamid hasan hassan hussain husain hussein ibrahim imam imran inder iqbal ishaq ismail jackson jafar jain jaishankar jalal jamal javed jinnah johnson joshi kamal karim kashif kaur khalid khalil khan
khanna khattak krishna kumar lal latif madan mahmood malik marco masood maryam mehmood mehta mir mirza mishra misra misri modi mohan mohammad mohammed mubarak muhammad mujib mukherjee munir murtaza musharraf mustafa nadeem nadir nasir nath nawaz nazir nehru niazi omar osama
patel patil prasad qasim qureshi rafiq rahim rahman raj raja rajan rajesh rajput ram raman ramesh rana rao rashid ravi raza reddy rizvi robert rubio sabir sadiq saeed saleem salim salman samuel sanjay sardar sarwar sayeed sethi shah shahbaz shahid sharif sharma shastri shehbaz
sheikh shiv shukla siddiqui sindoor singh singhal sinha smith sri suleman sultan swami syed tahir tammy tariq thakur thomas tiwari trump tyagi umar usman varma verma vikram wilson yadav yasin yousaf yusuf zafar zahid zaman zardari zia
charlotte florence victoria sydney austin chelsea sofia alexandria madison jackson lincoln houston dallas washington'''.split())
NEWS = set('''army navy police minister operation border central mandi cantt cantonment civil city colony nagar town village district tehsil tahsil bazar bazaar market camp post centre center north south east west kalan khurd union government'''.split())
# names that are words and stay: countries, capitals and places without another English name
KEEP = set('china turkey jordan chad guinea mali togo niger oman cuba lima paris rome georgia japan jersey uri leh wah poonch samba moga una gaza islamabad delhi lebanon memphis alexandria shanghai erode madras pacific swat'.split())
def isword(a):
    k = fold(a)
    return ' ' not in k and (k in WORDS or k in NEWS or k in PERSONS)

# ---------------------------------------------------------------- what goes in
IN_ADM2 = {'12', '41', 'LA', '23', '10', '11', '24', '09', '07', '36'}
# districts on or near the border: admin2 codes by state
IN_NEAR = {'12': None, '41': None, '23': '035 662 049 050 043 651 037 038 044'.split(), '24': '099 101 114 115 113 100'.split(),
           '09': '468 469 477 674 478'.split(), '10': '079 070'.split()}
PK_NEAR = set('''1164908 7418968 1177651 1177658 1172449 1174623 7418888 7418850 1183882 1183876 1167458 1175862 7418964 1165218 7418963
 1163602 9072726 1184051 1163570 7418822 1164407 1170396 1184641 1177262 7418962 1175906'''.split())
# a district away from the border: only towns of 20,000
IN_OUTER = {'23': ['037', '038', '044'], '24': ['113', '100'], '09': ['469', '477', '478', '674'], '10': ['080', '070']}
PK_OUTER = set('7418964 1165218 7418963 7418962 1175906 1164407 1177658'.split())
PK_NEAR_A1 = {'06', '07', '08'}
WANT_ANY = set('''muridke gulmarg banihal keran jourian jaurian pahalgam uri hirnagar wana miran-shah miranshah landi-kotal parachinar ormara pasni khuiratta sharda trarkhal palandri bagh kotli halwara adampur nyoma tanmarg kokernag'''.replace('-', ' ').split())
# admin1 regions outside South Asia: US states, British nations, Palestine, Ukraine's regions at war
ADM1_CC = {'US', 'PS'}
ADM1_NAMED = {('GB', 'England'), ('GB', 'Scotland'), ('GB', 'Wales'), ('GB', 'Northern Ireland'), ('MZ', 'Gaza')}
ADM1_IDS = {'geonames:' + x for x in '703883 709716 702657 706442 687699 706482 524925'.split()}
# rivals of well known names, and those they rival: name, country, admin1 ('' any)
RIVALS = [l.split(',') for l in '''Samba,AO,|Samba,CD,|Samba,BF,|Samba,CM,|Samba,ID,|Sirsa,IN,36|Hyderabad,PK,|Moscow,US,ID|Moscow,US,TN|Paris,US,TX|Paris,US,TN|Paris,US,KY|Paris,CA,|Lebanon,US,TN|Lebanon,US,PA|Lebanon,US,OH|Lebanon,US,NH|Lebanon,US,IN|Jordan,US,MN
Jordan,US,NY|Jordan,UT,|Chad,CN,|Delhi,US,NY|Delhi,US,CA|Delhi,US,LA|Lahore,US,VA|Peru,US,IN|Peru,US,IL|Cuba,US,MO|Mexico,US,MO|China,US,ME|China,US,TX|Cairo,US,GA|Cairo,US,IL|Athens,US,GA|Athens,US,OH|Rome,US,GA|Rome,US,NY|Alexandria,US,VA|Alexandria,EG,|Damascus,US,MD
Berlin,US,CT|Berlin,US,NH|Dublin,US,OH|Dublin,US,CA|Manchester,US,NH|Manchester,GB,|Birmingham,US,AL|Birmingham,GB,|Cambridge,US,MA|Cambridge,GB,|London,CA,08|London,US,KY|Odessa,US,TX|Odesa,UA,|Saint Petersburg,RU,|St. Petersburg,US,FL|Tripoli,LB,|Tripoli,GR,|Vienna,US,VA
Warsaw,US,IN|Toledo,US,OH|Toledo,ES,|Lima,US,OH|Bethlehem,US,PA|Bethlehem,PS,|Hebron,PS,|Hebron,US,KY|Jericho,US,NY|Jericho,PS,|Palestine,US,TX|Norway,US,ME|Poland,US,OH|Jamaica,US,NY|Holland,US,MI|Panama City,US,FL|Salem,IN,25|Salem,US,OR|Salem,US,MA|Georgetown,US,TX|Georgetown,US,KY
Melbourne,US,FL|Melbourne,AU,|Perth,AU,|Perth,GB,|Victoria,CA,|Kingston,CA,08|Hamilton,CA,08|Wellington,US,FL|Wellington,US,KS|Santiago,ES,|Santiago,PH,|San Jose,US,CA|Valencia,ES,|Valencia,VE,|Cordoba,ES,|Cordoba,AR,|Granada,ES,|Granada,NI,|Medina,SA,|Medina,US,OH|Mecca,SA,|Mecca,US,CA
Naples,IT,|Naples,US,FL|Geneva,CH,|Geneva,US,NY|Kharkiv,UA,|Donetsk,UA,|Donetsk,RU,|Luhansk,UA,|Kherson,UA,|Mariupol,UA,|Bakhmut,UA,|Avdiivka,UA,|Pokrovsk,UA,|Zaporizhzhia,UA,|Dnipro,UA,|Lviv,UA,|Kursk,RU,|Belgorod,RU,|Sevastopol,UA,|Gaza,PS,|Khan Yunis,PS,|Rafah,PS,|Rafaḩ,PS,|Rafah,EG,|Tel Aviv,IL,|Haifa,IL,|Jerusalem,IL,
Aleppo,SY,|Idlib,SY,|Homs,SY,|Mosul,IQ,|Basra,IQ,|Aden,YE,|Al Hudaydah,YE,|Isfahan,IR,|Tabriz,IR,|Mashhad,IR,|Bandar Abbas,IR,|Natanz,IR,|Benghazi,LY,|Dubai,AE,|Jeddah,SA,|Istanbul,TR,|New York City,US,|Los Angeles,US,|Geneva,CH,|Hong Kong,HK,|Shanghai,CN,|Kashgar,CN,|Lhasa,CN,|Mandalay,MM,
Kandahar,AF,|Herat,AF,|Jalalabad,AF,|Jalālābād,AF,|Mazar-e Sharif,AF,|Mazār-e Sharīf,AF,|Kunduz,AF,|Khost,AF,|Ghazni,AF,|Spin Boldak,AF,|Jalalabad,KG,|Jalālābād,IN,|Punjab,ID,|Kota,IN,24|Rajpur,IN,|Rajpura,IN,23|Rajpur,BD,|Ramgarh,IN,|Fatehpur,IN,36|Fatehpur,PK,|Shahpur,PK,|Mirpur,BD,|Sultanpur,IN,|Faridpur,BD,
Faridpur,IN,|Hassan,IN,|Mandi,IN,11|Patan,IN,09|Hamirpur,IN,36|Hamirpur,IN,11|Aurangabad,IN,16|Aurangabad,IN,34|Bilaspur,IN,37|Bilaspur,IN,11|Raipur,IN,37|Udaipur,IN,24|Udaipur,IN,26|Srinagar,IN,39|Nagrota,IN,11|Adampur,IN,10|Jodhpur,IN,09|Kamra,PK,|Sahiwal,PK,|Mangla,PK,|Kahuta,PK,|Umarkot,IN,|Depalpur,IN,35|Balakot,PK,
Nowshera,PK,|Wah,PK,|Bagh,PK,|Bag,IN,|Barnala,IN,|Islamabad,PK,|Samba,BR,|Ravi,PK,|Deoli,IN,24|Katra,IN,|Mithi,PK,|Abbaspur,IN,|Diplo,PK,|Kasauli,IN,|Wahga,PK,|Mandvi,IN,|Baramati,IN,16|Gadra,IN,|Tral,IN,12|Pattan,IN,12|Chamba,IN,11|Vijaypur,IN,|Noria,IN,12|Sujanpur,IN,|Tira Sujanpur,IN,|Shorkot,PK,|Nagar,PK,'''.replace('\n', '|').split('|')]
WATERS = '''arabian-sea bay-of-bengal persian-gulf red-sea black-sea south-china-sea taiwan-strait indian-ocean gulf-of-aden gulf-of-oman sea-of-azov caspian-sea sea-of-japan east-china-sea baltic-sea gulf-of-kutch gulf-of-khambhat bab-el-mandeb
 strait-of-malacca'''.split()
RIVERS = {'chenab': 1, 'indus-2': 1, 'jhelum': 0, 'sutlej-2': 1, 'beas': 0, 'ravi': 0, 'yamuna': 1, 'narmada': 0, 'helmand': 0}  # 1: the bare name is an alternate too
NE_OTHER = ['naturalearth:geography_regions_elevation_points:k2', 'naturalearth:geography_regions_elevation_points:nanga-parbat', 'naturalearth:geography_regions_elevation_points:khyber-pass', 'naturalearth:geography_regions_elevation_points:nanda-devi',
 'naturalearth:geography_regions_polys:hindu-kush', 'naturalearth:geography_regions_polys:thar-desert', 'naturalearth:lakes:banggong-co', 'naturalearth:rivers_lake_centerlines:suez-canal']

def read(path):
    if path.endswith('.zst'):
        t = subprocess.run(['zstd', '-dc', path], check=True, stdout=subprocess.PIPE).stdout.decode('utf8')
    elif path.endswith('.xz'): t = lzma.open(path, 'rt', encoding='utf8', newline='').read()
    else: t = open(path, encoding='utf8', newline='').read()
    return list(csv.DictReader(io.StringIO(t)))

def choose(W, X):
    """ids to take, each with the rule that took it"""
    take = {}; states = {r['country_code'] for r in W if r['feature_code'] in ('PCLI', 'PCL', 'PCLF')} | {'HK'}
    def t(r, why): take.setdefault(r['id'], why)
    ix = collections.defaultdict(list)
    for r in W: ix[r['country_code'], fold(r['name'])].append(r)
    for r in W:
        cc, a1, a2, f, c, p, i = r['country_code'], r['admin1_code'], r['admin2_code'], r['feature_code'], r['feature_class'], int(r['population'] or 0), r['id']
        if c == 'A' and (f.startswith('PCL') or f == 'TERR'): t(r, 'country')
        elif f == 'CONT': t(r, 'continent')
        elif f == 'PPLC' and cc in states: t(r, 'capital')
        elif f == 'ADM1' and (cc in SA or cc in ADM1_CC and i.startswith('geonames') or (cc, r['name']) in ADM1_NAMED or i in ADM1_IDS): t(r, 'adm1')
        elif f == 'ADM2' and (cc == 'PK' or cc == 'IN' and a1 in IN_ADM2): t(r, 'adm2')
        elif f in ('AIRB', 'AIRP') and cc in ('IN', 'PK'): t(r, 'airport')
        elif f == 'AIRB' and cc in SA or f == 'AIRP' and cc in SA and 'International' in r['name']: t(r, 'airport')
        elif c == 'P' and cc in ('IN', 'PK') and p >= 100000: t(r, 'city')
        elif c == 'P' and cc in SA and p >= 300000: t(r, 'city')
        elif c == 'P' and cc in SA - {'MV', 'BT'} and f == 'PPLA': t(r, 'capital of an adm1')
        elif c == 'P' and cc == 'IN' and a1 in IN_NEAR and p >= (5000 if a2 not in IN_OUTER.get(a1, ()) else 20000) and (IN_NEAR[a1] is None or a2 in IN_NEAR[a1]): t(r, 'border town')
        elif c == 'P' and cc == 'PK' and (p >= (5000 if a2 not in PK_OUTER else 20000) and a2 in PK_NEAR or p >= 1000 and a1 in PK_NEAR_A1 or f == 'PPLA2'): t(r, 'border town')
        elif c == 'P' and cc in ('IN', 'PK') and fold(r['name']) in WANT_ANY: t(r, 'asked for')
        elif i in NE_OTHER: t(r, 'nature')
        elif i.startswith('naturalearth:geography_marine_polys:') and i.rsplit(':', 1)[1] in WATERS: t(r, 'water')
        elif i.startswith('naturalearth:rivers_lake_centerlines:') and i.rsplit(':', 1)[1] in RIVERS: t(r, 'river')
    # a small district town that bears the name of a district taken above stands beside it
    for r in W:
        if r['id'] in take and r['feature_code'] == 'ADM2':
            h = [q for q in ix[r['country_code'], fold(re.sub(' [Dd]istrict$', '', r['name']))] if q['feature_class'] == 'P' and q['admin1_code'] == r['admin1_code']]
            if h: t(max(h, key=lambda q: (q['admin2_code'] == r['admin2_code'], int(q['population'] or 0), q['id'])), 'town of a district')
    for n, cc, a1 in RIVALS:
        h = [q for q in ix[cc, fold(n)] if q['feature_class'] == 'P' and (not a1 or q['admin1_code'] == a1)]
        h.sort(key=lambda q: (-int(q['population'] or 0), q['id']))
        for q in h[:4 if cc in ('IN', 'PK') and not a1 else 1]: t(q, 'rival')
    for i in ('geonames:1164988', 'geonames:1164987', 'geonames:1164986'): take.setdefault(i, 'rival')
    for r in X: t(r, 'extra')
    return take

ENDS = re.compile(r'(as|os|us|is|on|um|es|ai|io|ija|iya|jo|ka|ye|ne|ku|oj|ey|o)$')
ODD = re.compile(r"dzh|dz|cz|sz|tz|kkh|tch|tsch|[rnpbdltmg]kh|gk|zh|sch|ouchk|ij|aj|ej|'|’|`|^t'|[^ -~]", re.I)
FOREIGN = re.compile(r'\b(und|och|va|baskent|en|et|es|e|y|dan|de|di|der|van|von|do|dos|tinh|huyen|quan|divisi|divisione|wilayah|wilayat|wilayat|hauptstadtterritorium|territorio|daerah|pusat|granda|velika|nova|neo|niw|neu|nev|nju|thing|tay|wuleswali|woluswali|lungsod|dakbayan|faritani|estado|velayat|viloyati|vilayeti|welayaty|markaz|bibhag|prades|tehsil|tahsil|tehsils|municipality|railroad|station|urban|estate|corporation|headquarters|junction|post|bazar|coast)\b')
# the English and official names of countries; the rest of GeoNames' list is other languages and history
STATE = re.compile(r'^(the )?([A-Z][\w.\'-]+ )*(Republic|Kingdom|Federation|Confederation|Principality|Sultanate|Grand Duchy|Commonwealth|United States|Islands?)( of( the)? [A-Z].*)?$|^State of ')
STATES = set(fold(x) for x in """Burma|Ceylon|Zaire|Swaziland|Cape Verde|East Timor|Holland|Netherlands|Macau|Czech Republic|Czechia|Britain|Great Britain|America|United States of America|Viet Nam|Brunei Darussalam|Lao PDR|Kampuchea|Hong Kong SAR|Hongkong|Mainland China|Bharat|Hindustan|Bosnia|Bosnia-Herzegovina|Macedonia
Moldavia|Belorussia|Byelorussia|Cote d'Ivoire|Congo-Brazzaville|Congo-Kinshasa|DR Congo|Democratic Republic of Congo|Republic of Congo|The Gambia|The Bahamas|Trinidad|Antigua|Falklands|Svalbard|Vatican City|Holy See|Palestinian Territories|Palestinian territory|Occupied Palestinian Territory|S. Korea|N. Korea|DPR Korea|Chinese Taipei
St. Lucia|St. Vincent|St. Kitts and Nevis|Turks and Caicos|West Sahara|Southern Sudan|Eire|Rhodesia|Nippon|Surinam|Guinea-Conakry|Chagos Archipelago|Kosova|USA|U.S.A.|U.S.|US|UK|U.K.|UAE|U.A.E.|DRC|PRC|ROK|DPRK|KSA|PNG|USSR|BIOT|Caribbean Netherlands|Sao Tome|La Reunion|Turkiye|the Philippines""".replace('\n', '|').split('|'))
# former names that are still written, where the spelling test below would lose them
FORMER = {k: v.split('|') for k, v in (l.split('=') for l in """Dharashiv=Osmanabad;Ahilyanagar=Ahmednagar;Narmadapuram=Hoshangabad;Mysuru=Mysore;Shrirampur=Serampore;Murwara=Katni;Thoothukudi=Tuticorin;Palakkad=Palghat;Thrissur=Trichur;Panjim=Panaji;Brahmapur=Berhampur;Baharampur=Berhampore;Kochi=Cochin;Kozhikode=Calicut;Belagavi=Belgaum;Kalaburagi=Gulbarga
Shivamogga=Shimoga;Mangaluru=Mangalore;Ballari=Bellary;Visakhapatnam=Vizag|Vishakhapatnam;Thiruvananthapuram=Trivandrum;Tiruchirappalli=Trichy|Tiruchi|Trichinopoly;Varanasi=Benares|Banaras;Vadodara=Baroda;Pandit Deen Dayal Upadhyaya Nagar=Mughalsarai|Mughal Sarai|DDU Nagar;Fyzabad=Faizabad;Hugli=Hooghly
Barddhaman=Burdwan|Bardhaman;Thanjavur=Tanjore;Alappuzha=Alleppey;Prayagraj=Allahabad;Puducherry=Pondicherry;Gurugram=Gurgaon;Guwahati=Gauhati;Karimabad=Hunza;Phool Nagar=Bhai Pheru;Valsad=Bulsar;Hubballi=Hubli;Udhagamandalam=Ooty;Mau=Maunath Bhanjan;Hosapete=Hospet;Vijayapura=Bijapur;Saugor=Sagar
Uttarakhand=Uttaranchal;Mormugao=Marmagao;Ganganagar=Sri Ganganagar;Sri Ganganagar=Ganganagar;Malda=English Bazar;Comilla=Cumilla;Barishal=Barisal;Jalandhar Cantonment=Jalandhar Cantt;Kulu=Kullu;Chanda=Chandrapur;Gonda City=Gonda;Bihar Sharif=Biharsharif;Kheri=Lakhimpur Kheri|Lakhimpur;Maymana=Maimana
Kodagu=Coorg;Dam Dam=Dum Dum;Bahraigh=Bahraich;Medinipur=Midnapore;Dohad=Dahod;Kandy=Mahanuwara;Panjshayr=Panjshir|Panjsher;Machilipatnam=Masulipatnam;Mandi Dabwali=Dabwali;Mothihari=Motihari;Kota=Kotah;Udaipur=Oodeypore;Srinagar=Shrinagar;Rajpur Sonarpur=Rajpur|Sonarpur;Bokaro=Bokaro Steel City;Shimla=Simla""".replace('\n', ';').split(';'))}
WRONG = set('nimrod tata samara durga thana galla chor tane tanna sharon lahora kota city'.split())   # spellings that are other things
def english(name, alts, cls, cc, code, demonyms, taken):
    """Alternate names that English news would use: no junk, no foreign spelling, no word."""
    n = asc(name); kn = fold(n); out = []; seen = {kn}; latins = []; country = code.startswith('PCL') or code == 'TERR'
    for a in alts:
        if country and not latin(a): break   # GeoNames lists the English names of countries first
        if latin(a): latins.append(asc(a).strip())
    many = len(latins) > 5
    for a in (FORMER.get(n, []) if cc in SA else []) + latins:
        k = fold(a); former = cc in SA and a in FORMER.get(n, ())
        if not k or k in seen or len(a) > 60: continue
        if not former:
            if re.search(r'[(\[]|\d|aggregation|,|;', a) or k in demonyms or k in taken or isword(a) and k not in KEEP or k in WRONG or ' - ' in a: continue
            if country:
                if not STATE.match(a) and k not in STATES or FOREIGN.search(k) or k in ('central africa', 'tunis', 'friendly islands', 'union islands', 'sheep islands', 'somers islands', 'republic of the equator'): continue
            else:
                if cc not in SA: continue    # elsewhere: only curated alternates
                if len(k) <= 3 or re.fullmatch(r'[A-Z0-9]{3,5}', a) or FOREIGN.search(k): continue
                if ODD.search(a) and not ODD.search(n) or 'kh' in k and 'kh' not in kn or ENDS.search(k) and not ENDS.search(kn): continue
                if set(k.split()) < set(kn.split()) and not a[0:2] == 'Dr': continue      # half a name: Mirpur for Mirpur Mathelo
                if k[0] != kn[0] and not {k[0], kn[0]} <= set('kqc'): continue
                if kn not in k and difflib.SequenceMatcher(None, kn, k).ratio() < .76: continue
                if many and (kn in k and len(k) - len(kn) <= 2 and ' ' not in k[len(kn):] or len(k) < len(kn) - 2): continue
        seen.add(k); out.append(a)
    return out[:5 if country else 4]
def native(alts, cc):
    """one name in the script of the country: a small help to readers of Hindi and Urdu"""
    want = {'IN': 'DEVANAGARI', 'NP': 'DEVANAGARI', 'PK': 'ARABIC', 'AF': 'ARABIC', 'BD': 'BENGALI', 'LK': 'SINHALA'}.get(cc)
    if not want: return []
    h = [a for a in alts if want in unicodedata.name(next((c for c in a if c.isalpha()), ' '), '') and len(a) < 30 and not re.search(r'\s', a) and not re.search('[0-9]', a)]
    if cc == 'PK': h.sort(key=lambda a: not re.search('[ہےٹڈڑںگچپی]', a))
    return h[:1]

def curated():
    rows = []
    for r in csv.DictReader(open(f'{HERE}/curated_rows.csv', encoding='utf8', newline='')):
        if not r['action'].startswith('#'): rows.append(r)
    return rows

def build():
    W = read(f'{SRC}/world.csv.zst'); X = read(f'{SRC}/places_extra.csv'); A = read(f'{SRC}/aliases.csv')
    by = {r['id']: r for r in W + X}; world = {r['id'] for r in W}
    take = choose(W, X); C = curated()
    for c in C:
        if c['action'] == 'patch' and c['id'] in by: take.setdefault(c['id'], 'curated patch')
        if c['action'] == 'drop': take.pop(c['id'], None)
    demonyms = {fold(a['alias']) for a in A if a['kind'] == 'demonym' and by.get(a['id'], {}).get('feature_code', '').startswith('PCL')} - {'korea'}
    named = collections.defaultdict(set)           # names of ADM1 rows of a country: no other ADM1 may bear them as an alternate
    for i in take:
        if by[i]['feature_code'] == 'ADM1': named[by[i]['country_code']].add(fold(by[i]['name']))
    rows = {}; dropped = []
    for i, why in take.items():
        s = by[i]; f, c, cc = s['feature_code'], s['feature_class'], s['country_code']
        alts = [a for a in s['alternate_names'].split('|') if a]
        r = dict(s); r['name'] = asc(s['name']) if cc in SA or i.startswith('naturalearth') else s['name']
        if i.startswith('curated:'): keep = alts
        else:
            taken = named[cc] - {fold(s['name'])} if f == 'ADM1' else set()
            if c == 'S':
                r['name'] = r['name'].split(' / ')[0]
                keep = []
                for a in alts:
                    if not re.fullmatch(r'[A-Z0-9]{4}', a) and latin(a) and not a.startswith('RAF ') and not isword(a): keep.append(asc(a))
                keep = [a for a in keep if a != r['name']]
            elif c in 'PA' or f == 'CONT': keep = english(s['name'], alts if f != 'CONT' else [], c, cc, f, demonyms, taken)
            else: keep = [a for a in alts if latin(a) and not re.search(r'^(Mer|Golfe|OCEAN|Ocean |River )', a)]
            if c in 'PA' and cc in SA and (f in ('ADM1', 'PCLI', 'PPLC', 'PPLA') or int(s['population'] or 0) >= 100000) and f != 'ADM2': keep += native(alts, cc)
            if f == 'ADM2' and cc in ('IN', 'PK'):
                base = re.sub(' [Dd]istrict$', '', r['name']); r['name'] = r['name'].replace(' district', ' District')
                keep = [x for x in (base, base + ' District') if x != r['name'] and not isword(x)] + [a for a in keep if fold(a) not in (fold(base), fold(base + ' district'))]
        if i.startswith('naturalearth:rivers'):
            n = r['name']; bare = RIVERS.get(i.rsplit(':', 1)[1])
            if 'canal' not in i: r['name'] = n + ' River'; keep = ['River ' + n] + ([n] if bare else [])
        r['alternate_names'] = keep; rows[i] = r
    for c in C:
        i = c['id']
        if c['action'] == 'drop': continue
        if c['action'] == 'add': r = rows[i] = {h: c[h] for h in HDR}; r['alternate_names'] = []; r['population'] = c['population'] or '0'
        elif i not in rows: sys.exit(f'curated_rows.csv: no row {i} to patch')
        r = rows[i]
        for h in HDR:
            if h not in ('id', 'alternate_names', 'name') and c[h]: r[h] = c[h]
        if c['name']:
            if c['action'] == 'patch' and r['name'] not in (c['name'],) and '-' + r['name'] not in c['alternate_names'].split('|') and (fold(r['name']) != fold(c['name'])): r['alternate_names'].insert(0, r['name'])
            r['name'] = c['name']
        for a in c['alternate_names'].split('|'):
            if a.startswith('-'): r['alternate_names'] = [x for x in r['alternate_names'] if fold(x) != fold(a[1:])]
            elif a: r['alternate_names'].append(a)
    for i in list(rows):
        r = rows[i]; seen = {r['name']}; out = []; f = r['feature_code']
        for a in r['alternate_names']:
            a = unicodedata.normalize('NFC', a).strip()
            # J&K, J & K and R.S. Pura, RS Pura fold differently in every reader: only exact repeats go
            if a and a not in seen: seen.add(a); out.append(a)
        # outside South Asia a town keeps all the names that the row has which it lies over; "+" stands for them
        minus = any(c['id'] == i and '|-' in '|' + c['alternate_names'] for c in C)
        if i in world and f.startswith('PPL') and r['country_code'] not in SA and not minus: out.insert(0, '+')
        r['alternate_names'] = '|'.join(out)
        r['population'] = str(int(float(r['population'] or 0)))
        for h in ('latitude', 'longitude'): r[h] = f'{float(r[h]):.5f}'.rstrip('0').rstrip('.'); r[h] = '0' if r[h] == '-0' else r[h]
        if isword(r['name']) and fold(r['name']) not in KEEP and take.get(i) in ('city', 'border town', 'asked for', 'town of a district', 'rival', 'capital of an adm1') and i not in {c['id'] for c in C}:
            dropped.append((r['name'], r['country_code'], r['population'])); del rows[i]
    with open(f'{OUT}/gazetteer.csv', 'w', encoding='utf8', newline='') as f:
        w = csv.writer(f, lineterminator='\n'); w.writerow(HDR); w.writerows([rows[i][h] for h in HDR] for i in sorted(rows))
    aliases(A, by.keys() | rows.keys())
    print('rows', len(rows), dict(collections.Counter(take.get(i, 'curated') for i in rows)), file=sys.stderr)
    print('dropped, name is a word or a person:', sorted(dropped), file=sys.stderr)

DROP_ALIAS = {('curated:pakistan-administered-kashmir', 'PAK')}
MORE_ALIAS = '''curated:line-of-control,LoC,abbreviation|curated:line-of-control,LOC,abbreviation|curated:line-of-actual-control,LAC,abbreviation|curated:pakistan-administered-kashmir,POJK,abbreviation
curated:international-border-jammu,IB,abbreviation|geonames:1269320,J-K,abbreviation|geonames:1269320,J&amp;K,abbreviation|geonames:1168873,KP,abbreviation|geonames:1168873,KPK,abbreviation|geonames:1168878,GB,abbreviation|geonames:1164807,Sindhi,demonym|geonames:1164807,Sindhis,demonym
geonames:1183606,Baloch,demonym|geonames:1183606,Balochi,demonym|geonames:1168579,Pak,abbreviation|geonames:1270770,Gujarati,demonym|geonames:1270770,Gujaratis,demonym|geonames:1258899,Rajasthani,demonym|geonames:12096464,Ladakhi,demonym|geonames:12096464,Ladakhis,demonym|geonames:1270260,Haryanvi,demonym
geonames:1275715,Bihari,demonym|geonames:1275715,Biharis,demonym|geonames:1273293,NCT,abbreviation|curated:delhi-ncr,NCR,abbreviation|geonames:4140963,D.C.,abbreviation|geonames:4140963,DC,abbreviation|geonames:1253626,UP,abbreviation|geonames:1253626,U.P.,abbreviation|geonames:1264542,MP,abbreviation'''.replace('&amp;', '&').replace('\n', '|').split('|')
def aliases(A, rows):
    out = {(a['id'], a['alias'], a['kind']) for a in A if a['id'] in rows and (a['id'], a['alias']) not in DROP_ALIAS}
    for l in MORE_ALIAS:
        i, a, k = l.split(',')
        if i in rows: out.add((i, a, k))
        else: print('alias of a row not taken:', l, file=sys.stderr)
    # MP is a member of parliament, KP and IB and GB are too many things: never without their letters in a map of one country
    out -= {('geonames:1264542', 'MP', 'abbreviation'), ('geonames:1168878', 'GB', 'abbreviation'), ('curated:international-border-jammu', 'IB', 'abbreviation'), ('geonames:1253626', 'UP', 'abbreviation')}
    ab = {(i, a) for i, a, k in out if k == 'abbreviation'}
    out = {x for x in out if not (x[2] == 'alternate' and (x[0], x[1]) in ab)}
    with open(f'{OUT}/aliases.csv', 'w', encoding='utf8', newline='') as f:
        w = csv.writer(f, lineterminator='\n'); w.writerow(['id', 'alias', 'kind']); w.writerows(sorted(out))

# ---------------------------------------------------------------- check
# name in the text, gold point, kilometres allowed (a country or a region is a label point)
SEEDS = '''Jammu,32.73528,74.86167,2|Jammu airport,32.689,74.837,2|Satwari,32.69,74.84,2|Samba,32.56245,75.11993,2|RS Pura,32.60591,74.7334,2|R.S. Pura,32.60591,74.7334,2|Arnia,32.52095,74.79845,2|Akhnoor,32.8955,74.73486,2|Kishtwar,33.31346,75.76726,2|Amritsar,31.62234,74.87534,2
Jalandhar,31.32556,75.57917,2|Jaisalmer,26.91763,70.90387,2|Gurdaspur,32.03933,75.40318,2|Bikaner,28.01762,73.31495,2|Pahalgam,34.01592,75.31899,2|Sirsa,29.53489,75.02898,2|Islamabad,33.72148,73.04329,2|Lahore,31.558,74.35071,2|Rawalpindi,33.59733,73.0479,2|Nur Khan Airbase,33.616,73.099,2
Nur Khan,33.616,73.099,2|Nur Khan Air Base,33.616,73.099,2|PAF Base Nur Khan,33.616,73.099,2|Chaklala,33.616,73.099,2|Rafiqi Airbase,30.758,72.283,2|Rafiqui Air Base,30.758,72.283,2|Murid Airbase,32.909,72.774,2|Pakistan,30,70,2|India,22,79,2|Punjab,31.02,75.38,2|Rajasthan,26.75,73.86,2
Jammu and Kashmir,33.97,76.64,2|J&K,33.97,76.64,2|Pakistan-administered Kashmir,34.2,73.9,2|Pakistan-occupied Kashmir,34.2,73.9,2|PoK,34.2,73.9,2|New Delhi,28.614,77.209,3|Delhi,28.652,77.231,3|Haryana,29.1,76.27,3|Chakwal,32.933,72.854,2|Shorkot,30.835,72.076,3|Shorkot,31.91023,70.87757,2
Punjab,31.3589,72.3449,2|Samba,-8.88,13.196,2|Sirsa,25.2634,82.0919,2|Islamabad,33.73068,75.15418,2|United States,39.76,-98.5,2|U.S.,39.76,-98.5,2|US,39.76,-98.5,2|UK,54.758,-2.695,2'''.replace('\n', '|').split('|')
ASKED = '''Poonch Uri Rajouri Kupwara Tangdhar Keran Nowshera Mendhar Krishna-Ghati Hiranagar Kathua Pathankot Ferozepur Fazilka Barmer Phalodi Bhuj Naliya Jamnagar Udhampur Adampur Bathinda Halwara Awantipora Srinagar-airport Muridke Bahawalpur Kotli Muzaffarabad Sialkot Bhimber Gulpur
 Tehra-Kalan Sukkur Rahim-Yar-Khan Sargodha Mushaf Jacobabad Bholari Skardu Chunian Pasrur Arifwala Sir-Creek Siachen Pulwama Balakot Karachi-port Mundra Middle-East Kashmir Line-of-Control Gaza-Strip Donbas West-Bank Crimea Moscow Washington Kyiv Gujrat Gujarat Hyderabad Salem Georgia Kota Bhawalpur
 Rafiqi Murid Masroor Bagh Attari Wagah Longewala Baramulla Kargil Leh Drass Galwan Doklam Tawang Balochistan Gilgit-Baltistan Sindh Ladakh Uttarlai Suratgarh Kirana-Hills Peshawar Quetta Karachi Kabul Dhaka Kathmandu Colombo Thimphu Europe Asia Africa Baisaran Neelum-Valley Jerusalem Gaza'''.split()
def check():
    b = open(f'{OUT}/gazetteer.csv', 'rb').read(); bad = 0
    def err(*a):
        nonlocal bad; bad += 1; print('ERROR', *a)
    if b'\r' in b: err('CR in gazetteer.csv')
    G = list(csv.DictReader(io.StringIO(b.decode('utf8'))))
    if list(G[0]) != HDR: err('header', list(G[0]))
    ids = [r['id'] for r in G]
    if ids != sorted(ids): err('not sorted by id')
    for i, n in collections.Counter(ids).items():
        if n > 1: err('id twice', i)
    ix = collections.defaultdict(list); wordy = collections.Counter(); twice = []
    for r in G:
        la, lo = float(r['latitude']), float(r['longitude'])
        if not (-90 <= la <= 90 and -180 <= lo <= 180) or la == lo == 0: err('coordinates', r)
        if any(len(x.split('.')[-1]) > 5 for x in (r['latitude'], r['longitude']) if '.' in x): err('decimals', r['id'])
        if not r['population'].isdigit(): err('population', r['id'], r['population'])
        if not r['feature_code'] or not r['name']: err('empty', r['id'])
        names = [r['name']] + [a for a in r['alternate_names'].split('|') if a]
        if len(set(names)) != len(names): err('name twice', r['id'], names)
        for a in names:
            ix[fold(a)].append((r, la, lo))
            if isword(a) and not (a.isupper() and len(a) <= 4): wordy[a, r['country_code'], 'name' if a == r['name'] else 'alternate', r['feature_code']] += 1
    for s in SEEDS:
        n, la, lo, d = s.rsplit(',', 3); h = ix.get(fold(n), [])
        m = min((km(float(la), float(lo), y, x) for _, y, x in h), default=None)
        if m is None or m > float(d): err('seed place', n, 'nearest', m, [r['id'] for r, _, _ in h][:4])
    gold = os.path.join(SRC, '..', 'eval', 'incidents_seeds.jsonl')
    if os.path.exists(gold):
        for l in open(gold, encoding='utf8'):
            j = json.loads(l)
            for e in j['incidents']:
                if e['lat'] is None: continue
                cand = {e['place'], re.sub(r' sector$', '', e['place']), e['place'].split(' in ')[0], re.sub(r'^(border|other) areas of ', '', e['place'])}
                m = min((km(e['lat'], e['lon'], y, x) for n in cand for _, y, x in ix.get(fold(n), [])), default=None)
                if m is None or m > 3: err('gold', e['id'], e['place'], m)
            for e in j['decoys']:
                if e['place'] not in ('Sindoor', 'Bunyan ul Marsoos', 'Pakistan-backed') and fold(e['place']) not in ix: err('decoy place', e['place'])
    for n in ASKED:
        if fold(n.replace('-', ' ')) not in ix: err('asked for', n)
    for cc in SA | {'US', 'GB', 'FR', 'RU', 'CN', 'IL', 'UA', 'IR', 'TR'}:
        if not any(r['country_code'] == cc and r['feature_code'].startswith('PCL') for r in G): err('no country', cc)
        if cc != 'IL' and not any(r['country_code'] == cc and r['feature_code'] == 'PPLC' for r in G): err('no capital', cc)
    A = list(csv.DictReader(open(f'{OUT}/aliases.csv', encoding='utf8', newline='')))
    have = set(ids) | {r['id'] for r in read(f'{OUT}/world.csv.xz')}
    for a in A:
        if a['id'] not in have: err('alias of no row', a)
        if a['kind'] not in ('alternate', 'demonym', 'abbreviation'): err('kind', a)
        if a['kind'] != 'abbreviation' and isword(a['alias']) and fold(a['alias']) not in KEEP: print('note: alias is a word:', a['id'], a['alias'], a['kind'])
    if not WORDS: print('note: no /usr/share/dict/words (package wamerican): words not checked against it')
    for (a, cc, what, f), n in sorted(wordy.items()):
        (err if what == 'alternate' and fold(a) not in KEEP else print)('word or person as a name:', a, cc, what, f)
    pop0 = sum(r['feature_class'] in 'PA' and r['population'] == '0' for r in G)
    print(f'{len(G)} rows, {sum(len(v) for v in ix.values())} names, {len(A)} aliases, {len(b)} bytes; P and A rows without a population: {pop0}; errors: {bad}')
    print(collections.Counter(r['feature_code'] for r in G).most_common())
    return bad
if __name__ == '__main__':
    if '--check' not in sys.argv: build()
    sys.exit(1 if check() else 0)
