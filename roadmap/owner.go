package roadmap

// Role is one thing that somebody answers for.
type Role struct {
	// Key is as in the roadmap: "product_owner".
	Key    string
	Person *Person
}

// Roles are the roles of a team, named or not, in a fixed order.
func (t *Team) Roles() []Role {
	return []Role{
		{"product_manager", &t.ProductManager}, {"product_owner", &t.ProductOwner}, {"engineering", &t.Engineering},
		{"scrum_master", &t.ScrumMaster}, {"design", &t.Design}, {"research", &t.Research}, {"quality", &t.Quality},
		{"data", &t.Data}, {"security", &t.Security}, {"support", &t.Support}, {"sales", &t.Sales}, {"marketing", &t.Marketing},
		{"product_marketing", &t.ProductMarketing}, {"product_operations", &t.ProductOperations}, {"project_manager", &t.ProjectManager},
	}
}

// Over gives the team with the roles that it does not name taken from another.
func (t *Team) Over(base *Team) *Team {
	merged := *t
	from := base.Roles()
	for i, role := range merged.Roles() {
		if role.Person.IsZero() {
			*role.Person = *from[i].Person
		}
	}
	return &merged
}

// IsZero says that nobody is named.
func (p *Person) IsZero() bool { return p.Name == "" && p.GitHub == "" && p.Jira == "" }

// Same says that two are the same person, by login where both have one.
func (p *Person) Same(other *Person) bool {
	switch {
	case p.IsZero() || other.IsZero():
		return false
	case p.GitHub != "" && other.GitHub != "":
		return p.GitHub == other.GitHub
	case p.Jira != "" && other.Jira != "":
		return p.Jira == other.Jira
	}
	return p.Name != "" && p.Name == other.Name
}

// OnePerson says that product manager and product owner are one person.
func (t *Team) OnePerson() bool { return t.ProductManager.Same(&t.ProductOwner) }

// TeamOf is the team that works on an initiative: the one that it names, with
// the goal's owner for the roles that team leaves open, else the goal's owner.
// Initiative may be nil.
func (r *Roadmap) TeamOf(goal *Goal, initiative *Initiative) *Team {
	owner := &r.Team
	if goal != nil && goal.Owner != nil {
		owner = goal.Owner
	}
	if initiative == nil || initiative.Team == "" {
		return owner
	}
	team := r.TeamByID(initiative.Team)
	if team == nil {
		return owner
	}
	return team.Over(owner)
}

// own makes the team of an included file answer for its goals, and the root's
// where the file names none.
func (r *Roadmap) own(root *Roadmap) {
	owner := &root.Team
	if r != root && r.Written("team") {
		owner = r.Team.Over(&root.Team)
	}
	for i := range r.Goals {
		r.Goals[i].Owner = owner
	}
}
