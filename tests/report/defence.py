"""Tables of the bid's defence for the small made-up study."""
# ruff: noqa: E501 - the rows of a table are not broken

DEFENCE = {
    "clauses": """\
id,name_ko,name_en,contest,article,any_of,source,known_from,basis
site,부지,A site,call,art. 1,,press,2024-01-02,observed
plan,계획,A plan,call,art. 2,,press,2024-01-02,observed
""",
    "findings": """\
bid,clause,finding,reason,source,known_from,basis
own,site,met,it is there,press,2024-01-05,observed
own,plan,unclear,no plan was read,press,2024-01-05,observed
""",
    "selection_rules": """\
id,contest,kind,group,value,at_least,at_most,score,chance,source,known_from,basis
balance,call,quota,field,organoids,1,,,,press,2024-01-02,observed
""",
    "commitments": """\
id,bid,investor,firms,amount_krw,strength,until_year,proof,covers,source,known_from,basis
own_letters,own,43 firms,43,534800000000,letter,,,,press,2024-04-21,observed
east_letters,east,51 firms,51,900000000000,letter,2030,,,press,2024-02-01,observed
joint_plant,joint,One firm,1,20000000000,contracted,2028,bank letter,,press,2024-02-01,observed
""",
    "requirements": """\
id,name_ko,name_en,contest,position,clause,evidence,result,document,owner,due,status,page_limit,source,known_from,basis
share,순위,Standing,call,1,"call, I",result,selection_share bid=own,,the team,2024-02-20,partly,5,press,2024-01-02,observed
budget,예산,Budget,call,2,"call, II",none,,,,,unmet,,press,2024-01-02,observed
letter,공문,Letter,call,3,"call, III",document,,Letter of the province,the province,2024-02-25,met,2,press,2024-01-02,observed
rivals,경쟁,Rivals,call,4,"call, IV",result,rank_acceptability,,,,partly,,press,2024-01-02,observed
""",
    "statements": """\
id,name_ko,name_en,speaker,said_on,claimed,relation,tested_table,tested_row,tested_column,definition,finding_ko,finding_en,source,known_from,basis
letters,의향서 5348억원,Letters of 534.8bn won,the city,2024-04-21,534800000000,equal,commitments,own_letters,amount_krw,clear,시의 말뿐이다,Only the city says so,press,2024-04-21,observed
best,가장 좋은 곳,The best place,the mayor,2023-10-25,,,,,,unclear,,,press,2023-10-25,observed
jobs,일자리 22000개,"22,000 jobs",the city,2024-03-27,,,,,,clear,찾지 못했다,Not found,press,2024-03-27,observed
""",
    "benchmarks": """\
id,cluster,scope,indicator,value,unit,source,known_from,basis
elsewhere,Elsewhere,state,firms,1000,companies,expert,2023-01-01,observed
""",
}
