package jiratest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s *Server) typeID(name string) string {
	return strconv.Itoa(10500 + slices.Index(s.config.Types, name)*7)
}

func (s *Server) typeByID(id string) string {
	for _, name := range s.config.Types {
		if s.typeID(name) == id {
			return name
		}
	}
	return ""
}

func (s *Server) typeValue(name string) map[string]any {
	out := map[string]any{"id": s.typeID(name), "name": name, "subtask": false, "description": ""}
	if s.config.Cloud {
		out["hierarchyLevel"] = 0
		if name == s.config.Types[0] {
			out["hierarchyLevel"] = 1
		}
	}
	return out
}

// paged gives a page of a list in this deployment's words.
func paged[T any](s *Server, r *http.Request, name string, all []T) map[string]any {
	start, _ := strconv.Atoi(r.URL.Query().Get("startAt"))
	size, err := strconv.Atoi(r.URL.Query().Get("maxResults"))
	if err != nil || size <= 0 || size > s.config.PageSize {
		size = s.config.PageSize
	}
	start = min(max(start, 0), len(all))
	end := min(start+size, len(all))
	page := append([]T{}, all[start:end]...)
	out := map[string]any{"startAt": start, "maxResults": size, "total": len(all)}
	if s.config.Cloud {
		out[name] = page
		return out
	}
	out["values"], out["isLast"] = page, end == len(all)
	return out
}

func (s *Server) noProject(r *http.Request) bool {
	return s.projectID(strings.ToUpper(r.PathValue("project"))) == 0
}

func (s *Server) issueTypes(r *http.Request) (int, any) {
	if s.noProject(r) {
		return http.StatusNotFound, says(fmt.Sprintf("No project could be found with key '%s'.", r.PathValue("project")))
	}
	var all []map[string]any
	if !slices.Contains(s.config.Forbidden, "CREATE_ISSUES") {
		for _, name := range s.config.Types {
			all = append(all, s.typeValue(name))
		}
		all = append(all, map[string]any{"id": "10900", "name": "Sub-task", "subtask": true})
	}
	return http.StatusOK, paged(s, r, "issueTypes", all)
}

func (s *Server) typeFields(r *http.Request) (int, any) {
	name := s.typeByID(r.PathValue("type"))
	if s.noProject(r) || name == "" {
		return http.StatusNotFound, says("The issue type selected is invalid.")
	}
	return http.StatusOK, paged(s, r, "fields", s.screenOf(strings.ToUpper(r.PathValue("project")), name))
}

func fieldMeta(id, name, kind string, required bool) map[string]any {
	return map[string]any{
		"fieldId": id, "key": id, "name": name, "required": required, "hasDefaultValue": false,
		"operations": []string{"set"}, "schema": map[string]any{"type": kind, "system": id},
	}
}

func customMeta(id, name, kind, custom string, required bool) map[string]any {
	out := fieldMeta(id, name, kind, required)
	number, _ := strconv.Atoi(strings.TrimPrefix(id, "customfield_"))
	out["schema"] = map[string]any{"type": kind, "custom": custom, "customId": number}
	return out
}

// screen are the fields of a new issue of a type in the first project; they are
// the same in all.
func (s *Server) screen(typeName string) []map[string]any {
	return s.screenOf(s.config.Project, typeName)
}

func (s *Server) screenOf(key, typeName string) []map[string]any {
	epic := typeName == s.config.Types[0]
	reporter := fieldMeta("reporter", "Reporter", "user", true)
	reporter["hasDefaultValue"] = true
	project, versions := fieldMeta("project", "Project", "project", true), fieldMeta("fixVersions", "Fix versions", "array", false)
	project["allowedValues"] = []map[string]any{s.projectValue(key)}
	versions["allowedValues"] = s.versionValues(key)
	out := []map[string]any{
		fieldMeta("issuetype", "Issue Type", "issuetype", true), project,
		fieldMeta("summary", "Summary", "string", true), fieldMeta("description", "Description", "string", false),
		reporter, versions, fieldMeta("labels", "Labels", "array", false),
	}
	switch {
	case s.config.Cloud:
		out = append(out, fieldMeta("parent", "Parent", "issuelink", false))
	case epic:
		out = append(out, customMeta(epicName, "Epic Name", "string", "com.pyxis.greenhopper.jira:gh-epic-label", true))
	case !s.config.NoEpicLink:
		out = append(out, customMeta(epicLink, "Epic Link", "any", "com.pyxis.greenhopper.jira:gh-epic-link", false))
	}
	if !s.config.NoLinkField && s.may("LINK_ISSUES") {
		links := fieldMeta(linkField, "Linked Issues", "array", false)
		links["operations"] = []string{"add", "copy"}
		out = append(out, links)
	}
	if !epic && s.config.SprintField {
		out = append(out, customMeta(sprint, "Sprint", "array", "com.pyxis.greenhopper.jira:gh-sprint", false))
	}
	for _, f := range s.config.Fields {
		out = append(out, f.meta())
	}
	if s.config.Required != "" {
		f := customMeta(costs, s.config.Required, "option", "com.atlassian.jira.plugin.system.customfieldtypes:select", true)
		values := []map[string]any{}
		for i, v := range s.config.RequiredValues {
			values = append(values, map[string]any{"id": strconv.Itoa(20000 + i), "value": v})
		}
		f["allowedValues"] = values
		out = append(out, f)
	}
	return out
}

