"""GTD's 135 columns: their order, the rule of each that is filled, and why the others stay empty."""

from __future__ import annotations

_HEADER = """
    eventid iyear imonth iday approxdate extended resolution country country_txt region region_txt provstate city
    latitude longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr alternative
    alternative_txt multiple success suicide attacktype1 attacktype1_txt attacktype2 attacktype2_txt attacktype3
    attacktype3_txt targtype1 targtype1_txt targsubtype1 targsubtype1_txt corp1 target1 natlty1 natlty1_txt
    targtype2 targtype2_txt targsubtype2 targsubtype2_txt corp2 target2 natlty2 natlty2_txt targtype3
    targtype3_txt targsubtype3 targsubtype3_txt corp3 target3 natlty3 natlty3_txt gname gsubname gname2 gsubname2
    gname3 gsubname3 motive guncertain1 guncertain2 guncertain3 individual nperps nperpcap claimed claimmode
    claimmode_txt claim2 claimmode2 claimmode2_txt claim3 claimmode3 claimmode3_txt compclaim weaptype1
    weaptype1_txt weapsubtype1 weapsubtype1_txt weaptype2 weaptype2_txt weapsubtype2 weapsubtype2_txt weaptype3
    weaptype3_txt weapsubtype3 weapsubtype3_txt weaptype4 weaptype4_txt weapsubtype4 weapsubtype4_txt weapdetail
    nkill nkillus nkillter nwound nwoundus nwoundte property propextent propextent_txt propvalue propcomment
    ishostkid nhostkid nhostkidus nhours ndays divert kidhijcountry ransom ransomamt ransomamtus ransompaid
    ransompaidus ransomnote hostkidoutcome hostkidoutcome_txt nreleased addnotes scite1 scite2 scite3 dbsource
    INT_LOG INT_IDEO INT_MISC INT_ANY related
"""
HEADER: tuple[str, ...] = tuple(_HEADER.split())
"""The columns in their order."""

TAGS = {
    "eventid": "#event+code", "iyear": "#date+year", "country_txt": "#country+name", "region_txt": "#region+name",
    "provstate": "#adm1+name", "city": "#loc+name", "latitude": "#geo+lat", "longitude": "#geo+lon",
    "summary": "#description", "attacktype1_txt": "#event+type", "gname": "#group+name+first",
    "nkill": "#affected+killed", "nwound": "#affected+injured", "scite1": "#meta+source",
}  # fmt: skip
"""Tags of the Humanitarian Exchange Language, chosen after those that are used for ACLED's and UCDP's files."""

_DATE, _NAMED = "incident.when", "incident.perpetrators"
_TARGETS = (
    "Of those harmed by role (official 2, journalist 10, aid worker 12, religious 15, student 14: GTD's 8 is for "
    "attacks on schools), then by category (civilian 14, police 3, military 4, armed group 17), those with the most "
    "killed first; "
)
_HARMED = "accounts.victims.roles, accounts.victims.category, incident.killed_by_category"

