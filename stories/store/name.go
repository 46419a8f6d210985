package store

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is how many bytes of a title go into a file's name.
const maxName = 60

// reservedNames cannot be files on Windows, or mean something else here.
var reservedNames = [...]string{
	"con", "prn", "aux", "nul", "conin$", "conout$", "epic", "readme",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
}

// FileName makes a name of text that is a file's name on any system: lower
// case, words parted by hyphens, letters of any script, none of the names that
// Windows keeps for itself. It has no extension and is never "".
func FileName(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(norm.NFKD.String(strings.ToValidUTF8(text, " "))) {
		switch {
		case r >= 0x300 && r <= 0x36f: // the accents that NFKD parted from their letters
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0 && !gap:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	name := shorten(norm.NFC.String(b.String()))
	if name == "" {
		return "untitled"
	}
	if slices.Contains(reservedNames[:], name) {
		return name + "-item"
	}
	return name
}

// shorten cuts a name that is too long, between words where it can.
func shorten(name string) string {
	if len(name) <= maxName {
		return name
	}
	cut := maxName
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	if hyphen := strings.LastIndexByte(name[:cut+1], '-'); hyphen > maxName/2 {
		cut = hyphen
	}
	return strings.TrimRight(name[:cut], "-")
}

// IsPortable says whether a name can be taken as it is.
func IsPortable(name string) bool {
	return FileName(name) == name || name+"-item" == FileName(name)
}

// Names are the paths that exist in a backlog folder. Paths that differ in case only
// are one.
type Names struct {
	taken map[string]bool // in lower case; folders end in a slash
}

// NewNames are the names of an empty folder.
func NewNames() Names { return Names{map[string]bool{}} }

// Has says whether a file has the path.
func (n Names) Has(file string) bool { return n.taken[strings.ToLower(file)] }

// Take notes that a file has the path, Free that none has it any more.
func (n Names) Take(file string) { n.taken[strings.ToLower(file)] = true }

// Free notes that no file has the path.
func (n Names) Free(file string) { delete(n.taken, strings.ToLower(file)) }

// Occupy notes that a folder, and so those around it, hold something. An empty one is
// free: a save that was cut off leaves some.
func (n Names) Occupy(folder string) {
	for ; folder != "." && !n.Has(folder+"/"); folder = path.Dir(folder) {
		n.Take(folder + "/")
	}
}

// Claim gives the path itself, or with a number where another file has it, and
// keeps it from being given again.
func (n Names) Claim(wish string) string {
	dir, file := path.Split(wish)
	stem := strings.TrimSuffix(file, ".md")
	candidate := dir + stem + ".md"
	for i := 2; n.Has(candidate); i++ {
		candidate = dir + stem + "-" + strconv.Itoa(i) + ".md"
	}
	n.Take(candidate)
	return candidate
}

// ClaimFolder gives a folder's name that no epic has yet.
func (n Names) ClaimFolder(wish string) string {
	candidate := wish
	for i := 2; n.Has(candidate + "/"); i++ {
		candidate = wish + "-" + strconv.Itoa(i)
	}
	n.Take(candidate + "/")
	return candidate
}