func (s *Server) fields(*http.Request) (int, any) {
	out := []map[string]any{{"id": "summary", "key": "summary", "name": "Summary", "custom": false, "schema": map[string]any{"type": "string", "system": "summary"}}}
	if s.config.Cloud {
		out = append(out, map[string]any{
			"id": points, "key": points, "name": "Story point estimate", "custom": true,
			"schema": map[string]any{"type": "number", "custom": "com.pyxis.greenhopper.jira:jsw-story-points", "customId": 10031},
		})
	} else {
		out = append(out, map[string]any{
			"id": epicLink, "name": "Epic Link", "custom": true,
			"schema": map[string]any{"type": "any", "custom": "com.pyxis.greenhopper.jira:gh-epic-link", "customId": 10114},
		})
	}
	if !s.config.NoBoards {
		out = append(out, map[string]any{
			"id": sprint, "key": sprint, "name": "Sprint", "custom": true,
			"schema": map[string]any{"type": "array", "items": "json", "custom": "com.pyxis.greenhopper.jira:gh-sprint", "customId": 10020},
		}, map[string]any{
			"id": ranking, "key": ranking, "name": "Rank", "custom": true,
			"schema": map[string]any{"type": "any", "custom": "com.pyxis.greenhopper.jira:gh-lexo-rank", "customId": 10019},
		})
	}
	return http.StatusOK, out
}

func (s *Server) project(r *http.Request) (int, any) {
	if s.noProject(r) {
		return http.StatusNotFound, says(fmt.Sprintf("No project could be found with key '%s'.", r.PathValue("project")))
	}
	value := s.projectValue(strings.ToUpper(r.PathValue("project")))
	value["versions"] = s.versionValues(value["key"].(string))
	return http.StatusOK, value
}

func (s *Server) versionValues(key string) []map[string]any {
	versions := []map[string]any{}
	for _, v := range s.versions {
		if v.project != key {
			continue
		}
		versions = append(versions, map[string]any{"id": v.ID, "name": v.Name})
	}
	return versions
}

func (s *Server) permissions(r *http.Request) (int, any) {
	query := r.URL.Query()
	if key := query.Get("projectKey"); key != "" && s.projectID(key) == 0 {
		return http.StatusNotFound, says("No project could be found with key '" + key + "'.")
	}
	asked := split(query.Get("permissions"))
	if s.config.Cloud && len(asked) == 0 {
		return http.StatusBadRequest, says("The permissions query parameter is required.")
	}
	out := map[string]any{}
	for i, key := range asked {
		out[key] = map[string]any{
			"id": strconv.Itoa(i + 10), "key": key, "type": "PROJECT", "description": "",
			"name":           strings.ToUpper(key[:1]) + strings.ToLower(strings.ReplaceAll(key[1:], "_", " ")),
			"havePermission": !slices.Contains(s.config.Forbidden, key),
		}
	}
	return http.StatusOK, map[string]any{"permissions": out}
}

func (s *Server) may(right string) bool { return !slices.Contains(s.config.Forbidden, right) }

func (s *Server) makeVersion(r *http.Request) (int, any) {
	var body struct {
		Name        string `json:"name"`
		Project     string `json:"project"`
		ProjectID   int    `json:"projectId"`
		ReleaseDate string `json:"releaseDate"`
	}
	if err := decode(r, &body); err != nil {
		return http.StatusBadRequest, says(err.Error())
	}
	if !s.may("ADMINISTER_PROJECTS") {
		return http.StatusNotFound, says("Project with ID '10001' does not exist or you do not have permission to view it.")
	}
	key := s.projectKey("", strconv.Itoa(body.ProjectID))
	if key == "" && !s.config.Cloud {
		key = s.projectKey(body.Project, "")
	}
	if key == "" {
		return http.StatusBadRequest, wrongFields(map[string]string{"projectId": "Project is required."})
	}
	for _, v := range s.versions {
		if v.Name == body.Name && v.project == key {
			return http.StatusBadRequest, wrongFields(map[string]string{"name": "A version with this name already exists in this project."})
		}
	}
	v := version{ID: strconv.Itoa(30000 + len(s.versions)), Name: body.Name, Due: body.ReleaseDate, project: key}
	s.versions = append(s.versions, v)
	return http.StatusCreated, map[string]any{"id": v.ID, "name": v.Name, "projectId": s.projectID(key)}
}
