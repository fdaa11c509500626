using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;

namespace Infrar.Cli.Completions;

/// <summary>Completion scripts, made from the command tree: nothing is asked of Infrar while the user types.</summary>
internal static class CompletionScript
{
    /// <summary>The script for a shell.</summary>
    /// <param name="shell"><c>bash</c>, <c>zsh</c>, <c>fish</c> or <c>pwsh</c>.</param>
    /// <param name="root">The command tree.</param>
    public static string For(string shell, Command root) =>
        shell switch
        {
            "bash" => Bash(root),
            "zsh" => "#compdef infrar\nautoload -U +X bashcompinit && bashcompinit\n" + Bash(root),
            "fish" => Fish(root),
            _ => PowerShell(root),
        };

    private static string Bash(Command root)
    {
        var text = new StringBuilder("_infrar() {\n");
        text.Append(
            "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
        );
        text.Append("  case $command:$before in\n");
        foreach (var command in Shown(root))
        {
            foreach (var option in command.Options.Where(o => Values(o).Length > 0))
            {
                text.Append("    ").Append(command.Name).Append(':').Append(option.Name);
                text.Append(") COMPREPLY=($(compgen -W '")
                    .AppendJoin(' ', Values(option))
                    .Append("' -- \"$word\")); return ;;\n");
            }

            foreach (var option in command.Options.Where(IsPath))
            {
                text.Append("    ").AppendJoin('|', Names(option).Select(n => $"{command.Name}:{n}"));
                text.Append(") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
            }
        }

        text.Append("  esac\n  if [[ $COMP_CWORD -eq 1 ]]; then\n");
        text.Append("    COMPREPLY=($(compgen -W '")
            .AppendJoin(' ', Shown(root).Select(c => c.Name))
            .Append("' -- \"$word\"))\n");
        text.Append("    return\n  fi\n  case $command in\n");
        foreach (var command in Shown(root))
        {
            var words = command.Arguments.SelectMany(Values).Concat(command.Options.SelectMany(Names));
            text.Append("    ").Append(command.Name).Append(") COMPREPLY=($(compgen -W '").AppendJoin(' ', words);
            text.Append("' -- \"$word\")) ;;\n");
        }

        return text.Append("  esac\n}\ncomplete -o default -F _infrar infrar ./infrar\n").ToString();
    }

    private static string Fish(Command root)
    {
        var text = new StringBuilder("complete -c infrar -f\n");
        foreach (var command in Shown(root))
        {
            text.Append("complete -c infrar -n __fish_use_subcommand -a ").Append(command.Name);
            text.Append(" -d ").Append(Quoted(command.Description ?? "")).Append('\n');
            foreach (var option in command.Options.Where(o => !o.Hidden))
            {
                text.Append("complete -c infrar -n '__fish_seen_subcommand_from ").Append(command.Name).Append("' -l ");
                text.Append(option.Name.TrimStart('-'));
                text.Append(option.Aliases.FirstOrDefault(a => a.Length == 2) is { } one ? $" -s {one[1]}" : "");
                text.Append(
                    option is Option<bool> ? ""
                    : IsPath(option) ? " -r -F"
                    : " -x"
                );
                text.Append(Values(option) is { Length: > 0 } values ? $" -a '{string.Join(' ', values)}'" : "");
                text.Append(" -d ").Append(Quoted(option.Description ?? "")).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string PowerShell(Command root)
    {
        var text = new StringBuilder("Register-ArgumentCompleter -Native -CommandName infrar -ScriptBlock {\n");
        text.Append("  param($word, $ast, $cursor)\n  $words = @{\n");
        text.Append("    '' = ").AppendJoin(", ", Shown(root).Select(c => Quoted(c.Name))).Append('\n');
        foreach (var command in Shown(root))
        {
            var words = command.Arguments.SelectMany(Values).Concat(command.Options.SelectMany(Names));
            text.Append("    ")
                .Append(Quoted(command.Name))
                .Append(" = ")
                .AppendJoin(", ", words.Select(Quoted))
                .Append('\n');
        }

        text.Append(
            "  }\n  $command = if ($ast.CommandElements.Count -gt 2 -or ($ast.CommandElements.Count -eq 2 -and -not $word)) "
        );
        text.Append("{ \"$($ast.CommandElements[1])\" } else { '' }\n");
        text.Append("  $words[$command] | Where-Object { $_ -like \"$word*\" } | ForEach-Object ");
        return text.Append("{ [System.Management.Automation.CompletionResult]::new($_) }\n}\n").ToString();
    }

    private static IEnumerable<Command> Shown(Command root) => root.Subcommands.Where(c => !c.Hidden);

    private static IEnumerable<string> Names(Option option) =>
        option.Hidden ? [] : option.Aliases.Where(a => a is not "-?").Append(option.Name);

    private static string[] Values(Symbol symbol) =>
        symbol is Option<bool> ? [] : [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];

    private static bool IsPath(Option option) => option.HelpName is "FILE" or "DIR" or "PATH";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
