using System.CommandLine;

namespace Infrar.Cli.Commands;

/// <summary>The form of an answer.</summary>
internal enum OutputFormat
{
    /// <summary>For a terminal.</summary>
    Table,

    /// <summary>For programs; shapes in <c>docs/*.schema.json</c>.</summary>
    Json,

    /// <summary>For a pull request.</summary>
    Markdown,

    /// <summary>One file for a browser.</summary>
    Html,

    /// <summary>Findings for code scanning, SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>An estimate or a difference as Infracost writes it.</summary>
    Infracost,
}

/// <summary>Options that mean the same in every command that takes them.</summary>
internal static class SharedOptions
{
    /// <summary>The manifest.</summary>
    public static Option<string> File { get; } =
        new("--file", "-f")
        {
            Description = "The manifest; - reads standard input.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "infrar.yaml",
        };

    /// <summary>The environment.</summary>
    public static Option<string?> Environment { get; } =
        new("--environment", "-e")
        {
            Description = "The environment; needed when the manifest has more than one.",
            HelpName = "NAME",
        };

    /// <summary>The strategy.</summary>
    public static Option<string?> Strategy { get; } =
        new("--strategy", "-s")
        {
            Description = "The hosting option; the environment's first when left out.",
            HelpName = "NAME",
        };

    /// <summary>The usage profile.</summary>
    public static Option<string?> Traffic { get; } =
        new("--traffic", "-t")
        {
            Description = "The usage profile; medium, or the middle one, when left out.",
            HelpName = "NAME",
        };

    /// <summary>The form of the answer.</summary>
    public static Option<string?> Format { get; } = CreateFormat();

    /// <summary>The form of findings.</summary>
    public static Option<string?> FormatOfFindings { get; } = CreateFormat("sarif");

    /// <summary>The form of an estimate or a difference.</summary>
    public static Option<string?> FormatOfCosts { get; } = CreateFormat("infracost");

    /// <summary>A plan or a state in the place of a manifest.</summary>
    public static Option<string?> Plan { get; } =
        new("--plan")
        {
            Description =
                "A plan or a state in place of a manifest: what tofu show -json (or terraform show -json) prints; - reads standard input.",
            HelpName = "FILE",
        };

    /// <summary>Where the answer goes.</summary>
    public static Option<string?> Output { get; } =
        new("--output", "-o")
        {
            Description = "Write the answer to this file; its ending picks the format.",
            HelpName = "FILE",
        };

    /// <summary>No colour.</summary>
    public static Option<bool> NoColor { get; } =
        new("--no-color") { Description = "No colour, as NO_COLOR=1; a pipe never gets any." };

    /// <summary>The form that was asked for: named, told by the ending of the output file, or a table.</summary>
    public static OutputFormat FormatOf(ParseResult parse) =>
        (parse.GetValue<string?>("--format") ?? Path.GetExtension(parse.GetValue(Output) ?? "")) switch
        {
            "json" or ".json" => OutputFormat.Json,
            "markdown" or ".md" => OutputFormat.Markdown,
            "html" or ".html" => OutputFormat.Html,
            "sarif" or ".sarif" => OutputFormat.Sarif,
            "infracost" => OutputFormat.Infracost,
            _ => OutputFormat.Table,
        };

    private static Option<string?> CreateFormat(params string[] more)
    {
        string[] formats = ["table", "json", "markdown", "html", .. more];
        var format = new Option<string?>("--format")
        {
            Description = $"The form of the answer: {Words.Either(formats)}.",
            HelpName = "FORMAT",
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !formats.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError(
                    $"--format cannot be '{token.Value}'.{DidYouMean.Sentence(token.Value, formats)} Name one of: {string.Join(", ", formats)}."
                );
            }
        });
        format.CompletionSources.Add(formats);
        return format;
    }
}
