package integrations

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/natefinch/atomic"
)

// teamFile holds what the team owns of the tickets, as last read. It is a
// shortcut for showing progress: losing it costs one sync.
const teamFile = "team.json"

type teamStates struct {
	Version int         `json:"version"`
	Tracker string      `json:"tracker"`
	Project string      `json:"project"`
	Team    []TeamState `json:"team"`
}

// AddTeam keeps what a sync of some items read, beside what was read of others
// on the same project before.
func AddTeam(folder string, server Server, team []TeamState) error {
	before, err := readTeam(folder)
	if err != nil {
		return err
	}
	if before.Tracker != server.Tracker || before.Project != server.Project {
		return SaveTeam(folder, server, team)
	}
	others := slices.DeleteFunc(before.Team, func(had TeamState) bool {
		return slices.ContainsFunc(team, func(s TeamState) bool { return s.ID == had.ID })
	})
	return SaveTeam(folder, server, append(others, team...))
}

// SaveTeam keeps what a sync read of the team's fields in the state folder.
func SaveTeam(folder string, server Server, team []TeamState) error {
	data, err := json.MarshalIndent(teamStates{1, server.Tracker, server.Project, team}, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the team's fields: %w", err)
	}
	if err := atomic.WriteFile(filepath.Join(folder, teamFile), bytes.NewReader(append(data, '\n'))); err != nil {
		return fmt.Errorf("keep the team's fields: %w", err)
	}
	return nil
}

// LoadTeam gives what the last sync read of the team's fields, by item ID;
// nothing before the first sync.
func LoadTeam(folder string) (map[string]TeamState, error) {
	states, err := readTeam(folder)
	if err != nil {
		return nil, err
	}
	team := map[string]TeamState{}
	for _, state := range states.Team {
		team[state.ID] = state
	}
	return team, nil
}

func readTeam(folder string) (teamStates, error) {
	data, err := os.ReadFile(filepath.Join(folder, teamFile))
	if errors.Is(err, fs.ErrNotExist) {
		return teamStates{}, nil
	}
	if err != nil {
		return teamStates{}, fmt.Errorf("read the team's fields: %w", err)
	}
	var states teamStates
	if err := json.Unmarshal(data, &states); err != nil {
		// It is only a shortcut; a damaged one is as good as none.
		return teamStates{}, nil
	}
	return states, nil
}

// TeamRead is when the last sync read the team's fields, false before the first.
func TeamRead(folder string) (time.Time, bool) {
	info, err := os.Stat(filepath.Join(folder, teamFile))
	if err != nil {
		return time.Time{}, false
	}
	return info.ModTime(), true
}
