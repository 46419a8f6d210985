package roadmap

import "plotline/roadmap/source"

// Person answers for something. It is written as a mapping or as a name.
type Person struct {
	source.Places
	Name   string `yaml:"name"`
	GitHub string `yaml:"github"`
	Jira   string `yaml:"jira"`
}

// Team says who answers for what. In the list of teams each has an ID and
// overrides the roles it names; the others are the root team's.
type Team struct {
	source.Places
	ID                string `yaml:"id"`
	Name              string `yaml:"name"`
	ProductManager    Person `yaml:"product_manager"`
	ProductOwner      Person `yaml:"product_owner"`
	Engineering       Person `yaml:"engineering"`
	ScrumMaster       Person `yaml:"scrum_master"`
	Design            Person `yaml:"design"`
	Research          Person `yaml:"research"`
	Quality           Person `yaml:"quality"`
	Data              Person `yaml:"data"`
	Security          Person `yaml:"security"`
	Support           Person `yaml:"support"`
	Sales             Person `yaml:"sales"`
	Marketing         Person `yaml:"marketing"`
	ProductMarketing  Person `yaml:"product_marketing"`
	ProductOperations Person `yaml:"product_operations"`
	ProjectManager    Person `yaml:"project_manager"`

	// Jira and GitHub are where this team's tickets go, where not to the
	// settings' project.
	Jira   TeamJira   `yaml:"jira"`
	GitHub TeamGitHub `yaml:"github"`
}

// TeamJira is a team's own Jira project.
type TeamJira struct {
	source.Places
	Project string `yaml:"project"`
}

// TeamGitHub is a team's own repository, as owner/name.
type TeamGitHub struct {
	source.Places
	Repository string `yaml:"repository"`
}
