package pack

import "strings"

// baseOf takes an ending off a verb: "setting" becomes "set", "noted" "note".
func baseOf(verb, ending string) string {
	stem := strings.TrimSuffix(strings.ToLower(verb), ending)
	n := len(stem)
	switch {
	case n < 2:
		return verb
	case silentE[stem]:
		return stem + "e"
	case n > 2 && stem[n-1] == stem[n-2] && !strings.ContainsRune("lsfz", rune(stem[n-1])):
		return stem[:n-1]
	case strings.HasSuffix(stem, "i") && ending == "ed":
		return stem[:n-1] + "y"
	}
	return stem
}

// activeOf gives the verb of "cannot be used", or "" where it is not known.
func activeOf(participle string) string {
	participle = strings.ToLower(participle)
	if verb, ok := participles[participle]; ok {
		return verb
	}
	if strings.HasSuffix(participle, "ed") {
		return baseOf(participle, "ed")
	}
	return ""
}

var participles = map[string]string{
	"sent": "send", "found": "find", "made": "make", "taken": "take", "seen": "see", "read": "read", "bought": "buy",
	"paid": "pay", "sold": "sell", "built": "build", "written": "write", "chosen": "choose", "set": "set", "put": "put",
}

// silentE are stems of verbs that end in an e which their forms lose.
var silentE = setOf("chang mak tak us writ shar creat updat mov schedul manag pric invit approv archiv complet configur merg renam delet not typ arrang balanc calculat chos clos combin compar " +
	"compil declar describ divid driv enabl estimat exchang execut fil freez giv hav hir increas indicat invoic issu leav locat measur notic observ operat organiz organis pars past plac prepar " +
	"produc propos provid purchas receiv recogniz reduc releas remov renegotiat replac reserv resolv retriev retyp sav scor separat serv solv stat stor subscrib suspend trac transpos trad upgrad us validat freez dispos combin engag handl cancell rout rat quot tun")
