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
        text.Append("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= next i\n");
        // The command may have several words: projects manifest get.
        text.Append(
            "  for ((i = 1; i < COMP_CWORD; i++)); do\n    next=\"$command ${COMP_WORDS[i]}\"\n    case ${next# } in\n      "
        );
        text.AppendJoin(
            '|',
            CommandTree.Below(root).Select(c => Name(c).Replace(" ", "\\ ", StringComparison.Ordinal))
        );
        text.Append(") command=${next# } ;;\n      *) break ;;\n    esac\n  done\n  case $command:$before in\n");
        foreach (var command in CommandTree.Below(root))
        {
            foreach (var option in command.Options.Where(o => Values(o).Length > 0))
            {
                text.Append("    ").Append(Pattern(command, option.Name));
                text.Append(") COMPREPLY=($(compgen -W '")
                    .AppendJoin(' ', Values(option))
                    .Append("' -- \"$word\")); return ;;\n");
            }

            foreach (var option in command.Options.Where(IsPath))
            {
                text.Append("    ").AppendJoin('|', Names(option).Select(n => Pattern(command, n)));
                text.Append(") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
            }
        }

        text.Append("  esac\n  case $command in\n");
        foreach (var command in CommandTree.Below(root).Prepend(root))
        {
            text.Append("    ").Append(Quoted(Name(command))).Append(") COMPREPLY=($(compgen -W '");
            text.AppendJoin(' ', WordsOf(command)).Append("' -- \"$word\")) ;;\n");
        }

        return text.Append("  esac\n}\ncomplete -o default -F _infrar infrar ./infrar\n").ToString();
    }

    private static string Fish(Command root)
    {
        var text = new StringBuilder("complete -c infrar -f\n");
        foreach (var command in CommandTree.Below(root))
        {
            var words = Name(command).Split(' ');
            text.Append("complete -c infrar -n ")
                .Append(words.Length is 1 ? "__fish_use_subcommand" : Seen(words[..^1], command));
            text.Append(" -a ")
                .Append(command.Name)
                .Append(" -d ")
                .Append(Quoted(command.Description ?? ""))
                .Append('\n');
            foreach (var option in command.Options.Where(o => !o.Hidden))
            {
                text.Append("complete -c infrar -n ").Append(Seen(words, null)).Append(" -l ");
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
        foreach (var command in CommandTree.Below(root).Prepend(root))
        {
            text.Append("    ")
                .Append(Quoted(Name(command)))
                .Append(" = ")
                .AppendJoin(", ", WordsOf(command).Select(Quoted))
                .Append('\n');
        }

        text.Append("  }\n  $command = ''\n  foreach ($element in $ast.CommandElements | Select-Object -Skip 1) {\n");
        text.Append("    $next = \"$command $element\".Trim()\n    if (-not $words.ContainsKey($next)) { break }\n");
        text.Append("    if (\"$element\" -ne $word) { $command = $next }\n  }\n");
        text.Append("  $words[$command] | Where-Object { $_ -like \"$word*\" } | ForEach-Object ");
        return text.Append("{ [System.Management.Automation.CompletionResult]::new($_) }\n}\n").ToString();
    }

    // What can come next: commands of a group, values of arguments, options.
    private static IEnumerable<string> WordsOf(Command command)
    {
        var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var own = command.Arguments.SelectMany(Values).Concat(command.Options.SelectMany(Names));
        return command is RootCommand ? commands : commands.Concat(own);
    }

    // Without the program's own name.
    private static string Name(Command command) => command is RootCommand ? "" : command.PathOf()["infrar ".Length..];

    private static string Pattern(Command command, string option) =>
        $"{Name(command).Replace(" ", "\\ ", StringComparison.Ordinal)}:{option}";

    // Each word of the path is there, and, while the next one is typed, none of those beside it.
    private static string Seen(string[] words, Command? next)
    {
        var seen = string.Join("; and ", words.Select(w => $"__fish_seen_subcommand_from {w}"));
        var beside = next?.Parents.OfType<Command>().First().Subcommands.Select(c => c.Name) ?? [];
        return Quoted(next is null ? seen : $"{seen}; and not __fish_seen_subcommand_from {string.Join(' ', beside)}");
    }

    private static IEnumerable<string> Names(Option option) =>
        option.Hidden ? [] : option.Aliases.Where(a => a is not "-?").Append(option.Name);

    private static string[] Values(Symbol symbol) =>
        symbol is Option<bool> ? [] : [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];

    private static bool IsPath(Option option) => option.HelpName is "FILE" or "DIR" or "PATH";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
