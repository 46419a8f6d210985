package review

// grade says how surely a word is a verb when it stands after a conjunction.
type grade int8

const (
	unknown grade = iota
	// nounish is a noun more often than a verb: "list", "order".
	nounish
	// verbish is a verb more often than a noun: "download", "search".
	verbish
	// verb is hardly ever a noun: "create", "delete".
	sure
)

// verbs tells what it knows of English words as verbs in their base form.
type verbs map[string]grade

func newVerbs() verbs {
	v := verbs{}
	for _, list := range []struct {
		grade grade
		words string
	}{{sure, sureVerbs}, {verbish, verbishWords}, {nounish, nounishWords}} {
		for _, w := range fields(list.words) {
			if v[w] == unknown {
				v[w] = list.grade
			}
		}
	}
	return v
}

const sureVerbs = `
accept achieve acquire activate adapt add adjust administer adopt advertise advise aggregate
agree align allocate allow analyse analyze annotate announce anonymise anonymize apply appoint
appreciate approve arrange ask assemble assess assign assist associate attach attend attract
authenticate authorise authorize automate avoid
be become begin believe bill? blacklist? boost? bring browse build buy
calculate calibrate cancel capture carry categorise categorize celebrate centralise centralize
choose cite clarify classify clean clear cleanse close cluster? collaborate collapse collate collect
combine come commence communicate compare compile complete compose compute concatenate conduct
configure confirm connect consider consolidate construct consult consume contribute convert convey
cooperate coordinate correct correlate crawl create criticise criticize curate customise customize
deactivate debug decide declare decline decompose decrease decrypt deduct deduplicate define
delegate delete deliver demonstrate deny depict deploy describe deserialize detect determine develop
diagnose differentiate digitise digitize disable disagree discard disclose disconnect discover discuss
dismiss disseminate distinguish distribute divide donate duplicate?
earn easily? edit educate eliminate embed emphasise emphasize enable encourage encrypt endorse enforce
engage enhance enjoy enlarge enroll enrol ensure enter entertain enumerate erase establish evaluate
examine exchange? exclude execute exist expand expedite explain explore expose extend extract
facilitate fetch fill find finish fix follow forecast? forget format? forward? fulfil fulfill
gain gather generate get give go govern grant group? grow guarantee?
handle hear hide highlight hire
identify ignore illustrate imagine impersonate implement import? improve include incorporate increase
indicate infer inform initiate inject innovate input? insert inspect inspire install instruct integrate
interact interpret interview? introduce invalidate investigate invite invoke involve isolate issue?
join justify
keep know
launch? lay learn leave lend let leverage like? listen load? locate lock? login? lose
maintain make manage manipulate map? mask? match? maximise maximize measure? meet merge migrate minimise
minimize mint? mirror? modify mount? mute
navigate neglect negotiate normalise normalize notify
observe obtain offer? onboard open operate operationalize optimise optimize opt organise organize
originate overcome override overwrite own
parse participate pay perform permit persist personalise personalize pick pledge pay populate
possess post? postpone precompute predict prepare prescribe present? preserve prevent prioritise
prioritize proceed produce prohibit prolong promote propose protect prove provide provision? publicise
publicize publish purchase? purge pursue
qualify quantify query? quit
raise reach react read realise realize reapply reassign rebuild recalculate receive recharge recognise
recognize recommend reconcile reconnect reconsider recover recruit rectify recycle redeem redefine
redeploy redirect redo reduce refine reflect refuse regain regenerate register reinforce reinstall
reject rejoin relate relax? release? rely remain remember remind remove rename render renew reopen
reorder reorganise reorganize replace replicate reply? reproduce require reschedule resend reserve
reset resize resolve respond restart restore restrict resubmit resume? retain retrieve retry return?
reuse reveal revert revise revoke
satisfy save say scale? scan schedule? scroll secure see seek select sell send separate serialise
serialize serve set? settle setup? simplify simulate skip solve specify spend standardise standardize
start? state? store? stream? strengthen submit subscribe substitute subtract suggest summarise
summarize supervise supply? suppress survive suspend swap? switch? synchronise synchronize synthesise
synthesize
take talk? tell terminate think throw toggle? transcribe transfer? transform translate transmit
trigger? troubleshoot try
unarchive unblock uncheck undelete understand undo unfollow uninstall unite unlink unlock unmute
unpublish unregister unselect unsubscribe update upgrade? upload utilise utilize
vacate validate verify vet view? visualise visualize
walk? want? warn watch wear win withdraw write zip? zoom`

const verbishWords = `
analyse archive attach back book bookmark boost buffer check clone collapse comment compile connect contact
debug download drag draw drill drop duplicate exchange export fill filter flag format forward host import
input launch load lock login match measure mention mint mirror monitor move mute nominate pause pay pin plot
post present press preview print promise pull purchase push put query rate receive recall refresh release
repeat reply rerun respond rest resume return reverse rotate run secure select send set setup share ship show
sign snap sort split sponsor start suspend swap switch sync tie trace track train tune tweet update upgrade
upload vary view whitelist`

const nounishWords = `
cluster forecast guarantee store talk zip access act address aim alert answer approach attempt audit award backup balance ban benefit bid bill block
budget bug call care cause center change charge chat claim click code collect color colour concern condition
contract control copy cost count cover credit cut cycle damage dance date deal delay demand deposit design
detail discount display document dream e-mail edge email end estimate exercise experience face fact fax
feature feed feedback file finance fire fit focus force form function fund group guess guide hand hash head
help hold hope house image impact index influence interest interview invoice issue item judge jump key label
land last lead level license like limit line link list live log look love mail mandate map mark market mask
master message mind miss model mount name need network note notice number object offer order package page
paper parent park part partner pass pattern phone photo picture pilot place plan play point policy position
power practice price process profile profit program progress project proof protest provision question quote
rain range rank record reference register rent report request research respect result review reward ride risk
role roll round route rule sale sample scale schedule score screen search seat sense sequence service shape
shift shop signal slice slot smile sound source space spell staff stage stand star state stay step stick stock
stream structure study style subject sum summary supply support surprise survey table tag target task team
term test text theme time title toggle tool top total touch trade transfer trap travel treat trigger trust
turn type use value version visit voice vote wait walk want warrant wash waste water weight wish wonder word
work worry wrap zone`
