package main

import (
	"fmt"

	"github.com/urfave/cli/v2"
)

// completionFlag, as the last argument, makes the program print what could
// stand there.
const completionFlag = "--generate-bash-completion"

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "prints a script that completes commands and flags in your shell",
		ArgsUsage: "bash|zsh|fish|powershell",
		Description: examples(
			`source <(plotline completion bash)      # in ~/.bashrc`,
			`source <(plotline completion zsh)       # in ~/.zshrc`,
			`plotline completion fish > ~/.config/fish/completions/plotline.fish`,
			`plotline completion powershell | Out-String | Invoke-Expression`),
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			if shell == "fish" {
				script, err := c.App.ToFishCompletion()
				if err != nil {
					return fmt.Errorf("write the fish completion: %w", err)
				}
				fmt.Fprint(p.stdout, script)
				return nil
			}
			script, ok := completionScripts[shell]
			if !ok {
				return usagef("plotline completion bash|zsh|fish|powershell", "no completion for shell %q", shell)
			}
			fmt.Fprint(p.stdout, script)
			return nil
		},
	}
}

var completionScripts = map[string]string{
	"bash": `_plotline() {
  local word=${COMP_WORDS[COMP_CWORD]}
  local before=("${COMP_WORDS[@]:0:COMP_CWORD}") offered
  case $word in
  --) before+=(-) ;; # two alone end the flags
  -*) before+=("$word") ;;
  esac
  offered=$("${before[@]}" ` + completionFlag + ` 2>/dev/null)
  COMPREPLY=($(compgen -W "$offered" -- "$word"))
}
complete -o bashdefault -o default -F _plotline plotline
`,
	"zsh": `#compdef plotline
_plotline() {
  local -a before offered
  before=(${words[@]:0:$((CURRENT-1))})
  case ${words[CURRENT]} in
  --) before+=(-) ;; # two alone end the flags
  -*) before+=(${words[CURRENT]}) ;;
  esac
  offered=("${(@f)$($before ` + completionFlag + ` 2>/dev/null)}")
  if [[ -n "${offered[1]}" ]]; then
    _describe 'plotline' offered
  else
    _files
  fi
}
compdef _plotline plotline
`,
	"powershell": `Register-ArgumentCompleter -Native -CommandName plotline -ScriptBlock {
  param($word, $ast, $position)
  $before = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  if ($word -eq '--') { $before += '-' } elseif ($word -like '-*') { $before += $word } # two alone end the flags
  & plotline @before ` + completionFlag + ` 2>$null | Where-Object { $_ -like "$word*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`,
}