RULES: dict[str, tuple[str, str]] = {
    "eventid": ("Year, month, day and a number from 5000 on that follows from the incident's id: no id of GTD's.",
                _DATE),
    "iyear": ("The year in which it began.", _DATE),
    "imonth": ("The month in which it began; 0 where it isn't known.", _DATE),
    "iday": ("The day on which it began; 0 where it isn't known.", _DATE),
    "approxdate": ("The days in words where iday is 0.", _DATE),
    "extended": ("1 where it is told from one day to another, 0 where on one; empty where the day isn't known.", _DATE),
    "country_txt": ("The country's English name as Unicode's CLDR has it.", "incident.where.country"),
    "region": ("GTD's number of the country's region.", "incident.where.country"),
    "region_txt": ("GTD's name of it.", "incident.where.country"),
    "provstate": ("The first-level division.", "incident.where.admin1"),
    "city": ("The place where it is known or near; else “Unknown”.", "incident.where.name"),
    "latitude": ("WGS 84; of an area its middle. Empty where specificity is 5.", "incident.where.latitude"),
    "longitude": ("As latitude.", "incident.where.longitude"),
    "specificity": ("1 the place or near it, 3 the middle of a second-level division, 4 of a first-level one, 5 "
                    "unknown "
                    "or without coordinates. Code 2 isn't told apart.", "incident.where.precision"),
    "vicinity": ("1 near the place, 0 in it, -9 where only an area is known.", "incident.where.precision"),
    "summary": ("The days, what was reported, who is named, the figures, each disagreement with who says what, how "
                "many "
                "reports and independent sources.", "incident"),
    "suicide": ("1 where the sub-type is suicide bomb; else empty.", "incident.event"),
    "attacktype1": ("Of ACLED's sub-type: armed clash 2; bombs, grenades, shelling and air strikes 3; abduction 6; "
                    "looting 7; chemical weapons 8; else 9, unknown.", "incident.event"),
    "attacktype1_txt": ("GTD's name of it.", "incident.event"),
    "targtype1": (_TARGETS + "20 where none is told.", _HARMED),
    "targtype1_txt": ("GTD's name of it.", _HARMED),
    "target1": ("The nouns by which the first three of those harmed are told.", "accounts.victims.description"),
    "targtype2": (_TARGETS + "the second.", _HARMED),
    "targtype2_txt": ("GTD's name of it.", _HARMED),
    "targtype3": (_TARGETS + "the third.", _HARMED),
    "targtype3_txt": ("GTD's name of it.", _HARMED),
    "gname": ("Who is named as having done it, the surest first, by the actor list's English name or as the page has "
              "it; "
              "“Unknown” where no group is. A single person is never named.", _NAMED),
    "gname2": ("The second who is named.", _NAMED),
    "gname3": ("The third.", _NAMED),
    "guncertain1": ("1 where it rests on accusation or suspicion, 0 where it is claimed or stated; empty without "
                    "gname.",
                    _NAMED),
    "guncertain2": ("As guncertain1, of gname2.", _NAMED),
    "guncertain3": ("As guncertain1, of gname3.", _NAMED),
    "nperps": ("-99: how many did it isn't read.", ""),
    "nperpcap": ("-99: how many of them were caught isn't read.", ""),
    "claimed": ("1 where somebody claims it; -9 where nobody is told to: that isn't “no”.", _NAMED),
    "claimmode": ("10, unknown, where it is claimed.", _NAMED),
    "claimmode_txt": ("“Unknown” where it is claimed.", _NAMED),
    "claim2": ("1 where gname2 claims it, else -9.", _NAMED),
    "claim3": ("1 where gname3 claims it, else -9.", _NAMED),
    "compclaim": ("1 where several claim it, 0 where one does, -9 where none does.", _NAMED),
    "weaptype1": ("6, explosives, for attacktype 3; 2 for chemical weapons; else 13, unknown.", "incident.event"),
    "weaptype1_txt": ("GTD's name of it.", "incident.event"),
    "weapdetail": ("The weapons as the pages name them.", "accounts.weapons"),
    "nkill": ("The best figure of the killed, attackers among them; empty where nobody says. GTD has no range: it "
              "stands "
              "in addnotes.", "incident.killed"),
    "nkillter": ("The best figure of the attackers killed.", "incident.killed_by_category.attacker"),
    "nwound": ("The best figure of the injured; empty where nobody says.", "incident.injured"),
    "ishostkid": ("1 where people are told to have been abducted, else -9.", "accounts.victims, incident.event"),
    "nhostkid": ("How many, where it is told as one number; else -99.", "accounts.victims.count"),
    "addnotes": ("The range of the figures, each disagreement, and whether nobody has reviewed the incident.",
                 "incident"),
    "scite1": ("The first report: headline, outlet, day.", "reports"),
    "scite2": ("The second report.", "reports"),
    "scite3": ("The third report.", "reports"),
    "dbsource": ("The release in which it is, else our prefix.", ""),
}  # fmt: skip

_JUDGED = "whether it is terrorism, and what it was for, is a person's judgement"
_UNREAD = "it isn't read from pages"
_OURS = "GTD's own number or list, which a person has to look up"
_REASONS = {
    _JUDGED: "crit1 crit2 crit3 doubtterr alternative alternative_txt multiple success motive individual related",
    _OURS: "country targsubtype1 targsubtype1_txt targsubtype2 targsubtype2_txt targsubtype3 targsubtype3_txt natlty1 "
    "natlty1_txt natlty2 natlty2_txt natlty3 natlty3_txt INT_LOG INT_IDEO INT_MISC INT_ANY kidhijcountry",
}
STAYS_EMPTY: dict[str, str] = {
    name: f"Stays empty: {next((why for why, names in _REASONS.items() if name in names.split()), _UNREAD)}."
    for name in HEADER
    if name not in RULES
}
"""Why each of the other columns stays empty."""
