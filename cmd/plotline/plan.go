package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"plotline/integrations"
)

func (p *program) planCommand() *cli.Command {
	return &cli.Command{
		Name:  "plan",
		Usage: "says what a push would do: create, update, close, keep, each with its reason",
		Flags: append(projectFlags(),
			&cli.StringFlag{Name: "out", Usage: "save the plan as JSON in `FILE`, for plotline push FILE"},
			&cli.BoolFlag{Name: "exit-code", Usage: "exit 1 when anything would change"},
			allowClosuresFlag(), timeoutFlag(),
			formatFlag("text", "json", "markdown"),
		),
		Description: examples("plotline plan", "plotline plan --out plan.json && plotline push plan.json --yes",
			"plotline plan --format markdown   # for a pull request's comment"),
		Action: p.plan,
	}
}

func allowClosuresFlag() cli.Flag {
	return &cli.IntFlag{Name: "allow-closures", Usage: "let this push close up to `N` tickets, beyond the limit in the settings"}
}

func (p *program) plan(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	ctx := c.Context
	push, err := p.preparePush(ctx, c)
	if err != nil {
		return after(err, "nothing was planned")
	}
	defer push.close()
	plan, err := push.plan(ctx)
	if err != nil {
		return err
	}
	if out := c.String("out"); out != "" {
		if err := savePlan(out, plan); err != nil {
			return err
		}
	}
	if err := p.printPlan(c.String("format"), plan); err != nil {
		return err
	}
	if c.Bool("exit-code") && (!plan.Empty() || len(plan.Conflicts) > 0) {
		return pending{}
	}
	return nil
}

func savePlan(path string, plan *integrations.Plan) error {
	data, err := json.MarshalIndent(plan, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the plan: %w", err)
	}
	if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	return nil
}

func loadPlan(path string) (*integrations.Plan, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("make one with: plotline plan --out "+path, "read the plan: %v", err)
	}
	var plan integrations.Plan
	if err := json.Unmarshal(data, &plan); err != nil {
		return nil, usagef("make one with: plotline plan --out "+path, "%s is not a plan: %v", path, err)
	}
	if plan.Version != 1 || plan.Digest == "" {
		return nil, usagef("make one with: plotline plan --out "+path, "%s is not a plan of this version", path)
	}
	return &plan, nil
}

// maxMoved is how many reasons against a saved plan are told.
const maxMoved = 10

// stale refuses a saved plan when the plan of today is another.
func stale(saved, today *integrations.Plan) error {
	if moved := today.Moved(saved); len(moved) > 0 {
		if rest := len(moved) - maxMoved; rest > 0 {
			moved = append(moved[:maxMoved], fmt.Sprintf("… and %d more", rest))
		}
		return usagef("look at the new one: plotline plan", "the plan is stale; since it was made:\n  %s", strings.Join(moved, "\n  "))
	}
	return nil
}
