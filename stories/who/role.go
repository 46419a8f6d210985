package who

import (
	"slices"

	"plotline/roadmap"
)

const (
	productManager    = "product manager"
	productOwner      = "product owner"
	engineering       = "engineering"
	scrumMaster       = "scrum master"
	projectManager    = "project manager"
	productMarketing  = "product marketing"
	productOperations = "product operations"
	marketing         = "marketing"
	support           = "support"
	design            = "design"
	research          = "research"
	quality           = "quality"
	data              = "data"
	security          = "security"
	sales             = "sales"
)

// role is one that a person of a team can have.
type role struct {
	person func(*roadmap.Team) roadmap.Person
	// standIn is the role that answers where nobody has this one, "" for none.
	standIn string
}

var roles = map[string]role{
	productManager:    {func(t *roadmap.Team) roadmap.Person { return t.ProductManager }, ""},
	productOwner:      {func(t *roadmap.Team) roadmap.Person { return t.ProductOwner }, productManager},
	engineering:       {func(t *roadmap.Team) roadmap.Person { return t.Engineering }, productOwner},
	scrumMaster:       {func(t *roadmap.Team) roadmap.Person { return t.ScrumMaster }, productOwner},
	projectManager:    {func(t *roadmap.Team) roadmap.Person { return t.ProjectManager }, productManager},
	productMarketing:  {func(t *roadmap.Team) roadmap.Person { return t.ProductMarketing }, marketing},
	productOperations: {func(t *roadmap.Team) roadmap.Person { return t.ProductOperations }, productManager},
	marketing:         {func(t *roadmap.Team) roadmap.Person { return t.Marketing }, productManager},
	support:           {func(t *roadmap.Team) roadmap.Person { return t.Support }, productOwner},
	design:            {func(t *roadmap.Team) roadmap.Person { return t.Design }, productOwner},
	research:          {func(t *roadmap.Team) roadmap.Person { return t.Research }, productManager},
	quality:           {func(t *roadmap.Team) roadmap.Person { return t.Quality }, engineering},
	data:              {func(t *roadmap.Team) roadmap.Person { return t.Data }, productManager},
	security:          {func(t *roadmap.Team) roadmap.Person { return t.Security }, engineering},
	sales:             {func(t *roadmap.Team) roadmap.Person { return t.Sales }, productManager},
}

// subject is a kind of question that a product team asks, and who answers it.
type subject struct {
	// name is that of its list in questions/.
	name, about, role string
}

var subjects = []subject{
	{"vision", "vision and roadmap", productManager},
	{"strategy", "long-term strategy", productManager},
	{"order", "the order of the backlog", productOwner},
	{"story", "a particular story", productOwner},
	{"daily", "day-to-day development", productOwner},
	{"technical", "technical feasibility", engineering},
	{"marketing", "marketing and acquisition", marketing},
	{"launch", "messaging and launch", productMarketing},
	{"issues", "customers' issues", support},
	{"process", "process", scrumMaster},
	{"dates", "dates, budget and dependencies across projects", projectManager},
	{"operations", "how the product process runs", productOperations},
	{"design", "how it looks and feels", design},
	{"users", "what users do and need", research},
	{"quality", "whether it works as agreed", quality},
	{"data", "data and measurement", data},
	{"security", "security and privacy", security},
	{"sales", "deals and customers to be", sales},
}

func subjectNamed(name string) subject {
	return subjects[slices.IndexFunc(subjects, func(s subject) bool { return s.name == name })]
}
