package githubtest

import (
	"net/http"
	"slices"
	"strings"
)

// issueTypes lists the organization's types, as far as the edition has any.
func (s *Server) issueTypes() reply {
	if s.enterprise() || s.config.Types == nil {
		return refuse(http.StatusNotFound, "Not Found")
	}
	list := []object{}
	for n := range s.config.Types {
		list = append(list, s.issueType(n+1))
	}
	return reply{status: http.StatusOK, body: list}
}

func (s *Server) issueType(number int) object {
	name := s.config.Types[number-1]
	return object{
		"id": 700 + number, "node_id": nodeID("IT", number), "name": strings.TrimPrefix(name, "-"), "description": nil,
		"is_enabled": !strings.HasPrefix(name, "-"),
	}
}

// typeNumber is a type's place from 1, 0 for none; typeAt is its name.
func (s *Server) typeNumber(name string) int {
	if name == "" || s.enterprise() {
		return 0
	}
	return slices.IndexFunc(s.config.Types, func(t string) bool { return strings.EqualFold(t, name) }) + 1
}

func (s *Server) typeAt(number int) string {
	if number < 1 || number > len(s.config.Types) || s.enterprise() || strings.HasPrefix(s.config.Types[number-1], "-") {
		return ""
	}
	return s.config.Types[number-1]
}

// setType gives an issue a type as REST takes it; false for one that is not
// there. A server without types takes anything and keeps nothing.
func (s *Server) setType(i *Issue, name *string) bool {
	if name == nil || s.enterprise() || s.config.Types == nil {
		return true
	}
	at := s.typeAt(s.typeNumber(*name))
	if at == "" {
		return false
	}
	i.Type = at
	return true
}
