package integrations

// JournalFile is what tests may put in the place of the journal's file.
type JournalFile = journalFile

// Seal gives a plan the digest of what it says now.
func (p *Plan) Seal() error { return p.seal() }

// AppendWith opens the journal's file otherwise.
func (j *Journal) AppendWith(open func(path string) (JournalFile, error)) { j.append = open }
