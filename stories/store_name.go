package stories

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

// epicFile is the name of an epic's own file in its folder.
const epicFile = "epic.md"

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

// claim gives the path itself, or with a number where another file has it, and
// keeps it from being given again. Paths that differ in case only are one.
func (b *Backlog) claim(wish string) string {
	dir, file := path.Split(wish)
	stem := strings.TrimSuffix(file, ".md")
	for n := 1; ; n++ {
		candidate := dir + stem + ".md"
		if n > 1 {
			candidate = dir + stem + "-" + strconv.Itoa(n) + ".md"
		}
		if key := strings.ToLower(candidate); !b.taken[key] {
			b.taken[key] = true
			return candidate
		}
	}
}

// claimFolder gives a folder's name that no epic has yet.
func (b *Backlog) claimFolder(wish string) string {
	for n := 1; ; n++ {
		candidate := wish
		if n > 1 {
			candidate = wish + "-" + strconv.Itoa(n)
		}
		if key := strings.ToLower(candidate) + "/"; !b.taken[key] {
			b.taken[key] = true
			return candidate
		}
	}
}

// isPortable says whether a path that a draft asks for can be taken as it is.
func isPortable(name string) bool {
	return FileName(name) == name || name+"-item" == FileName(name)
}

// homeOf is the folder in which stories of a new epic stand already, "" for
// none: a save that was cut off may have written them first. Of one without its
// sidecar only the wish tells that it is the epic's.
func (b *Backlog) homeOf(epic *Item, wish string) string {
	for _, story := range b.stories[epic.ID] {
		if folder := path.Dir(story.Path); folder != "." && b.lacksEpic(folder) {
			return folder
		}
	}
	if len(b.unfinished) > 0 && b.lacksEpic(wish) && !slices.ContainsFunc(b.Items, func(item *Item) bool {
		return path.Dir(item.Path) == wish && !b.unfinished[item.ID]
	}) {
		return wish
	}
	return ""
}

func (b *Backlog) lacksEpic(folder string) bool {
	return !b.taken[strings.ToLower(folder+"/"+epicFile)]
}

// pathFor gives a new item its file: as wished where that is a portable path,
// else by its title, in the folder of its epic.
func (b *Backlog) pathFor(item *Item) string {
	folder, name := path.Split(strings.TrimSuffix(item.Path, ".md"))
	folder = path.Base(path.Clean("/" + folder))
	if item.Kind == Epic {
		if !isPortable(folder) {
			folder = FileName(item.Title)
		}
		if home := b.homeOf(item, folder); home != "" {
			return b.claim(home + "/" + epicFile)
		}
		return b.claim(b.claimFolder(folder) + "/" + epicFile)
	}
	if epic := b.Item(item.Epic); epic != nil {
		folder = path.Dir(epic.Path)
	}
	if folder == "/" || folder == "." || folder == "" {
		folder = "stories"
	}
	if name == "" || !isPortable(name) {
		name = item.Title
	}
	return b.claim(folder + "/" + FileName(name) + ".md")
}
