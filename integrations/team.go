package integrations

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	data, err := os.ReadFile(filepath.Join(folder, teamFile))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]TeamState{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the team's fields: %w", err)
	}
	var states teamStates
	if err := json.Unmarshal(data, &states); err != nil {
		// It is only a shortcut; a damaged one is as good as none.
		return map[string]TeamState{}, nil
	}
	team := map[string]TeamState{}
	for _, state := range states.Team {
		team[state.ID] = state
	}
	return team, nil
}

// TeamRead is when the last sync read the team's fields, false before the first.
func TeamRead(folder string) (time.Time, bool) {
	info, err := os.Stat(filepath.Join(folder, teamFile))
	if err != nil {
		return time.Time{}, false
	}
	return info.ModTime(), true
}
