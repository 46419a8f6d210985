package githubtest

// types are the fields that the server knows, by type; "[]" marks lists. It is
// the part of GitHub's schema that a tracker needs; anything else is refused as
// the real one refuses unknown fields.
var types = map[string]map[string]string{
	"Query": {"repository": "Repository", "repositoryOwner": "RepositoryOwner", "__type": "__Type"},
	"Mutation": {"createIssue": "CreateIssuePayload", "updateIssue": "UpdateIssuePayload", "createLabel": "CreateLabelPayload", "addBlockedBy": "BlockedByPayload", "removeBlockedBy": "BlockedByPayload",
		"addProjectV2ItemById": "AddProjectV2ItemByIdPayload", "updateProjectV2ItemFieldValue": "UpdateProjectV2ItemFieldValuePayload"},
	"Repository": {"id": "", "nameWithOwner": "", "issue": "Issue", "issueOrPullRequest": "IssueOrPullRequest", "label": "Label", "labels": "LabelConnection", "milestones": "MilestoneConnection", "issues": "IssueConnection"},
	"Issue": {
		"id": "", "fullDatabaseId": "", "databaseId": "", "number": "", "url": "", "title": "", "body": "", "state": "",
		"stateReason": "", "createdAt": "", "updatedAt": "", "closedAt": "", "labels": "LabelConnection", "assignees": "UserConnection",
		"milestone": "Milestone", "comments": "IssueCommentConnection", "parent": "Issue", "subIssues": "IssueConnection",
		"issueType": "IssueType", "blockedBy": "IssueConnection", "projectItems": "ProjectV2ItemConnection",
		"subIssuesSummary": "SubIssuesSummary", "repository": "Repository",
	},
	"IssueType":                             {"id": "", "name": ""},
	"SubIssuesSummary":                      {"total": "", "completed": "", "percentCompleted": ""},
	"BlockedByPayload":                      {"issue": "Issue", "blockingIssue": "Issue", "clientMutationId": ""},
	"PullRequest":                           {"id": "", "number": "", "url": "", "title": ""},
	"IssueOrPullRequest":                    {},
	"Label":                                 {"id": "", "name": ""},
	"LabelConnection":                       {"nodes": "[]Label", "totalCount": ""},
	"MilestoneConnection":                   {"nodes": "[]Milestone", "totalCount": ""},
	"User":                                  {"login": ""},
	"UserConnection":                        {"nodes": "[]User"},
	"Milestone":                             {"id": "", "title": "", "number": ""},
	"IssueCommentConnection":                {"totalCount": ""},
	"IssueConnection":                       {"nodes": "[]Issue", "pageInfo": "PageInfo", "totalCount": ""},
	"PageInfo":                              {"hasNextPage": "", "endCursor": ""},
	"CreateIssuePayload":                    {"issue": "Issue", "clientMutationId": ""},
	"UpdateIssuePayload":                    {"issue": "Issue", "clientMutationId": ""},
	"CreateLabelPayload":                    {"label": "Label", "clientMutationId": ""},
	"RepositoryOwner":                       {},
	"ProjectV2Owner":                        {"projectV2": "ProjectV2"},
	"Organization":                          {"projectV2": "ProjectV2"},
	"ProjectV2":                             {"id": "", "title": "", "viewerCanUpdate": "", "fields": "ProjectV2FieldConfigurationConnection"},
	"ProjectV2FieldConfigurationConnection": {"nodes": "[]ProjectV2FieldConfiguration"},
	"ProjectV2FieldConfiguration":           {},
	"ProjectV2FieldCommon":                  {"id": "", "name": "", "dataType": ""},
	"ProjectV2SingleSelectField":            {"options": "[]ProjectV2SingleSelectFieldOption"},
	"ProjectV2SingleSelectFieldOption":      {"id": "", "name": ""},
	"ProjectV2IterationField":               {"configuration": "ProjectV2IterationFieldConfiguration"},
	"ProjectV2IterationFieldConfiguration":  {"iterations": "[]ProjectV2IterationFieldIteration", "completedIterations": "[]ProjectV2IterationFieldIteration"},
	"ProjectV2IterationFieldIteration":      {"id": "", "title": ""},
	"ProjectV2ItemConnection":               {"nodes": "[]ProjectV2Item"},
	"ProjectV2Item":                         {"id": "", "project": "ProjectV2", "fieldValueByName": "ProjectV2ItemFieldValue"},
	"ProjectV2ItemFieldValue":               {},
	"ProjectV2ItemFieldSingleSelectValue":   {"name": ""},
	"AddProjectV2ItemByIdPayload":           {"item": "ProjectV2Item"},
	"UpdateProjectV2ItemFieldValuePayload":  {"projectV2Item": "ProjectV2Item"},
	"__Type":                                {"name": "", "inputFields": "[]__InputValue"},
	"__InputValue":                          {"name": ""},
}

// inputs are the input objects' fields.
var inputs = map[string]string{
	"CreateIssueInput":  " repositoryId title body labelIds milestoneId parentIssueId issueTypeId assigneeIds projectIds issueTemplate clientMutationId ",
	"AddBlockedByInput": " issueId blockingIssueId clientMutationId ", "RemoveBlockedByInput": " issueId blockingIssueId clientMutationId ",
	"AddProjectV2ItemByIdInput": " projectId contentId clientMutationId ", "UpdateProjectV2ItemFieldValueInput": " projectId itemId fieldId value clientMutationId ",
	"CreateLabelInput": " repositoryId name color description clientMutationId ",
	"UpdateIssueInput": " id title body labelIds milestoneId assigneeIds state projectIds clientMutationId ",
}
